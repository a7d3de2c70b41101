"""What a person should know: someone answered, followed, mentioned, boosted, liked.

Owns `Notification`. Public: `queries`, `actions`, `sinks`.
"""
