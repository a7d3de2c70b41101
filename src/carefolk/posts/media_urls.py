"""Addresses of pictures, below /media/."""

from __future__ import annotations

from django.urls import re_path

from carefolk.posts import media_views

# Letters and digits only: no name here can lead to another folder.
urlpatterns = [
    re_path(r"^upload$", media_views.upload, name="media_upload"),
    re_path(r"^uploads/(?P<attachment_id>[0-9]{1,19})$", media_views.one, name="media_one"),
    re_path(
        r"^p/(?P<attachment_id>[0-9]{1,19})/(?P<size>large|small)/(?P<stem>[0-9a-f]{32})\.webp$",
        media_views.for_everyone,
    ),
    re_path(r"^v/(?P<attachment_id>[0-9]{1,19})/(?P<size>large|small)$", media_views.for_viewer),
    re_path(
        r"^(?P<name>(?:avatars|headers)/[0-9a-f]{32}\.webp)$", media_views.face, name="media_face"
    ),
]
