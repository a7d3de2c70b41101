from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from carefolk.audit.models import AuditEntry, Clearance
from carefolk.jobs.models import Job
from carefolk.kit.crosscheck import BadHandle
from carefolk.kit.errors import NotFound
from carefolk.main import wiring
from carefolk.people import actions, jobs, life, queries
from carefolk.people.holder import PeopleHolder
from carefolk.people.life import HandleTaken, InvitationUsed, OnlyStaff
from carefolk.people.models import Follow, Identity, Profile, RoleOption, User


def test_a_new_person_has_an_address_of_their_own(asha):
    assert asha.uri.endswith(f"/people/{asha.pk}")
    assert asha.address == "@asha"


@pytest.mark.parametrize("handle", ["asha", "ASHA", "a_sha", "4sha", "a5ha"])
def test_a_handle_that_looks_like_anothers_is_refused_in_plain_words(asha, handle, now):
    with pytest.raises(HandleTaken) as refused:
        life.create_person(handle=handle, now=now)

    assert "looks like it" in refused.value.words


@pytest.mark.parametrize("handle", ["admin", "adm1n", "ab", "ashа", "a sha", "<b>"])
def test_a_handle_nobody_can_have_is_refused(db, handle, now):
    with pytest.raises(BadHandle):
        life.create_person(handle=handle, now=now)


def test_a_suspension_ends_every_session_at_once(asha, now):
    _user, browser = signed_in(asha)
    assert is_signed_in(browser)

    life.suspend(identity=asha, by=None, reason_code="spam", now=now)

    assert not Session.objects.exists()
    assert not is_signed_in(browser)
    assert not is_signed_in(signed_in(asha)[1])


def test_a_new_password_ends_every_session_that_knew_the_old_one(asha):
    user, browser = signed_in(asha)

    user.set_password("another long phrase 8")
    user.save()

    assert not is_signed_in(browser)


def test_whoever_waits_is_hidden_until_the_first_complete_sign_in(asha, bron, now):
    user = User.objects.get(identity=bron)
    life.hide_until_arrival(identity=bron, now=now)
    with pytest.raises(NotFound):
        queries.identity_for(asha, "bron", now=now)

    life.arrive(user=user, now=now)

    assert queries.identity_for(asha, "bron", now=now) == bron


def test_arriving_does_not_lift_a_suspension(asha, bron, now):
    life.suspend(identity=bron, by=None, reason_code="spam", now=now)

    life.arrive(user=User.objects.get(identity=bron), now=now)

    assert queries.is_suspended(bron, now=now)


def test_only_staff_approve_and_doing_it_twice_is_harmless(asha, dee, cal, now):
    waiting = User.objects.get(identity=cal)
    User.objects.filter(pk=waiting.pk).update(approved_at=None)
    staff = User.objects.get(identity=dee)
    with pytest.raises(OnlyStaff):
        life.approve(by=User.objects.get(identity=asha), user=waiting, now=now)

    life.approve(by=staff, user=waiting, now=now)
    life.approve(by=staff, user=waiting, now=now + timedelta(hours=1))

    waiting.refresh_from_db()
    assert (waiting.approved_at, waiting.approved_by_id) == (now, staff.pk)


def test_whoever_is_declined_leaves_nothing_and_the_handle_is_free(dee, cal, now):
    User.objects.filter(identity=cal).update(approved_at=None)
    user = User.objects.get(identity=cal)

    life.decline(by=User.objects.get(identity=dee), user=user, now=now)

    assert not User.objects.filter(pk=user.pk).exists()
    assert life.free_handle("cal") == "cal"


def test_an_invitation_is_used_as_often_as_it_says(dee, now):
    invitation = life.invite(by=User.objects.get(identity=dee), now=now, uses=2)

    life.use_invitation(code=invitation.code, now=now)
    life.use_invitation(code=f" {invitation.code} ", now=now)

    with pytest.raises(InvitationUsed):
        life.use_invitation(code=invitation.code, now=now)


def test_an_invitation_ends_after_two_weeks(dee, now):
    invitation = life.invite(by=User.objects.get(identity=dee), now=now)

    with pytest.raises(InvitationUsed):
        life.use_invitation(code=invitation.code, now=now + timedelta(days=15))


def test_closing_an_account_hides_it_at_once_and_erases_it_by_a_job(asha, bron, heard, now):
    user, browser = signed_in(asha)

    life.close_account(user=user, now=now)

    assert not is_signed_in(browser)
    with pytest.raises(NotFound):
        queries.identity_for(bron, "asha", now=now)
    job = Job.objects.get()
    assert (job.kind, job.args) == ("people.erase", {"identity": asha.pk})


def test_erasing_leaves_the_chain_the_clearance_and_a_closed_handle(
    asha, bron, monkeypatch, heard, now
):
    monkeypatch.setattr(wiring, "holders", (heard, PeopleHolder()))
    actions.follow(follower=asha, followed=bron, now=now)
    clearances = Clearance.objects.count()

    jobs.erase_identity({"identity": asha.pk}, now=now)
    jobs.erase_identity({"identity": asha.pk}, now=now)

    assert not Identity.objects.filter(pk=asha.pk).exists()
    assert not User.objects.filter(email="asha@people.example").exists()
    assert not Profile.objects.filter(identity_id=asha.pk).exists()
    assert not Follow.objects.exists()
    assert Clearance.objects.count() == clearances
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["identity.erased"]
    with pytest.raises(HandleTaken):
        life.free_handle("Asha")


def test_only_staff_set_the_roles_and_each_stands_once(asha, dee, now):
    with pytest.raises(OnlyStaff):
        life.set_roles(by=User.objects.get(identity=asha), names=["x"], now=now)

    life.set_roles(
        by=User.objects.get(identity=dee),
        names=["Night worker", " ", "Night worker", "Cook"],
        now=now,
    )

    assert list(RoleOption.objects.order_by("position").values_list("name", flat=True)) == [
        "Night worker",
        "Cook",
    ]


def signed_in(identity: Identity) -> tuple[User, Client]:
    user, browser = User.objects.get(identity=identity), Client()
    browser.force_login(user)
    # What allauth writes at a real sign-in.
    UserSession.objects.create(
        user=user, ip="127.0.0.1", session_key=browser.session.session_key, user_agent=""
    )
    return user, browser


def is_signed_in(browser: Client) -> bool:
    request = HttpRequest()
    request.session = browser.session
    return get_user(request).is_authenticated
