"""Whether a process can answer at once: ``/readyz``, for a balancer. That it lives at all is ``/healthz``."""

import threading

from flask import Flask, Response

from ..scene.scene import warm_up

WARM = threading.Event()


def warm() -> None:
    """Compiles, or takes from the cache, what the first pictures need; from then on the process is ready."""
    warm_up()
    WARM.set()


def register(server: Flask) -> None:
    """Adds the route: 200, or 503 until the process is warm."""

    def ready() -> Response:
        text, status = ("ready", 200) if WARM.is_set() else ("not yet", 503)
        return Response(text, status, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"})

    server.add_url_rule("/readyz", "readyz", ready)
