"""A status as JSON, in the shape of the Mastodon client API (entities Status, MediaAttachment)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from carefolk.posts.faces import avatar_address
from carefolk.posts.models import Attachment, Audience, Status

AddressOf = Callable[[Attachment, Status], tuple[str, str]]
"""From a picture and its status to the addresses (small, large) for the present viewer."""


def fixed_part(status: Status, url: str) -> str:
    """The entity without its last brace: pictures and the viewer's marks follow."""
    author, profile = status.author, status.author.profile
    entity: Mapping[str, Any] = {
        "id": str(status.pk),
        "created_at": _instant(status.created_at),
        "edited_at": _instant(status.edited_at) if status.edited_at else None,
        "in_reply_to_id": str(status.reply_to_id) if status.reply_to_id else None,
        "in_reply_to_account_id": str(status.reply_to_author_id)
        if status.reply_to_author_id
        else None,
        "sensitive": bool(status.content_note),
        "spoiler_text": status.content_note,
        "visibility": _VISIBILITY[Audience(status.audience)],
        "carefolk": {"audience": status.audience},
        "language": status.language,
        "uri": status.uri,
        "url": url,
        "content": status.html,
        "replies_count": status.replies_count,
        "reblogs_count": status.boosts_count,
        "favourites_count": status.favourites_count,
        "account": {
            "id": str(author.pk),
            "username": author.handle,
            "acct": author.address[1:],
            "display_name": profile.display_name,
            "locked": author.is_locked,
            "url": f"/{author.address}",
            "avatar": avatar_address(profile),
        },
    }
    return json.dumps(entity, ensure_ascii=False, separators=(",", ":"))[:-1]


# For apps that know four words only (decisions 3).
_VISIBILITY = {
    Audience.EVERYONE: "public",
    Audience.QUIETLY: "unlisted",
    Audience.MEMBERS: "private",
    Audience.FOLLOWERS: "private",
    Audience.MEMBERS_OF: "private",
    Audience.MENTIONED: "direct",
    Audience.PRIVATE: "direct",
}


def picture_entity(picture: Attachment, status: Status, address_of: AddressOf) -> dict[str, Any]:
    small, large = address_of(picture, status)
    return {
        "id": str(picture.pk),
        "type": "image",
        "url": large,
        "preview_url": small,
        "description": picture.description or None,
        "blurhash": picture.blurhash or None,
        "meta": {"original": {"width": picture.width, "height": picture.height}},
    }


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
