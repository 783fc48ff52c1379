"""What an address of the explorer means, whatever of it is bad."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from landscapes import Refusal, Spec, SpecError
from landscapes.data.datasets import OWN
from landscapes.models.penalties import PENALTIES

from ..i18n import language_of
from .query_string import query_from
from .view import View, embed_view_from, view_from

Read = TypeVar("Read")


class Address(NamedTuple):
    """What an address of the explorer means.

    refusals : why some of its fields count for nothing; none for a good address
    query : its other fields
    """

    spec: Spec
    view: View
    refusals: tuple[Refusal, ...]
    query: dict[str, str]


def read_address(search: object, accepted: str) -> Address:
    """What an address means. A bad field falls to its default; the others stay."""
    try:
        query = query_from(search)
    except Refusal as refusal:
        return Address(Spec(), View(language_of({}, accepted)), (refusal,), {})
    spec, query, bad = _without_bad(Spec.from_query, query)

    def view_of(kept: dict[str, str]) -> View:
        # What only an embed shows is checked too: a bad value is refused wherever it stands.
        embed_view_from(kept, accepted, spec)
        return view_from(kept, accepted, spec)

    view, query, worse = _without_bad(view_of, query)
    return Address(spec, view, (*bad, *worse), query)


def _without_bad(read: Callable[[dict[str, str]], Read], query: dict[str, str]) -> tuple[Read, dict[str, str], list]:
    """What a query means without the fields that are refused, the query without them, and the refusals."""
    refusals: list[Refusal] = []
    while True:
        try:
            return read(query), query, refusals
        except SpecError as refusal:
            refusals.append(refusal)
            # Without the field to blame none is to be trusted.
            query = {key: text for key, text in query.items() if key != refusal.field} if refusal.field in query else {}


def standing(spec: Spec) -> Spec:
    """The spec of the page's first picture. A visitor's file is in their browser, which will send it; until then, what
    stands beside it.
    """
    if spec.data != OWN:
        return spec
    return Spec(loss=spec.loss, n=spec.n, **{knob: getattr(spec, knob) for knob in PENALTIES})


def set_right(search: object, address: Address) -> str | None:
    """The query of what is shown, where it is not what was opened; else None."""
    typed = parse_qsl(str(search or "").removeprefix("?"), keep_blank_values=True)
    return None if typed == [*address.query.items()] else urlencode(address.query, safe=",")
