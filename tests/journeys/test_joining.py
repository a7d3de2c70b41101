"""Joining: an account, the code from the mail, the first steps, a practice post."""

import re

import pytest

from tests import cast
from tests.journeys.steps import code_mailed_to, own_name

pytestmark = pytest.mark.browser


@pytest.mark.postgres_too
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_new_person_joins_and_reaches_home(scripts, visit, place):
    handle = own_name("nia")
    address = f"{handle}@people.example"
    page = visit("/account/signup/", java_script_enabled=scripts)
    page.get_by_label("Your name here").fill("Nia Prosser")
    page.get_by_label("Your handle").fill(handle)
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_label("I will keep to these rules").check()
    page.get_by_role("button", name="Make my account").click()

    page.get_by_label("Code").fill(code_mailed_to(address, place.folder))
    page.get_by_role("button", name="Go on").click()

    page.wait_for_url("**/welcome/1/")
    page.get_by_label(re.compile("What do you do")).select_option(label="Care worker")
    for step in (2, 3, 4, 5, 6):
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(f"**/welcome/{step}/")
    page.get_by_label(re.compile("Write about your day")).fill("Mum's NHS number is 999 000 0018.")
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("This is an NHS number").first.wait_for()
    page.get_by_role("button", name="Go to my home page").click()
    page.wait_for_url("**/home")
    assert page.get_by_role("heading", name="Home").is_visible()
    page.goto(f"/@{handle}")
    assert page.get_by_text("Care worker").is_visible()


def test_a_wrong_code_is_told_so_and_a_second_try_works(visit, place):
    handle = own_name("ola")
    page = visit("/account/signup/")
    page.get_by_label("Your name here").fill("Ola")
    page.get_by_label("Your handle").fill(handle)
    page.get_by_label("E-mail").fill(f"{handle}@people.example")
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_label("I will keep to these rules").check()
    page.get_by_role("button", name="Make my account").click()

    page.get_by_label("Code").fill("AAAA-AAAA")
    page.get_by_role("button", name="Go on").click()
    page.locator("[aria-invalid=true], [role=alert]").first.wait_for()
    page.get_by_label("Code").fill(code_mailed_to(f"{handle}@people.example", place.folder))
    page.get_by_role("button", name="Go on").click()

    page.wait_for_url("**/welcome/1/")
