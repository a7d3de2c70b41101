"""The frame and the look: base page, components, home, explore, settings hub, first run.

Owns no tables. What spans rooms lives here; a room's own pages live in the room.
"""
