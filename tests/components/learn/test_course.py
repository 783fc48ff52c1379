"""The course at /learn: its pages as data, its routes, and the numbers that its sentences name."""

import copy
import re
from html import unescape
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient
from scipy.optimize import minimize

from app import server
from components.address.view import View
from components.http.static_files import Packed
from components.i18n import LANGUAGES, words
from components.learn.course import FOLDER, SECTIONS, course, html_of, read_page
from components.scene.drawing import drawing
from components.scene.schema.pages import StandaloneScene
from components.scene.standalone import standalone_scene
from landscapes import Problem, Rows, Spec, path, solve
from landscapes.analysis.bias_variance import bias_variance
from landscapes.analysis.cross_validation import cross_validated
from landscapes.analysis.holdout import held_out
from landscapes.analysis.path import zero_thresholds
from landscapes.models.batch_norm_inference import running
from landscapes.models.networks import EPSILON, batchnorm, residual
from landscapes.models.normalization import BLOCK, NORMS, averaged_sets, normalized, variance_shift
from landscapes.optimizers.trajectory import Descent, descend
from landscapes.solvers.solve import ScoreSolver
from tests.components.server.test_routes import HOSTILE, Reader

COURSE = course()
PAGES = COURSE.pages
FIGURES = sorted({figure for page in PAGES.values() for figure in page.figures})
GOOD = (
    "---\ntitle: A\nclaim: B\nfigure: l1=0\nrow: falls\n---\n"
    "## Try it\na\n## What you see\nb\n## The formula\n$x$\n## Where the claim fails\nd\n"
)


@pytest.fixture
def client() -> FlaskClient:
    return server.test_client()


# --- the pages as data -----------------------------------------------------------------------------------------------


def test_every_row_of_the_catalogue_has_its_page() -> None:
    assert {page.row for page in PAGES.values()} == COURSE.rows.keys()


def test_both_languages_say_the_same_in_different_words() -> None:
    for slug in COURSE.slugs:
        english, chinese = PAGES[slug, "en"], PAGES[slug, "zh"]
        assert (english.figures, english.next, english.row) == (chinese.figures, chinese.next, chinese.row)
        assert english.texts.keys() == chinese.texts.keys() == set(SECTIONS)
        assert english.title != chinese.title
        for section in SECTIONS:
            # The same formulas, the same numbers and the same links stand in both.
            for pattern in (r"\$\$(.+?)\$\$", r"−?\d\.\d+", r"learn:[a-z0-9-]+"):
                found = [re.findall(pattern, page.texts[section]) for page in (english, chinese)]
                found = [sorted(re.sub(r"\\text\{.*?\}", "", each) for each in texts) for texts in found]
                assert found[0] == found[1], (slug, section)


def test_the_next_links_walk_through_the_whole_course() -> None:
    for language in LANGUAGES:
        trajectory = [COURSE.slugs[0]]
        while following := PAGES[trajectory[-1], language].next:
            trajectory.append(following)
        assert tuple(trajectory) == COURSE.slugs


def test_no_file_is_outside_the_course() -> None:
    files = {path.name for path in FOLDER.glob("*.md")}
    assert files == {f"{slug}.{language}.md" for slug, language in PAGES}


# What people type, and the page that they mean.
SEARCHED = {
    "en": {
        "no-bottom": "cross-entropy, maximum likelihood, logistic regression, separable classes",
        "l1-folds": "lasso, sparsity, regularizer",
        "l2-bends": "ridge, Tikhonov, shrinkage",
        "elastic-net": "elastic net",
        "real-data": "feature selection, variable selection, interpretability",
        "correlated": "multicollinearity, collinearity, stability selection",
        "one-weight": "soft threshold, least squares, MSE",
        "slope-jump": "sparse, subdifferential",
        "constraint": "Lagrange multiplier, KKT, diamond, constrained optimization",
        "prior": "Bayes, Bayesian, MAP, Laplace",
        "cone": "group lasso",
        "kink": "coordinate descent, subgradient, ISTA, non-differentiable, proximal gradient",
        "weight-decay": "weight decay, AdamW, learning rate, weight_decay",
        "early-stopping": "early stopping, implicit regularization",
        "dropout": "dropout, ensemble, model averaging",
        "input-noise": "data augmentation, augmentation, jitter",
        "label-smoothing": "soft targets, one-hot",
        "entropy": "calibration, overconfidence, confidence penalty",
        "sharing": "parameter sharing, convolution, tied weights",
        "stochastic-depth": "ResNet, drop path",
        "batch-norm": "BN, BatchNorm, internal covariate shift",
        "what-is-averaged": "layer norm, group norm, instance norm",
        "over-and-underfit": "overfitting, generalization, bias variance",
        "which-one": "cross-validation, hyperparameter, model selection",
        "outliers": "robust, Huber, outlier",
    },
    "zh": {
        "no-bottom": "交叉熵，逻辑回归，最大似然",
        "l1-folds": "L1 正则化，Lasso，正则项，惩罚项",
        "l2-bends": "岭回归，L2 正则化",
        "elastic-net": "弹性网络",
        "real-data": "特征选择，可解释性",
        "correlated": "多重共线性，共线性，稳定性选择",
        "one-weight": "软阈值，均方误差，最小二乘",
        "slope-jump": "稀疏，次微分",
        "constraint": "拉格朗日乘子，约束优化，菱形，等高线",
        "prior": "贝叶斯，最大后验估计，先验",
        "cone": "组套索，范数",
        "kink": "不可导，坐标轴下降，坐标下降，次梯度，尖点",
        "weight-decay": "权重衰减，学习率，优化器",
        "early-stopping": "早停，提前终止",
        "dropout": "随机失活，集成，丢弃率",
        "input-noise": "数据增强，数据扩增，高斯噪声",
        "label-smoothing": "软标签，标签平滑",
        "entropy": "熵正则化，过度自信",
        "sharing": "参数共享，权重共享，卷积",
        "stochastic-depth": "残差网络，随机深度",
        "batch-norm": "批量归一化，BatchNorm，内部协变量偏移",
        "what-is-averaged": "层归一化，组归一化，实例归一化",
        "over-and-underfit": "过拟合，欠拟合，泛化，偏差，方差",
        "which-one": "交叉验证，超参数，模型选择",
        "outliers": "异常值，离群点，鲁棒，稳健",
    },
}


