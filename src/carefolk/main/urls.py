"""Every room's addresses."""

from __future__ import annotations

from django.urls import include, path

handler400 = "carefolk.web.errors.bad_request"
handler403 = "carefolk.web.errors.forbidden"
handler404 = "carefolk.web.errors.not_found"
handler500 = "carefolk.web.errors.server_error"

urlpatterns = [
    path("account/", include("allauth.urls")),
]
