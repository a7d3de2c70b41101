"""Who is here: accounts, identities, profiles, membership, follows, blocks, mutes.

Owns `User`, `Identity`, `Profile`, `Membership`, `Follow`, `Block`, `Mute`, `Standing`.
Public: `queries` (every read takes the viewer first), `actions`, `rules`.
"""
