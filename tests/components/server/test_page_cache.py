"""The pages that are kept: the latest asked for, up to so many bytes."""

from components.http.static_files import Packed
from components.server.page_cache import FRAME, PageCache


def page(name: str, size: int = 20_000) -> Packed:
    return Packed("text/html", (name * size)[:size].encode())


def weight(of: Packed) -> int:
    return len(of.body) + len(of.packed) + FRAME


def test_the_page_that_was_asked_for_longest_ago_goes_first() -> None:
    pages = [page(name) for name in "abcdefghij"]
    # Room for nine of ten.
    cache = PageCache(9 * weight(pages[0]) + 100)
    for name, each in zip("abcdefghi", pages, strict=False):
        cache.put(name, each)
    assert cache.get("a") is pages[0]
    cache.put("j", pages[9])
    assert cache.get("b") is None
    assert cache.get("a") is pages[0]
    assert cache.size == sum(weight(pages[k]) for k in (0, 2, 3, 4, 5, 6, 7, 8, 9))


def test_the_same_page_counts_once_and_one_that_is_too_large_is_not_kept() -> None:
    cache, small = PageCache(100_000), page("a", 1000)
    cache.put("a", small)
    cache.put("a", small)
    assert cache.size == weight(small)
    cache.put("b", page("b", 50_000))
    assert cache.get("b") is None
    cache.clear()
    assert (cache.size, cache.get("a")) == (0, None)


def test_a_page_is_made_once() -> None:
    cache, made = PageCache(1_000_000), []
    for _ in range(3):
        assert cache.of("a", lambda: made.append(1) or page("a")).body == page("a").body
    assert made == [1]
