"""Live news for open pages: a small native ASGI process, without an ORM in its hot path.

Owns `Change`, the rows that tell it what happened.
"""
