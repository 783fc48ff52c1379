"""The links of today mean tomorrow what they mean today: numbers and sentences, through every move of the code.

The records were made by the program itself, which no other test here does: they say that nothing has changed, not that
it is right. ``python -m tests.links.record`` makes them anew; ``places.py`` says where each meaning stands.
"""

import pytest

from .comparing import differences, rounded
from .lists import groups, recorded
from .reading import meanings

# `make quick` follows the first link of each group and every twelfth.
LINKS = [
    pytest.param(group, link, id=f"{group}:{link}", marks=[pytest.mark.slow] if at % 12 else [])
    for group, links in groups().items()
    for at, link in enumerate(links)
]


@pytest.mark.parametrize(("group", "link"), LINKS)
def test_a_link_means_what_it_meant(group: str, link: str) -> None:
    changed = [*differences(recorded(group)[link], rounded(meanings(link)))]
    if changed:
        meant = f"Where that is meant: python -m tests.links.record {group}"
        pytest.fail("\n".join([f"{link} means something else now:", *changed, meant]), pytrace=False)


def test_every_record_is_of_a_link_in_the_list() -> None:
    assert {group: [*recorded(group)] for group in groups()} == groups()
