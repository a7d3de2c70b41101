"""The composer: write, be warned, mend, publish, take back. Every page works without scripts."""

from __future__ import annotations

import time
from dataclasses import replace

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carefolk.kit import clock, crypto, limits
from carefolk.kit.errors import CarefolkError
from carefolk.people.models import Identity
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts import media, queries
from carefolk.posts.models import Attachment, Audience, Status
from carefolk.publishing import actions, composing, forms, keeping
from carefolk.publishing.drafts import Door, Draft, DraftKind, PictureRef
from carefolk.publishing.forms import Sent
from carefolk.publishing.outcomes import AskAuthor, Held, Outcome, Preview, Published, Refused
from carefolk.publishing.pipeline import preview, publish

CHECKS = limits.Rule(count=60, seconds=60)
KEEPS = limits.Rule(count=20, seconds=3_600)
KEPT_SECONDS = 900
_KEPT = "kept-words"


@require_GET
@members_only
def write(request: MemberRequest) -> HttpResponse:
    """An empty composer, a draft taken up again, or words kept over an expired sign-in."""
    viewer = request.viewer
    draft = Draft(audience=_default(viewer))
    if saved := request.GET.get("draft", ""):
        draft = keeping.saved_draft(viewer, forms._number(saved) or 0)  # noqa: SLF001
    elif kept := _kept_draft(request):
        draft = kept
    return _composer_page(request, draft)


