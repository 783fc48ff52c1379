"""Attributes whose names are not Python names, for Dash's ``**`` arguments."""

from typing import Any


def labelled(text: str, **data: str) -> dict[str, Any]:
    """``aria-label`` and ``data-…`` attributes."""
    return {"aria-label": text} | {f"data-{name}": value for name, value in data.items()}


def data(**values: str) -> dict[str, Any]:
    """``data-…`` attributes."""
    return {f"data-{name}": value for name, value in values.items()}


def announced() -> dict[str, Any]:
    """What changes here is read out when the reader pauses."""
    return {"aria-live": "polite"}


def unspoken() -> dict[str, Any]:
    """What a screen reader passes over."""
    return {"aria-hidden": "true"}
