"""部, 課, 係, 団体, 包括連携協定."""

from .agreement_records import AgreementPaper, AgreementRecord, AgreementRenewal
from .agreements import Agreement, AgreementActivity, AgreementQuerySet
from .organizations import WITHOUT_NUMBER, Organization, OrganizationKind, OrganizationQuerySet
from .units import Department, Division, Organ, Section, Unit, UnitQuerySet

__all__ = [
    "WITHOUT_NUMBER",
    "Agreement",
    "AgreementActivity",
    "AgreementPaper",
    "AgreementQuerySet",
    "AgreementRecord",
    "AgreementRenewal",
    "Department",
    "Division",
    "Organ",
    "Organization",
    "OrganizationKind",
    "OrganizationQuerySet",
    "Section",
    "Unit",
    "UnitQuerySet",
]
