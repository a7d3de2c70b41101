"""What happened, for the process that tells open pages."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One piece of news. Ids only; rows older than an hour are cleared.

    Kinds: new, edit, delete (a status), alert (a notification of one person).
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    status_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)
    # The one person it is for; empty means everyone whose home holds the status.
    owner_id = models.BigIntegerField(null=True)
    # Of a deletion: whose homes held it, and whether the place showed it. Later nobody can tell.
    owners = models.JSONField(null=True)
    in_place = models.BooleanField(default=False)
    at = models.DateTimeField(db_index=True)
