"""Reading: the home entries of each person, this place, hashtags, profiles.

Owns `HomeEntry`. Chronological, keyset pages, and an end. Public: `queries`, `sinks`.
"""
