"""A status: what someone said, or a boost of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from carefolk.audit.models import Clearance
from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models.audience import Audience

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from carefolk.posts.models.attachment import Attachment
    from carefolk.posts.models.marks import Mention


class Status(models.Model):
    """One thing said by one identity to one audience.

    Text is kept three ways: what was typed (`source`), what is shown (`html`, sanitised) and
    plain words (`plain`, for search and the guard).
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    author = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="statuses")
    # The person who wrote it; differs from the author when writing as a page.
    written_by = models.ForeignKey(
        Identity, on_delete=models.SET_NULL, null=True, related_name="written"
    )
    local = models.BooleanField(default=True)
    uri = models.URLField(max_length=500, unique=True)

    audience = models.CharField(max_length=20, choices=Audience.choices)
    audience_of = models.ForeignKey(
        Identity, on_delete=models.CASCADE, null=True, related_name="audience_statuses"
    )

    source = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    plain = models.TextField(blank=True, default="")
    content_note = models.CharField(max_length=300, blank=True, default="")
    language = models.CharField(max_length=16, default="en")

    boost_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="boosts")
    # What it answers may be deleted while the answer stays.
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="replies"
    )
    reply_to_author = models.ForeignKey(
        Identity, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Id of the first status of the thread; its own id when it starts one.
    thread_id = models.BigIntegerField()

    created_at = models.DateTimeField()
    # Until then it can be taken back, and nothing has left the place.
    out_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    # Rises with each change that shows; cached renderings carry it.
    version = models.PositiveIntegerField(default=1)
    has_pictures = models.BooleanField(default=False)

    replies_count = models.PositiveIntegerField(default=0)
    boosts_count = models.PositiveIntegerField(default=0)
    favourites_count = models.PositiveIntegerField(default=0)

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(local=False) | Q(clearance__isnull=False),
                name="local_status_has_clearance",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.MEMBERS_OF) | Q(audience_of__isnull=False),
                name="status_members_of_someone",
            ),
            models.UniqueConstraint(
                fields=["author", "boost_of"],
                condition=Q(boost_of__isnull=False),
                name="boost_once",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"]),
            models.Index(fields=["thread_id", "id"]),
            models.Index(fields=["reply_to"]),
            models.Index(
                fields=["-id"],
                name="status_place",
                condition=Q(
                    local=True,
                    boost_of__isnull=True,
                    reply_to__isnull=True,
                    audience__in=["everyone", "members"],
                ),
            ),
        ]

    if TYPE_CHECKING:
        attachments: RelatedManager[Attachment]
        mentions: RelatedManager[Mention]

    @property
    def counts_as_reply(self) -> bool:
        """Whether the number of replies tells of it: what is said to few is not counted."""
        return self.audience not in (Audience.PRIVATE, Audience.MENTIONED)


class Edit(models.Model):
    """A version that was shown before an edit: a whole copy that never changes."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="edits")
    local = models.BooleanField(default=True)
    source = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    content_note = models.CharField(max_length=300, blank=True, default="")
    shown_from = models.DateTimeField()
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(local=False) | Q(clearance__isnull=False),
                name="local_edit_has_clearance",
            ),
        ]


class Tombstone(models.Model):
    """A deleted status that others may have seen. Says that it is gone, and nothing more."""

    id = models.BigIntegerField(primary_key=True, editable=False)
    uri = models.URLField(max_length=500, unique=True)
    author_id = models.BigIntegerField()
    deleted_at = models.DateTimeField()
