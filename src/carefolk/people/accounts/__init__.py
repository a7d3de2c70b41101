"""Signing up and signing in, on django-allauth's public surface."""
