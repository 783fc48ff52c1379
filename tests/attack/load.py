"""How busy the machine is by itself: times that are taken beside others' work say little without it."""

import os


def told() -> str:
    """The load of the last minute, as a sentence has it."""
    return f"load {os.getloadavg()[0]:.1f}"
