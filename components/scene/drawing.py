"""The model as a drawing beside its formula: inputs, weights on their way, and the output, in the formula's signs."""

from html import escape

from landscapes import Spec

WIDTH, HEIGHT = 300, 96
RADIUS = 14
# Where things stand: two of them at these heights, or one in the middle.
TOP, MIDDLE, BOTTOM = 22, 48, 74


def drawing(spec: Spec) -> str:
    """SVG of the spec's model, for a page that styles it; "" for a model that has none."""
    if spec.loss not in _DRAWN:
        return ""
    elements = "".join(_DRAWN[spec.loss]())
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">{elements}</svg>'


def _node(x: int, y: int, sign: str, kind: str = "unit") -> str:
    shape = (
        f'<circle class="{kind}" cx="{x}" cy="{y}" r="{RADIUS}"/>'
        if kind != "box"
        else f'<rect class="box" x="{x - 30}" y="{y - 14}" width="60" height="28" rx="6"/>'
    )
    return f'{shape}<text x="{x}" y="{y + 4.5}">{escape(sign)}</text>'


def _edge(x1: int, y1: int, x2: int, y2: int, sign: str = "", at: float = 0.5) -> str:
    """A line from one thing to another, its weight above it."""
    label = f'<text class="weight" x="{x1 + at * (x2 - x1):.0f}" y="{y1 + at * (y2 - y1) - 5:.0f}">{sign}</text>'
    return f'<path class="edge" d="M{x1} {y1}L{x2} {y2}"/>{label if sign else ""}'


def _inputs(to: int) -> list[str]:
    """x₁ and x₂ with their weights, to a sum."""
    return [
        _edge(24 + RADIUS, TOP, to - 12, MIDDLE - 7, "β₁"),
        _edge(24 + RADIUS, BOTTOM, to - 12, MIDDLE + 7, "β₂", 0.42),
        _node(24, TOP, "x₁", "input"),
        _node(24, BOTTOM, "x₂", "input"),
        _node(to, MIDDLE, "Σ"),
    ]


def _score() -> list[str]:
    return [*_inputs(130), _edge(144, MIDDLE, 216, MIDDLE), _node(230, MIDDLE, "ŷ", "output")]


def _logistic() -> list[str]:
    return [
        *_inputs(110),
        _edge(124, MIDDLE, 160, MIDDLE),
        _node(174, MIDDLE, "σ"),
        _edge(188, MIDDLE, 236, MIDDLE),
        _node(250, MIDDLE, "q", "output"),
    ]


def _softmax() -> list[str]:
    ends = [(TOP, "z₁", "q"), (BOTTOM, "z₂", "1−q")]
    weights = [_edge(38, MIDDLE + lean, 96, y, sign) for y, sign, lean in ((TOP, "β₁", -4), (BOTTOM, "β₂", 4))]
    elements = [*weights, _node(24, MIDDLE, "x", "input")]
    for y, score, chance in ends:
        elements += [_edge(124, y, 150, y), _node(110, y, score)]
        elements += [_edge(210, y, 250, y), f'<text class="end" x="254" y="{y + 4.5}">{chance}</text>']
    box = f'<rect class="box" x="150" y="{TOP - 14}" width="60" height="{BOTTOM - TOP + 28}" rx="6"/>'
    return [*elements, box, f'<text x="180" y="{MIDDLE + 4.5}">softmax</text>']


def _residual() -> list[str]:
    elements = [_node(24, BOTTOM - 8, "x", "input")]
    for k, x in ((1, 70), (2, 180)):
        low = BOTTOM - 8
        over = f'<path class="edge" d="M{x} {low}C{x + 4} {TOP - 8} {x + 76} {TOP - 8} {x + 80} {low - RADIUS}"/>'
        elements += [_edge(x - (32 if k == 1 else 16), low, x + 66, low, f"b{'₁₂'[k - 1]}β{'₁₂'[k - 1]}", 0.6), over]
        elements.append(_node(x + 80, low, "+"))
    return [
        *elements,
        _edge(274, BOTTOM - 8, 284, BOTTOM - 8),
        f'<text class="end" x="286" y="{BOTTOM - 3.5}">ŷ</text>',
    ]


def _batchnorm() -> list[str]:
    return [
        *_inputs(110),
        _edge(124, MIDDLE, 148, MIDDLE),
        _node(178, MIDDLE, "BN·γ", "box"),
        _edge(208, MIDDLE, 242, MIDDLE),
        _node(256, MIDDLE, "ŷ", "output"),
    ]


_DRAWN = {
    "softmax": _softmax,
    "logistic": _logistic,
    "linear": _score,
    "huber": _score,
    "residual": _residual,
    "batchnorm": _batchnorm,
}
