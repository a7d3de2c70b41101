"""Words for what a browser says of itself."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: each later one also calls itself by an earlier one's name.
_BROWSERS = (("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("OPR/", "Opera"))
_MORE_BROWSERS = (
    ("Edg", "Edge"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"))
_MORE_MACHINES = (("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))


@register.filter
def browser_words(user_agent: str) -> str:
    """Browser and machine ("Chrome on Android"), as near as what the browser says allows."""
    browser = _first(user_agent, _BROWSERS + _MORE_BROWSERS)
    machine = _first(user_agent, _MACHINES + _MORE_MACHINES)
    if browser and machine:
        return _("{browser} on {machine}").format(browser=browser, machine=machine)
    return browser or machine or _("A program we do not know")


def _first(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
