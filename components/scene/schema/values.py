"""What many of the types are made of."""

from typing_extensions import TypeAliasType

from landscapes.solvers.solution import Kind

# A point of the β-plane.
Point2 = TypeAliasType("Point2", tuple[float, float])
# Numbers in base64: float32, or whole numbers as zigzag variable-length integers (see components/scene/encoding.py).
Packed = TypeAliasType("Packed", str)
# Where the knobs stand, by name; `loss` is the weight of the loss itself.
Weights = TypeAliasType("Weights", dict[str, float])
# Where the knobs stood that were held; null for the one that runs.
Held = TypeAliasType("Held", dict[str, float | None])
# Numbers of which some are missing, as JSON has neither NaN nor infinity.
Gaps = TypeAliasType("Gaps", list[float | None])
# The part of the catalogue that a page's scripts fill in: key → sentence.
Words = TypeAliasType("Words", dict[str, str])
# A query's keys and their texts.
QueryTexts = TypeAliasType("QueryTexts", dict[str, str])
# A landscape's description: every field of landscapes.Spec.
SpecFields = TypeAliasType("SpecFields", dict[str, str | int | float | bool])
SolutionKind = TypeAliasType("SolutionKind", Kind)
# A trace and a layout as plotly.js takes them.
PlotlyTrace = TypeAliasType("PlotlyTrace", dict[str, object])
PlotlyLayout = TypeAliasType("PlotlyLayout", dict[str, object])
