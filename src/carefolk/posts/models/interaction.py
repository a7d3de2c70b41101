"""What readers do with a status."""

from __future__ import annotations

from django.db import models

from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models.status import Status


class Favourite(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="favourites")
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="favourites")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "status"], name="favourite_once")]


class Bookmark(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="bookmarks")
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "status"], name="bookmark_once")]
