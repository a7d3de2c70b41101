from carefolk.posts.models.attachment import Attachment
from carefolk.posts.models.audience import OFFERED, Audience
from carefolk.posts.models.interaction import Bookmark, Favourite
from carefolk.posts.models.marks import Hashtag, Mention, StatusTag
from carefolk.posts.models.status import Edit, Status, Tombstone

__all__ = [
    "OFFERED",
    "Attachment",
    "Audience",
    "Bookmark",
    "Edit",
    "Favourite",
    "Hashtag",
    "Mention",
    "Status",
    "StatusTag",
    "Tombstone",
]
