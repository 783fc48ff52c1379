"""The formula of J as MathML, with places for the numbers that the sliders change."""

from functools import cache

from latex2mathml.converter import convert

LATEX = {
    "softmax": r"-p\,\beta_1 x-(1-p)\,\beta_2 x+\log\left(e^{\beta_1 x}+e^{\beta_2 x}\right)",
    "logistic": r"\frac{1}{m}\sum_i\left[\log\left(1+e^{x_i\cdot\beta}\right)-y_i\,x_i\cdot\beta\right]",
    "residual": r"\frac{1}{m}\sum_i\mathrm{E}\left(y_i-(1+b_2\beta_2)(1+b_1\beta_1)\,x_i\right)^2",
    "batchnorm": r"\frac{1}{m}\sum_i"
    r"\left(y_i-\gamma\frac{x_i\cdot\beta}{\sqrt{\beta^\top G\beta+\varepsilon}}\right)^2",
    "linear": r"\frac{1}{m}\sum_i\left(y_i-x_i\cdot\beta\right)^2",
    "huber": r"\frac{2}{m}\sum_i\left(\sqrt{1+\left(y_i-x_i\cdot\beta\right)^2}-1\right)",
}
# Stand-ins that survive the conversion as numbers of their own, to be marked for the browser.
PLACES = {"l1": "77701", "l2": "77702"}


@cache
def formula(loss: str) -> str:
    """MathML of J(β) in two lines; the weights are ``<mn data-knob="l1">`` and ``<mn data-knob="l2">``.

    Source of the losses: see ``landscapes/losses.py`` and ``nets.py``; the penalties carry no ½.
    """
    penalties = rf"{PLACES['l1']}\left(|\beta_1|+|\beta_2|\right)+{PLACES['l2']}\left(\beta_1^2+\beta_2^2\right)"
    lines = [convert(rf"J(\beta)={LATEX[loss]}", display="block"), convert(rf"+\,{penalties}", display="block")]
    mathml = "".join(lines)
    for knob, place in PLACES.items():
        mathml = mathml.replace(f"<mn>{place}</mn>", f'<mn data-knob="{knob}">0</mn>')
    return mathml
