"""Signing in. What others see of a person is an Identity, never this."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carefolk.kit.ids import new_id


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account: e-mail, password, and which person it signs in."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")
        ADMINISTRATOR = "administrator", _("Administrator")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254)
    place_role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    # The person this account writes as by default; empty only while signing up.
    identity = models.OneToOneField(
        "people.Identity", on_delete=models.PROTECT, null=True, related_name="user"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    # Sign-up by approval: an account waits until someone has said yes.
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    reason_to_join = models.CharField(max_length=500, blank=True, default="")
    welcomed_at = models.DateTimeField(null=True)
    first_run_step = models.PositiveSmallIntegerField(default=0)
    date_joined = models.DateTimeField(default=timezone.now)

    # How this person reads: comfort settings that follow them to every device.
    look = models.JSONField(default=dict)
    shows_counts = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    language = models.CharField(max_length=16, default="en-gb")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    @property
    def is_staff_of_place(self) -> bool:
        """Moderators and administrators: a second factor is asked of them."""
        return self.place_role != self.Role.MEMBER


class Invitation(models.Model):
    """A code that lets people join where sign-up is by invitation."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField(default=1)
