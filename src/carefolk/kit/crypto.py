"""Keys at rest and signed addresses, all from the one secret of the place.

Every purpose has a key of its own (HKDF, RFC 5869), so that a value made for one purpose is
worthless for another. Functions take `secret` for tests and rotation; without it they use the
place's own setting.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError, NotFound

_SIGNATURE_BYTES = 24
_ADDRESS_PURPOSE = "viewer-address"


class CannotUnseal(CarefolkError):
    """The sealed text was changed, cut short, or sealed with another secret or purpose."""

    code, status = "cannot-unseal", 500
    sentence = _(
        "We could not open a saved text. It has not been deleted. "
        "Please tell the people who run this place."
    )


class AddressExpired(NotFound):
    """Answered like any missing thing: hidden equals absent."""


def seal(text: str, *, purpose: str, secret: str | None = None) -> str:
    """Encrypt a text for keeping (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _fernet(_secret(secret), purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, secret: str | None = None) -> str:
    """The text that was sealed for this purpose. Raises CannotUnseal."""
    try:
        return _fernet(_secret(secret), purpose).decrypt(sealed.encode()).decode()
    except (InvalidToken, ValueError):
        raise CannotUnseal from None


def digest(purpose: str, *parts: str | int | bytes, secret: str | None = None) -> bytes:
    """32 bytes of HMAC-SHA256 over the parts, each with its kind and length.

    `("ab", "c")` and `("a", "bc")` differ, and so do `1` and `"1"`.
    """
    mac = hmac.new(_key(_secret(secret), purpose), digestmod=hashlib.sha256)
    for part in parts:
        kind, data = _as_bytes(part)
        mac.update(kind + len(data).to_bytes(8, "big") + data)
    return mac.digest()


def sign_address(path: str, viewer_id: int, expires: datetime, *, secret: str | None = None) -> str:
    """The path with a query that only this viewer was given and that ends at `expires`.

    It is a key to ask with, not a right: whoever answers it still asks whether the viewer
    may see the thing now.

    Args:
        path: begins with a slash, holds no query.
        viewer_id: the identity the address is for.
        expires: with a zone; kept to the second.
        secret: instead of the place's own.
    """
    until = int(expires.timestamp())
    signature = _signature(path, viewer_id, until, secret)
    return f"{path}?{urlencode({'viewer': viewer_id, 'until': until, 'sig': signature})}"


def check_address(
    path: str, query: Mapping[str, str], *, now: datetime, secret: str | None = None
) -> int:
    """The id of the viewer that an address of `sign_address` was made for.

    Args:
        path: the path that was asked for.
        query: its query, `request.GET` for one.
        now: the time to compare with.
        secret: instead of the place's own.

    Raises:
        NotFound: the signature does not fit path, viewer and time.
        AddressExpired: it fits, but its time has passed.
    """
    viewer_id, until = _number(query.get("viewer", "")), _number(query.get("until", ""))
    fitting = _signature(path, viewer_id, until, secret)
    if not hmac.compare_digest(fitting.encode(), query.get("sig", "").encode(errors="replace")):
        raise NotFound
    if now.astimezone(UTC).timestamp() >= until:
        raise AddressExpired
    return viewer_id


def _signature(path: str, viewer_id: int, until: int, secret: str | None) -> str:
    mac = digest(_ADDRESS_PURPOSE, path, viewer_id, until, secret=secret)
    return base64.urlsafe_b64encode(mac[:_SIGNATURE_BYTES]).decode()


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 20):
        raise NotFound
    return int(written)


def _as_bytes(part: str | int | bytes) -> tuple[bytes, bytes]:
    match part:
        case bytes():
            return b"b", part
        case int():
            return b"i", str(part).encode()
        case str():
            return b"s", part.encode(errors="surrogatepass")


@lru_cache(maxsize=64)
def _fernet(secret: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, purpose)))


@lru_cache(maxsize=64)
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"carefolk:{purpose}".encode()).derive(
        secret.encode()
    )


def _secret(given: str | None) -> str:
    return str(settings.SECRET_KEY) if given is None else given
