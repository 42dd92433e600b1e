from datetime import date

import pytest

from nara_renkei.directory.queries import (
    agreements_on,
    current_divisions,
    organisation_chart,
    partners_on,
    routable_divisions,
    same_body,
    why_not_routable,
)
from tests.factories.directory import AgreementFactory, DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_chart_costs_two_queries_whatever_its_size(rows, django_assert_num_queries):
    departments = DepartmentFactory.create_batch(rows)
    for department in departments:
        DivisionFactory.create_batch(rows, department=department)
    DivisionFactory(abolished=True, department=departments[0])

    with django_assert_num_queries(2):
        chart = organisation_chart(TODAY)

    assert [(row.department, len(row.divisions)) for row in chart] == [(department, rows) for department in departments]


def test_the_chart_of_the_past_shows_what_stood_then():
    gone = DivisionFactory(abolished=True)

    assert [row.divisions for row in organisation_chart(date(2026, 3, 31))] == [(gone,)]


def test_only_those_who_accept_and_stand_can_be_sent_to():
    open_one = DivisionFactory()
    DivisionFactory(accepts_routing=False)
    DivisionFactory(abolished=True)

    assert list(routable_divisions(TODAY)) == [open_one]


def test_a_refusal_to_send_says_what_to_do():
    gone, after = DivisionFactory(abolished=True, name="古い課"), DivisionFactory(name="新しい課")
    gone.successors.add(after)

    assert why_not_routable(after, TODAY) == ""
    assert why_not_routable(gone, TODAY) == "古い課は、いまは置かれていません。後の課（新しい課）へ送ってください。"
    assert (
        why_not_routable(DivisionFactory(abolished=True, name="消えた課"), TODAY)
        == "消えた課は、いまは置かれていません。管理画面で後の課を登録してください。"
    )
    assert "課のメールがない" in why_not_routable(DivisionFactory(email="", accepts_routing=False), TODAY)
    assert "回答を確認する人" in why_not_routable(DivisionFactory(accepts_routing=False), TODAY)


def test_the_divisions_that_came_after_are_found_through_several_reforms():
    first, second, third = DivisionFactory(abolished=True), DivisionFactory(abolished=True), DivisionFactory()
    first.successors.add(second)
    second.successors.add(third, first)

    assert current_divisions(first, TODAY) == [third]
    assert current_divisions(third, TODAY) == [third]


def test_agreements_in_force():
    current = AgreementFactory()
    AgreementFactory(ends_on=date(2026, 1, 1))

    assert list(agreements_on(TODAY)) == [current]


def test_a_partner_has_an_agreement_in_force_and_stands_once():
    partner = AgreementFactory().organization
    AgreementFactory(organization=partner)
    AgreementFactory(ends_on=date(2026, 1, 1))
    AgreementFactory(organization=OrganizationFactory(merged_into=partner))

    assert list(partners_on(TODAY)) == [partner]


def test_the_same_number_is_the_same_body():
    one = OrganizationFactory()
    other = OrganizationFactory(corporate_number=one.corporate_number)
    OrganizationFactory(sole=True)

    assert list(same_body(one)) == [other]
    assert list(same_body(OrganizationFactory(sole=True))) == []
