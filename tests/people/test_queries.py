from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carefolk.kit.errors import NotFound
from carefolk.people import actions, life, queries
from carefolk.people.models import Identity, RoleOption
from carefolk.people.rules import Relation


def test_a_person_is_found_by_handle_in_any_case(asha, bron, now):
    assert queries.identity_for(asha, "BRON", now=now) == bron


def test_an_unknown_handle_and_a_hidden_one_give_the_same_answer(asha, bron, now):
    actions.block(by=bron, of=asha, now=now)

    answers = []
    for handle in ("bron", "nobody_here"):
        with pytest.raises(NotFound) as refused:
            queries.identity_for(asha, handle, now=now)
        answers.append((refused.value.words, refused.value.facts))

    assert answers[0] == answers[1]


@pytest.mark.parametrize("blocker", ["asha", "bron"])
@pytest.mark.parametrize(
    "read",
    [
        lambda viewer, other, now: queries.identity_for(viewer, other.handle, now=now),
        lambda viewer, other, now: queries.identity_by_id(viewer, other.pk, now=now),
        lambda viewer, other, now: found(queries.search(viewer, other.handle, now=now), other),
        lambda viewer, other, now: found(queries.suggestions(viewer, now=now), other),
    ],
)
def test_neither_side_of_a_block_is_read_by_the_other(asha, bron, read, blocker, now):
    assert read(asha, bron, now) == bron
    one, other = (asha, bron) if blocker == "asha" else (bron, asha)

    actions.block(by=one, of=other, now=now)

    for viewer, hidden in ((asha, bron), (bron, asha)):
        with pytest.raises(NotFound):
            read(viewer, hidden, now)


def test_whoever_blocked_may_look_in_order_to_undo(asha, bron, now):
    actions.block(by=asha, of=bron, now=now)

    assert queries.identity_for(asha, "bron", now=now, with_blocked=True) == bron
    with pytest.raises(NotFound):
        queries.identity_for(bron, "asha", now=now, with_blocked=True)


def test_a_suspended_person_is_hidden_from_all_but_themself(asha, bron, now):
    life.suspend(identity=bron, by=None, reason_code="spam", now=now)

    for viewer in (asha, None):
        with pytest.raises(NotFound):
            queries.identity_for(viewer, "bron", now=now)
    assert queries.identity_for(bron, "bron", now=now) == bron


def test_a_lifted_suspension_shows_them_again(asha, bron, now):
    life.suspend(identity=bron, by=None, reason_code="spam", now=now)

    life.lift_suspension(identity=bron, by=None, now=now)

    assert queries.identity_for(asha, "bron", now=now) == bron


def test_strangers_without_an_account_see_only_those_who_want_to_be_found(asha, bron, now):
    assert queries.identity_for(None, "bron", now=now) == bron
    Identity.objects.filter(pk=bron.pk).update(is_findable=False)

    with pytest.raises(NotFound):
        queries.identity_for(None, "bron", now=now)
    assert queries.identity_for(asha, "bron", now=now) == bron


def test_someone_half_way_through_signing_up_is_not_there_yet(asha, now):
    life.create_person(handle="halfway", now=now)

    with pytest.raises(NotFound):
        queries.identity_for(asha, "halfway", now=now)


@pytest.mark.parametrize("typed", ["bro", "@BRO", "Bronwen", "pugh", "Pugh"])
def test_search_finds_beginnings_of_handle_and_name(asha, person, typed, now):
    bronwen = person("bronp", "Bronwen Pugh")

    assert queries.search(asha, typed, now=now) == [bronwen]


@pytest.mark.parametrize(
    "typed", ["", "   ", "ugh", "bron@people.example", "people.example", "%", "_"]
)
def test_search_finds_nothing_by_middles_signs_or_mail_addresses(asha, person, typed, now):
    person("bronp", "Bronwen Pugh")

    assert queries.search(asha, typed, now=now) == []


def test_search_leaves_out_those_who_do_not_want_to_be_found(asha, bron, now):
    assert queries.search(asha, "bron", now=now) == [bron]
    Identity.objects.filter(pk=bron.pk).update(is_findable=False)

    assert queries.search(asha, "bron", now=now) == []
    assert queries.search(bron, "bron", now=now) == [bron]


def test_suggestions_begin_with_what_people_share(asha, person, now):
    newest = person("newest")
    same_interest = person("kim", interests=("dementia",))
    same_role = person("lou", role="care-worker", interests=("dementia", "night-work"))
    person("newer_still")

    suggested = queries.suggestions(asha, now=now)

    assert suggested[:2] == [same_role, same_interest]
    assert newest in suggested


