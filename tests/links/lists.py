"""The links themselves, in their groups, and their records, of which a file holds what is not said already."""

import json
import tomllib
from pathlib import Path
from typing import Any

from .places import Json

FOLDER = Path(__file__).parent
# Names in a record the earlier link from which it says how it differs; stands in it for what only that one has.
LIKE, NOT_HERE = "like", "(not here)"


def groups() -> dict[str, list[str]]:
    """Group → links, as ``links.toml`` lists them."""
    text = (FOLDER / "links.toml").read_text(encoding="utf-8")
    return {group: listed["links"] for group, listed in tomllib.loads(text).items()}


def file_of(group: str) -> Path:
    return FOLDER / "expected" / f"{group}.json"


def leaned(found: dict[str, Json]) -> dict[str, Json]:
    """Link → what it means, or how that differs from an earlier link's meanings if this is shorter to say."""
    lean: dict[str, Json] = {}
    for link, each in found.items():
        ways = [each, *({LIKE: earlier} | beyond(each, found[earlier]) for earlier in lean)]
        lean[link] = min(ways, key=lambda way: len(json.dumps(way)))
    return lean


def recorded(group: str) -> dict[str, Json]:
    """Link → everything that it means, as it was recorded."""
    found: dict[str, Json] = {}
    for link, each in json.loads(file_of(group).read_text(encoding="utf-8")).items():
        like = each.pop(LIKE, None)
        found[link] = whole(each, found[like]) if like else each
    return found


def beyond(value: Any, base: Any) -> Any:
    """What a mapping says that another one does not; ``whole`` turns it back."""
    if not isinstance(value, dict) or not isinstance(base, dict):
        return value
    new = [name for name, each in value.items() if name not in base or each != base[name]]
    changed = {name: beyond(value[name], base.get(name)) for name in new}
    return changed | {name: NOT_HERE for name in base if name not in value}


def whole(lean: Any, base: Any) -> Any:
    """The mapping that ``beyond`` made lean."""
    if not isinstance(lean, dict) or not isinstance(base, dict):
        return lean
    merged = base | {name: whole(each, base.get(name)) for name, each in lean.items()}
    return {name: each for name, each in merged.items() if each != NOT_HERE}
