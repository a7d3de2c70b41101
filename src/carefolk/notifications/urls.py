"""Addresses of alerts."""

from __future__ import annotations

from django.urls import path

from carefolk.notifications import views

urlpatterns = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/read", views.read, name="alerts_read"),
]
