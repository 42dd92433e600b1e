"""What the addresses of the ground floor and of the roof name, and the rows of their tables."""

from nara_renkei.accounts.models import JoinRequest
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.audit import record
from nara_renkei.core.models import AuditSeal, Holiday
from nara_renkei.directory.models import Section
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.reports.models import SelfCheckStatement, VisionTarget
from tests.factories.accounts import CompanyUserFactory, EmergencyAccessFactory, PersonnelOrderFactory
from tests.factories.directory import AgreementFactory, OrganizationFactory
from tests.harness import NOON
from tests.world import Addresses, Arguments, Rows, World


def _organization(world: World) -> Arguments:
    return {"uuid": world.organization.uuid}


def _seat(world: World) -> Arguments:
    return {"pk": world.seat.pk}


def _department(world: World) -> Arguments:
    return {"code": world.division.department.code}


def _paper(world: World) -> Arguments:
    return {"uuid": world.paper.uuid}


def _survey(world: World) -> Arguments:
    return {"pk": world.survey.pk}


def _asked(world: World) -> JoinRequest:
    return JoinRequest.objects.create(
        organization=world.organization, user=CompanyUserFactory(), name="見本", requested_at=NOON
    )


ADDRESSES: Addresses = {
    "accounts:organization": _organization,
    "accounts:profile": _organization,
    "accounts:invite": _organization,
    "accounts:cancel_invitation": lambda world: {"uuid": world.organization.uuid, "pk": 1},
    "accounts:decide_join_request": lambda world: {"uuid": world.organization.uuid, "pk": 1},
    "accounts:member": lambda world: {"uuid": world.organization.uuid, "pk": world.member.pk},
    "accounts:invitation": lambda world: {"token": world.token},
    "surveys:answer": lambda world: {"token": world.survey_tokens["c0"]},
    "surveys:answer_staff": lambda world: {"token": world.survey_tokens["d0"]},
    "accounts:postal_code": lambda _: {"code": "6308580"},
    "account_reset_password_from_key": lambda _: {"uidb36": "1", "key": "set-password"},
    "accounts:emergency": lambda _: {"token": "no-such-secret"},
    "mfa_remove_webauthn": lambda _: {"pk": 1},
    "mfa_edit_webauthn": lambda _: {"pk": 1},
    "admin:view_on_site": lambda _: {"content_type_id": 1, "object_id": 1},
    "admin:app_list": lambda _: {"app_label": "directory"},
    "admin:surveys_survey_act": lambda world: {"pk": world.survey.pk, "verb": "nobasu"},
    "admin:surveys_survey_letters": _survey,
    "admin:surveys_survey_remind": _survey,
    "admin:surveys_survey_result": _survey,
    "admin:surveys_survey_sheet": _survey,
    "admin:surveys_survey_paper": lambda world: {"pk": world.survey.pk, "uuid": world.survey_paper.uuid},
    "admin:directory_organization_compare": lambda world: {"source": world.organization.pk},
    "admin:directory_organization_merge": lambda world: {"source": world.organization.pk, "target": world.twin.pk},
    "admin:directory_agreement_act": lambda world: {
        "pk": AgreementFactory(organization=world.organization).pk,
        "verb": "torikumi",
    },
    "admin:directory_agreement_paper": lambda _: {"pk": 1, "file": "00000000-0000-4000-8000-000000000000"},
    "admin:accounts_personnelorder_act": lambda _: {"pk": PersonnelOrderFactory().pk, "verb": "torisage"},
    "portal:mailbox_letter": lambda _: {"name": "absent"},
    "portal:handover": _seat,
    "portal:handover_words": _seat,
    "portal:hand_over": _seat,
    "portal:handover_order": _seat,
    "portal:handover_paper": lambda world: {"pk": world.seat.pk, "uuid": world.handover.uuid},
    "portal:handover_file": lambda world: {"pk": world.seat.pk, "uuid": world.handover.uuid},
    "portal:department": _department,
    "portal:department_sheet": _department,
    "portal:department_order": _department,
    "portal:department_paper": lambda world: {
        "code": world.division.department.code,
        "uuid": world.department_paper.uuid,
    },
    "portal:department_file": lambda world: {
        "code": world.division.department.code,
        "uuid": world.department_paper.uuid,
    },
    "admin:directory_organization_act": lambda _: {"pk": OrganizationFactory().pk, "verb": "kakunin"},
    "admin:accounts_joinrequest_act": lambda world: {"pk": _asked(world).pk, "verb": "mitomeru"},
    "portal:record": _organization,
    "portal:open_record": _organization,
    "reports:paper": _paper,
    "reports:download": _paper,
    "reports:self_check": lambda world: {"pk": world.division.pk},
    "reports:again": _paper,
}

ROWS: Rows = {
    "directory_department": lambda world: world.division.department.pk,
    "directory_division": lambda world: world.division.pk,
    "directory_section": lambda world: (
        Section.objects.create(code="00990001", name="見本係", division=world.division).pk
    ),
    "directory_organization": lambda world: world.organization.pk,
    "directory_agreement": lambda world: AgreementFactory(organization=world.organization).pk,
    "accounts_user": lambda world: world.member.user.pk,
    "accounts_emergencyaccess": lambda _: EmergencyAccessFactory(closed=True).pk,
    "accounts_personnelorder": lambda _: PersonnelOrderFactory().pk,
    "accounts_joinrequest": lambda world: _asked(world).pk,
    "reports_selfcheckstatement": lambda _: SelfCheckStatement.objects.order_by("pk").first().pk,
    "reports_visiontarget": lambda _: (
        VisionTarget.objects.get_or_create(year=2026, sign="kept", defaults={"value": 80})[0].pk
    ),
    "core_citysettings": lambda _: 1,
    "core_holiday": lambda _: Holiday.objects.order_by("day").first().pk,
    "notifications_outgoingmail": lambda _: (
        queue_mail("accounts/staff_door", to="a@b.example", about="", context={}, at=NOON).pk
    ),
    "core_auditevent": lambda _: record("login", about="user:0", by=THE_SYSTEM, at=NOON).pk,
    "core_auditseal": lambda _: AuditSeal.objects.create(at=NOON, events=1, digest="0" * 64).pk,
    "surveys_survey": lambda world: world.survey.pk,
}
