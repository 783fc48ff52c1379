"""The words of the pages, one catalogue per language in ``words/``."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from landscapes.refusals import SENTENCES, Refusal

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).parent / "words"


class Words:
    """One language's catalogue: ``say("key", name=value)`` fills a sentence."""

    def __init__(self, language: str, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self.catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        return self.catalogue[key].format(**values) if values else self.catalogue[key]

    def refusal(self, refusal: Refusal) -> str:
        """The refusal's sentence in this language."""
        return self(f"refused.{refusal.key}", **refusal.values)

    def under(self, prefix: str) -> dict[str, str]:
        """The part of the catalogue whose keys are ``prefix`` or begin with ``prefix.``, for the browser."""
        return {key: text for key, text in self.catalogue.items() if f"{key}.".startswith(f"{prefix}.")}


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
