"""Handles: which are allowed, and which look too much like another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import confusables
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import Invalid

SHORTEST, LONGEST = 3, 30

# Addresses of this place, mailbox names of RFC 2142, and names that speak for the house.
RESERVED = frozenset(
    {
        "about", "abuse", "accounts", "activity", "actor", "admin", "admins", "administrator",
        "administrators", "all", "anonymous", "api", "app", "apps", "audit", "auth",
        "authorize", "backup", "billing", "blog", "bookmarks", "bot", "bots", "carefolk",
        "chat", "chats", "contact", "dashboard", "deleted", "developer", "developers", "direct",
        "doctor", "drafts", "emergency", "everyone", "explore", "favourites", "federation",
        "feed", "feeds", "follow", "followers", "following", "forgot", "ftp", "group", "groups",
        "guard", "guest", "health", "help", "helpdesk", "home", "host", "hostmaster", "html",
        "http", "https", "inbox", "info", "instance", "invite", "invites", "join", "journal",
        "learning", "legal", "lists", "local", "login", "logout", "mail", "mailer",
        "mailerdaemon", "manage", "manager", "media", "members", "me", "messages", "mod",
        "moderation", "moderator", "moderators", "mods", "nodeinfo", "noreply", "null",
        "notifications", "oauth", "official", "ombudsman", "operator", "outbox", "owner",
        "page", "pages", "password", "policy", "post", "posts", "postmaster", "privacy",
        "profile", "public", "register", "report", "reports", "robots", "root", "rules",
        "safeguarding", "safety", "search", "security", "self", "service", "settings", "share",
        "signin", "signout", "signup", "site", "ssl", "staff", "static", "status", "statuses",
        "support", "sysadmin", "system", "tag", "tags", "team", "terms", "test", "timeline",
        "timelines", "token", "undefined", "unknown", "update", "user", "username", "users",
        "usenet", "uucp", "web", "webfinger", "webmaster", "welcome", "wellknown", "www", "you",
    }
)  # fmt: skip
# Also refused as one word of a longer handle: `carefolk_help`, `the_moderator`.
_SPEAKS_FOR_US = frozenset({"admin", "administrator", "carefolk", "moderator", "moderation"})

_ALLOWED = re.compile(r"[a-z0-9_]+\Z")
_LOOKS = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "3": "e", "4": "a", "5": "s", "$": "s",
     "7": "t", "8": "b", "@": "a"}
)  # fmt: skip
_LOOK_TOGETHER = (("rn", "m"), ("vv", "w"))


class BadHandle(Invalid):
    """A handle that nobody can have."""

    code = "bad-handle"
    sentence = _("That handle cannot be used. Please choose another one.")


class HandleTooShort(BadHandle):
    code = "handle-too-short"
    sentence = _("That handle is too short. Please use at least {shortest} characters.")


class HandleTooLong(BadHandle):
    code = "handle-too-long"
    sentence = _("That handle is too long. Please use at most {longest} characters.")


class HandleHasOtherCharacters(BadHandle):
    code = "handle-characters"
    sentence = _("A handle can only have the letters a to z, numbers and _. Please change it.")


class HandleHasNoLetter(BadHandle):
    code = "handle-no-letter"
    sentence = _("A handle needs at least one letter. Please add one.")


class HandleReserved(BadHandle):
    code = "handle-reserved"
    sentence = _("That handle is kept for the people who run this place. Please choose another.")


def check_handle(handle: str) -> str:
    """The handle in the form to keep: lower case, without space or `@` around it.

    Raises:
        HandleTooShort, HandleTooLong, HandleHasOtherCharacters, HandleHasNoLetter: its form.
        HandleReserved: a reserved name, or one that looks like it (`adm1n`, `m0derat0r`).
    """
    written = handle.strip().removeprefix("@")
    wanted = written.lower()
    if wanted and not (written.isascii() and _ALLOWED.match(wanted)):
        raise HandleHasOtherCharacters
    if len(wanted) < SHORTEST:
        raise HandleTooShort(shortest=SHORTEST)
    if len(wanted) > LONGEST:
        raise HandleTooLong(longest=LONGEST)
    if not any(letter.isalpha() for letter in wanted):
        raise HandleHasNoLetter
    if _is_reserved(wanted):
        raise HandleReserved
    return wanted


def handle_key(handle: str) -> str:
    """One key for all handles that people could take for one another; unique in the database.

    Case, `_`, `.` and `-` do not count; digits stand for the letters they pass for (0 o, 1 l i,
    3 e, 4 a, 5 s, 7 t, 8 b); rn is m, vv is w; letters of other scripts become the Latin
    letter they look like (Unicode TS 39, through confusable-homoglyphs).
    """
    plain = unicodedata.normalize("NFKD", handle).casefold()
    latin = "".join(_latin_look(letter) for letter in plain).casefold()
    key = "".join(letter for letter in latin.translate(_LOOKS) if letter.isalnum())
    for pair, single in _LOOK_TOGETHER:
        key = key.replace(pair, single)
    return key


def _is_reserved(handle: str) -> bool:
    if handle_key(handle) in _reserved_keys():
        return True
    return any(handle_key(word) in _reserved_words() for word in handle.split("_"))


@lru_cache(maxsize=1)
def _reserved_keys() -> frozenset[str]:
    return frozenset(handle_key(name) for name in RESERVED)


@lru_cache(maxsize=1)
def _reserved_words() -> frozenset[str]:
    return frozenset(handle_key(name) for name in _SPEAKS_FOR_US)


@lru_cache(maxsize=4096)
def _latin_look(letter: str) -> str:
    """The ASCII letter or digit this one can be taken for, else itself; marks vanish."""
    if letter.isascii():
        return letter
    if unicodedata.combining(letter):
        return ""
    for found in confusables.is_confusable(letter, greedy=True, preferred_aliases=[]) or []:
        for look in found["homoglyphs"]:
            if look["c"].isascii() and look["c"].isalnum():
                return str(look["c"]).lower()
    return letter
