"""Open streams end within seconds when the right to listen ends."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from carefolk.people.life import close_account, suspend
from tests.notifications import rows
from tests.streaming import acts
from tests.streaming.conftest import sign_in
from tests.streaming.listening import Heard


def sign_out(someone):
    client = Client()
    client.cookies["sessionid"] = someone.session
    client.logout()


def change_password(someone):
    someone.user.set_password("another long phrase")
    someone.user.save()


def deactivate(someone):
    type(someone.user).objects.filter(pk=someone.user.pk).update(is_active=False)


ENDS = {
    "signed out": sign_out,
    "password changed": change_password,
    "account switched off": deactivate,
    "suspended": lambda someone: suspend(
        identity=someone.identity, by=None, reason_code="spam", now=timezone.now()
    ),
    "account closed": lambda someone: close_account(user=someone.user, now=timezone.now()),
    "session expired": lambda someone: Session.objects.filter(pk=someone.session).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    ),
    "session holds something else": lambda someone: Session.objects.filter(
        pk=someone.session
    ).update(session_data="forged"),
}


@pytest.mark.parametrize("channel", ["home", "place"])
@pytest.mark.parametrize("end", ENDS)
def test_a_stream_ends_with_its_right_and_cannot_be_opened_again(run, asha, bron, end, channel):
    async def scenario(app):
        async with getattr(asha, channel)(app) as page, bron.place(app) as other:
            status = acts.publish(bron.identity)
            rows.follow(asha.identity, bron.identity)
            assert await other.hears() == [Heard("new", status.pk)]
            assert page.status == 200

            ENDS[end](asha)

            await page.ends()
            async with getattr(asha, channel)(app) as again:
                assert again.status == 401
            later = acts.publish(bron.identity)
            assert await other.hears() == [Heard("new", later.pk)]

    run(scenario)


def test_a_suspension_that_has_ended_lets_one_listen_again(run, asha):
    suspend(
        identity=asha.identity,
        by=None,
        reason_code="spam",
        now=timezone.now() - timedelta(days=2),
        until=timezone.now() - timedelta(days=1),
    )
    asha.session = sign_in(asha.user)

    async def scenario(app):
        async with asha.home(app) as page:
            assert page.status == 200

    run(scenario)
