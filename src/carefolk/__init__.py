"""Carefolk: a social network for social care, with a guard at its only door."""
