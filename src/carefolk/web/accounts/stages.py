"""The last step of a sign-in: has someone let this person in, and are they here for others now?"""

from __future__ import annotations

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from carefolk.kit import clock
from carefolk.people import life


class ArrivalStage(LoginStage):  # type: ignore[misc]  # allauth ships no types
    key = "arrival"
    urlname = "account_waiting"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is None:
            return None, False
        if user.approved_at is None:
            return redirect("account_waiting"), False
        life.arrive(user=user, now=clock.now())
        return None, True

    def is_resumable(self, request: object) -> bool:
        return False
