"""The query of an address, as a mapping: what a link says, whatever became of it on its way.

Links are copied out of HTML, where ``&`` is written ``&amp;``, and out of sentences, whose punctuation sticks to them.
"""

import re
import string
import unicodedata
from urllib.parse import parse_qsl

from landscapes import SpecError

LONGEST = 4000
MOST_FIELDS = 100
# What an author says in their own words may end as it likes.
FREE = ("title",)
AMPERSAND = re.compile(r"^(amp;)+", re.IGNORECASE)


def query_from(search: object) -> dict[str, str]:
    """A URL's search part as a mapping; the first of repeated keys counts.

    Raises SpecError for one that is too long or has too many fields.
    """
    if not isinstance(search, str):
        return {}
    # Half a surrogate pair cannot be written into an answer.
    text = search.removeprefix("?").encode("utf-8", "replace").decode()
    if len(text) > LONGEST:
        raise SpecError("query.long", length=len(text), limit=LONGEST)
    if text.count("&") >= MOST_FIELDS:
        raise SpecError("query.many", count=text.count("&") + 1, limit=MOST_FIELDS)
    return {key: value if key in FREE else cleaned(value) for key, value in fields_of(text).items()}


def fields_of(text: str) -> dict[str, str]:
    """Key → value as they stand there; the first of repeated keys counts."""
    found: dict[str, str] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(AMPERSAND.sub("", key), value)
    return found


def query_asked() -> dict[str, str]:
    """The query of the request; of one that ``query_from`` refuses, none."""
    # Who exports figures has no server, and so no Flask.
    from flask import request

    try:
        return query_from(request.query_string.decode("utf-8", "replace"))
    except SpecError:
        return {}


def cleaned(value: str) -> str:
    """The value without what stuck to its end: blanks, punctuation of any script, and the text after it.

    No value but a title has a letter that is not ASCII, or ends with punctuation. What could be another spelling of a
    number is left, and then refused; a value of nothing else too, so that its sentence shows it.
    """
    kept = value[: _end(value)].rstrip(string.punctuation + string.whitespace)
    return kept.lstrip() or value


def _end(value: str) -> int:
    """Where the text around a link begins: at the first letter of another script or sign that no digit follows."""
    for at, letter in enumerate(value):
        if letter.isascii():
            continue
        # A digit of another script, or what looks like a letter of ours: Cyrillic е.
        if unicodedata.category(letter) in ("Nd", "Nl", "No", "Lu", "Ll", "Lt", "Lm"):
            return len(value)
        after = value[at + 1 : at + 2]
        if not (after and unicodedata.category(after).startswith("N")):
            return at
    return len(value)
