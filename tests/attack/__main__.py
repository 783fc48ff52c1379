"""``make attack``: what one client can do to the others, on loopback, bounded; a table of what was seen.

``python -m tests.attack [PART …]`` runs some of its parts (``PARTS``), ``--short`` a little of each.
"""

import sys
import time
from collections.abc import Callable

from tests.attack import crowd, machines, slow, soak, viewers, workers

# The fraction of the whole that the short form does.
SHORT = 0.05
PARTS: dict[str, Callable[[float], list[str]]] = {
    "start": workers.starts,
    "hostile": crowd.hostile_requests,
    "crowd": crowd.costliest_requests,
    "viewers": viewers.viewers,
    "slow": slow.slow_clients,
    "killed": workers.killed_worker,
    "machine": machines.bad_machines,
    "soak": soak.growth,
}


def main() -> None:
    wanted = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    scale = SHORT if "--short" in sys.argv else 1.0
    print("| part | seen | |\n|---|---|---|", flush=True)
    failed = False
    for name in wanted:
        begun = time.monotonic()
        for line in PARTS[name](scale):
            failed |= "FAILS" in line
            print(f"| {name} | {line} |", flush=True)
        print(f"| {name} | {time.monotonic() - begun:.0f} s by the clock | |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
