"""All one's data as a zip of JSON files and one's own pictures."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from carefolk.kit.wiring import wired
from carefolk.people.models import Identity

_IN_MEMORY = 2_000_000
_SAFE_NAME = re.compile(r"[a-z0-9_-]+\Z")


def export_zip(identity: Identity) -> IO[bytes]:
    """Everything every room keeps about someone, in open formats.

    One JSON file for each list. A row's `file` names a picture of the media folder; the picture
    is added under `media/`.

    Returns:
        A temporary file at its beginning; whoever closes it removes it.
    """
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    added: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(identity))
        for name, rows in _lists(identity):
            kept = [dict(row) for row in rows]
            archive.writestr(f"{name}.json", _json(kept))
            for row in kept:
                _add_picture(archive, row, added)
    target.seek(0)
    return target


def _lists(identity: Identity) -> Iterator[tuple[str, Iterable[Mapping[str, Any]]]]:
    for holder in wired("holders"):
        for name, rows in holder.export(identity).items():
            if not _SAFE_NAME.match(name):
                raise ValueError(f"a holder exports under the name {name!r}")
            yield name, rows


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _add_picture(archive: zipfile.ZipFile, row: Mapping[str, Any], added: set[str]) -> None:
    name = row.get("file")
    if not isinstance(name, str) or not name or name in added:
        return
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    if path.is_relative_to(root) and path.is_file():
        archive.write(path, f"media/{name}")
        added.add(name)


def _readme(identity: Identity) -> str:
    return _(
        "These files hold everything that this place keeps about {address}.\n"
        "Each .json file is one list. Your pictures are in the folder media.\n"
    ).format(address=identity.address)
