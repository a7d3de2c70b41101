"""Clearances and the audit chain."""

from __future__ import annotations

from django.db import models

from carefolk.kit.ids import new_id


class Clearance(models.Model):
    """Leave to be shown: which text was checked, by which rules, and what was confirmed.

    Every visible row of a local author points at one; the database refuses it otherwise.
    Findings are never stored: only ids of checks and rules, their levels, and the reason chosen.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30)
    door = models.CharField(max_length=20)
    # Ids, not keys: this room stands below people, and a clearance outlives an erased author.
    by_id = models.BigIntegerField()
    written_by_id = models.BigIntegerField()
    # HMAC of exactly what was stored, under the key of the place.
    digest = models.BinaryField(max_length=32)
    checks = models.JSONField(default=list)
    confirmed = models.JSONField(default=dict)
    packs = models.JSONField(default=dict)
    given_at = models.DateTimeField()


class AuditEntry(models.Model):
    """One act, chained to the one before it by hash."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=30, blank=True, default="")
    subject_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32, unique=True)
    number = models.BigIntegerField(unique=True)
