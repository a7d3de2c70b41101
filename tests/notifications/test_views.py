import pytest
from django.urls import include, path

from carefolk.notifications.models import Notification
from carefolk.posts.models import Favourite
from tests.notifications import rows
from tests.notifications.rows import NOW, person, say

urlpatterns = [
    path("", include("carefolk.notifications.urls")),
    path("account/", include("allauth.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def as_asha(client, asha):
    client.force_login(rows.account(asha))
    return client


def told(owner, actor, kind, status=None):
    return Notification.objects.create(
        owner=owner, actor=actor, kind=kind, status=status, created_at=NOW
    )


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get("/alerts/").status_code == 302


def test_an_empty_page_says_what_will_stand_there(as_asha):
    page = as_asha.get("/alerts/").content.decode()

    assert "No alerts yet" in page


def test_alerts_say_who_did_what_in_words(as_asha, asha, bron):
    status = say(asha, "Tea at four")
    for friend in (bron, person("cal"), person("dee"), person("eve")):
        Favourite.objects.create(by=friend, status=status, at=NOW)
        told(asha, friend, "favourite", status)
    told(asha, bron, "mention", say(bron, "Thank you", reply_to=status, mentions=[asha]))

    page = as_asha.get("/alerts/").content.decode()

    assert 'href="/@eve">Eve</a> and 3 others liked your post' in page
    assert 'href="/@bron">Bron</a> replied to you' in page
    assert "Thank you" in page
    assert "You have seen all your alerts." in page


def test_names_and_words_of_others_cannot_carry_markup(as_asha, asha, bron):
    bron.profile.display_name = "<img src=x>"
    bron.profile.save()
    told(asha, bron, "mention", say(bron, "<script>x</script>", mentions=[asha]))

    page = as_asha.get("/alerts/").content.decode()

    assert "&lt;img src=x&gt;" in page
    assert "<img src=x" not in page
    assert "<script>x" not in page


def test_a_content_note_stands_before_the_words_here_too(as_asha, asha, bron):
    told(asha, bron, "mention", say(bron, "the hard part", content_note="loss", mentions=[asha]))

    page = as_asha.get("/alerts/").content.decode()

    assert "loss" in page
    assert "the hard part" not in page


def test_marking_all_read_needs_a_post_and_brings_one_back(as_asha, asha, bron):
    alert = told(asha, bron, "mention", say(bron, mentions=[asha]))
    assert as_asha.get("/alerts/read").status_code == 405

    answer = as_asha.post("/alerts/read", {"up_to": alert.pk}, follow=True)

    assert answer.redirect_chain == [("/alerts/", 302)]
    assert "marked as read" in answer.content.decode()
    assert asha.notifications.get().read_at is not None


def test_older_alerts_are_a_link(as_asha, asha):
    for number in range(22):
        friend = person(f"friend{number}")
        told(asha, friend, "mention", say(friend, mentions=[asha]))

    first = as_asha.get("/alerts/")
    second = as_asha.get(first.context["older_url"])

    assert "Older alerts" in first.content.decode()
    assert [len(page.context["lines"]) for page in (first, second)] == [20, 2]


@pytest.mark.parametrize("max_id", ["9" * 40, "-1", ""])
def test_an_odd_cursor_is_no_error(as_asha, max_id):
    assert as_asha.get("/alerts/", {"max_id": max_id}).status_code == 200


def test_a_page_with_more_alerts_costs_no_more_queries(
    as_asha, asha, django_assert_num_queries, django_assert_max_num_queries
):
    told(asha, person("first"), "mention", say(person("second"), mentions=[asha]))
    with django_assert_max_num_queries(20) as few:
        as_asha.get("/alerts/")
    for number in range(12):
        friend = person(f"friend{number}")
        told(asha, friend, "mention", say(friend, mentions=[asha]))
    with django_assert_num_queries(len(few)):
        as_asha.get("/alerts/")
