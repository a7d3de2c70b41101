import socket

import pytest

from carefolk.ops.ports import NoFreePort, is_free, next_free


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_someone_listens_on_is_not_free(taken):
    assert not is_free("127.0.0.1", taken)


def test_the_next_free_port_is_above_the_taken_one(taken):
    assert next_free("127.0.0.1", taken) > taken


def test_a_port_that_is_meant_for_another_is_passed_over(taken):
    first = next_free("127.0.0.1", taken)

    assert next_free("127.0.0.1", taken, but_not={first}) > first


def test_an_address_of_another_machine_has_no_free_port():
    with pytest.raises(NoFreePort, match=r"192\.0\.2\.1"):
        next_free("192.0.2.1", 8000)
