import asyncio
from functools import partial

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections

from carefolk.streaming import hub as hub_module
from carefolk.streaming.asgi import Streams
from carefolk.streaming.hub import Hub
from carefolk.streaming.signals import connect
from tests.notifications.rows import account, person
from tests.streaming.listening import listening

ORIGIN = "http://place.example"


def test_database():
    """The address of the database this test writes to."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    host = held["HOST"].replace("/", "%2F")
    return f"postgresql://{held['USER']}:{held['PASSWORD']}@{host}:{held['PORT']}/{held['NAME']}"


test_database.__test__ = False


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(hub_module, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(hub_module, "RECHECK_SECONDS", 0.02)


@pytest.fixture
def config(transactional_db):
    return settings.CAREFOLK.model_copy(update={"database": test_database()})


@pytest.fixture
def run(config):
    """Runs a scenario with the application; ends the hub whatever happens."""

    def go(scenario, **options):
        async def play():
            hub = Hub(connect=partial(connect, config), secret=settings.SECRET_KEY)
            app = Streams(hub, origins=[ORIGIN], **options)

            async def act():
                try:
                    await scenario(app)
                finally:
                    # Inside a loop Django opens connections of their own.
                    connections.close_all()

            try:
                await asyncio.wait_for(act(), 60)
            finally:
                await hub.stop()

        asyncio.run(play())

    return go


class Signed:
    """Someone with an account and an open sign-in."""

    def __init__(self, handle):
        self.identity = person(handle)
        self.user = account(self.identity)
        self.session = sign_in(self.user)

    def home(self, app, **options):
        return listening(app, "/streams/home", session=self.session, **options)

    def place(self, app, **options):
        return listening(app, "/streams/place", session=self.session, **options)


def sign_in(user):
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key


@pytest.fixture
def asha(config):
    return Signed("asha")


@pytest.fixture
def bron(config):
    return Signed("bron")


@pytest.fixture
def cal(config):
    return Signed("cal")
