"""What was said: statuses, their pictures, hashtags, mentions, favourites and versions.

Owns `Status` and all that hangs on it. Public: `visibility` (may this viewer see this status:
the only place that knows), `queries`, `actions`, `render`. `store` belongs to publishing alone.
"""
