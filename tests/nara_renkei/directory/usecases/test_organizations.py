from threading import Thread

import pytest
from django.db import connection, transaction

from nara_renkei.directory.models import Organization, OrganizationKind
from nara_renkei.directory.usecases.abolish_division import CannotAbolish, abolish_division
from nara_renkei.directory.usecases.confirm_organization import CannotConfirm, confirm_organization
from nara_renkei.directory.usecases.register_organization import CannotRegister, register_organization
from tests.factories.directory import DivisionFactory, OrganizationFactory, corporate_number
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, wait_until_somebody_waits_for_us

pytestmark = pytest.mark.django_db
BODY = {
    "name": "株式会社見本【例示】",
    "address": "奈良市",
    "representative": "代表取締役 見本一郎",
    "by": THE_COMPANY,
    "at": NOON,
}


def refusal(exception, act, **fields):
    with pytest.raises(exception) as caught:
        act(**fields)
    return str(caught.value)


def test_a_registered_body_is_not_confirmed():
    organization = register_organization(kind=OrganizationKind.COMPANY, corporate_number=corporate_number(900), **BODY)

    assert (organization.is_confirmed, organization.created_at) == (False, NOON)


def test_a_known_number_makes_a_second_unconfirmed_row():
    first = OrganizationFactory(confirmed=True)

    register_organization(kind=OrganizationKind.COMPANY, corporate_number=first.corporate_number, **BODY)

    assert Organization.objects.filter(corporate_number=first.corporate_number).count() == 2


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        (OrganizationKind.COMPANY, "", "法人番号（13桁）を入れてください。国税庁の法人番号公表サイトで調べられます。"),
        (
            OrganizationKind.SOLE,
            "1234567890123",
            "個人事業主と任意団体は、法人番号を空にしてください。個人番号（マイナンバー）は絶対に入れないでください。",
        ),
        (OrganizationKind.COMPANY, "123456789012", "法人番号は13桁の数字です。"),
    ],
)
def test_kind_and_number_go_together(kind, number, sentence):
    assert refusal(CannotRegister, register_organization, kind=kind, corporate_number=number, **BODY) == sentence


def test_the_desk_confirms_and_the_first_confirmation_stays():
    organization = OrganizationFactory()

    confirm_organization(organization=organization, by=THE_DESK, at=NOON)
    again = confirm_organization(organization=organization, by=THE_COMPANY, at=NOON.replace(hour=13))

    assert (again.confirmed_at, again.confirmed_by) == (NOON, "受付花子（デスク）")


def test_one_number_is_confirmed_once():
    first = OrganizationFactory(confirmed=True, name="先の団体")
    second = OrganizationFactory(corporate_number=first.corporate_number)

    sentence = refusal(CannotConfirm, confirm_organization, organization=second, by=THE_DESK, at=NOON)

    assert sentence.startswith("同じ法人番号の「先の団体」が、もう確認されています。")


def test_a_merged_body_is_not_confirmed_any_more():
    target = OrganizationFactory(confirmed=True, name="統合した先")
    gone = OrganizationFactory(merged_into=target)

    sentence = refusal(CannotConfirm, confirm_organization, organization=gone, by=THE_DESK, at=NOON)

    assert sentence == "「統合した先」に統合された団体です。"


def test_two_bodies_without_a_number_can_both_be_confirmed():
    for organization in (OrganizationFactory(sole=True), OrganizationFactory(sole=True)):
        assert confirm_organization(organization=organization, by=THE_DESK, at=NOON).is_confirmed is True


def test_a_division_ends_with_its_successors():
    division, after = DivisionFactory(), DivisionFactory()

    abolish_division(division=division, last_day=TODAY, successors=[after], by=THE_DESK, at=NOON)

    division.refresh_from_db()
    assert (division.valid_to, list(division.successors.all())) == (TODAY, [after])


def test_a_division_never_ends_into_nothing_into_itself_or_before_it_began():
    division, after = DivisionFactory(name="見本課"), DivisionFactory()
    before = division.valid_from.replace(year=2024)

    sentences = [
        refusal(
            CannotAbolish,
            abolish_division,
            division=division,
            last_day=day,
            successors=successors,
            by=THE_DESK,
            at=NOON,
        )
        for day, successors in ((TODAY, []), (TODAY, [division]), (before, [after]))
    ]

    assert sentences == [
        "見本課の後の課を選んでください。届いている提案の行き先になります。",
        "見本課自身を後の課にはできません。",
        "終わりは、始まり（2025年4月1日）より後にしてください。",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmed_at_once_with_one_number_the_second_is_refused():
    first = OrganizationFactory()
    second = OrganizationFactory(corporate_number=first.corporate_number)
    said = []

    def confirm_the_second():
        try:
            said.append(refusal(CannotConfirm, confirm_organization, organization=second, by=THE_DESK, at=NOON))
        finally:
            connection.close()

    other = Thread(target=confirm_the_second)
    with transaction.atomic():
        confirm_organization(organization=first, by=THE_DESK, at=NOON)
        other.start()
        wait_until_somebody_waits_for_us()
    other.join(10)

    assert said[0].startswith("同じ法人番号の「別の団体」が、もう確認されています。")
    assert list(Organization.objects.confirmed()) == [first]
