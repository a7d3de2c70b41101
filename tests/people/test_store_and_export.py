from __future__ import annotations

import json
import re
import zipfile

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from carefolk.main import wiring
from carefolk.people import actions, profiles
from carefolk.people.export import export_zip
from carefolk.people.holder import PeopleHolder
from carefolk.people.models import Profile
from carefolk.people.profiles import (
    NameMissing,
    NotInList,
    ProfileText,
    ProfileTooLong,
    TooManyFields,
)
from carefolk.people.store import store_profile
from tests.people.conftest import a_clearance


def test_a_profile_is_stored_as_it_was_cleared_and_counts_its_versions(asha, now):
    text = ProfileText(
        display_name="Asha K",
        bio="I like **tea** and https://tea.example/",
        fields=(("Blog", "see https://blog.example/a."), ("Likes", "**tea** & <b>cake</b>")),
        languages=("en", "cy"),
    )

    profile = store_profile(asha, text=text, clearance=a_clearance(asha), now=now)

    assert profiles.of(profile) == text
    assert profile.version == 2
    assert "<strong>tea</strong>" in profile.bio_html
    blog, likes = (field["html"] for field in profile.fields)
    assert 'href="https://blog.example/a"' in blog
    assert likes == "**tea** &amp; &lt;b&gt;cake&lt;/b&gt;"


def test_the_database_refuses_a_local_profile_without_a_clearance(asha):
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(identity=asha).update(clearance=None)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<svg><script>1</script></svg>",
        'https://good.example/"onmouseover=alert(1)',
        "<div " * 80,
    ],
)
def test_hostile_words_are_shown_as_words(asha, hostile, now):
    text = profiles.tidy(
        ProfileText(
            display_name=hostile[:60], bio=hostile[:500], fields=((hostile[:40], hostile[:200]),)
        )
    )

    profile = store_profile(asha, text=text, clearance=a_clearance(asha), now=now)

    shown = profile.bio_html + profile.fields[0]["html"]
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<svg" not in shown
    assert 'href="javascript' not in shown
    assert not re.search(r"<[^>]*onmouseover", shown)


def test_a_profile_is_tidied():
    text = profiles.tidy(
        ProfileText(
            display_name="  Asha \u202e  K\x00 ",
            bio=" one\r\ntwo ",
            fields=(("", ""), ("A ", " b")),
        )
    )

    assert text == ProfileText(display_name="Asha K", bio="one\ntwo", fields=(("A", "b"),))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"display_name": " \u200b "}, NameMissing),
        ({"display_name": "x" * 61}, ProfileTooLong),
        ({"bio": "x" * 501}, ProfileTooLong),
        ({"setting": "x" * 81}, ProfileTooLong),
        ({"pronouns": "x" * 41}, ProfileTooLong),
        ({"avatar_alt": "x" * 301}, ProfileTooLong),
        ({"fields": (("x" * 41, "y"),)}, ProfileTooLong),
        ({"fields": (("x", "y" * 201),)}, ProfileTooLong),
        ({"fields": (("x", "y"),) * 7}, TooManyFields),
        ({"nation": "Narnia"}, NotInList),
        ({"register": "xyz"}, NotInList),
        ({"languages": ("xx",)}, NotInList),
        ({"interests": ("xx",)}, NotInList),
    ],
)
def test_a_profile_outside_its_limits_is_refused(changes, error):
    with pytest.raises(error):
        profiles.tidy(ProfileText(**({"display_name": "Asha"} | changes)))


def test_the_guard_is_shown_every_text_that_was_typed():
    text = ProfileText(
        display_name="A",
        setting="B",
        pronouns="C",
        bio="D",
        fields=(("E", "F"),),
        avatar_alt="G",
        header_alt="H",
    )

    assert sorted(words for _name, words in text.parts()) == list("ABCDEFGH")


def test_an_export_holds_all_lists_and_ones_own_pictures(asha, bron, monkeypatch, now):
    monkeypatch.setattr(wiring, "holders", (PeopleHolder(),))
    folder = settings.MEDIA_ROOT / "avatars"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.webp").write_bytes(b"picture")
    Profile.objects.filter(identity=asha).update(avatar="avatars/a.webp", header="../../secret.key")
    actions.follow(follower=asha, followed=bron, now=now)

    with export_zip(asha) as file, zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        account = json.loads(archive.read("account.json"))
        following = json.loads(archive.read("following.json"))
        picture = archive.read("media/avatars/a.webp")

    assert account[0]["email"] == "asha@people.example"
    assert "password" not in account[0]
    assert [row["followed__handle"] for row in following] == ["bron"]
    assert picture == b"picture"
    assert {"README.txt", "profile.json", "blocked.json"} <= names
    assert not any("secret" in name for name in names)


def test_what_others_keep_about_someone_is_not_in_their_export(asha, bron, monkeypatch, now):
    monkeypatch.setattr(wiring, "holders", (PeopleHolder(),))
    actions.block(by=bron, of=asha, now=now)
    actions.mute(by=bron, of=asha, now=now)

    with export_zip(asha) as file, zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())

    assert b"bron" not in everything
