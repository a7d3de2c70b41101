"""Loads the account of a session together with the person it writes as: one query a request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from carefolk.kit import clock
from carefolk.people.models import User
from carefolk.people.queries import suspended


class PlaceBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: int) -> User | None:
        """The account, unless it is closed or its person suspended: then no sign-in counts."""
        user = (
            User.objects.filter(pk=user_id)
            .exclude(Exists(suspended(clock.now(), OuterRef("identity_id"))))
            .select_related("identity__profile")
            .first()
        )
        return user if user is not None and self.user_can_authenticate(user) else None
