"""Audience × viewer × surface: everyone sees exactly what the table says."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from PIL import Image

from carefolk.kit import clock
from carefolk.posts import media
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import PictureRef
from tests.cast import say

WORD = "Kestrel"
TEXT = f"A {WORD} over the garden, @mia @bob @bea #Birds"
VIEWERS = ("asha", "fay", "mia", "cal", "gus", "bob", "bea", "nobody")

# Who may see. Bob and Bea were addressed and followed, and there is a block since.
SEES = {
    Audience.EVERYONE: {"asha", "fay", "mia", "cal", "gus", "nobody"},
    Audience.QUIETLY: {"asha", "fay", "mia", "cal", "gus", "nobody"},
    Audience.MEMBERS: {"asha", "fay", "mia", "cal"},
    Audience.FOLLOWERS: {"asha", "fay", "mia"},
    Audience.MENTIONED: {"asha", "mia"},
    Audience.PRIVATE: {"asha"},
}
LISTED = {Audience.EVERYONE, Audience.MEMBERS}
CAN_BE_BOOSTED = {Audience.EVERYONE, Audience.QUIETLY, Audience.MEMBERS}


def expected(audience):
    """For each surface, who finds the post there."""
    sees = SEES[audience]
    members = sees - {"nobody"}
    listed = sees if audience in LISTED else set()
    return {
        "home": sees & {"asha", "fay"},
        "home as JSON": sees & {"asha", "fay"},
        "this place": listed,
        "hashtag": listed,
        "profile": sees,
        "front page": listed & {"nobody"},
        "its page": sees,
        "by number": sees,
        "reply form": members,
        "favourite": members,
        "bookmark": members,
        "boost": members if audience in CAN_BE_BOOSTED else set(),
        "alerts": sees & {"mia"},
        "picture": sees,
    }


def surfaces(status, picture):
    page = f"/@asha/{status.pk}"

    def shows(address):
        return lambda client: WORD in client.get(address).content.decode()

    def is_answered(client, act):
        answer = client.post(f"{page}/{act}")
        return answer.status_code == 302 and "/login/" not in answer["Location"]

    return {
        "alerts": shows("/alerts/"),  # before anyone likes it, of which Asha has an alert
        "home": shows("/home"),
        "home as JSON": shows("/home.json"),
        "this place": shows("/place"),
        "hashtag": shows("/tags/birds"),
        "profile": shows("/@asha"),
        "front page": shows("/"),
        "its page": shows(page),
        "by number": lambda client: client.get(f"/posts/{status.pk}").status_code == 302,
        "reply form": lambda client: WORD in client.get(f"{page}/reply").content.decode(),
        "favourite": lambda client: is_answered(client, "favourite"),
        "bookmark": lambda client: is_answered(client, "bookmark"),
        "boost": lambda client: is_answered(client, "boost"),
        "picture": lambda client: picture_opens(client, page),
    }


def picture_opens(client, page):
    """Whether the page gives an address and the picture is there."""
    found = re.search(r'src="(/media/[pv]/[^"]+)"', client.get(page).content.decode())
    return found is not None and client.get(unescape(found[1])).status_code == 200


@pytest.fixture
def said(people, blocks, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def publish(audience, *, ago=timedelta(minutes=1)):
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(file, "PNG")
        picture = media.upload(owner=people.asha, data=file.getvalue(), now=clock.now())
        status = say(
            people.asha, TEXT, audience=audience, now=clock.now() - ago,
            pictures=(PictureRef(id=picture.pk, description="A bird"),),
        )  # fmt: skip
        blocks()
        return status, picture

    return publish


@pytest.mark.slow
@pytest.mark.parametrize("audience", SEES)
def test_each_viewer_sees_exactly_what_the_table_says(audience, said, browser_of):
    status, picture = said(audience)
    assert Status.objects.filter(pk=status.pk, plain__contains=WORD).exists()

    seen = {
        name: {viewer for viewer in VIEWERS if look(browser_of(viewer))}
        for name, look in surfaces(status, picture).items()
    }

    assert seen == expected(audience)


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.QUIETLY])
def test_people_outside_see_a_post_only_when_it_can_no_longer_be_undone(audience, said, browser_of):
    status, picture = said(audience, ago=timedelta(seconds=5))
    looks = surfaces(status, picture)

    assert looks["its page"](browser_of("cal"))
    assert looks["picture"](browser_of("cal"))
    for name, look in looks.items():
        assert not look(browser_of("nobody")), name


def test_a_picture_address_made_for_one_viewer_dies_with_their_right(said, people, browser_of):
    status, _picture = said(Audience.FOLLOWERS)
    page = browser_of("fay").get(f"/@asha/{status.pk}").content.decode()
    address = unescape(re.search(r'src="(/media/v/[^"]+)"', page)[1])
    assert browser_of("nobody").get(address).status_code == 200

    browser_of("fay").post("/@asha/follow", {"on": "0"})
    people.fay.follows.all().delete()

    assert browser_of("nobody").get(address).status_code == 404
    assert browser_of("fay").get(address).status_code == 404
