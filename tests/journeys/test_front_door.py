import pytest

pytestmark = pytest.mark.browser


@pytest.mark.postgres_too
def test_a_stranger_can_open_the_sign_in_page(visit):
    page = visit("/account/login/")

    assert page.get_by_role("textbox").first.is_visible()


def test_the_sign_in_page_works_without_scripts(visit):
    page = visit("/account/login/", java_script_enabled=False)

    assert page.get_by_role("textbox").first.is_visible()
