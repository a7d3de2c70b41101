"""Files in the media folder: written whole or not at all, and found again for clearing."""

from __future__ import annotations

import errno
import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError

FOLDERS = ("pictures", "avatars", "headers")
_PART = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

log = logging.getLogger(__name__)


class NoRoom(CarefolkError):
    """The disk is full. The operator finds it in the log and in the doctor."""

    code, status, passing = "no-room", 503, True
    sentence = _(
        "There is no room for pictures right now. Your words are still here. You can post "
        "without the picture, or try again later."
    )


def keep(folder: str, *datas: bytes) -> tuple[str, ...]:
    """Write files under fresh random names; all of them, or none.

    Each is written beside its place, forced to the disk, and then renamed: a reader, and the
    machine after a power cut, sees a whole file or no file.

    Args:
        folder: one of FOLDERS.
        datas: what each file holds.

    Returns:
        Their names in the media folder, in the same order.

    Raises:
        NoRoom: the disk or a quota is full.
    """
    # Spread over 256 folders (see _fresh_name), so that none grows slow.
    names = tuple(_fresh_name(folder) for _each in datas)
    try:
        for name, data in zip(names, datas, strict=True):
            _write(_path(name + _PART), data)
        for name in names:
            _path(name + _PART).replace(_path(name))
        for parent in {_path(name).parent for name in names}:
            _force_folder(parent)
    except BaseException as error:
        remove(names)
        remove(name + _PART for name in names)
        if isinstance(error, OSError) and error.errno in _FULL:
            log.exception("no room in the media folder")
            raise NoRoom from None
        raise
    return names


def path_of(name: str) -> Path | None:
    """Where a kept file lies; None when it is gone or the name leads out of the folder."""
    path = _path(name)
    inside = path.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    return path if inside and path.is_file() else None


def stem(name: str) -> str:
    """The random part of a name."""
    return name.rsplit("/", 1)[-1].removesuffix(".webp")


def remove(names: Iterable[str]) -> int:
    """Remove files; those that are gone are no error. Returns how many there were."""
    removed = 0
    for name in names:
        try:
            _path(name).unlink()
        except FileNotFoundError:
            continue
        removed += 1
    return removed


def older_than(moment: datetime, *, at_once: int) -> Iterator[list[str]]:
    """Names of all files last written before `moment`, in lists of at most `at_once`."""
    names = _names_before(moment.timestamp())
    while part := list(islice(names, at_once)):
        yield part


def _names_before(stamp: float) -> Iterator[str]:
    root = Path(settings.MEDIA_ROOT)
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < stamp:
                    yield path.relative_to(root).as_posix()
            except FileNotFoundError:
                continue  # removed meanwhile


def _fresh_name(folder: str) -> str:
    letters = secrets.token_hex(16)
    # Faces stand directly in their folder: profiles keep, and addresses show, the short name.
    return (
        f"{folder}/{letters[:2]}/{letters}.webp"
        if folder == "pictures"
        else f"{folder}/{letters}.webp"
    )


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _force_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
