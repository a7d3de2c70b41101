"""Everything that is plugged in, by name. Read this file once and you know the house."""

from __future__ import annotations

from collections.abc import Mapping

from carefolk.jobs.worker import Handler, TwoSteps
from carefolk.notifications.actions import NotificationHolder
from carefolk.notifications.jobs import tell_of_status
from carefolk.notifications.sinks import TELL_JOB, NotificationSink, ReactionNotices, TieNotices
from carefolk.ops.clean_up import forget_expired, forget_unconfirmed
from carefolk.people.holder import PeopleHolder
from carefolk.people.jobs import erase_identity
from carefolk.people.life import ERASE_JOB
from carefolk.people.protocols import Holder, TieSink
from carefolk.people.store import store_profile
from carefolk.posts.holder import PostsHolder
from carefolk.posts.jobs import expire_pictures
from carefolk.posts.protocols import ReactionSink
from carefolk.posts.store import store_boost, store_edit, store_status
from carefolk.publishing.holder import PublishingHolder
from carefolk.publishing.jobs import clear_old
from carefolk.publishing.makers.boost import BoostMaker
from carefolk.publishing.makers.edit import EditMaker
from carefolk.publishing.makers.profile import ProfileMaker
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.protocols import Maker, Sink
from carefolk.streaming.jobs import CLEAR_JOB
from carefolk.streaming.jobs import clear_old as clear_changes
from carefolk.streaming.sinks import ChangeSink, ReactionChanges, TieChanges
from carefolk.timelines.holder import HomeHolder
from carefolk.timelines.jobs import spread_status, trim_homes
from carefolk.timelines.sinks import SPREAD_JOB, HomeSink, HomeTies

# How each kind of draft becomes rows. Stores are imported here and nowhere else.
makers: tuple[Maker, ...] = (
    StatusMaker(store=store_status),
    EditMaker(store=store_edit),
    BoostMaker(store=store_boost),
    ProfileMaker(store=store_profile),
)

# Who must learn of what is published.
sinks: tuple[Sink, ...] = (HomeSink(), NotificationSink(), ChangeSink())

# Who must learn of follows, blocks and mutes.
tie_sinks: tuple[TieSink, ...] = (HomeTies(), TieNotices(), TieChanges())

# Who must learn of likes and deletions.
reaction_sinks: tuple[ReactionSink, ...] = (ReactionNotices(), ReactionChanges())

# Who answers for what is kept about an identity. In the order of erasing: what hangs first.
holders: tuple[Holder, ...] = (
    PublishingHolder(),
    NotificationHolder(),
    HomeHolder(),
    PostsHolder(),
    PeopleHolder(),
)

# What the worker can do.
jobs: Mapping[str, Handler | TwoSteps] = {
    SPREAD_JOB: spread_status,
    TELL_JOB: tell_of_status,
    "timelines.trim_homes": trim_homes,
    "publishing.clear_old": clear_old,
    # Deletes files: outside the write lock.
    "posts.expire_pictures": TwoSteps(work=expire_pictures),
    ERASE_JOB: erase_identity,
    "ops.forget_expired": forget_expired,
    "ops.forget_unconfirmed": forget_unconfirmed,
    CLEAR_JOB: clear_changes,
}
