"""Two people: one reads, likes, boosts, replies and follows; and one who wants peace blocks."""

import re

import pytest

from tests.journeys.steps import own_name, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def two(visit, place):
    """Asha, who has said something, and Bron's browser."""

    def open_browser(text, **options):
        asha, bron = own_name("asha"), own_name("bron")
        place.call("tests.journeys.steps:make", handle=asha, name="Asha Rowe")
        place.call("tests.journeys.steps:make", handle=bron, name="Bron Tudor")
        status = place.call("tests.journeys.steps:say", handle=asha, text=text)
        page = visit("/account/login/", **options)
        sign_in(page, bron)
        return page, asha, bron, status

    return open_browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_someone_reads_likes_boosts_replies_and_follows(scripts, two, visit):
    page, asha, _bron, status = two(
        "The new training was really good.", java_script_enabled=scripts
    )
    page.goto("/place")
    page.get_by_role("article").get_by_text("The new training was really good.").first.wait_for()
    page.goto(f"/@{asha}/{status}")
    page.get_by_role("button", name="Like the post by Asha Rowe").click()
    page.get_by_role("button", name=re.compile("Take back your like")).wait_for()
    page.get_by_role("button", name="Boost the post by Asha Rowe").click()
    page.get_by_role("button", name=re.compile("Take back your boost")).wait_for()
    page.get_by_role("link", name="Reply to Asha Rowe").click()
    page.get_by_label("Your reply").fill(f"@{asha} I thought so too.")
    page.get_by_role("button", name="Reply", exact=True).click()
    page.wait_for_url("**?posted=*")
    page.goto(f"/@{asha}")
    page.get_by_role("button", name="Follow Asha Rowe").click()
    page.get_by_role("button", name="Follow Asha Rowe").wait_for(state="detached")
    page.goto("/home")
    page.get_by_role("article").get_by_text("The new training was really good.").first.wait_for()

    other = visit("/account/login/", java_script_enabled=scripts)
    sign_in(other, asha)
    other.goto("/alerts/")

    told = other.locator("main").inner_text()
    for what in ("liked", "boosted", "follow", "I thought so too."):
        assert what in told, told


def test_who_is_blocked_no_longer_finds_the_other(two, visit):
    page, asha, bron, status = two("Peace and quiet at last.")
    other = visit("/account/login/")
    sign_in(other, asha)
    other.goto(f"/@{bron}")
    other.get_by_text("More Bron Tudor").click()
    other.get_by_role("button", name="Block").click()
    confirm = other.get_by_role("button", name="Block")
    if "block" in other.url:
        confirm.last.click()
    other.wait_for_load_state()

    page.goto(f"/@{asha}/{status}")

    page.get_by_role("heading", name="We could not find that").wait_for()
    page.goto("/place")
    assert page.get_by_text("Peace and quiet at last.").count() == 0
