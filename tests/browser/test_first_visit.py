"""What a first visit of the explorer fetches: few files, of known kinds, each of them found."""

import re
from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, expect

from components.explorer import ids

from .steps import open_explorer, peek, stays

MOST = 13
# What may be fetched, and how often: a page, a scene and its paths are asked for by three updates at the most.
KINDS = {
    "/": 1,
    "/release/explorer-*.css": 1,
    "/release/explorer-*.js": 1,
    "/release/dash-renderer-*.js": 1,
    "/release/plotly-*.js": 1,
    "/scene": 1,
    "/_dash-layout": 1,
    "/_dash-dependencies": 1,
    "/_favicon.ico": 1,
    "/_dash-update-component": 3,
}
# A component whose script Dash fetches only where it is shown.
LATER = """(place) => dash_clientside.set_props(place, {
    children: { namespace: "dash_core_components", type: "Markdown", props: { id: "later", children: "*loaded*" } },
})"""


def visited(page: Page, server: str) -> list[Response]:
    """The answers of a first visit, until a while after the surface is drawn."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.extend([answer]))
    open_explorer(page, server, "?lang=en")
    page.wait_for_load_state("networkidle")
    stays(page, lambda: len(answers) <= MOST, 1)
    return answers


def test_a_first_visit_makes_at_most_thirteen_requests_of_known_kinds(browser: Browser, server: str) -> None:
    context = browser.new_context()
    answers = visited(context.new_page(), server)
    context.close()
    assert [answer.url for answer in answers if answer.status != 200] == []
    found = Counter(re.sub(r"-[0-9a-f]{16}\.", "-*.", urlsplit(answer.url).path) for answer in answers)
    assert {kind: count for kind, count in found.items() if count > KINDS.get(kind, 0)} == {}
    assert len(answers) <= MOST


def test_what_dash_loads_later_is_found_beside_the_script_that_wants_it(page: Page, server: str) -> None:
    open_explorer(page, server, "?lang=en&n=61")
    chunks = "**/_dash-component-suites/dash/dcc/async-"
    # That script fetches one more; a page that closes meanwhile logs a failure.
    with page.expect_response(f"{chunks}highlight*.js"), page.expect_response(f"{chunks}markdown*.js") as answer:
        page.evaluate(LATER, ids.OWN_OVERVIEW)
    assert answer.value.status in (200, 304)
    # Nobody goes on believing that he is another script.
    assert peek(page, "document.currentScript") is None
    assert not peek(page, 'Object.hasOwn(document, "currentScript")')
    expect(page.locator("#later em")).to_have_text("loaded")
