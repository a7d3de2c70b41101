"""What a text points at: people and hashtags."""

from __future__ import annotations

from django.db import models

from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models.status import Status


class Mention(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="mentions")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="mentioned_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status", "identity"], name="mention_once"),
        ]


class Hashtag(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    # Lower case; `shown` keeps the capitals that help screen readers.
    name = models.CharField(max_length=100, unique=True)
    shown = models.CharField(max_length=100)


class StatusTag(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="tags")
    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status", "hashtag"], name="tag_once"),
        ]
        indexes = [models.Index(fields=["hashtag", "-status"])]
