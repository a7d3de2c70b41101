from __future__ import annotations

from collections.abc import Iterator

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding
from carefolk.publishing.proof import unproven

SAMPLE = 2_000
NAMED = 5


def check(config: Config) -> Iterator[Finding]:
    """What people see is what was checked: the newest posts, compared with their clearances."""
    del config
    found = list(unproven(newest=SAMPLE))
    if found:
        named = ", ".join(str(number) for number in found[:NAMED])
        yield Finding(
            f"{len(found)} of the newest posts are not what was checked (numbers {named})",
            "Someone changed the database by hand, or the key of the place was lost. Look at "
            "these posts; edit or delete what should not be seen.",
        )
