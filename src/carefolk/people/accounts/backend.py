"""Loads the account of a session together with the person it writes as: one query a request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from carefolk.people.models import User


class PlaceBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("identity__profile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
