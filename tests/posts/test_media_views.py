import json
from datetime import timedelta
from functools import cache
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import include, path
from PIL import Image

from carefolk.kit import clock
from carefolk.kit.crypto import sign_address
from carefolk.people.models import User
from carefolk.posts import media, media_files
from carefolk.posts.models import Attachment, Audience, Mention
from tests.notifications.rows import (
    account,
    block,
    clearance,
    follow,
    person,
    say,
    suspend,
)

urlpatterns = [
    path("media/", include("carefolk.posts.media_urls")),
    path("account/", include("allauth.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def cast(db):
    names = ("asha", "bron", "cal")
    return SimpleNamespace(**{name: person(name) for name in names})


@cache
def picture():
    """Noise, since it does not shrink to nothing; made once, since that is slow."""
    file = BytesIO()
    Image.effect_noise((500, 250), 60).convert("RGB").save(file, "PNG")
    return file.getvalue()


def posted(author, audience, **values):
    """A picture in a status of this author; both."""
    taken = media.upload(owner=author, data=picture(), now=clock.now())
    status = say(author, audience=audience, has_pictures=True, **values)
    taken.status, taken.clearance = status, clearance()
    taken.save()
    return taken, status


def address(taken, viewer, size="small", now=None):
    status = taken.status
    return media.address_for(
        taken,
        viewer=viewer,
        audience=status.audience if status else Audience.PRIVATE,
        now=now or clock.now(),
        size=size,
        out_at=status.out_at if status else None,
    )


def test_a_public_picture_may_be_kept_for_long_by_anyone(client, cast):
    taken, _status = posted(cast.asha, Audience.EVERYONE)

    answer = client.get(address(taken, None, "large"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert "public, max-age=" in answer["Cache-Control"]
    assert Image.open(BytesIO(answer.content)).size == (500, 250)


@pytest.mark.parametrize("kind", ["public", "private", "face"])
def test_every_picture_is_served_so_that_nothing_in_it_can_act(kind, client, cast):
    taken, _status = posted(cast.asha, Audience.EVERYONE if kind == "public" else Audience.MEMBERS)
    place = address(taken, cast.bron)
    if kind == "face":
        place = f"/media/{media.keep_face(picture(), kind='avatars')}"

    answer = client.get(place)

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Disposition"].startswith("inline")


def test_a_signed_address_works_without_a_session_and_is_kept_nowhere(client, cast):
    taken, _status = posted(cast.asha, Audience.MEMBERS)

    answer = client.get(address(taken, cast.bron))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer.status_code == 200
    assert Image.open(BytesIO(answer.content)).size == (480, 240)


def test_a_signed_address_is_checked_in_two_queries(client, cast, django_assert_num_queries):
    taken, _status = posted(cast.asha, Audience.FOLLOWERS)
    follow(cast.bron, cast.asha)

    with django_assert_num_queries(2):
        answer = client.get(address(taken, cast.bron))

    assert answer.status_code == 200


def test_being_signed_in_costs_a_picture_nothing(as_asha, cast, django_assert_num_queries):
    private, _status = posted(cast.asha, Audience.MEMBERS)
    public, _status = posted(cast.asha, Audience.EVERYONE)

    with django_assert_num_queries(2):
        assert as_asha.get(address(private, cast.asha)).status_code == 200
    with django_assert_num_queries(1):
        answer = as_asha.get(address(public, cast.asha))
    assert "Cookie" not in answer.get("Vary", "")


ENDS = {
    "unfollowed": lambda cast, _status: cast.bron.follows.all().delete(),
    "blocked": lambda cast, _status: block(cast.asha, cast.bron),
    "blocking": lambda cast, _status: block(cast.bron, cast.asha),
    "author suspended": lambda cast, _status: suspend(cast.asha),
    "viewer suspended": lambda cast, _status: suspend(cast.bron),
    "viewer left": lambda cast, _status: User.objects.filter(identity=cast.bron).update(
        is_active=False
    ),
    "viewer erased": lambda cast, _status: cast.bron.user.delete() and cast.bron.delete(),
    "status deleted": lambda _cast, status: status.delete(),
    "audience narrowed": lambda _cast, status: (
        type(status).objects.filter(pk=status.pk).update(audience=Audience.PRIVATE)
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_signed_address_ends_with_the_right_of_its_viewer(end, client, cast):
    account(cast.bron)
    follow(cast.bron, cast.asha)
    taken, status = posted(cast.asha, Audience.FOLLOWERS)
    place = address(taken, cast.bron)
    answer = client.get(place)
    assert (answer.status_code, len(answer.content) > 100) == (200, True)

    ENDS[end](cast, status)

    assert client.get(place).status_code == 404


@pytest.mark.parametrize(
    ("audience", "seen_by_cal"),
    [
        (Audience.EVERYONE, True),
        (Audience.QUIETLY, True),
        (Audience.MEMBERS, True),
        (Audience.FOLLOWERS, False),
        (Audience.MENTIONED, False),
        (Audience.PRIVATE, False),
    ],
)
def test_a_stranger_with_an_address_of_their_own_sees_only_what_the_status_allows(
    audience, seen_by_cal, client, cast
):
    taken, status = posted(cast.asha, audience)
    follow(cast.bron, cast.asha)
    Mention.objects.create(status=status, identity=cast.bron)
    own = client.get(address(taken, cast.asha))
    assert own.status_code == 200

    answer = client.get(address(taken, cast.cal))

    assert answer.status_code == (200 if seen_by_cal else 404)


def test_a_forged_address_is_refused(client, cast):
    taken, _status = posted(cast.asha, Audience.FOLLOWERS)
    other, _other = posted(cast.cal, Audience.MEMBERS)
    good = address(other, cast.cal)
    assert client.get(good).status_code == 200

    query = good.partition("?")[2]
    for place in (
        f"/media/v/{taken.pk}/small",
        f"/media/v/{taken.pk}/small?{query}",
        good.replace("small", "large"),
        good.replace(f"viewer={cast.cal.pk}", f"viewer={cast.asha.pk}"),
        good.replace("sig=", "sig=x"),
        good.replace("until=", "until=9"),
        f"/media/v/{taken.pk}/small?viewer=1&until=x&sig=%ff",
    ):
        assert client.get(place).status_code == 404, place


def test_a_signed_address_expires_after_a_day(client, cast):
    taken, _status = posted(cast.asha, Audience.MEMBERS)
    hour = timedelta(hours=1)
    fresh = address(taken, cast.bron, now=clock.now() - 23 * hour)
    stale = address(taken, cast.bron, now=clock.now() - 25 * hour)

    assert client.get(fresh).status_code == 200
    assert client.get(stale).status_code == 404


def test_the_public_path_of_a_picture_that_is_not_public_is_absent(client, cast):
    def public(taken):
        return f"/media/p/{taken.pk}/small/{media_files.stem(taken.small_file)}.webp"

    open_one, _status = posted(cast.asha, Audience.EVERYONE)
    assert client.get(public(open_one)).status_code == 200

    not_yet_out = clock.now() + timedelta(seconds=20)
    for taken, _status in (
        posted(cast.asha, Audience.MEMBERS),
        posted(cast.asha, Audience.EVERYONE, out_at=not_yet_out),
    ):
        assert client.get(public(taken)).status_code == 404
    unused = media.upload(owner=cast.asha, data=picture(), now=clock.now())
    assert client.get(public(unused)).status_code == 404
    wrong = f"/media/p/{open_one.pk}/small/{'0' * 32}.webp"
    assert client.get(wrong).status_code == 404
    suspend(cast.asha)
    assert client.get(public(open_one)).status_code == 404


def test_hidden_and_absent_answer_alike(client, cast):
    taken, _status = posted(cast.asha, Audience.FOLLOWERS)
    hidden = client.get(address(taken, cast.cal))
    until = clock.now() + timedelta(hours=1)
    absent = client.get(sign_address("/media/v/12345/small", cast.cal.pk, until))

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert dict(hidden.headers) == dict(absent.headers)


def test_a_picture_in_no_post_is_for_its_owner_only(client, cast):
    taken = media.upload(owner=cast.asha, data=picture(), now=clock.now())
    own = client.get(media.preview_address(taken, now=clock.now()))
    assert own.status_code == 200

    assert client.get(address(taken, cast.bron)).status_code == 404
    assert address(taken, None) == ""


@pytest.mark.parametrize(
    "place",
    [
        "/media/avatars/../secret.key",
        "/media/avatars/%2e%2e/%2e%2e/secret.key",
        "/media/avatars/..%2f..%2fsecret.key",
        "/media/headers//etc/passwd",
        "/media/secret.key",
        f"/media/pictures/aa/{'a' * 32}.webp",
        f"/media/avatars/{'a' * 32}.webp",
        "/media/p/99999999999999999999/small/x.webp",
        "/media/v/9223372036854775808/small",
    ],
)
def test_no_path_leads_out_of_the_folder(place, client, db, media_root):
    (media_root / "avatars").mkdir(parents=True)
    (media_root / "secret.key").write_text("secret")
    (media_root.parent / "secret.key").write_text("secret")

    answer = client.get(place)

    assert answer.status_code == 404
    assert b"secret" not in answer.content


def test_a_link_planted_in_the_folder_leads_nowhere(client, db, media_root):
    (media_root / "avatars").mkdir(parents=True)
    (media_root.parent / "secret.key").write_text("secret")
    name = f"avatars/{'b' * 32}.webp"
    (media_root / name).symlink_to(media_root.parent / "secret.key")

    assert client.get(f"/media/{name}").status_code == 404


def test_a_face_is_public_and_small(client, db):
    name = media.keep_face(picture(), kind="avatars")

    answer = client.get(f"/media/{name}")

    assert "public" in answer["Cache-Control"]
    assert max(Image.open(BytesIO(answer.content)).size) == 400


def sent(data=None, name="../../evil.svg", **fields):
    file = SimpleUploadedFile(name, picture() if data is None else data, "image/svg+xml")
    return {"picture": file, **fields}


JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def as_asha(client, cast):
    client.force_login(account(cast.asha))
    return client


def test_a_script_uploads_a_picture_and_gets_its_preview(as_asha, cast, media_root):
    answer = as_asha.post("/media/upload", sent(description="A mug"), **JSON)

    kept = Attachment.objects.get()
    told = answer.json()
    assert answer.status_code == 201
    assert (told["id"], told["blurhash"]) == (str(kept.pk), kept.blurhash)
    assert (kept.owner, kept.description) == (cast.asha, "A mug")
    preview = Client().get(told["preview_url"])
    assert preview.status_code == 200
    assert not list(media_root.rglob("*evil*"))


def test_the_composer_gets_a_ready_part_of_the_page(as_asha, cast):
    answer = as_asha.post("/media/upload", sent(), HTTP_ACCEPT="text/html, application/json")

    assert f'name="media" value="{Attachment.objects.get().pk}"' in answer.content.decode()


def test_a_stranger_cannot_upload_and_is_told_in_words(client, db):
    answer = client.post("/media/upload", sent(), HTTP_ACCEPT="text/html, application/json")

    assert answer.status_code == 401
    assert "Your words are kept" in answer.json()["error"]
    assert not Attachment.objects.exists()


def test_an_upload_from_another_site_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account(cast.asha))

    assert strict.post("/media/upload", sent(), **JSON).status_code == 403
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("data", [b"", b"<svg onload='x()'/>"])
def test_a_bad_picture_is_answered_in_plain_words(data, as_asha):
    answer = as_asha.post("/media/upload", sent(data), **JSON)

    assert answer.status_code == 422
    assert "Your words are still here" in answer.json()["error"]


def test_a_body_over_the_limit_is_refused_unread(as_asha, settings):
    too_big = settings.CAREFOLK.picture_megabytes * 1024 * 1024 + 100_000

    answer = as_asha.generic(
        "POST", "/media/upload", b"x" * too_big, "multipart/form-data; boundary=x", **JSON
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "picture-too-large"


@pytest.mark.parametrize("as_json", [True, False])
def test_the_owner_describes_an_upload(as_json, as_asha, cast):
    taken = media.upload(owner=cast.asha, data=picture(), now=clock.now())
    send = (
        (json.dumps({"description": "A blue mug"}), "application/json")
        if as_json
        else ("description=A+blue+mug", "application/x-www-form-urlencoded")
    )

    answer = as_asha.generic("PATCH", f"/media/uploads/{taken.pk}", *send, **JSON)

    taken.refresh_from_db()
    assert (answer.status_code, taken.description) == (200, "A blue mug")


@pytest.mark.parametrize("sent_body", ["", "{", "[]", '{"description": null', "\ufffd"])
def test_a_description_that_cannot_be_read_is_refused(sent_body, as_asha, cast):
    taken = media.upload(owner=cast.asha, data=picture(), now=clock.now())

    answer = as_asha.generic(
        "PATCH", f"/media/uploads/{taken.pk}", sent_body, "application/json", **JSON
    )

    assert answer.status_code == 422


def test_others_can_neither_describe_nor_remove_an_upload(as_asha, cast):
    theirs = media.upload(owner=cast.bron, data=picture(), now=clock.now())
    own = media.upload(owner=cast.asha, data=picture(), now=clock.now())

    assert as_asha.delete(f"/media/uploads/{theirs.pk}", **JSON).status_code == 404
    assert (
        as_asha.generic("PATCH", f"/media/uploads/{theirs.pk}", "description=x", **JSON).status_code
        == 404
    )
    assert as_asha.delete(f"/media/uploads/{own.pk}", **JSON).status_code == 204
    assert list(Attachment.objects.all()) == [theirs]
