"""Blocks both ways, mutes and their end, suspension, and that nothing widens an audience."""

from datetime import timedelta

import pytest

from carefolk.kit import clock
from carefolk.kit.errors import NotFound
from carefolk.kit.paging import Window
from carefolk.notifications.models import Notification
from carefolk.people import actions, life
from carefolk.people.models import Identity
from carefolk.posts import queries as posts
from carefolk.posts.models import Audience, Mention
from carefolk.posts.visibility import may_see, viewers_among
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.makers.edit import NewReaders
from carefolk.publishing.makers.status import NobodyMentioned
from carefolk.publishing.outcomes import Published
from carefolk.publishing.pipeline import publish
from carefolk.timelines import queries as timelines
from tests.cast import NOON, follow, say

LATER = NOON + timedelta(hours=1)


def home_of(viewer, now=LATER):
    return [line.id for line in timelines.home(viewer, Window(), now=now).items]


def place_for(viewer, now=LATER):
    return [line.id for line in timelines.place(viewer, Window(), now=now).items]


def test_a_block_hides_both_from_each_other_everywhere(people):
    follow(people.asha, people.fay)
    by_asha, by_fay = say(people.asha, "From Asha"), say(people.fay, "From Fay")
    assert by_asha.pk in home_of(people.fay)
    assert by_fay.pk in home_of(people.asha)

    actions.block(by=people.asha, of=people.fay, now=NOON)

    for one, other in ((people.asha, by_fay), (people.fay, by_asha)):
        assert other.pk not in home_of(one) + place_for(one)
        assert not may_see(one, other.pk, now=LATER)
        with pytest.raises(NotFound):
            posts.status_for(one, other.pk, now=LATER)


def test_unblocking_shows_again_but_ties_stay_cut(people):
    by_asha = say(people.asha, "From Asha")
    actions.block(by=people.asha, of=people.fay, now=NOON)
    actions.unblock(by=people.asha, of=people.fay)

    assert may_see(people.fay, by_asha.pk, now=LATER)
    assert home_of(people.fay) == []


def test_a_boost_does_not_carry_a_post_over_a_block(people):
    by_asha = say(people.asha, "From Asha", audience="everyone")
    follow(people.bea, people.cal)
    actions.block(by=people.bea, of=people.asha, now=NOON)

    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=by_asha.pk, audience=Audience.EVERYONE),
        by=people.cal, door=Door.WEB, now=NOON,
    ).thing  # fmt: skip

    assert boost.pk not in home_of(people.bea)
    assert not may_see(people.bea, boost.pk, now=LATER)
    assert may_see(people.fay, boost.pk, now=LATER)


def test_an_answer_below_a_post_of_someone_blocked_is_not_in_the_thread(people):
    by_cal = say(people.cal, "A question", audience="everyone")
    by_asha = say(people.asha, "An answer", reply_to=by_cal.pk, audience="everyone")
    assert by_asha.pk in posts.thread(people.fay, by_cal.pk, now=LATER).below

    actions.block(by=people.asha, of=people.fay, now=NOON)

    assert posts.thread(people.fay, by_cal.pk, now=LATER).below == ()
    assert by_asha.pk in posts.thread(people.cal, by_cal.pk, now=LATER).below


def test_a_mute_hides_posts_and_boosts_until_it_ends(people):
    follow(people.fay, people.cal)
    by_asha = say(people.asha, "From Asha")
    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=by_asha.pk), by=people.cal, door=Door.WEB, now=NOON
    ).thing
    both = {by_asha.pk, boost.pk}
    assert set(home_of(people.fay)) == both
    end = NOON + timedelta(days=1)

    actions.mute(by=people.fay, of=people.asha, now=NOON, until=end)

    assert home_of(people.fay) == []
    assert by_asha.pk not in place_for(people.fay)
    assert may_see(people.fay, by_asha.pk, now=LATER)
    assert set(home_of(people.fay, now=end)) == both


def test_a_suspended_person_and_all_they_said_are_hidden_until_it_is_lifted(people):
    said = say(people.asha, "From Asha", audience="everyone")
    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=said.pk, audience=Audience.EVERYONE),
        by=people.cal, door=Door.WEB, now=NOON,
    ).thing  # fmt: skip

    life.suspend(identity=people.asha, by=None, reason_code="spam", now=NOON)

    for viewer in (people.fay, people.cal, None):
        assert not may_see(viewer, said.pk, now=LATER)
        assert not may_see(viewer, boost.pk, now=LATER)
    assert home_of(people.fay) == []
    life.lift_suspension(identity=people.asha, by=None, now=LATER)
    assert may_see(people.fay, said.pk, now=LATER + timedelta(seconds=1))


def test_a_suspension_with_an_end_ends_by_itself(people):
    said = say(people.asha, "From Asha")
    end = NOON + timedelta(days=2)
    life.suspend(identity=people.asha, by=None, reason_code="spam", now=NOON, until=end)

    assert not may_see(people.fay, said.pk, now=LATER)
    assert may_see(people.fay, said.pk, now=end)


