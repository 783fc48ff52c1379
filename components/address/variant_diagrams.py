"""``figure=variants``: what each variant of dropout drops together, as one draw after another on a few numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from landscapes.spec import RANGES

from .panel import Panel, Slider
from .variant_schema import VariantKind, VariantPicture, VariantsScene

DRAWS = 200
# Of a hundred and fifty tried, the one in which the draws of every kind scatter most nearly as they should.
SEED = 58
# Three channels of 6 × 6 activations after a ReLU: a strong one, a middling one and a weak one.
BLOCK = (
    ("024420", "258841", "389852", "268631", "134310", "011100"),
    ("001354", "001464", "012563", "013552", "024531", "134310"),
    ("000100", "011000", "012100", "001210", "000100", "000000"),
)
# A sentence of six words, the first and the fourth alike, the second and the sixth; four numbers for each word.
SENTENCE = (0, 1, 2, 0, 3, 1)
EMBEDDING = ((1, 0, 2, 1), (3, 1, 0, 4), (2, 4, 1, 0), (0, 2, 2, 1))
# A layer of four inputs and three outputs: each output is 6.
LAYER = ((2, 1, 1, 0), (1, 0, 2, 1), (0, 1, 1, 2))
INPUTS = (2, 1, 1, 2)
# What each of four tokens takes of the others, and their values.
ATTENTION = ((0.7, 0.1, 0.1, 0.1), (0.2, 0.5, 0.2, 0.1), (0.1, 0.4, 0.4, 0.1), (0.1, 0.2, 0.2, 0.5))
VALUES = (4, 2, 1, 3)


def _picture(cells: np.ndarray, inputs: tuple[int, ...] | None, divisor: int) -> VariantPicture:
    values = cells if inputs is None else cells * np.array(inputs)
    return {
        "shape": list(cells.shape),
        "cells": cells.ravel().tolist(),
        "inputs": None if inputs is None else [*inputs],
        "values": values.ravel().tolist(),
        "divisor": divisor,
    }


def _kind(picture: str, groups: np.ndarray, others: np.ndarray) -> VariantKind:
    return {"picture": picture, "groups": groups.tolist(), "others": others.tolist()}


def pictures() -> dict[str, VariantPicture]:
    """The numbers that are dropped: [grid][row][column], one after another."""
    activations = [[[int(digit) for digit in row] for row in channel] for channel in BLOCK]
    words = np.array(EMBEDDING)[list(SENTENCE)].T
    return {
        "block": _picture(np.array(activations), None, 108),
        "sentence": _picture(words[None], None, 24),
        "layer": _picture(np.array(LAYER)[None], INPUTS, 3),
        "attention": _picture(np.array(ATTENTION)[None], VALUES, 4),
    }


def kinds() -> dict[str, VariantKind]:
    """What is dropped together: numbers with the same group. A block and weighted channels have rules of their own."""
    each, channel = np.arange(108), np.repeat(range(3), 36)
    words, features = np.tile(SENTENCE, 4), np.repeat(range(4), 6)
    weights, entries = np.arange(12), np.arange(16)
    return {
        "units": _kind("block", each, each),
        "block": _kind("block", channel, each),
        "channels": _kind("block", channel, each),
        "weighted": _kind("block", channel, each),
        "connect": _kind("layer", weights, weights % 4),
        "variational": _kind("sentence", features, np.arange(24)),
        "words": _kind("sentence", words, np.arange(24)),
        "attention": _kind("attention", entries, entries % 4),
    }


@dataclass(frozen=True)
class Variants(Panel):
    """One draw after another of a variant of dropout: what is gone together, and what that does to an output.

    drop : δ
    k : how many draws there have been
    kind : the variant
    """

    name: ClassVar[str] = "variants"
    page: ClassVar[str] = "dropped-together"
    height: ClassVar[int] = 1240
    formula: ClassVar[str] = (
        r"\mathrm{E}\,o=\sum_iv_i,\qquad\mathrm{Var}\,o=\frac{\delta}{1-\delta}\sum_g\Bigl(\sum_{i\in g}v_i\Bigr)^2"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {"drop": Slider("δ", *RANGES["drop"], 100), "k": Slider("k", 1, DRAWS)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"kind": tuple(kinds())}
    plots: ClassVar[tuple[str, ...]] = ("numbers", "outputs")
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("train", "exact"), ("penalty", "mean"), ("data", "draw"))
    facts: ClassVar[tuple[str, ...]] = ("draw", "mean", "spread", "other")
    plays: ClassVar[str] = "k"

    drop: float = 0.5
    k: int = 1
    kind: str = "block"

    def scene(self) -> VariantsScene:
        """The numbers, and what goes together."""
        return {**self.state(), "seed": SEED, "times": DRAWS, "pictures": pictures(), "kinds": kinds()}
