"""Pictures over HTTP: taking them in, and giving them to those who may see them."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carefolk.kit import clock, limits
from carefolk.kit.crypto import check_address
from carefolk.kit.errors import CarefolkError, Invalid, NotFound
from carefolk.kit.pictures import EmptyPicture, PictureTooLarge
from carefolk.people.models import Identity
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts import media, media_files
from carefolk.posts.media import Size
from carefolk.posts.models import Attachment

UPLOADS = limits.Rule(count=60, seconds=3_600)
_FORM_OVERHEAD = 64 * 1024
_LASTING = "public, max-age=2592000, immutable"
_NOT_KEPT = "private, no-store"


class SignedOut(CarefolkError):
    code, status = "signed-out", 401
    sentence = _("You are signed out. Please sign in again in another tab. Your words are kept.")


@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in one picture, form fields `picture` (or `file`) and `description`.

    Answers the fragment `components/upload.html` to those who accept HTML, else JSON (id,
    preview address, blurhash). Too large a body is refused before it is read, which is why the
    CSRF check, which reads the body, comes after.
    """
    most = media.limits().max_bytes
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + _FORM_OVERHEAD:
        raise PictureTooLarge(
            megabytes=settings.CAREFOLK.picture_megabytes,
            megapixels=media.limits().max_pixels // 1_000_000,
        )
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    viewer: Identity | None = getattr(request, "viewer", None)
    if viewer is None:
        # A script asks: the sign-in page would be taken for its answer.
        raise SignedOut
    now = clock.now()
    if not settings.CAREFOLK.throwaway:
        limits.hit(f"upload:{viewer.pk}", rule=UPLOADS, now=now)
    sent = request.FILES.get("picture") or request.FILES.get("file")
    if sent is None:
        raise EmptyPicture
    attachment = media.upload(
        owner=viewer,
        data=sent.read(),
        description=request.POST.get("description", ""),
        now=now,
    )
    preview = media.preview_address(attachment, now=now)
    if _wants_json(request):
        return JsonResponse(_wire(attachment, preview), status=HTTPStatus.CREATED)
    shown = {"id": str(attachment.pk), "url": preview, "alt": attachment.description}
    return render(request, "components/upload.html", {"upload": shown}, status=HTTPStatus.CREATED)


@require_http_methods(["PATCH", "DELETE"])
@members_only
def one(request: MemberRequest, attachment_id: str) -> HttpResponse:
    """Describe (PATCH, `description` as JSON or form) or remove (DELETE) an own unused upload."""
    if request.method == "DELETE":
        media.discard(owner=request.viewer, attachment_id=int(attachment_id))
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    attachment = media.describe(
        owner=request.viewer, attachment_id=int(attachment_id), description=_description(request)
    )
    return JsonResponse(_wire(attachment, media.preview_address(attachment, now=clock.now())))


@require_safe
def for_everyone(
    request: HttpRequest,  # noqa: ARG001 - nothing of it matters: the same for everyone
    attachment_id: str,
    size: Size,
    stem: str,
) -> HttpResponse:
    try:
        name = media.file_for_everyone(int(attachment_id), size=size, stem=stem, now=clock.now())
    except NotFound:
        return _absent()
    return _file(name, cache=_LASTING)


@require_safe
def for_viewer(request: HttpRequest, attachment_id: str, size: Size) -> HttpResponse:
    """A picture of a status that is not public. Asks for no session: apps fetch without one."""
    now = clock.now()
    try:
        viewer_id = check_address(request.path, request.GET, now=now)
        name = media.file_for_viewer(int(attachment_id), size=size, viewer_id=viewer_id, now=now)
    except NotFound:
        return _absent()
    return _file(name, cache=_NOT_KEPT)


@require_safe
def face(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - as above
    """An avatar or header. Its name changes with the picture, so it may be kept for long."""
    return _file(name, cache=_LASTING)


def _file(name: str, *, cache: str) -> HttpResponse:
    path = media_files.path_of(name)
    if path is None:
        return _absent()
    # Small by design, so it is read whole: no open file outlives the request.
    return HttpResponse(
        path.read_bytes(),
        content_type="image/webp",
        headers=_headers(cache) | {"Content-Disposition": 'inline; filename="picture.webp"'},
    )


def _absent() -> HttpResponse:
    """One and the same answer for what is hidden and for what never was."""
    return HttpResponse(
        status=HTTPStatus.NOT_FOUND, content_type="text/plain", headers=_headers(_NOT_KEPT)
    )


def _headers(cache: str) -> dict[str, str]:
    return {
        "Cache-Control": cache,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        # Apps on other addresses show these pictures too.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def _wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def _wire(attachment: Attachment, preview: str) -> dict[str, object]:
    return {
        "id": str(attachment.pk),
        "preview_url": preview,
        "blurhash": attachment.blurhash,
        "description": attachment.description,
        "width": attachment.width,
        "height": attachment.height,
    }


def _description(request: HttpRequest) -> str:
    try:
        body = request.body.decode()
        if request.content_type == "application/json":
            return str(json.loads(body)["description"])
        return QueryDict(body)["description"]
    except (ValueError, KeyError, TypeError):
        raise Invalid from None