@require_GET
@members_only
def reply(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    parent = queries.status_for(viewer, status_id, now=now)
    greeting = "" if parent.author_id == viewer.pk else f"{parent.author.address} "
    draft = Draft(reply_to=parent.pk, text=greeting, audience=_default(viewer))
    return _composer_page(request, draft)


@require_GET
@members_only
def edit(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    status = queries.own_status(request.viewer, status_id)
    draft = actions.draft_of(status)
    if draft is None:
        return redirect("home")
    return _composer_page(
        request,
        replace(draft, kind=DraftKind.EDIT, edits=status.pk, seen_version=status.version),
    )


@require_POST
def post(request: HttpRequest) -> HttpResponse:
    """The composer's one address: publish, keep as a draft, or mend."""
    if getattr(request, "viewer", None) is None:
        return _sign_in_first(request)
    return _post(request)


@members_only
def _post(request: MemberRequest) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    sent = forms.read(request.POST, default=_default(viewer))
    errors, fresh = _uploads(request, sent)
    draft = replace(sent.draft, pictures=sent.draft.pictures + fresh)
    sent = replace(sent, draft=draft)
    if errors:
        return _composer_page(request, draft, sent=sent, errors=errors, status=422)
    if "take_out" in request.POST:
        return _composer_page(request, draft, sent=sent)
    if sent.do == "draft":
        keeping.save_draft(draft, owner=viewer, now=now)
        return redirect("drafts")
    if (
        sent.do == "post"
        and fresh
        and not sent.reminded
        and not all(ref.description for ref in draft.pictures)
    ):
        words = _(
            "Your picture is here. A sentence about it helps people who cannot see it. "
            "You can also post it as it is."
        )
        return _composer_page(request, draft, sent=replace(sent, reminded=True), errors=[words])
    try:
        if sent.mend:
            return _mend(request, sent)
        outcome = publish(replace(draft, key=_once(draft)), by=viewer, door=Door.WEB, now=now)
    except CarefolkError as error:
        if error.code == "cannot-check":
            # Nothing goes out unchecked, and nothing is lost: the words wait as a draft.
            saved = keeping.save_draft(draft, owner=viewer, now=now)
            draft = replace(draft, saved_id=saved.pk)
        return _composer_page(request, draft, sent=sent, errors=[error.words], status=error.status)
    return _answer(request, outcome, sent)


@require_POST
@members_only
def check(request: MemberRequest) -> HttpResponse:
    """What the guard says while writing. Answers the inside of #findings; keeps no copy."""
    now = clock.now()
    if not settings.CAREFOLK.throwaway:
        limits.hit(f"check:{request.viewer.pk}", rule=CHECKS, now=now)
    sent = forms.read(request.POST, default=_default(request.viewer))
    seen = preview(sent.draft, by=request.viewer, now=now)
    return render(
        request,
        "components/findings.html",
        {"findings": composing.finding_values(seen.findings, sent.draft), "token": seen.token},
    )


@require_POST
@members_only
def undo(request: MemberRequest, status_id: int) -> HttpResponse:
    saved = actions.undo(by=request.viewer, status_id=status_id, now=clock.now())
    if saved is None:
        return redirect("home")
    return redirect(f"{reverse('write')}?draft={saved.pk}")


@require_GET
@members_only
def drafts(request: MemberRequest) -> HttpResponse:
    rows = [
        {"draft": draft, "changed_at": changed_at, "start": " ".join(draft.text.split())[:120]}
        for draft, changed_at in keeping.saved_drafts(request.viewer)
    ]
    return render(request, "publishing/drafts.html", {"drafts": rows, "current": "you"})


@require_POST
@members_only
def drop_draft(request: MemberRequest, saved_id: int) -> HttpResponse:
    keeping.drop_draft(request.viewer, saved_id)
    return redirect("drafts")


def _answer(request: MemberRequest, outcome: Outcome, sent: Sent) -> HttpResponse:
    match outcome:
        case Published(thing=thing):
            return _published(request, thing, sent)
        case AskAuthor(findings=findings, token=token):
            seen = Preview(findings, token)
            return _composer_page(request, sent.draft, sent=sent, seen=seen, status=422)
        case Refused(findings=findings):
            return _composer_page(
                request, sent.draft, sent=sent, seen=Preview(findings, ""), status=422
            )
        case Held():
            return render(request, "publishing/held.html", {"current": "write"})


def _published(request: MemberRequest, status: Status, sent: Sent) -> HttpResponseRedirect:
    address = f"/{status.author.address}/{status.pk}"
    if sent.draft.kind is DraftKind.EDIT:
        return HttpResponseRedirect(address)
    if sent.draft.reply_to:
        return HttpResponseRedirect(f"{address}?posted={status.pk}")
    return HttpResponseRedirect(f"{reverse('home')}?posted={status.pk}")


def _mend(request: MemberRequest, sent: Sent) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    before = preview(sent.draft, by=viewer, now=now)
    draft = forms.mended(sent, before.findings) or sent.draft
    after = preview(replace(draft, confirmed=()), by=viewer, now=now)
    return _composer_page(request, replace(draft, confirmed=()), sent=sent, seen=after)


def _composer_page(
    request: MemberRequest,
    draft: Draft,
    *,
    sent: Sent | None = None,
    seen: Preview | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    parent = None
    if draft.reply_to is not None:
        try:
            parent = queries.status_for(viewer, draft.reply_to, now=clock.now())
        except CarefolkError:
            gone = _("The post you answer is gone. You can post your words on their own.")
            errors, draft = [*(errors or ()), gone], replace(draft, reply_to=None)
    composer = composing.composer(
        draft,
        viewer=viewer,
        parent=parent,
        findings=seen.findings if seen else (),
        token=seen.token if seen else "",
        errors=errors or (),
        uploads=_still_there(viewer, draft),
        reminded=bool(sent and sent.reminded),
        rows=8,
    )
    context = {"composer": composer, "parent": parent, "current": "write"}
    return render(request, "publishing/write.html", context, status=status)


def _still_there(viewer: Identity, draft: Draft) -> list[Attachment]:
    wanted = [picture.id for picture in draft.pictures]
    known = Attachment.objects.filter(owner=viewer)
    known = known.filter(status=draft.edits) if draft.edits else known.filter(status__isnull=True)
    found = known.in_bulk(wanted)
    return [found[identifier] for identifier in wanted if identifier in found]


def _uploads(request: MemberRequest, sent: Sent) -> tuple[list[str], tuple[PictureRef, ...]]:
    """Pictures sent with the form itself, by browsers without scripts."""
    files = request.FILES.getlist("pictures")[:8]
    errors, fresh = [], []
    for file in files:
        if not isinstance(file, UploadedFile) or not file.name:
            continue
        try:
            picture = media.upload(
                owner=request.viewer, data=file.read(), description="", now=clock.now()
            )
        except CarefolkError as error:
            errors.append(error.words)
        else:
            fresh.append(PictureRef(id=picture.pk))
    return errors, tuple(fresh)


def _once(draft: Draft) -> str:
    """The key of a form as it was sent: a double press repeats it, changed words do not.

    Who goes back to the form after posting, and writes something else, sends its old key again.
    """
    if not draft.key:
        return ""
    points_at = (draft.reply_to or 0, draft.edits or 0, draft.seen_version or 0)
    pictures = (part for each in draft.pictures for part in (each.id, each.description))
    words = (draft.text, draft.content_note, str(draft.audience))
    return crypto.digest("sent-once", draft.key, *words, *points_at, *pictures).hex()


def _default(viewer: Identity) -> Audience:
    return Audience(viewer.default_audience)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """The sign-in ran out while someone wrote. Their words wait, sealed, in the session."""
    draft = forms.read(request.POST, default=Audience.MEMBERS).draft
    writer = request.POST.get("writer", "")
    if draft.text.strip() and writer.isdigit() and _may_keep(request):
        request.session[_KEPT] = [int(time.time()), writer, keeping.seal(draft)]
    where = reverse("write")
    return redirect(f"{reverse('account_login')}?next={where}")


def _may_keep(request: HttpRequest) -> bool:
    """Someone without an account cannot fill the place with sessions."""
    where = request.META.get("REMOTE_ADDR", "")
    try:
        limits.hit(f"kept-words:{where}", rule=KEEPS, now=clock.now())
    except CarefolkError:
        return False
    return True


def _kept_draft(request: MemberRequest) -> Draft | None:
    """Once, and for the one who wrote it: someone else may be the next to sign in here."""
    kept_at, writer, sealed = request.session.pop(_KEPT, (0, "", ""))
    if writer != str(request.viewer.pk) or time.time() - kept_at > KEPT_SECONDS:
        return None
    return keeping.unseal(sealed)


def back_to(request: HttpRequest, fallback: str) -> str:
    """Where a form wants to go back to, if that is a page of this place."""
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if here and wanted.startswith("/") else fallback
