import pytest

from tests.notifications.rows import person


@pytest.fixture
def asha(db):
    return person("asha")


@pytest.fixture
def bron(db):
    return person("bron")


@pytest.fixture
def cal(db):
    return person("cal")
