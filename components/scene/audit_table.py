"""A slice's audit as a table of words: what was measured, each with its number."""

from collections.abc import Callable, Mapping

from landscapes.slices import Slice
from landscapes.slices.audit import Audit

from ..i18n import Words

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 4) -> str:
    """A number as ``lossfold.format.number`` writes it; 0 only for a true 0."""
    if value == 0.0:
        return "0"
    size = abs(value)
    if size < 1e-3 or size >= 1e6:
        mantissa, exponent = f"{size:.{digits - 2}e}".split("e")
        text = f"{mantissa}×10{str(int(exponent)).translate(SUPERSCRIPT)}"
    else:
        text = f"{size:.{digits}g}"
        text = f"{float(text):f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0.0 else text


def percent(fraction: float) -> str:
    """A fraction of 1 as a percentage; without a space, at which a line could break before the sign."""
    return f"{number(100.0 * fraction, 3)}%"


def audit_rows(found: Slice, say: Words) -> list[tuple[str, str]]:
    """(what, how much), of all that is known."""
    rows = [(say(f"slice.audit.{name}"), value) for name, value in _values(found, say) if value]
    return [*_minimum(found, say), *rows]


def _minimum(found: Slice, say: Words) -> list[tuple[str, str]]:
    """The minimiser of a loss of two parameters, which is known apart from the grid, and how it is known."""
    least = found.minimum
    if least is None:
        return []
    standing = {name: number(value) for name, value in (("l1", least.l1), ("l2", least.l2))}
    where = {"a": number(least.a, 5), "b": number(least.b, 5), "value": number(least.value, 6)}
    known = "slice.audit.minimum.certified" if least.certified else "slice.audit.minimum.found"
    value = say(known, **where, residual=number(least.residual, 3))
    if least.on_border:
        value = say("slice.audit.minimum.border", found=value)
    return [(say("slice.audit.minimum", **standing), value)]


def _values(found: Slice, say: Words) -> list[tuple[str, str]]:
    audit, made = found.audit, found.made
    return [
        ("directions", _directions(made, say)),
        ("parameters", _counted(audit.parameters)),
        ("penalised", _penalised(audit, say)),
        ("lengths", _each(audit.lengths, number)),
        ("angle", "" if audit.angle is None else f"{number(audit.angle)}°"),
        ("gradient", "" if audit.gradient_share is None else percent(audit.gradient_share)),
        ("curvatures", _each(audit.curvatures, number)),
        ("eigenvalues", _each(audit.eigenvalues, number)),
        ("eigen_residuals", _each(audit.eigen_residuals, number)),
        ("variance", _each(audit.variance_share, percent)),
        ("rows", _rows(audit, say)),
        ("error", "" if audit.standard_error is None else number(audit.standard_error, 3)),
        ("evaluations", _counted(audit.evaluations)),
        ("interpolation", _interpolation(audit, say)),
        ("layers", _layer_errors(audit, say)),
        ("missing", _counted(audit.missing)),
        ("not_finite", _counted(audit.not_finite)),
        ("clamped", _counted(audit.clamped)),
    ]


def _counted(count: int | None) -> str:
    return "" if count is None else f"{count:,}".replace(",", "\u202f")


def _each(values: tuple[float, ...] | None, write: Callable[[float], str]) -> str:
    return "" if values is None else " · ".join(map(write, values))


def _directions(made: Mapping[str, object], say: Words) -> str:
    name = str(made.get("directions", ""))
    known = f"slice.directions.{name}"
    text = say(known) if known in say.catalogue else name
    seed = made.get("seed")
    return text if seed is None or not text else say("slice.directions.seeded", directions=text, seed=str(seed))


def _penalised(audit: Audit, say: Words) -> str:
    if audit.penalised is None:
        return ""
    leaves = audit.penalised_leaves or ()
    shown = say("list.and").join(leaves[:6]) + (" …" if len(leaves) > 6 else "")
    count = _counted(audit.penalised)
    return say("slice.audit.penalised.of", count=count, leaves=shown) if shown else count


def _rows(audit: Audit, say: Words) -> str:
    if audit.rows is None:
        return ""
    if audit.rows_of is None or audit.rows_of == audit.rows:
        return _counted(audit.rows)
    return say("slice.audit.rows.of", rows=_counted(audit.rows), all=_counted(audit.rows_of))


def _layer_errors(audit: Audit, say: Words) -> str:
    """Of a share of rows, which has steps, it is often large."""
    errors = audit.layer_errors or {}
    known = {f"slice.layer.{name}": error for name, error in errors.items() if f"slice.layer.{name}" in say.catalogue}
    return " · ".join(f"{say(key)} {percent(error)}" for key, error in known.items())


def _interpolation(audit: Audit, say: Words) -> str:
    if audit.interpolation_error is None:
        return ""
    if audit.nodes == 0:
        return say("slice.audit.interpolation.none")
    return say("slice.audit.interpolation.of", fraction=percent(audit.interpolation_error), nodes=str(audit.nodes))
