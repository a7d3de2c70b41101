"""The process that holds the live streams open: a small ASGI program, without Django's ORM."""

from __future__ import annotations

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from carefolk.kit.config import Config
from carefolk.ops.place import configure

TARGET = "carefolk.streaming.asgi:application"


def main() -> None:
    serve(configure())


def serve(config: Config) -> None:
    Granian(
        TARGET,
        address=config.listen,
        port=config.stream_listen_port,
        interface=Interfaces.ASGI,
        workers=1,
        loop=Loops.asyncio,
        log_level=LogLevels.warning,
        # Open streams never end by themselves.
        workers_kill_timeout=3,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()


if __name__ == "__main__":
    main()
