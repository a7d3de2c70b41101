"""Parts of addresses: ids that fit the database, and handles."""

from __future__ import annotations

from django.urls import register_converter

BIGGEST_ID = 2**63 - 1


class IdConverter:
    """A 64-bit id. Longer numbers are no address of ours, rather than an error below."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > BIGGEST_ID:
            raise ValueError
        return number

    def to_url(self, value: int | str) -> str:
        return str(value)


class HandleConverter:
    """`asha`, or `asha@elsewhere.example`; the @ in front is part of the address."""

    regex = r"[A-Za-z0-9_.@-]{1,320}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    """Make `<id:…>` and `<handle:…>` known. Called once, where all addresses are listed."""
    register_converter(IdConverter, "id")
    register_converter(HandleConverter, "handle")
