"""Finding ports that are free."""

from __future__ import annotations

import socket
from collections.abc import Collection

TRIES = 50


class NoFreePort(Exception):
    """Every port that was tried is taken. The message is one line for the operator."""


def is_free(address: str, port: int) -> bool:
    """True when a server could listen there now."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connection has just been closed counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def next_free(address: str, port: int, *, but_not: Collection[int] = ()) -> int:
    """The first free port from `port` upwards.

    Raises:
        NoFreePort: after fifty tries, or when the address is none of this machine's.
    """
    for candidate in range(port, min(port + TRIES, 65_536)):
        if candidate not in but_not and is_free(address, candidate):
            return candidate
    raise NoFreePort(f"no free port found at {address} from {port} on")
