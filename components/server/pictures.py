"""How often one visitor may have a picture drawn."""

from collections.abc import Callable

from flask_limiter import Limiter

from ..http.host import asker
from ..settings import settings

LIMITER = Limiter(asker, storage_uri="memory://", default_limits=[])


def rationed(seconds: Callable[[], float]) -> Callable[[], float]:
    """What a new picture costs, once it is counted; one that is kept costs nothing, and is not asked for its cost."""

    def counted() -> float:
        with LIMITER.limit(f"{settings().pictures} per minute"):
            return seconds()

    return counted
