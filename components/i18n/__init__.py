"""The words of the pages, one catalogue per language in ``words/``."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from landscapes.errors import SENTENCES, Refusal


class Tags(NamedTuple):
    """What others call a language: HTML, and the cards of other sites."""

    html: str
    locale: str


LANGUAGES = {"en": Tags("en", "en_GB"), "zh": Tags("zh-CN", "zh_CN")}
FOLDER = Path(__file__).parent
# Chinese is set without spaces: none beside its letters, its punctuation or its quotation marks.
CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
GAP = re.compile(rf"(?P<left>(?<=[{CHINESE}]) )?\{{(?P<name>\w+)\}}(?P<right> (?=[{CHINESE}]))?")


class Words:
    """One language's catalogue: ``say("key", name=value)`` fills a sentence."""

    def __init__(self, language: str, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self.tags = LANGUAGES[language]
        self.catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        return fill(self.catalogue[key], values) if values else self.catalogue[key]

    def refusal(self, refusal: Refusal) -> str:
        """The refusal's sentence in this language."""
        values = dict(refusal.values)
        if isinstance(values.get("choices"), str):
            values["choices"] = self("list.and").join(str(values["choices"]).split(", "))
        return self(f"refused.{refusal.key}", **values)

    def under(self, prefix: str) -> dict[str, str]:
        """The part of the catalogue whose keys are ``prefix`` or begin with ``prefix.``, for the browser."""
        return {key: text for key, text in self.catalogue.items() if f"{key}.".startswith(f"{prefix}.")}


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """“{a} and {b}” with values → text, as ``fill`` of ``assets/core/format.js``. Raises KeyError for a gap unfilled.

    A space between a Chinese word and a gap is for numbers and Latin words only; a Chinese word there has none.
    """

    def filled(gap: re.Match[str]) -> str:
        value = str(values[gap["name"]])
        left = "" if re.match(f"[{CHINESE}“‘]", value) else gap["left"] or ""
        right = "" if re.search(f"[{CHINESE}”’]$", value) else gap["right"] or ""
        return left + value + right

    return GAP.sub(filled, sentence)


def join(*sentences: str) -> str:
    """Sentences one after another, with the space that the language puts between them; empty ones are left out."""
    text = ""
    for sentence in filter(None, sentences):
        text += ("" if not text or re.search(f"[{CHINESE}]$", text) else " ") + sentence
    return text


@cache
def words(language: str) -> Words:
    """The catalogue of a language in ``LANGUAGES``. The engine's own sentences are the English refusals."""
    catalogue = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    if language == "en":
        catalogue |= {f"refused.{key}": sentence for key, sentence in SENTENCES.items()}
    return Words(language, catalogue)


def language_of(query: Mapping[str, str], accepted: str) -> str:
    """The language asked for by ``lang``, else the first of ``Accept-Language`` that we speak, else English."""
    if query.get("lang") in LANGUAGES:
        return query["lang"]
    ranked = []
    for part in accepted[:400].split(","):
        tag, _, quality = part.partition(";q=")
        try:
            ranked.append((-float(quality or 1.0), tag.strip().lower()[:2]))
        except ValueError:
            continue
    spoken = [tag for _, tag in sorted(ranked, key=lambda pair: pair[0]) if tag in LANGUAGES]
    return spoken[0] if spoken else "en"
