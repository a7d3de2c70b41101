"""Every room's addresses."""

from __future__ import annotations

from django.urls import include, path

from carefolk.kit import addresses
from carefolk.publishing import views as publishing
from carefolk.web.gallery import gallery
from carefolk.web.views import help as help_pages
from carefolk.web.views import profile, reading, statuses

handler400 = "carefolk.web.errors.bad_request"
handler403 = "carefolk.web.errors.forbidden"
handler404 = "carefolk.web.errors.not_found"
handler429 = "carefolk.web.accounts.limits.too_often"
handler500 = "carefolk.web.errors.server_error"

addresses.register()

urlpatterns = [
    path("", reading.front, name="front"),
    path("home", reading.home, name="home"),
    path("home.json", reading.home_wire, name="home_wire"),
    path("saved", reading.saved, name="saved"),
    path("place", reading.place, name="this_place"),
    path("tags/<str:name>", reading.hashtag, name="hashtag"),
    path("", include("carefolk.publishing.urls")),
    path("", include("carefolk.notifications.urls")),
    path("media/", include("carefolk.posts.media_urls")),
    path("people/<id:identity_id>", profile.by_number),
    path("posts/<id:status_id>", statuses.by_number),
    path("@<handle:handle>/<id:status_id>", reading.thread, name="thread"),
    path("@<handle:handle>/<id:status_id>/reply", publishing.reply),
    path("@<handle:handle>/<id:status_id>/edit", publishing.edit),
    path("@<handle:handle>/<id:status_id>/favourite", statuses.favourite),
    path("@<handle:handle>/<id:status_id>/boost", statuses.boost),
    path("@<handle:handle>/<id:status_id>/bookmark", statuses.bookmark),
    path("@<handle:handle>/<id:status_id>/delete", statuses.delete),
    path("robots.txt", help_pages.robots),
    path("help/concerns/", help_pages.concerns, name="help_concerns"),
    path("help/rules/", help_pages.rules, name="help_rules"),
    path("account/", include("allauth.urls")),
    path("", include("carefolk.web.account_urls")),
    path("about/looks/", gallery, name="gallery"),
]
