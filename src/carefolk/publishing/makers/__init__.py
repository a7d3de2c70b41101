"""How each kind of draft is made ready and becomes rows.

The functions that write are handed in by `main/wiring.py`: stores are reachable only from there.
"""
