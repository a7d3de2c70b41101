"""The settings pages."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client
from PIL import Image

from carefolk.jobs.models import Job
from carefolk.people.models import Identity, Profile, User
from tests.cast import PASSWORD, member, say

pytestmark = pytest.mark.django_db

PAGES = [
    "/settings/",
    "/settings/profile/",
    "/settings/safety/",
    "/settings/look/",
    "/settings/security/",
    "/settings/requests/",
    "/settings/blocked/",
    "/settings/muted/",
    "/settings/export/",
    "/settings/delete/",
]
NO_FORM = ["/settings/", *(f"/settings/{n}/" for n in ("security", "requests", "blocked", "muted"))]
STAFF_PAGES = ["/settings/place/", "/settings/place/roles/"]
SAFETY = {
    "safety-find": "no",
    "safety-follow": "yes",
    "safety-reply": "followed",
    "safety-message": "nobody",
    "safety-engines": "no",
    "safety-audience": "followers",
    "safety-ties": "no",
    "quiet-quiet_from": "22:00",
    "quiet-quiet_until": "07:00",
}


@pytest.fixture
def asha() -> Identity:
    return member("asha", "Asha K", role="care-worker")


@pytest.fixture
def browser(asha) -> Client:
    return as_(asha)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_its_owner_and_asks_others_to_sign_in(browser, page):
    assert browser.get(page).status_code == 200
    assert Client().get(page).url == f"/account/login/?next={page}"
    if page not in NO_FORM:
        assert Client().post(page).url.startswith("/account/login/")


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_pages_of_the_place_do_not_exist_for_members(browser, page):
    assert browser.get(page).status_code == 404
    assert browser.post(page, {"roles": "x", "do": "invite"}).status_code == 404
    assert Client().get(page).url.startswith("/account/login/")


# Profile


def profile(**changes: str) -> dict[str, str]:
    return {"display_name": "Asha K", "role": "care-worker"} | changes


def test_a_profile_is_changed_and_read_by_others(browser, asha):
    answer = browser.post(
        "/settings/profile/",
        profile(
            display_name="Asha of the nights",
            role="nurse",
            setting="Care home",
            nation="Wales",
            register="scw",
            pronouns="she",
            bio="I like tea.",
            interests=["dementia", "research"],
            languages=["en", "cy"],
            name_1="Likes",
            value_1="Cake",
        ),
    )

    assert answer.url == "/@asha"
    page = as_(member("bron")).get("/@asha").content.decode()
    for words in (
        "Asha of the nights",
        "Nurse",
        "Care home",
        "Wales",
        "she",
        "I like tea.",
        "Cake",
    ):
        assert words in page
    assert "Social Care Wales" not in page


@pytest.mark.parametrize(
    "part", ["display_name", "setting", "pronouns", "bio", "value_1", "avatar_alt", "header_alt"]
)
def test_no_part_of_a_profile_takes_a_breach(browser, asha, part):
    answer = browser.post("/settings/profile/", profile(**{part: "NHS 999 000 0018"}))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "NHS 999 000 0018" in page
    assert "finding-stop" in page
    assert Profile.objects.get(identity=asha).version == 1


def test_a_mend_changes_the_part_it_marks_and_keeps_the_rest(browser):
    sent = profile(bio="Ring me. NHS 999 000 0018", pronouns="she")
    asked = browser.post("/settings/profile/", sent)
    mend = asked.context["findings"][0]["mends"][0]["value"]

    answer = browser.post("/settings/profile/", sent | {"mend": mend})

    form = answer.context["form"]
    assert "999 000 0018" not in form["bio"].value()
    assert form["bio"].value().startswith("Ring me.")
    assert form["pronouns"].value() == "she"


@pytest.mark.parametrize("mend", ["0:99:0", "99:0:0", "x:y:z", "-1:0:0", "0", "٣:0:0", "0:0:4000"])
def test_a_mend_that_does_not_fit_changes_nothing(browser, mend):
    answer = browser.post("/settings/profile/", profile(bio="NHS 999 000 0018") | {"mend": mend})

    assert answer.context["form"]["bio"].value() == "NHS 999 000 0018"


def test_a_picture_is_taken_in_made_anew_and_shown(browser, asha):
    answer = browser.post(
        "/settings/profile/", profile(avatar_alt="A blue cup") | {"avatar": picture()}
    )

    assert answer.status_code == 302
    kept = Profile.objects.get(identity=asha)
    data = (django_settings.MEDIA_ROOT / kept.avatar).read_bytes()
    assert Image.open(io.BytesIO(data)).format == "WEBP"
    assert f"/media/{kept.avatar}" in browser.get("/@asha").content.decode()


def test_a_picture_survives_a_question_of_the_guard(browser, asha):
    asked = browser.post(
        "/settings/profile/", profile(bio="NHS 999 000 0018") | {"avatar": picture()}
    )
    kept = dict(asked.context["kept"])

    browser.post("/settings/profile/", profile(bio="Tea.") | kept)

    assert Profile.objects.get(identity=asha).avatar.startswith("avatars/")


def test_nobody_can_name_the_picture_of_another(browser, asha):
    bron = member("bron")
    other = as_(bron)
    asked = other.post(
        "/settings/profile/",
        {"display_name": "Bron", "bio": "NHS 999 000 0018", "avatar": picture()},
    )
    stolen = dict(asked.context["kept"])

    browser.post("/settings/profile/", profile() | stolen)
    browser.post("/settings/profile/", profile() | {"kept_avatar": "avatars/../../secret.key"})

    assert Profile.objects.get(identity=asha).avatar == ""


@pytest.mark.parametrize(
    "data", [b"", b"<html><script>alert(1)</script></html>", b"\x89PNG\r\n\x1a\nbroken"]
)
def test_a_file_that_is_no_picture_is_refused_in_words_and_the_rest_stays(browser, data):
    file = io.BytesIO(data)
    file.name = "me.png"

    answer = browser.post("/settings/profile/", profile(bio="Kept words") | {"avatar": file})

    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_a_picture_can_be_taken_away(browser, asha):
    browser.post("/settings/profile/", profile() | {"avatar": picture()})

    browser.post("/settings/profile/", profile(no_avatar="on"))

    assert Profile.objects.get(identity=asha).avatar == ""


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("display_name", "x" * 61),
        ("display_name", "  "),
        ("bio", "x" * 501),
        ("setting", "x" * 81),
        ("value_3", "x" * 201),
        ("avatar_alt", "x" * 301),
        ("role", "emperor"),
        ("nation", "Narnia"),
    ],
)
def test_what_does_not_fit_comes_back_with_what_was_typed(browser, asha, part, words):
    answer = browser.post("/settings/profile/", profile(pronouns="she") | {part: words})

    assert answer.status_code == 422
    assert answer.context["form"]["pronouns"].value() == "she"
    assert Profile.objects.get(identity=asha).version == 1


# Safety, look


def test_safety_is_saved(browser, asha):
    browser.post("/settings/safety/", SAFETY)

    changed = Identity.objects.select_related("user").get(pk=asha.pk)
    assert not changed.is_findable
    assert changed.is_locked
    assert (changed.who_may_reply, changed.who_may_message) == ("followed", "nobody")
    assert changed.default_audience == "followers"
    assert changed.user.quiet_from.hour == 22


@pytest.mark.parametrize(
    "wrong",
    [
        {"safety-reply": "anybody"},
        {"safety-audience": "members-of"},
        {"quiet-quiet_from": ""},
        {"quiet-quiet_from": "07:00"},
        {"quiet-quiet_until": "late"},
    ],
)
def test_safety_that_does_not_fit_changes_nothing(browser, asha, wrong):
    answer = browser.post("/settings/safety/", SAFETY | wrong)

    assert answer.status_code == 422
    assert Identity.objects.get(pk=asha.pk).is_findable


def test_the_look_follows_a_reader_everywhere(browser, asha):
    browser.post(
        "/settings/look/",
        {
            "font": "dyslexia",
            "size": "large",
            "background": "cream",
            "width": "narrow",
            "shows_counts": "on",
        },
    )

    page = as_(asha).get("/settings/").content.decode()
    assert 'data-font="dyslexia"' in page
    assert 'data-background="cream"' in page
    assert User.objects.get(identity=asha).shows_counts


def test_a_look_that_is_not_offered_is_refused(browser, asha):
    answer = browser.post(
        "/settings/look/",
        {"font": '"><script>', "size": "large", "background": "cream", "width": "narrow"},
    )

    assert answer.status_code == 422
    assert User.objects.get(identity=asha).look == {}


# Data


def test_the_copy_holds_ones_own_posts_and_nobody_elses(browser, asha):
    say(asha, "My own words.")
    say(member("bron"), "Words of Bron.")

    answer = browser.post("/settings/export/")

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="asha-')
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        account = json.loads(archive.read("account.json"))
    assert b"My own words." in everything
    assert b"Words of Bron." not in everything
    assert account[0]["email"] == "asha@people.example"


def test_deleting_needs_the_password_and_a_yes(browser, asha):
    for wrong in ({"password": "no", "sure": "on"}, {"password": PASSWORD}):
        assert browser.post("/settings/delete/", wrong).status_code == 422

    assert User.objects.get(identity=asha).is_active


def test_guessing_the_password_on_the_delete_page_is_limited(browser):
    for _try in range(10):
        browser.post("/settings/delete/", {"password": "no", "sure": "on"})

    assert (
        browser.post("/settings/delete/", {"password": PASSWORD, "sure": "on"}).status_code == 429
    )


def test_deleting_says_goodbye_signs_out_everywhere_and_hides_at_once(browser, asha):
    elsewhere = as_(asha)

    answer = browser.post("/settings/delete/", {"password": PASSWORD, "sure": "on"})

    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"]
    assert not is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert Client().get("/@asha").status_code == 404
    assert Job.objects.filter(kind="people.erase").count() == 1


# The place


@pytest.fixture
def staff(settings) -> Client:
    dee = member("dee")
    User.objects.filter(identity=dee).update(place_role=User.Role.MODERATOR, is_demo=True)
    return as_(dee)


def test_staff_let_people_in(staff, asha, mailoutbox):
    User.objects.filter(identity=asha).update(approved_at=None, reason_to_join="I work nights.")
    user = User.objects.get(identity=asha)
    assert "I work nights." in staff.get("/settings/place/").content.decode()

    staff.post("/settings/place/", {"do": "approve", "id": user.pk})

    user.refresh_from_db()
    assert user.approved_at is not None
    assert mailoutbox[0].to == [user.email]


def test_staff_can_say_no(staff, asha):
    User.objects.filter(identity=asha).update(approved_at=None)

    staff.post("/settings/place/", {"do": "decline", "id": User.objects.get(identity=asha).pk})

    assert not Identity.objects.filter(pk=asha.pk).exists()


def test_someone_who_is_in_cannot_be_declined(staff, asha):
    user = User.objects.get(identity=asha)

    answer = staff.post("/settings/place/", {"do": "decline", "id": user.pk})

    assert answer.status_code == 404
    assert Identity.objects.filter(pk=asha.pk).exists()


def test_staff_set_the_roles_people_choose_from(staff, browser):
    staff.post("/settings/place/roles/", {"roles": "Night owl\nEarly bird"})

    page = browser.get("/settings/profile/").content.decode()
    assert "Night owl" in page
    assert "Care worker" in page  # what she chose before the list changed


def test_an_invitation_is_made_and_taken_back(staff):
    staff.post("/settings/place/", {"do": "invite"})
    page = staff.get("/settings/place/").content.decode()
    assert "Works once" in page

    from carefolk.people.models import Invitation  # only here

    staff.post("/settings/place/", {"do": "withdraw", "id": Invitation.objects.get().pk})

    assert not Invitation.objects.exists()


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(file, "PNG")
    file.seek(0)
    file.name = "../../evil.png"
    return file


def as_(identity: Identity) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(identity=identity))
    return browser


def is_signed_in(browser: Client) -> bool:
    request = HttpRequest()
    request.session = browser.session
    return get_user(request).is_authenticated
