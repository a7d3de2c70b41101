"""What happened, for the process that tells open pages."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One piece of news. Ids only; rows older than an hour are cleared."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    status_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)
    # The one person it is for; empty means everyone whose home holds the status.
    owner_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_index=True)
