from __future__ import annotations

from datetime import timedelta

import pytest

from carefolk.kit.errors import NotFound
from carefolk.people import actions, life, queries
from carefolk.people.actions import Safety, UnknownChoice
from carefolk.people.models import Block, Follow, Identity, Mute
from carefolk.people.rules import BlockedByYou, NotToYourself


def test_following_an_open_account_begins_at_once(asha, bron, heard, now):
    tie = actions.follow(follower=asha, followed=bron, now=now)

    assert tie.state == Follow.State.ACTIVE
    assert heard.told == [("followed", "asha", "bron")]


def test_following_a_locked_account_asks_first(asha, bron, heard, now):
    lock(bron)

    tie = actions.follow(follower=asha, followed=bron, now=now)

    assert tie.state == Follow.State.ASKED
    assert heard.told == [("asked", "asha", "bron")]


def test_the_account_may_have_been_locked_since_the_page_was_shown(asha, bron, now):
    Identity.objects.filter(pk=bron.pk).update(is_locked=True)

    tie = actions.follow(follower=asha, followed=bron, now=now)

    assert tie.state == Follow.State.ASKED


def test_following_twice_changes_nothing(asha, bron, heard, now):
    first = actions.follow(follower=asha, followed=bron, now=now)
    second = actions.follow(follower=asha, followed=bron, now=now + timedelta(hours=1))

    assert (second.pk, second.since) == (first.pk, now)
    assert heard.told == [("followed", "asha", "bron")]


def test_nobody_follows_themself(asha, now):
    with pytest.raises(NotToYourself):
        actions.follow(follower=asha, followed=asha, now=now)


def test_a_yes_turns_asked_into_following_once(asha, bron, heard, now):
    lock(bron)
    actions.follow(follower=asha, followed=bron, now=now)

    actions.accept_follow(owner=bron, follower=asha, now=now)
    actions.accept_follow(owner=bron, follower=asha, now=now)

    assert queries.relation(asha, bron, now=now).following
    assert heard.told == [("asked", "asha", "bron"), ("followed", "asha", "bron")]


def test_a_yes_to_someone_who_never_asked_finds_nothing(asha, bron, now):
    with pytest.raises(NotFound):
        actions.accept_follow(owner=bron, follower=asha, now=now)


def test_a_no_leaves_nothing_behind_and_spares_those_who_follow(asha, bron, cal, now):
    actions.follow(follower=cal, followed=bron, now=now)
    lock(bron)
    actions.follow(follower=asha, followed=bron, now=now)

    actions.reject_follow(owner=bron, follower=asha, now=now)
    actions.reject_follow(owner=bron, follower=cal, now=now)

    assert list(Follow.objects.values_list("follower__handle", flat=True)) == ["cal"]


def test_removing_a_follower_ends_the_follow_without_a_block(asha, bron, heard, now):
    actions.follow(follower=asha, followed=bron, now=now)

    actions.remove_follower(owner=bron, follower=asha, now=now)

    assert not Follow.objects.exists()
    assert not Block.objects.exists()
    assert heard.told[-1] == ("unfollowed", "asha", "bron")


def test_unfollowing_twice_tells_once(asha, bron, heard, now):
    actions.follow(follower=asha, followed=bron, now=now)

    actions.unfollow(follower=asha, followed=bron, now=now)
    actions.unfollow(follower=asha, followed=bron, now=now)

    assert heard.told == [("followed", "asha", "bron"), ("unfollowed", "asha", "bron")]


def test_a_block_cuts_both_ways_and_clears_what_each_kept_of_the_other(asha, bron, heard, now):
    actions.follow(follower=asha, followed=bron, now=now)
    actions.follow(follower=bron, followed=asha, now=now)

    actions.block(by=asha, of=bron, now=now)

    assert not Follow.objects.exists()
    assert set(heard.told[2:]) == {
        ("unfollowed", "asha", "bron"),
        ("unfollowed", "bron", "asha"),
        ("blocked", "asha", "bron"),
        ("hidden", "bron", "asha"),
        ("hidden", "asha", "bron"),
    }


def test_blocking_twice_changes_nothing(asha, bron, heard, now):
    actions.block(by=asha, of=bron, now=now)
    told = list(heard.told)

    actions.block(by=asha, of=bron, now=now)

    assert heard.told == told
    assert Block.objects.count() == 1


def test_to_someone_blocked_the_other_does_not_exist(asha, bron, now):
    actions.block(by=asha, of=bron, now=now)

    with pytest.raises(NotFound):
        actions.follow(follower=bron, followed=asha, now=now)


def test_whoever_blocked_is_told_to_unblock_first(asha, bron, now):
    actions.block(by=asha, of=bron, now=now)

    with pytest.raises(BlockedByYou):
        actions.follow(follower=asha, followed=bron, now=now)


def test_after_unblocking_nobody_follows_until_asked_anew(asha, bron, now):
    actions.follow(follower=bron, followed=asha, now=now)
    actions.block(by=asha, of=bron, now=now)

    actions.unblock(by=asha, of=bron)
    actions.unblock(by=asha, of=bron)

    assert not Follow.objects.exists()
    assert actions.follow(follower=bron, followed=asha, now=now).state == Follow.State.ACTIVE


def test_a_mute_ends_by_itself(asha, bron, now):
    actions.mute(by=asha, of=bron, now=now, until=now + timedelta(days=1))

    assert queries.relation(asha, bron, now=now).muting
    assert not queries.relation(asha, bron, now=now + timedelta(days=2)).muting


def test_muting_again_sets_a_new_end_and_keeps_the_beginning(asha, bron, now):
    actions.mute(by=asha, of=bron, now=now, until=now + timedelta(days=1))
    actions.mute(by=asha, of=bron, now=now + timedelta(hours=1))

    mute = Mute.objects.get()
    assert (mute.since, mute.until) == (now, None)


def test_unmuting_twice_is_harmless(asha, bron, now):
    actions.mute(by=asha, of=bron, now=now)

    actions.unmute(by=asha, of=bron)
    actions.unmute(by=asha, of=bron)

    assert not Mute.objects.exists()


@pytest.mark.parametrize("act", [actions.block, actions.mute])
def test_nobody_blocks_or_mutes_themself(asha, act, now):
    with pytest.raises(NotToYourself):
        act(by=asha, of=asha, now=now)


def test_a_suspended_person_cannot_be_followed(asha, bron, now):
    life.suspend(identity=bron, by=None, reason_code="spam", now=now)

    with pytest.raises(NotFound):
        actions.follow(follower=asha, followed=bron, now=now)


def test_safety_choices_are_kept(asha, now):
    safety = Safety(
        is_findable=False,
        is_locked=True,
        who_may_reply="followed",
        who_may_message="nobody",
        is_indexable=False,
        default_audience="followers",
        shows_ties=True,
    )

    actions.set_safety(identity=asha, safety=safety)

    assert Safety.of(Identity.objects.get(pk=asha.pk)) == safety


def test_an_unknown_safety_choice_is_refused_and_nothing_changes(asha):
    before = Safety.of(asha)

    with pytest.raises(UnknownChoice):
        actions.set_safety(
            identity=asha,
            safety=Safety(
                is_findable=False,
                is_locked=True,
                who_may_reply="anybody",
                who_may_message="nobody",
                is_indexable=False,
                default_audience="members",
            ),
        )

    assert Safety.of(Identity.objects.get(pk=asha.pk)) == before


def lock(identity: Identity) -> None:
    identity.is_locked = True
    identity.save(update_fields=["is_locked"])