def finds(term: str) -> list[str]:
    """The pages about a term, as assets/explorer/search.js finds them: every word of it, in any language."""
    texts = {slug: " ".join(PAGES[slug, each].wanted for each in LANGUAGES).lower() for slug in COURSE.slugs}
    return [slug for slug, text in texts.items() if all(word in text for word in term.lower().split())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_of_the_field_find_their_page(language: str) -> None:
    terms = [(term, slug) for slug, row in SEARCHED[language].items() for term in re.split("[，,] *", row)]
    assert len(terms) >= 50
    missed = [(term, slug) for term, slug in terms if slug not in finds(term)]
    assert not missed
    say = words(language)
    examples = say("learn.filter.example") + "，" + say("find.example").partition("：" if language == "zh" else ":")[2]
    for term in filter(None, re.split("[，、,…]+ *", examples.replace(" …", ""))):
        assert finds(term), term


def test_a_word_of_the_text_finds_its_page_too() -> None:
    assert not finds("PyTorch multiplies")
    assert "glmnet" in PAGES["elastic-net", "en"].read
    for page in PAGES.values():
        assert not re.search(r"[$*`]|learn:|source:", page.read)


def test_a_page_is_short() -> None:
    for (slug, language), page in PAGES.items():
        # What is read: not where its links lead, nor the marks of a table.
        texts = [re.sub(r"\[([^\]]*)\]\(\w+:[a-z0-9-]+\)", r"\1", text) for text in page.texts.values()]
        texts = [re.sub(r"</?t(able|r|d|h)>", " ", text).strip() for text in texts]
        size = sum(len(text.split()) if language == "en" else len(text) for text in texts)
        assert size < (320 if language == "en" else 900), (slug, language, size)


def test_a_link_from_page_to_page_leads_somewhere() -> None:
    for page in PAGES.values():
        for text in page.texts.values():
            assert set(re.findall(r"learn:([a-z0-9-]+)", text)) <= set(COURSE.slugs)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("---\ntitle", "title"), "begins with ---"),
        (("title: A", "title A"), "'title A'"),
        (("title: A", "title:"), "'title:'"),
        (("claim: B\n", ""), "claim is missing"),
        (("claim: B", "title: B"), "'title: B'"),
        (("claim: B", "colour: B\nclaim: B"), "'colour: B'"),
        (("## What you see", "## What we see"), "in this order"),
        (("$x$\n", "\n"), "none is empty"),
    ],
)
def test_a_page_that_is_not_well_formed_is_named(change: tuple[str, str], complaint: str) -> None:
    assert read_page("a", "en", GOOD).title == "A"
    with pytest.raises(ValueError, match=re.escape(complaint)) as refusal:
        read_page("a", "en", GOOD.replace(*change))
    assert "a.en.md" in str(refusal.value)


def test_formulas_become_mathml_and_dollars_in_code_stay() -> None:
    assert "<math" in html_of("so $\\frac12$ it")
    assert html_of("`$a$`") == "<p><code>$a$</code></p>"
    assert 'tabindex="0"' in html_of("$$x<1$$")
    assert "&#x0003C;" in html_of("$x<1$")
    # A line's end in Chinese is no space.
    assert html_of("权重\n变小") == "<p>权重变小</p>"
    for page in PAGES.values():
        assert "<math" in html_of(page.texts["formula"])
        for text in page.texts.values():
            assert not re.search(r"\$|\\[a-z]+", html_of(text)), page.slug


