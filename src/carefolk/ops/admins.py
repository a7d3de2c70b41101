"""Administrators, made from the command line. Needs Django."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from carefolk.kit import clock
from carefolk.kit.errors import CarefolkError
from carefolk.people.models import Identity, User
from carefolk.people.profiles import ProfileText
from carefolk.publishing.drafts import Door
from carefolk.web.accounts.joining import join


class Refused(Exception):
    """What was wrong, in sentences for the operator."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("refused")
        self.sentences = sentences


def promote(*, email: str) -> bool:
    """Make an existing account an administrator. False when there is none with that address."""
    found = User.objects.filter(email__iexact=email)
    return found.update(place_role=User.Role.ADMINISTRATOR) > 0


def create(*, email: str, handle: str, name: str, password: str) -> Identity:
    """Make an account, confirmed and approved, and its person.

    Raises:
        Refused: the address, password, handle or name cannot be used. Nothing is written then.
    """
    now = clock.now()
    try:
        validate_email(email)
        validate_password(password, User(email=email))
        with transaction.atomic():
            user = User.objects.create_user(
                email, password, place_role=User.Role.ADMINISTRATOR, approved_at=now
            )
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            return join(
                user=user,
                handle=handle,
                text=ProfileText(display_name=name),
                door=Door.COMMAND,
                now=now,
            )
    except ValidationError as error:
        raise Refused(error.messages) from None
    except CarefolkError as error:
        raise Refused([error.words]) from None
