"""Who can be followed, read, addressed: one table for all of them, here or elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carefolk.audit.models import Clearance
from carefolk.kit.ids import new_id

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Identity(models.Model):
    """A person, page, group, application, circle or guest; local or of another server.

    It holds what machines need to know: handle, address, choices. What people read is the
    Profile, which needs a clearance.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        PAGE = "page", _("Page")
        GROUP = "group", _("Group")
        APPLICATION = "application", _("Application")
        CIRCLE = "circle", _("Circle")
        GUEST = "guest", _("Guest")

    class Reach(models.TextChoices):
        """Whom a person lets do something: the words of the safety settings."""

        EVERYONE = "everyone", _("Everyone")
        MEMBERS = "members", _("Members of this place")
        FOLLOWED = "followed", _("People I follow")
        NOBODY = "nobody", _("Nobody")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    local = models.BooleanField(default=True)
    handle = models.CharField(max_length=64)
    domain = models.CharField(max_length=255, blank=True, default="")
    # Handles that differ only by look-alike letters share one key.
    handle_key = models.CharField(max_length=128)
    uri = models.URLField(max_length=500, unique=True)
    language = models.CharField(max_length=16, default="en")
    created_at = models.DateTimeField()

    # Choices of safety. Each is asked for in words at the first sign-in.
    is_locked = models.BooleanField(default=False)
    is_findable = models.BooleanField(default=True)
    is_indexable = models.BooleanField(default=False)
    who_may_reply = models.CharField(max_length=12, choices=Reach.choices, default=Reach.EVERYONE)
    who_may_message = models.CharField(max_length=12, choices=Reach.choices, default=Reach.MEMBERS)
    default_audience = models.CharField(max_length=20, default="members")
    # Who follows whom is shown to others only by choice.
    shows_ties = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handle_key", "domain"], name="identity_handle_once"),
            models.CheckConstraint(
                condition=Q(local=True, domain="") | (Q(local=False) & ~Q(domain="")),
                name="identity_remote_has_domain",
            ),
        ]

    if TYPE_CHECKING:
        profile: Profile
        memberships: RelatedManager[Membership]

    @property
    def address(self) -> str:
        """The handle as people write it: @asha, or @asha@elsewhere.example."""
        return f"@{self.handle}@{self.domain}" if self.domain else f"@{self.handle}"


class Profile(models.Model):
    """What people read about an identity. Text and pictures; a local one needs a clearance."""

    identity = models.OneToOneField(
        Identity, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )
    local = models.BooleanField(default=True)
    display_name = models.CharField(max_length=60)
    role = models.CharField(max_length=40, blank=True, default="")
    setting = models.CharField(max_length=80, blank=True, default="")
    pronouns = models.CharField(max_length=40, blank=True, default="")
    nation = models.CharField(max_length=20, blank=True, default="")
    register = models.CharField(max_length=12, blank=True, default="")
    languages = models.JSONField(default=list)
    interests = models.JSONField(default=list)
    bio = models.TextField(blank=True, default="")
    bio_html = models.TextField(blank=True, default="")
    fields = models.JSONField(default=list)
    avatar = models.CharField(max_length=120, blank=True, default="")
    avatar_alt = models.CharField(max_length=300, blank=True, default="")
    header = models.CharField(max_length=120, blank=True, default="")
    header_alt = models.CharField(max_length=300, blank=True, default="")
    # Rises with each change; cached renderings of statuses carry it.
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(local=False) | Q(clearance__isnull=False),
                name="local_profile_has_clearance",
            ),
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, now: datetime) -> MembershipQuerySet:
        return self.filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now)


class Membership(models.Model):
    """One identity belongs to another: page team, group, cohort, family circle, chat.

    Later rooms add rows, never columns. `until` in the past means it has ended and is history.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Manager")
        APPROVER = "approver", _("Approver")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")
        MODERATOR = "moderator", _("Moderator")
        MEMBER = "member", _("Member")
        HOST = "host", _("Host")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="memberships")
    of = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity", "of", "role"],
                condition=Q(until__isnull=True),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(identity=models.F("of")), name="membership_not_of_self"
            ),
        ]
        indexes = [models.Index(fields=["of", "role"])]


class Standing(models.Model):
    """A moderator's decision about an identity, with its actor, its time and its end."""

    class Kind(models.TextChoices):
        LIMITED = "limited", _("Limited")
        FROZEN = "frozen", _("Frozen")
        SUSPENDED = "suspended", _("Suspended")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by_id = models.BigIntegerField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["identity", "until"])]
