"""The demo place: invented people, and everything they say went the one way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import TestCase

from carefolk.audit.models import Clearance
from carefolk.kit.paging import Window
from carefolk.ops import demo
from carefolk.people.models import Follow, Identity, Membership, Profile, User
from carefolk.posts.models import Attachment, Favourite, Status
from carefolk.publishing.drafts import Door
from carefolk.timelines import queries
from tests.cast import NOON, member


class TestLoadedDemo(TestCase):
    """A class, so that the demo is loaded once for all of them."""

    @classmethod
    def setUpTestData(cls):
        demo.load(NOON)

    def test_everything_in_the_demo_was_let_out_through_the_demo_door(self):
        assert Status.objects.count() > 50
        assert set(Clearance.objects.values_list("door", flat=True)) == {Door.DEMO}
        pages = Identity.objects.filter(kind=Identity.Kind.PAGE)
        written = Clearance.objects.filter(kind="status", by_id__in=pages.values("pk"))
        owner = Membership.objects.get(of__in=pages).identity
        assert {each.written_by_id for each in written} == {owner.pk}

    def test_the_demo_shows_posts_of_every_kind(self):
        for kind in (
            {"boost_of__isnull": False},
            {"reply_to__isnull": False},
            {"has_pictures": True},
            {"audience": "followers"},
            {"language": "cy"},
            {"tags__hashtag__name": "carechat"},
            {"author__kind": Identity.Kind.PAGE},
        ):
            assert Status.objects.filter(**kind).exists(), kind
        assert Favourite.objects.exists()
        assert not Attachment.objects.filter(description="").exists()

    def test_demo_posts_are_days_old_and_in_order(self):
        times = list(Status.objects.order_by("id").values_list("created_at", flat=True))
        assert times == sorted(times)
        assert NOON - timedelta(days=8) < times[0] < times[-1] < NOON

    def test_only_three_demo_people_have_a_code_and_all_are_marked_as_demo(self):
        users = list(User.objects.select_related("identity"))
        able = {user.identity.handle for user in users if user.has_usable_password()}
        assert len(able) == 3
        assert all(user.is_demo for user in users)
        for handle in able:
            user = User.objects.get(identity__handle=handle)
            assert user.check_password(demo.code_of(handle))
            assert f"{user.email} " in demo.how_to_sign_in()
        assert {user.place_role for user in users} == {User.Role.MEMBER, User.Role.MODERATOR}

    def test_the_care_worker_finds_a_full_home(self):
        amara = Identity.objects.get(handle="amara_o")
        assert len(queries.home(amara, Window(limit=20), now=NOON).items) == 20

    def test_loading_the_demo_twice_does_nothing(self):
        before = [model.objects.count() for model in (User, Status, Follow, Favourite, Profile)]
        demo.load(NOON + timedelta(days=1))
        after = [model.objects.count() for model in (User, Status, Follow, Favourite, Profile)]
        assert before == after


@pytest.mark.django_db
def test_the_demo_never_speaks_for_a_real_person_with_the_same_handle():
    member("amara_o")
    with pytest.raises(demo.DemoStopped, match="amara_o"):
        demo.load(NOON)
