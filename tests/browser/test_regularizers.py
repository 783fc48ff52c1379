"""Dropout, noise, smoothing and sharing in the explorer: what is drawn is said, travels, and is compared with L2."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.steps import comes, open_explorer, peek, press, slider, story


def test_dropout_is_drawn_said_and_travels(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.5&lang=en")
    page.get_by_text("More regularizers").click()
    before = peek(page, "lossfold.state.landscape.total[0]")
    press(page, slider(page, "δ"), "End")
    expect(page.locator("#model")).to_contain_text("Dropout, δ = 0.9")
    expect(page).to_have_url(re.compile("drop=0.9"))
    # Inverted dropout adds δ/(1−δ) = 9 times ‖β‖² to a squared error; the corner is (−1.5, −1.5).
    comes(page, f"Math.abs(lossfold.state.landscape.total[0] - {before} - 9 * 4.5) < 1e-3")
    assert page.locator(".equivalent").is_hidden()
    said = story(page).text_content()
    page.reload()
    expect(page.locator("#model")).to_contain_text("δ = 0.9", timeout=20_000)
    expect(story(page)).to_have_text(said or "")


def test_a_loss_that_has_no_labels_lets_smoothing_go(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=logistic&smoothing=0.2&convention=others&lang=en")
    expect(page.locator("#model")).to_contain_text("ε = 0.2: targets are (1 − ε)y + ε(1 − y)")
    page.locator("#loss").click()
    page.get_by_role("option", name="Squared error").click()
    expect(page.locator("#formula")).to_contain_text("2")
    expect(page.locator("#model")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_net_takes_along_and_offers_only_what_it_knows(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&drop=0.3&view=surface,prior,slice&lang=en")
    page.locator("#loss").click()
    page.get_by_role("option", name="Batch norm, two features").click()
    expect(story(page)).to_contain_text("depends only on the direction of β")
    expect(page.locator("#certificate")).to_contain_text("J is not convex here")
    expect(page.locator("#certificate")).not_to_contain_text("because J is convex")
    expect(page.locator(".view h2")).to_have_text(["Slice"])
    for name, shown in (("Prior", False), ("Optimisers", False), ("Compare", True)):
        button = page.locator("#views").get_by_text(name, exact=True)
        expect(button).to_be_visible(visible=shown)
    # Of what stands there a net has penalties alone.
    for sign, shown in (("δ", False), ("σ", False), ("μ", True)):
        expect(slider(page, sign)).to_be_visible(visible=shown)
    expect(page).to_have_url(re.compile(r"loss=batchnorm&lang=en&view=surface,slice$"))
    page.locator("#loss").click()
    page.get_by_role("option", name="Stochastic depth").click()
    expect(page.locator("#model")).to_contain_text("the second with 0.5")
    expect(slider(page, "δ")).to_be_visible()
    expect(slider(page, "σ")).to_be_hidden()
    page.locator("#loss").click()
    page.get_by_role("option", name="Squared error").click()
    # The rate at which blocks were left out is no rate of dropout.
    expect(page.locator("#model")).to_be_hidden()
    expect(page.locator("#views").get_by_text("Prior", exact=True)).to_be_visible()


def test_for_squared_error_dropout_is_exactly_l2_and_for_cross_entropy_it_is_not(page: Page, server: str) -> None:
    alike = "view=compare&compare=alike&n=61&lang=en&drop=0.3"
    open_explorer(page, server, f"?loss=linear&data=diabetes&{alike}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("exactly L2, with extra strength 0.4286")
    open_explorer(page, server, f"?loss=logistic&data=breast-cancer&{alike}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("It is not L2")
    open_explorer(page, server, f"?loss=linear&data=diabetes&{alike.replace('&drop=0.3', '')}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("Switch on dropout, input noise")


def test_what_is_no_l2_is_said_as_what_it_is_and_follows_its_slider(page: Page, server: str) -> None:
    alike = "view=compare&compare=alike&n=61&lang=en"
    open_explorer(page, server, f"?smoothing=0.2&{alike}")
    said = page.locator(".view-compare .view-said")
    expect(said).to_contain_text("It is not L2. It is exactly 0.1β₁ − 0.1β₂")
    press(page, slider(page, "ε"), "ArrowRight", 10)
    expect(said).to_contain_text("It is exactly 0.15β₁ − 0.15β₂")
    expect(page.locator(".view-compare figcaption").nth(1)).to_have_text("bare loss + 0.15β₁ − 0.15β₂")
    # The block's mask moves both inputs of diabetes at once, whose correlation is 0.3954: 2·0.3954·3/7.
    open_explorer(page, server, f"?loss=linear&data=diabetes&drop=0.3&mask=block&{alike}")
    expect(said).to_contain_text("It is exactly 0.4286β₁² + 0.3389β₁β₂ + 0.4286β₂²")
    open_explorer(page, server, f"?noise=0.4&{alike}")
    expect(said).to_contain_text("not even near β = 0, where it acts like 0.02(β₁ − β₂)²")


def test_noise_on_the_softmax_pair_puts_a_minimum_where_there_was_none(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0&noise=1&lang=en")
    # d = 2/σ²: the line β₁ − β₂ = 2.
    expect(story(page)).to_contain_text("line is equally good")
    open_explorer(page, server, "?l1=0&noise=0.02&lang=en")
    expect(story(page)).to_contain_text("True Gaussian noise has no bound and gives J a minimum farther out.")
    expect(page.locator("#certificate")).to_contain_text("beyond the reach")


def test_the_search_field_finds_knobs_views_and_pages_and_goes_there(page: Page, server: str) -> None:
    open_explorer(page, server, "?lang=en&loss=linear&data=diabetes")
    field = page.get_by_label("Find a loss, a regularizer, an optimiser, a view or a page")
    found = page.locator("#found li:not([hidden])")
    expect(found).to_have_count(0)
    # In either language, and only the knobs of the model shown: smoothing is for cross-entropies.
    field.fill("平滑")
    expect(found).to_have_text(["Softer labels", "L1 and L2, side by side"])
    field.fill("no such thing")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    field.fill("dropout rate")
    # The course's page comes first, then the knob.
    expect(found).to_have_text(["Choosing the dropout rate", "δ, dropout rate"])
    field.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    # It is switched on, and the keyboard goes on from its slider.
    expect(page.get_by_role("slider", name="δ, dropout rate")).to_be_focused()
    expect(page.locator("#drop-number")).to_have_value("0.5")
    expect(page.get_by_text("δ = 0.5 is on now.")).to_be_visible()
    page.wait_for_function("() => lossfold.state.scene.spec.drop === 0.5")
    # The course's page about it comes first.
    field.fill("dropout")
    expect(found.first.get_by_role("link")).to_contain_text("ropout")
    field.fill("constraint region")
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".view-constraint")).to_be_visible()
    field.focus()
    field.press("Escape")
    expect(found).to_have_count(0)


def test_what_the_search_field_finds_it_does(page: Page, server: str) -> None:
    open_explorer(page, server, "?lang=en&loss=linear&data=diabetes&n=61&l1=0.3")
    field = page.locator("#find")
    field.fill("adamw")
    page.locator("#found").get_by_role("button", name="AdamW").click()
    expect(page.locator(".trajectories li").filter(has_text="AdamW")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("walk=gd,ista,adamw"), timeout=10_000)
    # A view that is open stays open.
    field.fill("optimisers")
    page.locator("#found").get_by_role("button", name="Optimisers", exact=True).click()
    expect(page.locator(".view-descent")).to_be_visible()
    field.fill("ridge")
    page.locator("#found").get_by_role("button", name="L2 · ridge", exact=True).click()
    page.wait_for_function("() => lossfold.state.weights.l1 === 0 && lossfold.state.weights.l2 > 0")
    field.fill("robust")
    page.locator("#found").get_by_role("button", name="Pseudo-Huber").click()
    page.wait_for_function("() => lossfold.state.scene.spec.loss === 'huber'", timeout=20_000)
    expect(page.locator("#loss")).to_have_value("Pseudo-Huber (robust), linear")
    field.fill("csv")
    page.locator("#found").get_by_role("button", name="My own CSV").click()
    expect(page.get_by_role("button", name="Choose a CSV file")).to_be_in_viewport()
    # What stands in a dialog: it opens there.
    field.fill("film")
    page.locator("#found").get_by_role("button", name="Save an animation (GIF)").click()
    expect(page.locator("#share-gif")).to_be_in_viewport()
    page.keyboard.press("Escape")
    field.fill("wireframe")
    page.locator("#found").get_by_role("button", name="Wireframe").click()
    expect(page.locator("#wireframe")).to_be_checked()
    expect(page).to_have_url(re.compile("wireframe=1"))


def test_a_confidence_penalty_gives_the_softmax_pair_a_minimum_with_its_own_proof(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0&lang=en")
    expect(story(page)).to_contain_text("J has no minimum")
    expect(page.locator("#certificate")).not_to_contain_text("convex")
    page.get_by_text("More regularizers").click()
    press(page, slider(page, "γ"), "End")
    expect(page.locator("#model")).to_contain_text("−γH(q) with γ = 2")
    expect(page).to_have_url(re.compile("confidence=2"))
    # d·σ(d) = ½ at d = 0.738835.
    expect(page.locator("#certificate")).to_contain_text("the solver found 0.738835")
    expect(page.locator("#certificate")).to_contain_text("J need not be convex")
    expect(page.locator("#certificate")).not_to_contain_text("because J is convex")
    expect(story(page)).to_contain_text("line is equally good")
    # Far out, at (5, −5), J is log(1 + e^(−10)) − 2H = −(21 or so)·e^(−10).
    n = peek(page, "lossfold.state.scene.spec.n")
    assert abs(peek(page, f"lossfold.state.landscape.total[{n - 1}]") + 21 * 4.54e-5) < 1e-5
    press(page, slider(page, "λ"), "ArrowRight")
    expect(page.locator("#certificate")).to_contain_text("the pulls balance")
    page.locator("#loss").click()
    page.get_by_role("option", name="Cross-entropy, logistic").click()
    expect(page.locator("#model")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("#confidence")).to_be_hidden()


def test_dropout_beside_a_confidence_penalty_is_refused_in_a_sentence(page: Page, server: str) -> None:
    open_explorer(page, server, "?confidence=0.5&lang=en")
    press(page, slider(page, "δ"), "End")
    expect(page.get_by_role("alert")).to_contain_text(
        "γ (confidence): 0.5 does not go with drop=0.9; with drop=0.9 it must be 0."
    )
    expect(page.locator("#model")).to_contain_text("γ = 0.5")


def test_a_file_lets_the_confidence_penalty_go(page: Page, server: str) -> None:
    open_explorer(page, server, "?confidence=0.5&lang=en")
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="My own CSV").click()
    rows = "\n".join(f"{k % 7},{(3 * k) % 11},{2 * (k % 7) + (k % 3)}" for k in range(40))
    file = FilePayload(name="mine.csv", mimeType="text/csv", buffer=f"height,width,weight\n{rows}\n".encode())
    page.locator("#file input").set_input_files(file)
    expect(page).to_have_url(re.compile("loss=linear.*data=own"))
    expect(page.locator("#model")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_line_with_two_valleys_is_said_to_have_them(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0.1&confidence=2&view=slice&pick=1,-4.5&lang=en")
    said = page.locator(".view-slice .view-said")
    # With u = β₁ + 4.5 the slope σ(−u)(2uσ(u) − 1) is 0.0868 at β₁ = 0, and 0.1 at β₁ = −3.557, where |β₁| falls.
    expect(said).to_contain_text("The loss's slope at 0 is 0.08681 and fits in the band ±λ = ±0.1")
    expect(said).to_contain_text("but J is lower at β₁ = −3.557")
