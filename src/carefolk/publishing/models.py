"""What waits to be said. The words are sealed: only their author's place can read them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from carefolk.kit.ids import new_id
from carefolk.people.models import Identity


class SavedDraft(models.Model):
    """A draft kept for its author alone; gone after 30 days untouched."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="drafts")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField(db_index=True)


class IdempotencyKey(models.Model):
    """Remembers what was published under a key, so that a repeat gives the same outcome."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    status_id = models.BigIntegerField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="idempotency_key_once"),
        ]


class Held(models.Model):
    """Waits for a second person. Released by publishing again with that person's confirmation."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="held")
    # The draft's idempotency key: the same words pressed twice are held once.
    key = models.CharField(max_length=100, null=True)
    sealed = models.BinaryField()
    reason_code = models.CharField(max_length=40)
    held_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="held_once")]
        indexes = [
            models.Index(fields=["held_at"], condition=Q(settled_at__isnull=True), name="held_open")
        ]
