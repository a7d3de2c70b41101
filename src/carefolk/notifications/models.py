"""Notifications. What they point at above this room is kept as (kind, id)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models import Status


class Notification(models.Model):
    class Kind(models.TextChoices):
        """Names as the Mastodon client API uses them."""

        MENTION = "mention", _("mentioned you")
        FAVOURITE = "favourite", _("liked your post")
        BOOST = "reblog", _("boosted your post")
        FOLLOW = "follow", _("started to follow you")
        FOLLOW_REQUEST = "follow_request", _("asks to follow you")
        STATUS = "status", _("posted")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    status = models.ForeignKey(Status, on_delete=models.CASCADE, null=True, related_name="+")
    about_kind = models.CharField(max_length=30, blank=True, default="")
    about_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "actor", "status"],
                nulls_distinct=None,
                name="notification_once",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"]),
            # "Is there a newer like of the same post?", asked for each row of older pages.
            models.Index(fields=["owner", "kind", "status", "-id"], name="alert_group"),
            models.Index(fields=["owner"], condition=models.Q(read_at__isnull=True), name="unread"),
        ]