# --- the routes ------------------------------------------------------------------------------------------------------


@pytest.fixture
def solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure's scene, which is the same in both languages and in its file, is worked out the first time only."""
    kept: dict[object, StandaloneScene] = {}

    def once(problem: Problem, view: View) -> StandaloneScene:
        key = (problem.spec, view.knobs, view.view_state, view.descent)
        if key not in kept:
            kept[key] = standalone_scene(problem, view)
        return copy.deepcopy(kept[key])

    monkeypatch.setattr("components.embed.document.standalone_scene", once)


@pytest.mark.slow  # all minimisers of 37 figures
@pytest.mark.usefixtures("solved_once")
@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_embedded_exported_and_opened(client: FlaskClient, figure: str) -> None:
    for language in LANGUAGES:
        page = client.get(f"/embed?{figure}&lang={language}")
        assert page.status_code == 200
        # A diagram is drawn where the address names one, and opens as the embed that it is.
        diagram = parse_qs(figure).get("figure")
        assert re.findall(r'data-figure="(\w+)"', page.text) == (diagram or [])
    assert client.get(f"/{'export' if diagram else ''}?{figure}").status_code == 200


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embeds are read and answered, but hold nothing: what is in them is another test's."""
    monkeypatch.setattr("components.server.routes._embedded", lambda *_: Packed("text/html", b""))


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(("slug", "language"), PAGES)
def test_a_page_has_all_its_parts(client: FlaskClient, slug: str, language: str) -> None:
    answer = client.get(f"/learn/{slug}?lang={language}")
    assert answer.status_code == 200
    text, page = answer.text, Reader(answer.text)
    facts = PAGES[slug, language]
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in text
    frames = page.all("iframe")
    assert [urlsplit(frame["src"] or "").query for frame in frames] == [
        f"{figure}&lang={language}" for figure in facts.figures
    ]
    assert all(frame["sandbox"] == "allow-scripts allow-popups" for frame in frames)
    assert all(frame["loading"] == "lazy" and frame["title"] for frame in frames)
    headings = re.findall(r"<h2>(.+?)</h2>", text)
    assert headings == [words(language)(f"learn.heading.{section}") for section in SECTIONS]
    for each in page.all("button"):
        code = Reader(each["data-code"] or "").all("iframe")[0]
        assert unquote(urlsplit(code["src"] or "").query) in {f"{figure}&lang={language}" for figure in facts.figures}
        assert client.get((code["src"] or "").removeprefix("http://localhost")).status_code == 200
    at = f"http://localhost/learn/{slug}"
    hrefs = {urljoin(at, each["href"] or "") for each in page.all("a") if not (each["href"] or "").startswith("#")}
    links = {urlsplit(each).path for each in hrefs if each.startswith("http://localhost/")}
    # The explorer opens landscapes; a diagram opens by itself, and has no picture for other sites.
    for figure in facts.figures:
        opens = "embed" if "figure" in parse_qs(figure) else ""
        assert f"http://localhost/{opens}?{figure}&lang={language}" in hrefs
    assert ('property="og:image"' in text) == ("figure" not in parse_qs(facts.figures[0]))
    wanted = {"/export", "/learn/", f"/learn/{slug}"} | ({f"/learn/{facts.next}"} if facts.next else set())
    assert wanted <= links
    for link in links - {"/export"}:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_is_drawn_on_the_page_that_shows_it_first(client: FlaskClient, language: str) -> None:
    shown = {"regularization": "linear", "no-bottom": "softmax", "dropout": "logistic"}
    shown |= {"stochastic-depth": "residual", "batch-norm": "batchnorm"}
    for slug in ("l1-folds", "real-data", "outliers", "kernel", *shown):
        text = client.get(f"/learn/{slug}?lang={language}").text
        found = re.findall(r'<div class="drawing" role="img" aria-label="(.+?)">(<svg .+?</svg>)</div>', text)
        wanted = [drawing(Spec(loss=shown[slug]))] if slug in shown else []
        assert found == [(words(language)("read.drawing"), each) for each in wanted], slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_name_every_page_in_order(client: FlaskClient, language: str) -> None:
    text = client.get(f"/learn/?lang={language}").text
    assert tuple(re.findall(r'<a href="[^"]*/learn/([a-z0-9-]+)\?', text)) == ("why-zero", *COURSE.slugs)
    for slug in COURSE.slugs:
        assert PAGES[slug, language].claim in unescape(text)


