"""TypeScript's types of all that crosses the border, made of the schema.

``python -m components.scene.types`` writes ``assets/types/scene.d.ts`` anew. A class's docstring becomes its comment,
and its “field : meaning” those of the fields.
"""

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, NotRequired, Union, get_args, get_origin

from typing_extensions import TypeAliasType, get_original_bases, is_typeddict

from landscapes import Spec

from ..address import failing_schema as failing
from ..address import panel_schema
from ..address import rate_schema as rate
from ..address import schema as address
from ..address import text_schema as texts
from ..address import useless_schema as useless
from ..address import variant_schema as variants
from .schema import figure, pages, scene, slices, tables, values

TARGET = Path(__file__).parents[2] / "assets" / "types" / "scene.d.ts"
HEAD = """\
// What Python and JavaScript say to each other. Made by `python -m components.scene.types` of
// components/address/schema.py, panel_schema.py beside it and components/scene/schema/; what is to change here changes
// there.
"""
BASIC = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", object: "unknown"}
MODULES = (address, panel_schema, texts, variants, failing, rate, useless, values, figure, scene, tables, pages, slices)
# Those that assets/types/plotly.d.ts declares, as scripts use more of them than Python knows.
ELSEWHERE = ("PlotlyTrace", "PlotlyLayout")
SPEC = "SpecFields"
# “name, other : meaning”, and what goes on below it.
FIELD = re.compile(r"^(\w+(?:, \w+)*) : (.+(?:\n    .+)*)", re.MULTILINE)


def types() -> str:
    """The whole file."""
    return "\n".join([HEAD, *(_declared(module, name) for module in MODULES for name in _names(module))])


def _names(module: object) -> list[str]:
    """What a module itself declares, in its order."""
    return [
        name
        for name, found in vars(module).items()
        if isinstance(found, TypeAliasType) or is_typeddict(found)
        if found.__module__ == vars(module)["__name__"]
        if name not in ELSEWHERE
    ]


def _declared(module: object, name: str) -> str:
    found = vars(module)[name]
    if name == SPEC:
        fields = {each: field.annotation for each, field in Spec.model_fields.items()}
        # A knob's value is also asked for by the knob's name.
        index = "  [field: string]: string | number | boolean;\n"
        return _interface(name, "", fields, Spec.__doc__ or "", index)
    if isinstance(found, TypeAliasType):
        return f"{_comment(_above(module, name))}type {name} = {written(found.__value__)};\n"
    bases = [base for base in get_original_bases(found) if is_typeddict(base)]
    inherited = {each for base in bases for each in base.__annotations__}
    own = {
        each: NotRequired[kind] if each in found.__optional_keys__ else kind
        for each, kind in _hints(found).items()
        if each not in inherited
    }
    extends = f" extends {', '.join(base.__name__ for base in bases)}" if bases else ""
    return _interface(name, extends, own, inspect.getdoc(found) or "")


def _hints(found: type) -> dict[str, object]:
    """The annotations of a class without NotRequired."""
    return {
        name: get_args(kind)[0] if get_origin(kind) is NotRequired else kind
        for name, kind in inspect.get_annotations(found).items()
    }


def _interface(name: str, extends: str, fields: Mapping[str, object], documentation: str, rest: str = "") -> str:
    said = documented(documentation)
    summary = inspect.cleandoc(documentation).replace("``", "`").split("\n\n", maxsplit=1)[0]
    lines = [_comment(" ".join(summary.split())), f"interface {name}{extends} {{\n"]
    for field, kind in fields.items():
        optional = get_origin(kind) is NotRequired
        lines.append(_comment(said[field], "  "))
        lines.append(f"  {field}{'?' if optional else ''}: {written(get_args(kind)[0] if optional else kind)};\n")
    return "".join([*lines, rest, "}\n"])


def documented(documentation: str) -> dict[str, str]:
    """Field → what a docstring says of it; of several at once, with their names before it."""
    found = FIELD.findall(inspect.cleandoc(documentation).replace("``", "`"))
    said = {names: " ".join(meaning.split()) for names, meaning in found}
    return {
        name: f"{names}: {meaning}" if name != names else meaning
        for names, meaning in said.items()
        for name in names.split(", ")
    }


def _above(module: object, name: str) -> str:
    """The comment above an alias."""
    before = inspect.getsource(module).split(f"\n{name} = ", maxsplit=1)[0]  # pyright: ignore[reportArgumentType]
    said: list[str] = []
    for line in reversed(before.splitlines()):
        if not line.startswith("# "):
            break
        said.insert(0, line.removeprefix("# "))
    return " ".join(said)


def _comment(text: str, indent: str = "") -> str:
    """A comment of TypeScript's, folded to the width of the code; nothing for no text."""
    if not text:
        return ""
    if len(text) + len(indent) <= 112:
        return f"{indent}/** {text} */\n"
    lines, width = [""], 116 - len(indent)
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "".join([f"{indent}/**\n", *(f"{indent} * {line}\n" for line in lines), f"{indent} */\n"])


def written(kind: object) -> str:
    """A type of Python's as TypeScript writes it. Raises TypeError for one that JSON does not have."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, TypeAliasType) or is_typeddict(kind):
        return kind.__name__  # pyright: ignore[reportAttributeAccessIssue]
    if isinstance(kind, type) and kind in BASIC:
        return BASIC[kind]
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in inner)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(written, inner)))
    if origin is dict and inner[0] is str:
        return f"Record<string, {written(inner[1])}>"
    if origin is tuple and inner[-1] is not Ellipsis:
        return f"[{', '.join(map(written, inner))}]"
    if origin in (list, tuple):
        each = written(inner[0])
        return f"({each})[]" if " | " in each else f"{each}[]"
    raise TypeError(f"{kind} has no form in JSON")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(types(), encoding="utf-8")
