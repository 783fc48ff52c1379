"""The query of an address, as a mapping."""

from urllib.parse import parse_qsl


def query_from(search: object) -> dict[str, str]:
    """A URL's search part as a mapping; the first of repeated keys counts."""
    if not isinstance(search, str) or len(search) > 4000:
        return {}
    return dict(reversed(parse_qsl(search.removeprefix("?"), keep_blank_values=True, max_num_fields=100)))
