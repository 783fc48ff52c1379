"""Pages that have been made, the latest asked for, up to so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from ..http.static_files import Packed

# What a page weighs beside its bytes: its key, and Python's own.
FRAME = 1000


class PageCache:
    """Pages by what they are made of, at most ``limit`` bytes; the one that was asked for longest ago goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, Packed] = OrderedDict()
        self.size = 0

    def get(self, key: Hashable) -> Packed | None:
        """The page, if it is kept."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Packed) -> None:
        """Keeps a page, unless it alone is more than an eighth of what may be kept."""
        if _weight(page) > self._limit // 8:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += _weight(page)
            while self.size > self._limit:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def of(self, key: Hashable, make: Callable[[], Packed]) -> Packed:
        """The page, made if it is not kept."""
        page = self.get(key)
        if page is None:
            page = make()
            self.put(key, page)
        return page

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= _weight(page)


def _weight(page: Packed) -> int:
    return len(page.body) + len(page.packed) + FRAME
