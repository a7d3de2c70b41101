"""One row is one piece of work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from carefolk.kit.ids import new_id


class Job(models.Model):
    """Work to be done, and for a week afterwards the memory that it was done."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        PARKED = "parked"  # failed too often; stays until an operator looks (carefolk doctor)

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=64)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=200, null=True)
    due = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    # The name of the error's class only: an error's message may hold someone's words.
    last_error = models.CharField(max_length=120, default="", blank=True)
    enqueued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(key__isnull=False), name="job_once_per_key"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="job_done_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="job_waiting_by_due"),
            models.Index(fields=["done_at"], condition=Q(state="done"), name="job_done_by_time"),
        ]
