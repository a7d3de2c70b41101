"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from carefolk.kit import clock
from carefolk.notifications.queries import has_new
from carefolk.posts.faces import avatar_address


def place(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    look = request.user.look if viewer is not None and request.user.is_authenticated else {}
    return {
        "place_name": settings.CAREFOLK.name,
        "viewer": viewer,
        # Asked only by pages that show the navigation, and only once.
        "alerts_new": SimpleLazyObject(lambda: has_new(viewer, now=clock.now()))
        if viewer
        else False,
        "viewer_avatar_url": avatar_address(viewer.profile) if viewer else "",
        "look": look,
    }
