"""Follow, block, mute: what one identity is to another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carefolk.kit.ids import new_id
from carefolk.people.models.identity import Identity


class Follow(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACTIVE = "active", _("Following")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    follower = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="follows")
    followed = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="followed_by")
    state = models.CharField(max_length=8, choices=State.choices)
    since = models.DateTimeField()
    shows_boosts = models.BooleanField(default=True)
    notifies = models.BooleanField(default=False)
    uri = models.URLField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="follow_not_self"),
        ]
        indexes = [models.Index(fields=["followed", "state"])]


class Block(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="blocks")
    of = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="blocked_by")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "of"], name="block_once"),
            models.CheckConstraint(condition=~Q(by=F("of")), name="block_not_self"),
        ]


class Mute(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="mutes")
    of = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="muted_by")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    hides_notifications = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "of"], name="mute_once"),
            models.CheckConstraint(condition=~Q(by=F("of")), name="mute_not_self"),
        ]
