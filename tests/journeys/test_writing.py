"""Writing: stopped by the guard, mended, published, taken back; and nothing typed is ever lost."""

import io
import re

import pytest
from PIL import Image

from tests.journeys.steps import fill_in_sign_in, own_name, sign_in

pytestmark = pytest.mark.browser

TEXT = "What would you like to share?"
HARD = "Mum's NHS number is 999 000 0018."
CLEAN = "A calm night. Thanks to the whole team."


@pytest.fixture
def writer(visit, place):
    """A page on the composer, signed in, by someone of this test alone."""

    def open_composer(path="/write", **options):
        handle = own_name("asha")
        place.call("tests.journeys.steps:make", handle=handle, name="Asha Rowe")
        page = visit("/account/login/", **options)
        sign_in(page, handle)
        page.goto(path)
        return page, handle

    return open_composer


def posted(page):
    page.wait_for_url("**/home?posted=*")
    return page.url.rpartition("=")[2]


def test_a_post_without_findings_goes_out_with_one_press(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).fill(CLEAN)
    page.get_by_role("button", name="Post", exact=True).click()

    posted(page)

    assert page.get_by_role("article").get_by_text(CLEAN).is_visible()


@pytest.mark.postgres_too
def test_a_breach_is_stopped_mended_with_one_press_published_and_taken_back(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).press_sequentially(HARD)
    card = page.get_by_role("group", name=re.compile("This is an NHS number"))
    card.wait_for()
    assert "999 000 0018" in card.locator("mark").inner_text()

    page.get_by_role("button", name="Post", exact=True).click()
    page.get_by_text("It cannot be posted as it is").first.wait_for()
    assert page.get_by_label(TEXT).input_value() == HARD
    page.get_by_role("button", name="Remove these words").click()
    page.get_by_text("It cannot be posted as it is").first.wait_for(state="detached")
    mended = page.get_by_label(TEXT).input_value()
    assert "999" not in mended
    page.get_by_label(TEXT).fill(mended.strip(" .") + " a worry no more.")
    page.get_by_role("button", name="Post", exact=True).click()

    posted(page)
    assert page.get_by_role("article").get_by_text("a worry no more").is_visible()
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url("**/write?draft=*")
    assert "a worry no more" in page.get_by_label(TEXT).input_value()
    page.goto("/home")
    assert page.get_by_text("a worry no more").count() == 0


def test_by_keyboard_alone_a_breach_is_found_mended_and_the_post_goes_out(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).focus()
    page.keyboard.type(HARD)
    page.get_by_role("button", name="Remove these words").wait_for()
    tab_to(page, "Remove these words")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove these words").wait_for(state="detached")
    page.get_by_label(TEXT).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Known by heart.")
    tab_to(page, "Post")
    page.keyboard.press("Enter")

    posted(page)


def tab_to(page, name, most=40):
    """Press Tab until the button of this name has the focus, as a keyboard user does."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == name:
            return
    raise AssertionError(f"Tab never reaches “{name}”")


def test_a_caution_goes_out_after_i_have_checked(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).fill("Our manager is useless and lazy.")
    page.get_by_label(re.compile("I have checked")).first.check()
    page.get_by_role("button", name="Post", exact=True).click()

    posted(page)


def test_a_post_with_a_picture_and_its_description(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).fill("Our new garden bench.")
    page.get_by_text("Add a picture or a content note").click()
    page.get_by_label("Pictures").set_input_files(
        {"name": "bench.png", "mimeType": "image/png", "buffer": bench()}
    )
    page.get_by_label(re.compile("What is in|Describe|description", re.IGNORECASE)).first.fill(
        "A wooden bench"
    )
    page.get_by_role("button", name="Post", exact=True).click()

    posted(page)
    shown = page.get_by_role("img", name="A wooden bench")
    shown.wait_for()
    shown.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 0", arg=shown.element_handle()
    )


def bench():
    file = io.BytesIO()
    Image.new("RGB", (320, 200), "sienna").save(file, "PNG")
    return file.getvalue()


def test_without_scripts_the_same_post_is_stopped_mended_and_published(writer):
    page, _handle = writer(java_script_enabled=False)
    page.get_by_label(TEXT).fill(HARD)
    page.get_by_role("button", name="Post", exact=True).click()
    page.get_by_text("It cannot be posted as it is").wait_for()
    page.get_by_role("button", name="Remove these words").click()
    assert "999" not in page.get_by_label(TEXT).input_value()
    page.get_by_label(TEXT).fill(CLEAN)
    page.get_by_role("button", name="Post", exact=True).click()
    posted(page)
    page.get_by_role("button", name="Take it back").click()

    page.wait_for_url("**/write?draft=*")

    assert page.get_by_label(TEXT).input_value() == CLEAN


def test_what_was_typed_survives_a_closed_tab(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).fill("Half a thought about the rota")
    page.wait_for_function(
        "Object.values(localStorage).some(kept => kept.includes('Half a thought'))"
    )
    context = page.context
    page.close()

    again = context.new_page()
    again.goto("/write")
    again.wait_for_function("document.querySelector('#text').value.includes('Half a thought')")


def test_what_was_typed_survives_an_expired_sign_in(writer):
    page, handle = writer()
    page.get_by_label(TEXT).fill(CLEAN)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Post", exact=True).click()
    page.wait_for_url("**/account/login/**")
    fill_in_sign_in(page, handle)

    page.wait_for_url("**/write")

    assert page.get_by_label(TEXT).input_value() == CLEAN
    page.get_by_role("button", name="Post", exact=True).click()
    posted(page)


def test_an_audience_is_chosen_in_words_and_said_above_the_button(writer):
    page, _handle = writer()
    page.get_by_label(TEXT).fill("For those who follow me.")
    page.get_by_text("Change who will see this").click()
    page.get_by_label("My followers").check()
    line = page.locator("[data-audience]").inner_text()
    assert re.search("follow", line), line
    page.get_by_role("button", name="Post", exact=True).click()

    posted(page)
    assert page.get_by_role("article").get_by_text("My followers").is_visible()
