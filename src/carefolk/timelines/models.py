"""Home timelines, materialised: one row for each reader and status."""

from __future__ import annotations

from django.db import models

from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models import Status

KEPT = 800
"""How many of the newest entries a home keeps; older pages are read from follows."""


class HomeEntry(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    # Without an index of its own: the constraint below begins with it.
    owner = models.ForeignKey(
        Identity, on_delete=models.CASCADE, related_name="home", db_index=False
    )
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="home_entries")
    # Kept here so that unfollowing and blocking can clear by author without a join.
    author = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "status"], name="home_entry_once"),
        ]
        indexes = [models.Index(fields=["owner", "author"])]
