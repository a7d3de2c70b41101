"""What the people who run a place decide about its people, and names that stay taken."""

from __future__ import annotations

from django.db import models

from carefolk.kit.ids import new_id


class RoleOption(models.Model):
    """One role people may choose for their profile. Without rows the built-in list is offered."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()


class ClosedHandle(models.Model):
    """The handle of an erased identity: nobody may take it and pass for that person.

    Only an HMAC of the handle's key is kept, so that erasing someone also erases the name.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    closed_at = models.DateTimeField()
