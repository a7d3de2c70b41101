"""The process that serves pages: granian with Django under WSGI."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from carefolk.kit.config import Config
from carefolk.ops.place import configure

# Requests a process may have in hand, running and waiting for a thread. Beyond it connections
# wait in the kernel's queue instead of in our memory.
WAITING_FOR_EACH_THREAD = 8


def main() -> None:
    serve(configure())


def serve(config: Config) -> None:
    Granian(
        "carefolk.main.wsgi:application",
        address=config.listen,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.web_processes,
        blocking_threads=config.web_threads,
        backpressure=config.web_threads * WAITING_FOR_EACH_THREAD,
        loop=Loops.asyncio,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=8,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()


if __name__ == "__main__":
    main()
