"""People, the posts they hold, and the 団体 they belong to."""

from .emergency import EmergencyAccess, EmergencyAccessQuerySet
from .orders import PersonnelOrder, PersonnelOrderQuerySet
from .people import (
    CapabilityLink,
    CapabilityLinkQuerySet,
    Invitation,
    InvitationQuerySet,
    JoinRequest,
    JoinRequestQuerySet,
    Member,
    MemberQuerySet,
    NameChange,
    NameChangeQuerySet,
    Post,
    PostQuerySet,
    User,
    UserManager,
)

__all__ = [
    "CapabilityLink",
    "CapabilityLinkQuerySet",
    "EmergencyAccess",
    "EmergencyAccessQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "JoinRequestQuerySet",
    "Member",
    "MemberQuerySet",
    "NameChange",
    "NameChangeQuerySet",
    "PersonnelOrder",
    "PersonnelOrderQuerySet",
    "Post",
    "PostQuerySet",
    "User",
    "UserManager",
]