def test_who_no_longer_follows_no_longer_sees(people):
    said = say(people.asha, "For followers", audience="followers")
    assert may_see(people.fay, said.pk, now=LATER)

    actions.unfollow(follower=people.fay, followed=people.asha, now=NOON)

    assert not may_see(people.fay, said.pk, now=LATER)


WIDEST_ANSWERS = {
    "everyone": "everyone",
    "everyone-quietly": "everyone-quietly",
    "members": "members",
    "followers": "mentioned",
    "mentioned": "mentioned",
}


@pytest.mark.parametrize("above", WIDEST_ANSWERS)
def test_an_answer_is_never_wider_than_what_it_answers(above, people):
    said = say(people.asha, "What do you think, @fay?", audience=above)

    answer = say(people.fay, "Yes!", reply_to=said.pk, audience="everyone")

    assert answer.audience == WIDEST_ANSWERS[above]
    assert may_see(people.asha, answer.pk, now=LATER)


def test_an_answer_to_ones_own_post_for_followers_reaches_the_followers(people):
    said = say(people.asha, "Part one", audience="followers")

    answer = say(people.asha, "Part two", reply_to=said.pk, audience="everyone")

    assert answer.audience == "followers"
    assert may_see(people.fay, answer.pk, now=LATER)
    assert not may_see(people.cal, answer.pk, now=LATER)


def test_an_edit_never_changes_the_audience(people):
    said = say(people.asha, "For followers", audience="followers")

    publish(
        Draft(kind=DraftKind.EDIT, edits=said.pk, text="Changed", audience=Audience.EVERYONE),
        by=people.asha, door=Door.WEB, now=NOON,
    )  # fmt: skip

    said.refresh_from_db()
    assert (said.plain, said.audience) == ("Changed", "followers")


@pytest.mark.parametrize("audience", ["followers", "mentioned"])
def test_an_edit_lets_no_new_readers_in(audience, people):
    said = say(people.asha, "For you, @fay", audience=audience)

    def edit(text):
        draft = Draft(kind=DraftKind.EDIT, edits=said.pk, text=text)
        return publish(draft, by=people.asha, door=Door.WEB, now=NOON)

    with pytest.raises(NewReaders) as told:
        edit("For you, @fay and @cal")

    assert "@cal cannot see this post" in told.value.words
    assert not may_see(people.cal, said.pk, now=LATER)
    assert isinstance(edit("For you, @fay, again"), Published)


def test_a_boost_is_never_wider_than_what_it_shares(people):
    said = say(people.asha, "For members", audience="members")

    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=said.pk, audience=Audience.EVERYONE),
        by=people.fay, door=Door.WEB, now=NOON,
    ).thing  # fmt: skip

    assert boost.audience == "members"


def test_a_boost_may_be_narrower_than_what_it_shares(people):
    said = say(people.asha, "For everyone", audience="everyone")

    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=said.pk, audience=Audience.MEMBERS),
        by=people.fay, door=Door.WEB, now=NOON,
    ).thing  # fmt: skip

    assert boost.audience == "members"
    assert not may_see(None, boost.pk, now=LATER)


def test_a_name_in_the_text_addresses_nobody_who_has_blocked_the_author(people):
    actions.block(by=people.cal, of=people.asha, now=NOON)

    with pytest.raises(NobodyMentioned):
        say(people.asha, "For @cal alone", audience="mentioned")
    said = say(people.asha, "For @cal and @fay", audience="mentioned")

    assert [mention.identity_id for mention in Mention.objects.filter(status=said)] == [
        people.fay.pk
    ]
    assert not may_see(people.cal, said.pk, now=LATER)
    assert not Notification.objects.filter(owner=people.cal).exists()


def test_a_name_inside_a_word_addresses_nobody(people):
    said = say(people.asha, "The word half@mia, and @fay", audience="mentioned")

    assert list(said.mentions.values_list("identity__handle", flat=True)) == ["fay"]
    assert not may_see(people.mia, said.pk, now=LATER)


def test_a_private_note_that_names_someone_stays_private(people):
    said = say(people.asha, "Ask @fay about the rota", audience="private")

    assert not may_see(people.fay, said.pk, now=LATER)
    assert not Notification.objects.filter(owner=people.fay, status=said).exists()
    assert home_of(people.fay) == []
    assert home_of(people.asha) == [said.pk]


@pytest.mark.parametrize("audience", [each for each in Audience if each is not Audience.MEMBERS_OF])
def test_notices_and_pages_agree_on_who_may_see(audience, people, blocks):
    said = say(people.asha, "For @mia and @bob", audience=audience, now=clock.now())
    blocks()
    everyone = Identity.objects.filter(pk__in=[one.pk for one in vars(people).values()])

    told = set(viewers_among(everyone, said))

    assert told == {one for one in everyone if may_see(one, said.pk, now=LATER)}
