"""The Chinese of the pages: terms that must not come back, and how Chinese is set. Over all of it: catalogue, course,
article.
"""

import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from components.i18n import FOLDER as WORDS
from components.learn.course import FOLDER as COURSE
from components.learn.tour import FOLDER as TOURS
from tests.conftest import ROOT

HAN = "\u4e00-\u9fff"
# What is no term of the field, a calque, or said in two ways → what a native author writes.
TERMS = {
    "最小值[在处从走向移]|唯一的?最小值(?!点)": "最小值点，说的是位置时",
    "所有最小值(?!点)|[是段]最小值(?!点|存在)": "最小值点：取到最小值的不止一个点",
    "(训练|留出|检验|新|数据)行|行样本|行数太少": "样本；行只用于 CSV 文件",
    "L[12] 的权重|额外权重|另一个权重|一些权重|比较的权重|带权重的": "（惩罚）强度",
    "失活率": "丢弃率",
    "倒置|反向缩放": "反向随机失活（inverted dropout）",
    "随机丢弃": "dropout，标题里用随机失活",
    "弹性网(?!络)": "弹性网络",
    "尖角|锋利": "尖点；曲面的折痕越来越尖",
    "跳跃": "跳变",
    "菱形的角|没有角|[在的]角[上的里]|离开角": "顶点",
    "地形|损失景观": "曲面、损失曲面",
    "使用时": "推理时",
    "精确平均|L 是其平均": "期望",
    "滑动统计量": "滑动平均",
    "岭路径": "岭回归路径",
    "近端(?!梯度|步)": "近端梯度（法）",
    "(叫|是|做一次)软阈值(?!函数)": "软阈值函数",
    "路线": "轨迹",
    "刻度": "档",
    "方框|所示方形": "图示范围、绘图范围",
    "探索页": "主界面",
    "影片": "视频",
    "互不相干": "互不相关",
    "行服从|服从 y": "满足，服从只用于分布",
    "犹豫": "不确定性、熵",
    "普通损失": "原损失",
    "logistic 损失": "逻辑回归",
    "永远下降": "一直下降",
    "毫无察觉|会察觉": "不用拟人的说法",
    "一块数字|一条有出处|一根尖刺|一块平板|第三张曲面": "量词：一个数据块，一个公式，一个尖峰，一片平坦，第三个曲面",
    "[A-Za-z] 等，": "等人",
    "[黑白红]色|[黑白]线|红点": "物的名称：深色模式下颜色不同",
    "你": "不称呼读者；必要时用“您”",
    "(?<!…)…(?!…)": "……",
    r"(?<![\d,.])[1-9]\d{3} [步行个]": "2,000，用逗号分节",
}


def catalogue() -> dict[str, str]:
    return json.loads((WORDS / "zh.json").read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """(where, text) of every Chinese text in the repository."""
    yield from catalogue().items()
    for path in sorted([*COURSE.glob("*.zh.md"), *TOURS.glob("*.zh.md")]):
        yield path.name, path.read_text(encoding="utf-8")
    for chapter in tomllib.loads((COURSE / "course.toml").read_text(encoding="utf-8"))["chapter"]:
        yield "course.toml", chapter["title"]["zh"]
    yield "zh.html", (ROOT / "examples/blog/zh.html").read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Without code, formulas, tags, the targets of links, and what the templates fill in."""
    for marks in (r"```.*?```", r"<pre>.*?</pre>", r"<(code|script|style)\b.*?</\1>", r"`[^`\n]+`", r"\$\$.*?\$\$"):
        text = re.sub(marks, "x", text, flags=re.DOTALL)
    text = re.sub(r"\$[^$\n]+\$|\{\{ (?:'[^']*'|[a-z]+).*?\}\}", "x", text)
    text = re.sub(r"</?t[hd]>", "\n", text)
    return re.sub(r"\]\([^)]*\)|</?(?!em\b)[a-z][^>]*>|<!.*?>", "", text)


def found(pattern: str) -> list[str]:
    """Where in the prose a pattern is, with what stands around it."""
    return [
        f"{where}: …{text[max(match.start() - 12, 0) : match.end() + 12]}…"
        for where, whole in texts()
        for text in [prose(whole)]
        for match in re.finditer(pattern, text)
    ]


def test_all_chinese_is_looked_at() -> None:
    folders = [ROOT / name for name in ("assets", "components", "examples", "landscapes")]
    files = [
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".js", ".html", ".md", ".json"}
    ]
    chinese = {path.name for path in files if re.search(f"[{HAN}]", path.read_text(encoding="utf-8"))}
    # The buttons that lead from English to Chinese are the only other Chinese words.
    assert chinese - {where for where, _ in texts()} == {"zh.json", "en.json", "en.html"}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_that_was_given_up_does_not_come_back(term: str) -> None:
    assert not found(term), f"write: {TERMS[term]}"


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        ("[。，：；！？、（）“”《》……] +[^ \\n|]", "no space after a full-width mark"),
        ("[^ \\n|>-] +[。，：；！？、（）《》]", "no space before a full-width mark"),
        (f"[{HAN}][,:;!?()]|[,:;!?)][{HAN}]", "full-width marks beside Chinese"),
        (f"[{HAN}][\"']|[\"'][{HAN}]|[「」『』]", "the quotation marks are “ ” and ‘ ’"),
        (f"[{HAN}] +[{HAN}]", "no space between Chinese letters"),
        (f"[{HAN}][A-Za-z0-9α-ωΑ-Ω]|[A-Za-z0-9α-ωΑ-Ω][{HAN}]", "a space between Chinese and Latin, Greek or a number"),
        (f"<em>[^<]*[{HAN}]|(?<![*])[*][^* \\n]*[{HAN}][^*\\n]*[*](?![*])", "Chinese is not slanted: ** or <strong>"),
        ("：[^。；！？，\\n]*：", "one colon a clause"),
    ],
)
def test_chinese_is_set_as_chinese(pattern: str, rule: str) -> None:
    assert not found(pattern), rule


def test_words_in_a_formula_have_full_width_marks_too() -> None:
    for where, text in texts():
        for words in re.findall(r"\\text\{([^}]*)\}", text):
            assert not re.search("[:,;]", words), (where, words)


def test_a_paragraph_of_the_article_is_one_line() -> None:
    text = (ROOT / "examples/blog/zh.html").read_text(encoding="utf-8")
    for paragraph in re.findall(r"<p[ >].*?</p>", text, flags=re.DOTALL):
        assert "\n" not in paragraph


def test_no_script_puts_a_space_or_a_colon_between_sentences() -> None:
    # lossfold.format.join does it by language; a caption has its own sentence in the catalogue.
    joins = r'\.join\(" "\)|\}:? \$\{[^}]*\b(words|fill|tell|named)\b|` \$\{(words\[|text\b)'
    scripts = sorted((ROOT / "assets").rglob("*.js"))
    assert len(scripts) > 30
    assert not [path.name for path in scripts if re.search(joins, path.read_text(encoding="utf-8"))]
