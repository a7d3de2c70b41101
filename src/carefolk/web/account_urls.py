"""Addresses of the pages for one's own account, of profiles, and of what is between people."""

from __future__ import annotations

from django.urls import path, re_path

from carefolk.web.views import (
    accounts,
    first_run,
    own_profile,
    place_settings,
    profile,
    settings,
    ties,
)

HANDLE = r"(?P<handle>[A-Za-z0-9_.@-]{1,320})"

urlpatterns = [
    path("account/waiting/", accounts.waiting, name="account_waiting"),
    path("you", profile.you, name="you"),
    path("people", profile.people, name="people"),
    path("welcome/", first_run.first_run, name="first_run"),
    path("welcome/<int:step>/", first_run.step, name="first_run_step"),
    path("settings/", settings.hub, name="settings"),
    path("settings/profile/", own_profile.edit, name="settings_profile"),
    path("settings/safety/", settings.safety, name="settings_safety"),
    path("settings/look/", settings.look, name="settings_look"),
    path("settings/security/", settings.security, name="settings_security"),
    path("settings/requests/", ties.requests, name="follow_requests"),
    path("settings/blocked/", ties.blocked, name="settings_blocked"),
    path("settings/muted/", ties.muted, name="settings_muted"),
    path("settings/export/", settings.export, name="settings_export"),
    path("settings/delete/", settings.delete, name="settings_delete"),
    path("settings/place/", place_settings.joining, name="place_joining"),
    path("settings/place/roles/", place_settings.roles, name="place_roles"),
    re_path(rf"^@{HANDLE}$", profile.profile, name="profile"),
    re_path(rf"^@{HANDLE}/followers$", profile.followers, name="followers"),
    re_path(rf"^@{HANDLE}/following$", profile.following, name="following"),
    re_path(rf"^@{HANDLE}/follow$", ties.follow, name="follow"),
    re_path(rf"^@{HANDLE}/block$", ties.block, name="block"),
    re_path(rf"^@{HANDLE}/unblock$", ties.unblock, name="unblock"),
    re_path(rf"^@{HANDLE}/mute$", ties.mute, name="mute"),
    re_path(rf"^@{HANDLE}/unmute$", ties.unmute, name="unmute"),
    re_path(rf"^@{HANDLE}/remove$", ties.remove, name="remove_follower"),
    re_path(rf"^@{HANDLE}/answer$", ties.answer, name="answer_follow"),
]
