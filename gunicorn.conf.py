"""gunicorn's settings: threads, never a fork after JAX has started, compiled code ready before the first visitor."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
preload_app = False
timeout = 60
max_requests = 0


def post_worker_init(worker: object) -> None:
    """Each worker compiles, or takes from the cache, what the first pictures need."""
    from components.scene.scene import warm_up

    warm_up()
