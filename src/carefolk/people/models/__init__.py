from carefolk.people.models.identity import Identity, Membership, Profile, Standing
from carefolk.people.models.ties import Block, Follow, Mute
from carefolk.people.models.user import Invitation, User

__all__ = [
    "Block",
    "Follow",
    "Identity",
    "Invitation",
    "Membership",
    "Mute",
    "Profile",
    "Standing",
    "User",
]