def test_suggestions_leave_out_oneself_and_whom_one_knows_or_cannot_find(asha, person, now):
    followed, muted, unfindable, fresh = (person(name) for name in ("fay", "max", "una", "fresh"))
    actions.follow(follower=asha, followed=followed, now=now)
    actions.mute(by=asha, of=muted, now=now)
    Identity.objects.filter(pk=unfindable.pk).update(is_findable=False)

    assert queries.suggestions(asha, now=now) == [fresh]


def test_suggestions_are_five(asha, person, now):
    for number in range(7):
        person(f"person_{'abcdefg'[number]}x")

    assert len(queries.suggestions(asha, now=now)) == 5


def test_relations_say_everything_about_both_directions(asha, bron, cal, now):
    actions.follow(follower=asha, followed=bron, now=now, shows_boosts=False, notifies=True)
    bron.is_locked = True
    Identity.objects.filter(pk=asha.pk).update(is_locked=True)
    actions.follow(follower=bron, followed=asha, now=now)
    actions.mute(by=asha, of=bron, now=now, hides_notifications=False)
    actions.block(by=asha, of=cal, now=now)

    assert queries.relations(asha, [bron.pk, cal.pk, 7], now=now) == {
        bron.pk: Relation(
            following=True, asked_by=True, muting=True, shows_boosts=False, notifies=True
        ),
        cal.pk: Relation(blocking=True),
        7: Relation(),
    }
    assert queries.relation(cal, asha, now=now) == Relation(blocked_by=True)


@pytest.mark.parametrize("count", [1, 3])
def test_relations_cost_three_queries_however_many(asha, person, count, now):
    ids = [person(f"person_{'abc'[number]}x").pk for number in range(count)]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.relations(asha, ids, now=now)

    assert len(asked) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_followers_costs_one_query(asha, person, count, now):
    for number in range(count):
        actions.follow(follower=person(f"person_{'abc'[number]}x"), followed=asha, now=now)

    with CaptureQueriesContext(connection) as asked:
        names = [
            tie.follower.profile.display_name for tie in queries.followers(asha, asha, now=now)
        ]

    assert (len(names), len(asked)) == (count, 1)


def show_ties(person):
    Identity.objects.filter(pk=person.pk).update(shows_ties=True)


def test_followers_are_shown_to_others_only_by_choice(asha, bron, cal, now):
    actions.follow(follower=cal, followed=asha, now=now)
    for read in (queries.followers, queries.following):
        with pytest.raises(NotFound):
            read(bron, asha, now=now)
    asha.shows_ties = True

    assert queries.followers(bron, asha, now=now) == []
    assert [tie.follower for tie in queries.followers(cal, asha, now=now)] == [cal]
    show_ties(cal)
    assert [tie.follower for tie in queries.followers(bron, asha, now=now)] == [cal]
    with pytest.raises(NotFound):
        queries.followers(None, asha, now=now)


def test_whom_others_follow_is_shown_only_where_both_have_chosen_it(asha, bron, cal, now):
    actions.follow(follower=asha, followed=cal, now=now)
    asha.shows_ties = True

    assert queries.following(bron, asha, now=now) == []
    assert [tie.followed for tie in queries.following(asha, asha, now=now)] == [cal]
    show_ties(cal)
    assert [tie.followed for tie in queries.following(bron, asha, now=now)] == [cal]


def test_a_list_shown_by_choice_still_keeps_blocked_people_apart(asha, bron, cal, now):
    asha.shows_ties = True
    show_ties(cal)
    actions.follow(follower=cal, followed=asha, now=now)
    actions.block(by=cal, of=bron, now=now)

    assert queries.followers(bron, asha, now=now) == []


def test_lists_go_on_where_the_page_before_ended(asha, person, now):
    others = [person(f"person_{'abc'[number]}x") for number in range(3)]
    for other in others:
        actions.follow(follower=asha, followed=other, now=now)

    first = queries.following(asha, asha, now=now, limit=2)
    rest = queries.following(asha, asha, now=now, before=first[-1].pk, limit=2)

    assert [tie.followed for tie in [*first, *rest]] == others[::-1]


def test_a_place_may_set_its_own_roles(db):
    assert queries.roles()["care-worker"] == "Care worker"
    RoleOption.objects.create(name="Night owl", position=0)

    assert dict(queries.roles()) == {"Night owl": "Night owl"}


def found(people: list[Identity], wanted: Identity) -> Identity:
    if wanted not in people:
        raise NotFound
    return wanted
