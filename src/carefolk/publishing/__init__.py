"""THE ONE WAY OUT: a draft goes in, a decision comes out.

Everything that leaves a person's hands passes `pipeline.publish`, guard included. Owns
`Draft`, `IdempotencyKey` and `Held`. Nothing else can create anything visible: stores demand a
clearance, only this room makes one, and they are reachable only through `main/wiring.py`.
"""
