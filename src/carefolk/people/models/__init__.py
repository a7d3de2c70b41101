from carefolk.people.models.identity import Identity, Membership, Profile, Standing
from carefolk.people.models.place import ClosedHandle, RoleOption
from carefolk.people.models.ties import Block, Follow, Mute
from carefolk.people.models.user import Invitation, User

__all__ = [
    "Block",
    "ClosedHandle",
    "Follow",
    "Identity",
    "Invitation",
    "Membership",
    "Mute",
    "Profile",
    "RoleOption",
    "Standing",
    "User",
]
