"""The admin of people, posts, units and 団体, and the base of every admin class of the project.

The units' admin stands here because the directory, a step below, does not know who may edit it.
"""

from .agreements import AgreementAdmin
from .emergency import EmergencyAccessAdmin
from .mixins import Permitted, PermittedAdmin, PermittedStackedInline, PermittedTabularInline
from .orders import PersonnelOrderAdmin
from .organizations import ConfirmedFilter, JoinRequestAdmin, OrganizationAdmin
from .people import UserAdmin
from .units import DepartmentAdmin, DivisionAdmin, SectionAdmin

__all__ = [
    "AgreementAdmin",
    "ConfirmedFilter",
    "DepartmentAdmin",
    "DivisionAdmin",
    "EmergencyAccessAdmin",
    "JoinRequestAdmin",
    "OrganizationAdmin",
    "Permitted",
    "PermittedAdmin",
    "PermittedStackedInline",
    "PermittedTabularInline",
    "PersonnelOrderAdmin",
    "SectionAdmin",
    "UserAdmin",
]
