"""A picture: uploaded first, shown when a status takes it along."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from carefolk.audit.models import Clearance
from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models.status import Status


class Attachment(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="attachments")
    status = models.ForeignKey(
        Status, on_delete=models.CASCADE, null=True, related_name="attachments"
    )
    local = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Names of files in the media folder, made by us, never by the uploader.
    file = models.CharField(max_length=120)
    small_file = models.CharField(max_length=120)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    blurhash = models.CharField(max_length=100, blank=True, default="")
    description = models.CharField(max_length=1500, blank=True, default="")
    focus_x = models.FloatField(default=0.0)
    focus_y = models.FloatField(default=0.0)
    created_at = models.DateTimeField()
    # A saved draft or a held post counts on it: the clean-up spares it until then.
    kept_until = models.DateTimeField(null=True)
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(local=False) | Q(status__isnull=True) | Q(clearance__isnull=False),
                name="shown_attachment_has_clearance",
            ),
        ]
        indexes = [models.Index(fields=["owner", "status"])]
