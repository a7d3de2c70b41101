from __future__ import annotations

from collections.abc import Iterator

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding

SHORTEST_KEY = 32


def check(config: Config) -> Iterator[Finding]:
    """The key of the place is long and secret."""
    if config.secret_key:
        if len(config.secret_key) < SHORTEST_KEY:
            yield Finding(
                f"the key of the place has fewer than {SHORTEST_KEY} characters",
                "Set CAREFOLK_SECRET_KEY to a longer random one. Everyone signs in again, and "
                "drafts become unreadable.",
            )
        return
    path = config.data / "secret.key"
    if not path.exists():
        yield Finding(f"the key {path} is missing", "Bring it back from your backup.")
        return
    if path.stat().st_mode & 0o077:
        yield Finding(f"others on this machine may read {path}", f"Run chmod 600 {path}")
    if len(path.read_text(encoding="ascii").strip()) < SHORTEST_KEY:
        yield Finding(f"the key in {path} is cut short", "Bring it back from your backup.")
