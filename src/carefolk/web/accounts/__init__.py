"""Signing up and signing in, on django-allauth's public surface.

It stands in `web` and not in `people`, because a sign-up says a name, and what is said walks the
publishing pathway.
"""
