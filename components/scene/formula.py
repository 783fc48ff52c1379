"""The formula of J as MathML, with places for the numbers that the sliders change."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from latex2mathml.converter import convert

from landscapes import Spec
from landscapes.knobs import KNOBS, MAIN, affine_terms_of, of_kind
from landscapes.models.smoothing import CONVENTIONS
from landscapes.spec import models

from .model_notes import is_mean

# Where a symmetry, masks or noise change the inputs, «x» is x̃, the input as they leave it, and «E» the mean over them;
# the softmax pair's input then differs between its two logits.
LATEX = {
    "softmax": r"«E»«(»-p\,\beta_1 «x1»-(1-p)\,\beta_2 «x2»"
    r"+\log\left(e^{\beta_1 «x1»}+e^{\beta_2 «x2»}\right)«)»",
    "logistic": r"\frac{1}{m}\sum_i«E»\left[\log\left(1+e^{«x»_i\cdot\beta}\right)-y_i\,«x»_i\cdot\beta\right]",
    "residual": r"\frac{1}{m}\sum_i\mathrm{E}\left(y_i-(1+b_2\beta_2)(1+b_1\beta_1)\,x_i\right)^2",
    "batchnorm": r"\frac{1}{m}\sum_i"
    r"\left(y_i-\gamma\frac{x_i\cdot\beta}{\sqrt{\beta^\top G\beta+\varepsilon}}\right)^2",
    "linear": r"\frac{1}{m}\sum_i«E»\left(y_i-«x»_i\cdot\beta\right)^2",
    "huber": r"\frac{2}{m}\sum_i«E»\left(\sqrt{1+\left(y_i-«x»_i\cdot\beta\right)^2}-1\right)",
}
UNPERTURBED = {"«E»": "", "«(»": "", "«)»": "", "«x1»": "x", "«x2»": "x", "«x»": "x"}
MEAN = {
    "«E»": r"\mathrm{E}",
    "«(»": r"\left[",
    "«)»": r"\right]",
    "«x1»": r"\tilde{x}_1",
    "«x2»": r"\tilde{x}_2",
    "«x»": r"\tilde{x}",
}
# What a knob adds to J, its weight being «w».
TERMS = {
    "l1": r"+\,«w»\left(|\beta_1|+|\beta_2|\right)",
    "l2": r"+\,«w»\left(\beta_1^2+\beta_2^2\right)",
    "group": r"+\,«w»\sqrt{\beta_1^2+\beta_2^2}",
    "share": r"+\,«w»\left(\beta_1-\beta_2\right)^2",
    "noise": r"+\,«w»^2\left(\beta_1^2+\beta_2^2\right)",
    "confidence": r"-\,«w»\,H\left(\sigma\left(x(\beta_1-\beta_2)\right)\right)",
}
SMOOTHING = {
    ("softmax", "uniform"): r"+\,«w»\left(p-\frac{1}{2}\right)«E»\left(\beta_1 «x1»-\beta_2 «x2»\right)",
    ("softmax", "others"): r"+\,«w»\left(2p-1\right)«E»\left(\beta_1 «x1»-\beta_2 «x2»\right)",
    ("logistic", "uniform"): r"+\,«w»\,\frac{1}{m}\sum_i\left(y_i-\frac{1}{2}\right)«E»«(»«x»_i\cdot\beta«)»",
    ("logistic", "others"): r"+\,«w»\,\frac{1}{m}\sum_i\left(2y_i-1\right)«E»«(»«x»_i\cdot\beta«)»",
}
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# The penalties that have a line of their own.
OTHERS = tuple(name for name in of_kind("penalty") if name not in MAIN)


def check_complete() -> None:
    """Raises LookupError if a loss or a knob has no formula."""
    for name, model in models().items():
        if name not in LATEX:
            raise LookupError(f"missing formula for loss {name}: LATEX")
        if model.affine_in_target and not {(name, convention) for convention in CONVENTIONS} <= SMOOTHING.keys():
            raise LookupError(f"missing formula for label smoothing of loss {name}: SMOOTHING")
    for name, knob in KNOBS.items():
        if (knob.kind == "penalty" or knob.affine) and name not in (*TERMS, "smoothing"):
            raise LookupError(f"missing formula for knob {name}: TERMS")


check_complete()


def formula(spec: Spec) -> str:
    """MathML of J(β), a line for the loss, one for each affine term of it (``<math data-term="…">``, hidden
    where it has no weight), one for λ and Ω, and one for each other penalty, hidden likewise. The weights are
    ``<mn data-knob="…">``, with the spec's numbers.

    Source of the losses: see ``landscapes/models/losses.py`` and ``networks.py``; the penalties carry no ½.
    """
    hidden = [term for term in (*affine_terms_of(spec), *OTHERS) if not getattr(spec, term)]
    text = _formula(spec.loss, spec.convention, affine_terms_of(spec), is_mean(spec))
    for term in hidden:
        text = text.replace(f'data-term="{term}"', f'data-term="{term}" hidden')
    for knob in KNOBS:
        text = text.replace(
            f'<mn data-knob="{knob}">0</mn>', f'<mn data-knob="{knob}">{_weight(getattr(spec, knob))}</mn>'
        )
    return text


def placeholder(knob: str) -> str:
    """LaTeX that stands for a knob's weight until ``with_weights`` puts a number there: a text of its name."""
    return rf"\text{{{knob}}}"


def with_weights(mathml: str, knobs: Iterable[str], shown: str = "0") -> str:
    """MathML with a number for each placeholder of these knobs, which the browser finds by ``data-knob``."""
    for knob in knobs:
        mathml = mathml.replace(f"<mtext>{knob}</mtext>", f'<mn data-knob="{knob}">{shown}</mn>')
    return mathml


def _weight(value: float) -> str:
    """A weight as ``weight`` in ``assets/core/format.js`` writes it: two to four decimals, 0.00 only for 0."""
    if 0.0 < value < 5e-5:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}×10{str(int(exponent)).translate(SUPERSCRIPT)}"
    # As JavaScript rounds: a tie goes up.
    rounded = Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".rstrip("0").partition(".")
    return f"{whole}.{decimals:0<2}" if decimals or len(whole) == 1 else whole


@cache
def _formula(loss: str, convention: str, terms: tuple[str, ...], mean: bool) -> str:
    """The lines of ``formula``, all shown."""

    def line(knob: str) -> str:
        term = SMOOTHING[loss, convention] if knob == "smoothing" else TERMS[knob]
        return _mathml(term.replace("«w»", placeholder(knob)), mean).replace("<math ", f'<math data-term="{knob}" ', 1)

    first = _mathml(rf"J(\beta)={LATEX[loss]}", mean)
    main = _mathml("".join(TERMS[knob].replace("«w»", placeholder(knob)) for knob in MAIN), mean)
    return with_weights("".join([first, *map(line, terms), main, *map(line, OTHERS)]), KNOBS)


def _mathml(latex: str, mean: bool) -> str:
    for token, meant in (MEAN if mean else UNPERTURBED).items():
        latex = latex.replace(token, meant)
    return convert(latex, display="block")
