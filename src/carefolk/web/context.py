"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from carefolk.posts.render import avatar_address


def place(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    look = request.user.look if viewer is not None and request.user.is_authenticated else {}
    return {
        "place_name": settings.CAREFOLK.name,
        "viewer": viewer,
        "viewer_avatar_url": avatar_address(viewer.profile) if viewer else "",
        "look": look,
    }