def test_the_language_is_the_links_else_the_browsers(client: FlaskClient) -> None:
    answer = client.get("/learn/prior", headers={"Accept-Language": "zh-CN"})
    assert PAGES["prior", "zh"].title in answer.text
    assert "Accept-Language" in answer.headers["Vary"]
    # Its links do not name the language, so that they follow the browser as well.
    assert 'href="../learn/cone"' in answer.text
    assert 'href="../learn/cone?lang=zh"' in client.get("/learn/prior?lang=zh").text
    assert "learn/one-weight?lang=zh" in client.get("/learn/weight-decay?lang=zh").text


def test_pages_may_be_kept_and_have_tags(client: FlaskClient) -> None:
    tags = set()
    for address in ("/learn/?lang=en", "/learn/?lang=zh", "/learn/prior?lang=en", "/learn/prior"):
        first = client.get(address)
        tags.add(first.headers["ETag"])
        kept = "public" if "lang" in address else "private"
        assert first.headers["Cache-Control"].startswith(kept)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert client.get(address, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
        assert "Set-Cookie" not in first.headers
    assert len(tags) == 4


def test_the_policy_allows_nothing_foreign(client: FlaskClient) -> None:
    for address in ("/learn/", "/learn/prior", "/learn/nothing"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-src 'self' http://localhost; script-src 'self' http://localhost; style-src" in policy
        page = Reader(client.get(address).text)
        assert all(each.get("src") for each in page.all("script"))
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    files = re.findall(r'(?:href|src)="\.\.(/release/[^"]+)"', client.get("/learn/").text)
    assert len(files) == 2
    for each in files:
        file = client.get(each)
        assert (file.status_code, "immutable" in file.headers["Cache-Control"]) == (200, True)


def test_an_address_without_a_slash_is_led_on(client: FlaskClient) -> None:
    answer = client.get("/learn?lang=zh")
    assert (answer.status_code, answer.headers["Location"]) == (308, "learn/?lang=zh")
    assert client.get("/learnx").status_code == 404


@pytest.mark.parametrize(
    "slug", ["nothing", "prior/x", "course.toml", "prior.en.md", "..%2fcourse.toml", quote(HOSTILE)]
)
def test_an_unknown_page_gets_a_sentence_and_the_way_back(client: FlaskClient, slug: str) -> None:
    answer = client.get(f"/learn/{slug}?lang=zh")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "课程里没有" in answer.text
    page = Reader(answer.text)
    back = {urljoin(f"http://localhost/learn/{slug}", each["href"] or "") for each in page.all("a")}
    assert "http://localhost/learn/?lang=zh" in back
    assert not page.all("img")
    assert len(page.all("script")) == 1


@pytest.mark.parametrize("address", ["/learn/", "/learn/prior", "/learn/nothing"])
def test_a_hostile_language_is_nobodys(client: FlaskClient, address: str) -> None:
    text = client.get(f"{address}?lang={quote(HOSTILE)}", headers={"Accept-Language": "en"}).text
    assert 'alert("x")' not in unescape(text)
    assert '<html lang="en"' in text


# --- what the sentences say ------------------------------------------------------------------------------------------

LINEAR = {"loss": "linear", "l1": "0", "l2": "0"}
DIABETES = {**LINEAR, "data": "diabetes"}
TOY = {**LINEAR, "data": "toy"}
ALIKE = {**LINEAR, "data": "correlated", "rho": "0.95"}
DEPTH = {"loss": "residual", "l1": "0"}
NORMED = {"loss": "batchnorm", "l1": "0"}
STOPPED = {**LINEAR, "data": "correlated"}
SQUARED = {**LINEAR, "data": "outlier"}
ROBUST = {**SQUARED, "loss": "huber"}


def spec(fields: dict[str, str], **changes: object) -> Spec:
    return Spec.from_query(fields | {name: str(value) for name, value in changes.items()})


@pytest.mark.parametrize(
    ("page", "asked", "points"),
    [
        ("no-bottom", spec({"loss": "logistic", "data": "breast-cancer", "l1": "0"}), [[-3.96, -0.89]]),
        ("l1-folds", spec({}, l1=0.2), [[1.386, 0], [0, -1.386]]),
        ("l1-folds", spec({}, l1=0.5), [[0, 0]]),
        ("l2-bends", spec({}, l1=0, l2=0.01), [[1.680, -1.680]]),
        ("l2-bends", spec({}, l1=0, l2=0.1), [[0.817, -0.817]]),
        ("l2-bends", spec({}, l1=0, l2=1), [[0.201, -0.201]]),
        ("l2-bends", spec({}, l1=0, l2=2), [[0.111, -0.111]]),
        ("elastic-net", spec({}, l1=0.2, l2=0.05), [[0.539, -0.539]]),
        ("elastic-net", spec({}, l1=0.2, l2=0.01), [[0.653, -0.653]]),
        ("real-data", spec(DIABETES), [[0.488, 0.248]]),
        ("real-data", spec(DIABETES, l2=2), [[0.179, 0.124]]),
        ("gallery", spec(DIABETES, l1=0.4), [[0.345, 0.105]]),
        ("gallery", spec(DIABETES, l1=0.8), [[0.186, 0]]),
        ("gallery", spec(DIABETES, l1=1.2), [[0, 0]]),
        ("correlated", spec(ALIKE), [[0.603, 0.314]]),
        ("correlated", spec(ALIKE, l2=1), [[0.310, 0.296]]),
        ("correlated", spec(ALIKE, l2=1, rho=1), [[0.303, 0.303]]),
        ("one-weight", spec(TOY, l1=0.4), [[0.3, 0.3]]),
        ("one-weight", spec(TOY, l1=1), [[0, 0]]),
        ("one-weight", spec(TOY, l2=1), [[0.25, 0.25]]),
        ("one-weight", spec(TOY, l2=2), [[0.167, 0.167]]),
        ("slope-jump", spec(DIABETES, l1=0.6), [[0.273, 0.033]]),
        ("constraint", spec(DIABETES, l2=1), [[0.260, 0.169]]),
        ("cone", spec(DIABETES, group=0.8), [[0.201, 0.137]]),
        ("cone", spec(DIABETES, group=1.4), [[0.020, 0.015]]),
        ("cone", spec(DIABETES, group=1.46), [[0.002, 0.002]]),
        ("cone", spec(DIABETES, group=1.47), [[0, 0]]),
        ("cone", spec(DIABETES, l1=0.75, group=0.3), [[0.060, 0.012]]),
        ("cone", spec(DIABETES, l1=0.3, group=0.3), [[0.253, 0.125]]),
        ("dropout", spec(STOPPED, drop=0.5), [[0.328, 0.279]]),
        ("dropout", spec({"loss": "logistic", "data": "breast-cancer", "l1": "0"}, drop=0.3), [[-2.765, -0.653]]),
        ("input-noise", spec(STOPPED, noise=0.5), [[0.479, 0.349]]),
        ("sharing", spec(STOPPED, share=0.5), [[0.496, 0.448]]),
        ("sharing", spec(STOPPED, share=2), [[0.479, 0.465]]),
        ("outliers", spec(SQUARED, l1=0.4), [[0, 0.728]]),
        ("outliers", spec(ROBUST, l1=0.4), [[0.358, 0]]),
        ("outliers", spec(SQUARED, l1=0.4, outlier=10), [[0, 1.103]]),
        ("outliers", spec(ROBUST, l1=0.4, outlier=10), [[0.358, 0]]),
        ("stochastic-depth", spec(DEPTH), [[0.823, 0.179]]),
        ("stochastic-depth", spec(DEPTH, drop=0.1), [[0.735, 0.168]]),
        ("batch-norm", spec(NORMED), [[0.885, 0.466]]),
        ("batch-norm", spec(NORMED, l2=0.01), [[0.292, 0.155]]),
        ("batch-norm", spec(NORMED, l2=0.1), [[0.193, 0.105]]),
        ("early-stopping", spec(STOPPED), [[0.618, 0.326]]),
        ("early-stopping", spec(STOPPED, l2=0.5), [[0.411, 0.328]]),
        ("early-stopping", spec(STOPPED, l2=2), [[0.237, 0.210]]),
    ],
)
def test_the_minima_that_the_pages_name(page: str, asked: Spec, points: list[list[float]]) -> None:
    found = solve(asked).points
    digits = 2 if page == "no-bottom" else 3
    assert np.abs(found - points).max() <= 0.6 * 10.0**-digits
    # A 0 in the text is a 0 of the engine.
    assert np.array_equal(found == 0.0, np.array(points) == 0.0)


@pytest.mark.parametrize(
    ("asked", "which", "since"),
    [
        (spec(DIABETES), 1, 0.70),
        (spec(DIABETES), 0, 1.18),
        (spec(DIABETES, l2=0.1), 1, 0.73),
        (spec(ALIKE), 1, 1.23),
        (spec(ALIKE), 0, 1.81),
        (spec(TOY), 0, 1.0),
        (spec(SQUARED), 0, 0.39),
        (spec(SQUARED), 1, 1.86),
    ],
)
def test_the_stop_from_which_a_coefficient_is_zero(asked: Spec, which: int, since: float) -> None:
    run = path(asked, "l1")
    zero = np.array([solution.points[0][which] == 0.0 for solution in run.solutions])
    assert run.stops[zero][0] == pytest.approx(since)
    assert zero[run.stops >= since].all()


def test_what_is_said_of_lines_and_segments() -> None:
    doubtful = solve(spec({}, p=0.9, l1=0))
    assert (doubtful.kind, round(doubtful.value, 3)) == ("line", 0.325)
    assert doubtful.points[0] @ [1, -1] == pytest.approx(np.log(9))
    assert solve(spec({}, l1=0)).kind == "none"
    assert solve(spec({}, l1=0.01)).kind == "segment"
    assert solve(spec(ALIKE, rho=1, l1=0.6)).kind == "segment"
    assert np.array_equal(solve(spec({}, p=0.5, l1=0, l2=0.01)).points, [[0, 0]])
    assert np.array_equal(solve(spec({}, l1=0.5, l2=0.3)).points, [[0, 0]])


def test_what_is_said_of_stochastic_depth() -> None:
    knots = zero_thresholds(Problem.of(spec(DEPTH)), path(spec(DEPTH), "l1"))
    assert knots == (pytest.approx(1.5, abs=1e-6), pytest.approx(0.8661, abs=1e-4))
    # As with every knot on screen: rounded up, so that it holds.
    assert solve(spec(DEPTH, l1=0.8661)).points[0, 1] == 0.0
    assert solve(spec(DEPTH, drop=0.1)).value == pytest.approx(0.293, abs=5e-4)
    objective = Problem.of(spec(DEPTH, drop=0.1)).solver.objective()
    other = minimize(objective.value, [-2.0, -2.8])
    assert other.x == pytest.approx([-2.030, -2.755], abs=6e-4)
    assert other.fun == pytest.approx(1.793, abs=5e-4)
    assert solve(spec(DEPTH, l2=0.2)).points[0, 1] == pytest.approx(0.281, abs=5e-4)
    used = residual(Problem.of(spec(DEPTH)).rows, spec(DEPTH).drop).predict(solve(spec(DEPTH)).points[0])
    assert used == pytest.approx(1.762, abs=5e-4)


def test_what_is_said_of_batch_norm() -> None:
    bare = solve(spec(NORMED))
    assert (bare.kind, round(bare.value, 3)) == ("none", 0.190)
    assert bare.value == pytest.approx(solve(spec(STOPPED)).value)
    net = batchnorm(Problem.of(spec(NORMED)).rows)
    assert (round(net.scale, 3), EPSILON) == (0.900, 0.01)

    def angle(beta: np.ndarray) -> float:
        return float(np.degrees(np.arctan2(beta[1], beta[0])))

    weak, strong, most = (solve(spec(NORMED, l2=weight)).points[0] for weight in (0.01, 0.1, 2.0))
    assert np.hypot(*strong) / np.hypot(*weak) == pytest.approx(2 / 3, abs=0.01)
    assert angle(strong) - angle(weak) == pytest.approx(0.56, abs=5e-3)
    assert angle(most) - angle(bare.points[0]) == pytest.approx(4.1, abs=0.05)
    assert EPSILON / (most @ net.gram @ most) == pytest.approx(0.394, abs=5e-4)
    # Twice the gradient at half the length, where ε does not count.
    far = np.array([200.0, -100.0])
    assert net.gradient_and_hessian(0.5 * far)[0] == pytest.approx(2.0 * net.gradient_and_hessian(far)[0], rel=1e-4)
    assert running(np.zeros((22, 1)), 0.1, 1.0)[0] == pytest.approx(0.098, abs=5e-4)


def trajectory(asked: Spec, method: str, start: tuple[float, float], rate: float, steps: int) -> np.ndarray:
    return descend(Problem.of(asked), Descent((method,), start, rate, steps))[0].points


def test_what_is_said_of_one_step_of_decay() -> None:
    flat = {"x": "0", "l1": "0", "l2": "0"}
    by_l1 = trajectory(spec(flat, l1=0.5), "ista", (3.0, -2.0), 0.5, 16)
    # 2/0.25 = 8 steps and 3/0.25 = 12.
    assert [int(np.flatnonzero(by_l1[:, j] == 0.0)[0]) for j in (1, 0)] == [8, 12]
    by_l2 = trajectory(spec(flat, l2=0.5), "gd", (3.0, -2.0), 0.5, 16)
    assert by_l2[:4, 0].tolist() == [3.0, 1.5, 0.75, 0.375]
    assert by_l2[16, 0] == pytest.approx(0.000046, abs=5e-7)
    assert np.allclose(trajectory(spec(flat, l2=0.5), "adamw", (3.0, -2.0), 0.5, 16), by_l2)
    by_adam = trajectory(spec(flat, l2=0.5), "adam", (3.0, -2.0), 0.5, 16)[:, 0]
    assert by_adam[1:3].tolist() == pytest.approx([2.5, 2.0], abs=0.02)
    assert by_adam.min() < -0.1


def test_what_is_said_of_the_trajectories_past_the_kink() -> None:
    names = ("gd", "subgradient", "ista", "coordinate")
    asked = Descent.from_query({"walk": ",".join(names), "steps": "60"}, spec(DIABETES, l1=0.8))
    assert asked.rate == 0.35
    said = {each.method: each for each in descend(Problem.of(spec(DIABETES, l1=0.8)), asked)}
    assert said["gd"].outcome == "crosses"
    assert said["gd"].numbers["amplitude"] == pytest.approx(0.541, abs=5e-4)
    assert said["subgradient"].numbers["distance"] == pytest.approx(0.0409, abs=5e-5)
    assert [said[name].numbers for name in names[2:]] == [{"which": 2, "steps": 6}, {"which": 2, "steps": 4}]
    slow = descend(Problem.of(spec(DIABETES, l1=0.8)), Descent(("gd",), asked.start, 0.01, 2000))[0].points[1500:]
    distances = np.hypot(*(slow - solve(spec(DIABETES, l1=0.8)).points[0]).T)
    assert [distances.min(), distances.max()] == pytest.approx([0.0026, 0.0153], abs=5e-5)


def test_what_is_said_of_regularizers_that_are_no_penalty() -> None:
    for same, omega in (({"drop": 0.5}, 1), ({"noise": 0.5}, 0.25)):
        there = solve(spec(STOPPED, **same))
        np.testing.assert_allclose(there.points, solve(spec(STOPPED, l2=omega)).points, atol=1e-12)
    for convention, margin in (("uniform", 2.944), ("others", 2.197)):
        floor = solve(spec({}, l1=0, smoothing=0.1, convention=convention))
        assert floor.kind == "line"
        assert floor.points[0][0] - floor.points[0][1] == pytest.approx(margin, abs=5e-4)
    for asked, margin, sure in (
        ({"confidence": 0.5}, 2.218, 0.902),
        ({"confidence": 1}, 1.278, 0.782),
        ({"p": 0.9}, 2.197, 0.9),
        ({"p": 0.9, "confidence": 1}, 0.912, 0.713),
    ):
        floor = solve(spec({}, l1=0, **asked))
        d = floor.points[0][0] - floor.points[0][1]
        assert (floor.kind, d) == ("line", pytest.approx(margin, abs=5e-4))
        assert 1 / (1 + np.exp(-d)) == pytest.approx(sure, abs=5e-4)
    certain = spec({}, l1=0, confidence=1)
    assert trajectory(certain, "gd", (5.0, -5.0), 1.0, 100)[-1] == pytest.approx([4.958, -4.958], abs=5e-4)
    arrived = descend(Problem.of(certain), Descent(("gd",), (-5.0, 5.0), 1.0, 100))[0]
    assert arrived.outcome == "arrives"
    tied = solve(spec(STOPPED, share=2)).points[0]
    assert tied[0] - tied[1] == pytest.approx(0.014, abs=5e-4)


def test_what_is_said_of_stopping_early() -> None:
    stopped = trajectory(spec(STOPPED), "gd", (0.0, 0.0), 0.05, 100)
    assert stopped[20] == pytest.approx([0.512, 0.414], abs=5e-4)
    assert stopped[:, 1].max() == pytest.approx(0.414, abs=5e-4)
    # 1/(2ηt) = 1/(2 · 0.05 · 20) = 0.5
    ridge = solve(spec(STOPPED, l2=0.5)).points[0]
    assert np.hypot(*(stopped[20] - ridge)) == pytest.approx(0.13, abs=5e-3)
    assert max(solution.points[0][1] for solution in path(spec(STOPPED), "l2").solutions) < 0.353


def test_what_is_said_of_an_outlier() -> None:
    rows = Problem.of(spec(SQUARED)).rows
    assert (rows.features[-1].tolist(), rows.targets[-1], len(rows)) == ([-1.0, 2.0], 7.0, 16)
    for l1 in (0.1, 0.4, 1.0):
        low, high = (solve(spec(SQUARED, l1=l1, outlier=y)).points[0] for y in (7, 8))
        assert high[1] - low[1] == pytest.approx(0.125)
    # L1 takes λ/2 from both, Ω halves both at Ω = 1.
    bare, folded, bent = (solve(spec(SQUARED, **each)).points[0] for each in ({}, {"l1": 0.3}, {"l2": 1}))
    np.testing.assert_allclose(bare - folded, [0.15, 0.15])
    np.testing.assert_allclose(bare / bent, [2.0, 2.0])
    # A pseudo-Huber row far out in x still moves β: the same y = 7 from x = (−1, 200).
    far = Rows(np.vstack([rows.features[:-1], [-1.0, 200.0]]), rows.targets)
    assert abs(ScoreSolver("huber", far).solve().points[0][1] - 7.0 / 200.0) < 0.01
    assert solve(spec(ROBUST)).points[0][1] > 0.1


def test_what_is_said_of_held_out_rows() -> None:
    run = held_out(Problem.of(spec(DIABETES)), "l1")
    assert run is not None
    assert run.counts == (332, 110)
    assert run.stops[run.best] == 0.01
    assert run.held_out[0] - run.held_out[1] == pytest.approx(0.00002, abs=5e-6)
    assert run.held_out[[1, -1]] == pytest.approx([0.557, 0.951], abs=5e-4)
    assert np.all(np.diff(run.training) >= 0)
    assert np.all(np.diff(run.held_out[run.best :]) >= 0)
    assert run.held_out[0] < run.training[0]
    by_l2 = held_out(Problem.of(spec(DIABETES)), "l2")
    assert by_l2 is not None
    assert by_l2.stops[by_l2.best] == 0.07
    assert 1 - by_l2.held_out[by_l2.best] / by_l2.held_out[0] == pytest.approx(0.002, abs=5e-4)


def test_what_is_said_of_samples() -> None:
    found = bias_variance(Problem.of(spec(DIABETES, l1=0)), "l2")
    assert found is not None
    error = found.bias + found.variance
    assert found.points.shape[1:] == (60, 2)
    assert found.rows == 20
    assert found.stops[np.argmin(error)] == 0.3
    assert error[[0, 6, -1]] == pytest.approx([0.072, 0.047, 0.114], abs=5e-4)


def test_what_is_said_of_which_one() -> None:
    fits = [(0.0, 0.0), (0.2, 0.0), (0.0, 0.2), (0.2, 0.2)]
    found = [solve(spec(DIABETES, l1=l1, l2=l2)).points[0] for l1, l2 in fits]
    said = [(0.488, 0.248), (0.417, 0.177), (0.412, 0.232), (0.350, 0.169)]
    assert np.allclose(found, said, atol=5e-4)
    problem = Problem.of(spec(DIABETES, l1=0))
    by_l1, by_l2 = cross_validated(problem, "l1"), cross_validated(problem, "l2")
    assert by_l1 is not None
    assert by_l2 is not None
    assert by_l1.mean[0] == pytest.approx(0.6132, abs=5e-5)
    assert (by_l1.best, by_l2.stops[by_l2.best]) == (0, 0.02)
    gain = by_l2.mean[0] - by_l2.mean[by_l2.best]
    assert gain == pytest.approx(0.00006, abs=5e-6)
    assert by_l2.error[by_l2.best] == pytest.approx(0.016, abs=5e-4)
    assert by_l2.error[by_l2.best] / gain > 200
    assert [by.stops[by.simplest] for by in (by_l1, by_l2)] == [0.21, 0.35]


def test_what_is_said_of_norms() -> None:
    chosen = {}
    for name, norm in NORMS.items():
        sets = averaged_sets(norm, BLOCK.shape)
        chosen[name] = round(float(normalized(BLOCK, sets)[1, 1, 0, 0]), 3)
        # Only batch norm's set of the chosen 9 has entries of other samples.
        samples = set(np.nonzero(sets == sets[1, 1, 0, 0])[0])
        assert samples == ({0, 1, 2} if name == "batch" else {1})
    assert chosen == {"batch": 1.76, "layer": 1.486, "instance": 1.342, "group": 1.528}
    assert [len(np.unique(averaged_sets(norm, BLOCK.shape))) for norm in NORMS.values()] == [4, 3, 12, 6]
    assert not normalized(BLOCK[:, :, :1, :1], averaged_sets(NORMS["instance"], (3, 4, 1, 1))).any()


def test_what_is_said_of_dropout_before_batch_norm() -> None:
    ratio = variance_shift(1.0, 1.0, 0.5)
    assert [1 / ratio, ratio, ratio**0.5] == pytest.approx([3, 0.333, 0.577], abs=5e-4)
    assert variance_shift(0.0, 1.0, 0.5) == 0.5
    # max(z, 0) of a standard normal z has mean 1/√(2π) and mean square ½.
    mean = 1 / np.sqrt(2 * np.pi)
    variance = 0.5 - mean**2
    assert mean / np.sqrt(variance) == pytest.approx(0.683, abs=5e-4)
    assert variance_shift(mean, variance, 0.5) == pytest.approx(0.405, abs=5e-4)


def test_what_is_said_of_slopes_and_correlations() -> None:
    rows = Problem.of(spec(DIABETES)).rows
    overlap = rows.features[:, 0] @ rows.features[:, 1] / len(rows)
    bmi, pressure = rows.features.T @ rows.targets / len(rows)
    assert [overlap, bmi, pressure] == pytest.approx([0.40, 0.59, 0.44], abs=5e-3)
    for l1, slope in ((0.6, -0.667), (0.7, -0.696)):
        b1 = solve(spec(DIABETES, l1=l1)).points[0][0]
        assert 2 * (overlap * b1 - pressure) == pytest.approx(slope, abs=5e-4)
    # Where the two meet: 2(r₂ − ρr₁) + ρλ = λ.
    assert 2 * (pressure - overlap * bmi) / (1 - overlap) == pytest.approx(0.693, abs=5e-4)
    assert 1 / (len(rows) * 0.4) == pytest.approx(0.00566, abs=5e-6)
    assert np.log1p(np.exp([-5.0, -10.0])) == pytest.approx([0.0067, 0.000045], rel=0.02)
