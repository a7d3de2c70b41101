"""Inside the transaction: asks each sink for its rows and writes them in bulk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Model

from carefolk.kit.wiring import wired
from carefolk.posts.models import Status
from carefolk.publishing.drafts import DraftKind
from carefolk.publishing.protocols import News, Prepared, Sink


def spread(kind: DraftKind, thing: Any, prepared: Prepared, *, now: datetime) -> None:
    news = News(
        kind=kind,
        by=prepared.by,
        now=now,
        status=thing if isinstance(thing, Status) else None,
        mentioned=getattr(prepared.made, "mentioned", ()),
    )
    rows: dict[type[Model], list[Model]] = defaultdict(list)
    sinks: tuple[Sink, ...] = wired("sinks")
    for sink in sinks:
        for row in sink.plan(news):
            rows[type(row)].append(row)
    for model, planned in rows.items():
        # A row may be there already (a job that runs again, a status boosted twice): harmless.
        model._default_manager.bulk_create(planned, ignore_conflicts=True)  # noqa: SLF001
