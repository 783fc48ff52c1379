"""A post is published: a thousand readers in half a minute, of fifty figures that nobody has asked for before."""

import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.attack.load import told
from tests.attack.serving import pair_behind_nginx
from tests.deploy.front import Answer, Front

VIEWERS, FIGURES, SECONDS = 1000, 50, 30.0
# Seconds after which a reader has given up.
PATIENCE = 60.0
# What a page names that a browser fetches with it.
NAMED = re.compile(rb'(?:src|href)="((?:\./|/)?release/[^"]+)"')


@dataclass
class Seen:
    """What the readers saw: how long each waited for a figure, what answered, what went wrong."""

    waits: list[float] = field(default_factory=list)
    pages: Counter[str] = field(default_factory=Counter)
    files: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def viewers(scale: float) -> list[str]:
    """Readers of new figures through nginx: each sees the page, whatever it takes, and what the page names."""
    number, figures = max(FIGURES, int(VIEWERS * scale)), max(5, int(FIGURES * scale))
    with pair_behind_nginx() as (servers, front):
        burnt, load = sum(each.seconds() for each in servers), told()
        seen = _read(front, number, figures)
        burnt = sum(each.seconds() for each in servers) - burnt
        traces = sum(each.traces() for each in servers)
    made, refused = seen.pages["200 MISS"], seen.pages["503 MISS"]
    waits = sorted(seen.waits)
    fine = not seen.wrong and traces == 0 and made <= 1.2 * figures
    return [
        f"{number} readers of {figures} new figures in {SECONDS:.0f} s: {len(seen.wrong)} failures, {made} pages made, "
        f"{refused} times told to ask again, {traces} traces | {'holds' if fine else 'FAILS'}",
        f"they waited {waits[len(waits) // 2]:.1f} s in the middle, {waits[int(0.99 * len(waits))]:.1f} at the 99th "
        f"per cent; {burnt:.0f} CPU s of two servers; {load} before, {told()} after | ",
        f"pages {dict(seen.pages)}, files {dict(seen.files)}, {seen.wrong[:3]} | ",
    ]


def _read(front: Front, number: int, figures: int) -> Seen:
    """All readers, at even distances."""
    draw, seen = random.Random(5), Seen()
    orders = [draw.randrange(figures) for _ in range(number)]
    begun, readers = time.monotonic(), list[threading.Thread]()
    for k, figure in enumerate(orders):
        time.sleep(max(0.0, begun + SECONDS * k / number - time.monotonic()))
        visitor = f"127.0.{4 + k // 250}.{1 + k % 250}"
        readers.append(threading.Thread(target=_reader, args=(front, figure, visitor, seen), daemon=True))
        readers[-1].start()
    for each in readers:
        each.join(2 * PATIENCE)
    return seen


def _reader(front: Front, figure: int, visitor: str, seen: Seen) -> None:
    """One: the page, asked for again as the page itself does when the server is busy, and its files."""
    begun, address = time.monotonic(), f"/embed?l1={(2 * figure + 1) / 100:.2f}&l2=0.{figure + 10}&lang=en"
    try:
        answer = front.get(address, visitor=visitor, accept="text/html")
        _note(seen, answer)
        while answer.status == 503 and time.monotonic() - begun < PATIENCE:
            time.sleep(float(answer.headers["retry-after"]))
            answer = front.get(address, visitor=visitor, accept="text/html")
            _note(seen, answer)
        waited = time.monotonic() - begun
        files = [front.get("/" + name.decode().lstrip("./"), visitor=visitor) for name in NAMED.findall(answer.body)]
        with seen.lock:
            seen.waits.append(waited)
            seen.files.update(each.status for each in files)
            if answer.status != 200 or not files or any(each.status != 200 for each in files):
                seen.wrong.append(f"{answer.status} {[each.status for each in files]}")
    except (OSError, ValueError) as error:
        with seen.lock:
            seen.wrong.append(f"{type(error).__name__} after {time.monotonic() - begun:.0f} s")


def _note(seen: Seen, answer: Answer) -> None:
    with seen.lock:
        seen.pages[f"{answer.status} {answer.headers.get('x-cache', 'NONE')}"] += 1
