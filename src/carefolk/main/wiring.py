"""Everything that is plugged in, by name. Read this file once and you know the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carefolk.notifications.sinks import NotificationSink, ReactionNotices, TieNotices
from carefolk.people.holder import PeopleHolder
from carefolk.people.protocols import Holder, TieSink
from carefolk.people.store import store_profile
from carefolk.posts.protocols import ReactionSink
from carefolk.posts.store import store_boost, store_edit, store_status
from carefolk.publishing.makers.boost import BoostMaker
from carefolk.publishing.makers.edit import EditMaker
from carefolk.publishing.makers.profile import ProfileMaker
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.protocols import Maker, Sink
from carefolk.timelines.jobs import spread_status
from carefolk.timelines.sinks import SPREAD_JOB, HomeSink, HomeTies

# How each kind of draft becomes rows. Stores are imported here and nowhere else.
makers: tuple[Maker, ...] = (
    StatusMaker(store=store_status),
    EditMaker(store=store_edit),
    BoostMaker(store=store_boost),
    ProfileMaker(store=store_profile),
)

# Who must learn of what is published.
sinks: tuple[Sink, ...] = (HomeSink(), NotificationSink())

# Who must learn of follows, blocks and mutes.
tie_sinks: tuple[TieSink, ...] = (HomeTies(), TieNotices())

# Who must learn of likes and deletions.
reaction_sinks: tuple[ReactionSink, ...] = (ReactionNotices(),)

# Who answers for what is kept about an identity.
holders: tuple[Holder, ...] = ()

# What the worker can do.
jobs: Mapping[str, Callable[..., Any]] = {SPREAD_JOB: spread_status}
