"""What holds of every page: axe finds nothing in light and dark, and nothing scrolls sideways."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.steps import own_name, sign_in

pytestmark = pytest.mark.browser

SIGNED_OUT = ("/", "/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere",
              "/help/concerns/", "/help/rules/", "/place")  # fmt: skip
SIGNED_IN = ("/home", "/place", "/write", "/write/drafts", "/alerts/", "/people", "/settings/",
             "/settings/profile/", "/settings/safety/", "/settings/look/", "/settings/security/",
             "/settings/blocked/", "/settings/muted/", "/settings/requests/", "/settings/export/",
             "/settings/delete/", "/account/email/", "/account/password/change/", "/tags/Birds",
             "/welcome/1/", "/welcome/4/", "/welcome/6/")  # fmt: skip
SMALL = {"width": 320, "height": 700}


def troubles(page, where):
    """What axe finds, and a page wider than its screen."""
    found = [
        f"{where}: {each['id']} ({each['help']}) at {each['nodes'][0]['target']}"
        for each in Axe().run(page).response["violations"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > SMALL["width"]:
        found.append(f"{where}: {width} pixels wide on a screen of {SMALL['width']}")
    return found


@pytest.fixture(params=["light", "dark"])
def look(request):
    return {"color_scheme": request.param, "viewport": SMALL, "reduced_motion": "reduce"}


def test_pages_for_strangers_have_no_barriers(look, visit):
    page = visit("/", **look)
    found = []
    for path in SIGNED_OUT:
        page.goto(path)
        found += troubles(page, path)

    assert found == []


def test_pages_for_members_have_no_barriers(look, visit, place):
    asha = own_name("asha")
    place.call("tests.journeys.steps:make", handle=asha, name="Asha Rowe")
    status = place.call(
        "tests.journeys.steps:say",
        handle=asha,
        text="A **calm** night https://care.example/a #Birds",
    )
    page = visit("/account/login/", **look)
    sign_in(page, asha)
    found = []
    for path in (*SIGNED_IN, f"/@{asha}", f"/@{asha}/{status}", f"/@{asha}/{status}/delete"):
        page.goto(path)
        found += troubles(page, path)
    page.goto("/write")
    page.get_by_label("What would you like to share?").fill(
        "Mum's NHS number is 999 000 0018. Our manager is useless and lazy. "
        "Doreen has dementia and she fell last night."
    )
    page.get_by_role("group", name=re.compile("This is an NHS number")).wait_for()
    found += troubles(page, "findings")
    page.get_by_text("Change who will see this").click()
    found += troubles(page, "audience")

    assert found == []
