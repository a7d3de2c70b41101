"""Every table with a path to an identity has someone who answers for it."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

from carefolk.main.wiring import holders
from carefolk.people.models import Identity

# Django's own tables that hold no more than a key: gone with the account by their cascade.
LOOSE = {"people.User_groups", "people.User_user_permissions"}


def test_every_table_with_a_path_to_an_identity_has_a_holder():
    reached = {Identity}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models(include_auto_created=True):
            keys = (
                field
                for field in model._meta.get_fields()
                if isinstance(field, ForeignKey | OneToOneField)
            )
            if model not in reached and any(key.related_model in reached for key in keys):
                reached.add(model)
                grown = True
    wanted = {model._meta.label for model in reached} - LOOSE

    answered = {table for holder in holders for table in holder.tables}

    assert wanted - answered == set()
    assert answered - {model._meta.label for model in apps.get_models()} == set()
