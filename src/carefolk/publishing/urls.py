"""Addresses of the composer."""

from __future__ import annotations

from django.urls import path

from carefolk.publishing import views

urlpatterns = [
    path("write", views.write, name="write"),
    path("write/post", views.post, name="compose"),
    path("write/check", views.check, name="check"),
    path("write/drafts", views.drafts, name="drafts"),
    path("write/drafts/<id:saved_id>/drop", views.drop_draft, name="drop_draft"),
    path("posts/<id:status_id>/undo", views.undo, name="undo"),
]
