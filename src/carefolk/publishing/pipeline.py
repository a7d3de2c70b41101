"""The only way out of the house, on one screen."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError
from carefolk.kit.wiring import wired
from carefolk.people.models import Identity
from carefolk.posts.models import Audience
from carefolk.publishing import confirmations, keeping, rules
from carefolk.publishing.clearing import clear
from carefolk.publishing.decide import Decision, Standing, decide
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.looking import look
from carefolk.publishing.outcomes import AskAuthor, Held, Outcome, Preview, Published, Refused
from carefolk.publishing.protocols import Maker
from carefolk.publishing.spread import spread


class ChangedMeanwhile(CarefolkError):
    """What the draft points at went away between the checks and the writing."""

    code, status, passing = "changed-meanwhile", 409, True
    sentence = _(
        "Something changed while you were posting, so nothing was sent. Your text is kept. "
        "Please try again."
    )


def publish(
    draft: Draft,
    *,
    by: Identity,
    door: Door,
    now: datetime,
    written_by: Identity | None = None,
    released_by: Identity | None = None,
) -> Outcome:
    """Take a draft through the only way out of the house.

    Every check runs for every door. Safe to repeat: the same idempotency key gives the same
    outcome.

    Args:
        draft: what someone wants to say.
        by: the identity shown as the author.
        door: where it came in.
        now: the moment.
        written_by: the person who wrote it, when writing as a page; otherwise `by`.
        released_by: the moderator who has looked at what was held.

    Returns:
        Published, AskAuthor (findings to confirm), Refused (only another text helps), or Held
        (a second person must look).

    Raises:
        CarefolkError: NotAllowed, AccountPaused, TooManyPosts, CannotCheck, NotFound and what
            the maker of the kind says (too long, empty, picture missing). Nothing is written.
    """
    writer = written_by or by
    if (earlier := keeping.published_before(draft, by=by)) is not None:
        return Published(earlier, repeated=True)

    standing = rules.require_may_publish(by, writer, now=now)
    if draft.kind in (DraftKind.STATUS, DraftKind.BOOST):
        rules.require_calm(by, now=now)
    if draft.kind is DraftKind.EDIT:
        rules.require_calm_edits(by, now=now)
    maker = maker_of(draft.kind)
    prepared = maker.prepare(draft, by=by, now=now)
    findings, packs = look(prepared, now=now)
    confirmed = (
        confirmations.confirmed_in(prepared, now=now)
        if released_by is None
        else dict(draft.confirmed)  # kept, sealed, when the author gave them for these words
    )
    decision = decide(
        [seen.finding for seen in findings],
        confirmed=confirmed,
        is_private=prepared.audience is Audience.PRIVATE,
        standing=standing if released_by is None else Standing(),
    )
    match decision:
        case Decision.REFUSE:
            return Refused(findings)
        case Decision.ASK:
            return AskAuthor(findings, confirmations.token_for(prepared, now=now))
        case Decision.HOLD:
            return Held(keeping.hold(draft, confirmed=confirmed, by=by, now=now).pk, "limited")

    try:
        with transaction.atomic():
            clearance = clear(
                prepared, findings, confirmed, packs=packs, door=door, writer=writer, now=now
            )
            thing = maker.store(prepared, clearance=clearance, now=now)
            keeping.remember(prepared.draft, thing, by=by, now=now)
            spread(draft.kind, thing, prepared, now=now)
    except IntegrityError:
        # Two presses of one button at the same moment: the other one was faster.
        if (earlier := keeping.published_before(draft, by=by)) is None:
            raise ChangedMeanwhile from None
        return Published(earlier, repeated=True)
    return Published(thing, notes=findings)


def preview(draft: Draft, *, by: Identity, now: datetime) -> Preview:
    """What the guard says, while writing and in practice. Nothing is written or refused.

    Raises:
        CannotCheck: the guard did not answer.
    """
    maker = maker_of(draft.kind)
    try:
        prepared = maker.prepare(draft, by=by, now=now)
    except CarefolkError:
        # Unfinished: too long, empty, nobody mentioned yet. It can be looked at all the same.
        return Preview(look(maker.sketch(draft, by=by), now=now)[0], "")
    findings, _packs = look(prepared, now=now)
    return Preview(findings, confirmations.token_for(prepared, now=now))


def maker_of(kind: DraftKind) -> Maker:
    makers: tuple[Maker, ...] = wired("makers")
    return next(maker for maker in makers if maker.kind is kind)
