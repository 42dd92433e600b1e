from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.queries import agreements_of, partners_on, public_agreements
from nara_renkei.directory.rules.agreements import is_in_force, state_of
from tests.factories.directory import ActivityFactory, AgreementFactory, OrganizationFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def agreements(draw):
    starts_on = draw(DAYS)
    ends_on = draw(st.none() | st.integers(0, 400).map(lambda days: starts_on + timedelta(days=days)))
    renews = ends_on is not None and draw(st.booleans())
    fields = {"starts_on": starts_on, "ends_on": ends_on, "renewals_count": draw(st.integers(0, 2))}
    if renews:
        fields |= {"renews_years": draw(st.integers(1, 3)), "notice_count": draw(st.integers(1, 6))}
        fields["notice_unit"] = draw(st.sampled_from(["MONTHS", "DAYS"]))
        if draw(st.booleans()):
            fields |= {"declined_on": TODAY, "declined_by": "CITY"}
    if draw(st.integers(0, 3)) == 0:
        return {**fields, "signed_on": None}
    if draw(st.integers(0, 3)) == 0:
        fields |= {"ended_on": starts_on + timedelta(days=draw(st.integers(0, 300))), "ended_why": "合意のため。"}
    return fields


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=agreements())
def test_the_database_says_the_same_as_the_rules(fields):
    agreement = AgreementFactory(**fields)
    rows = Agreement.objects.filter(pk=agreement.pk)

    states = [state for state in AgreementState if rows.in_state(state, TODAY)]

    assert states == [state_of(agreement.term, TODAY)]
    assert rows.valid_on(TODAY).exists() is is_in_force(agreement.term, TODAY)


def test_a_renewal_that_nobody_recorded_keeps_the_partner():
    partner = AgreementFactory(renewing=True, starts_on=date(2024, 4, 1), ends_on=date(2026, 3, 31)).organization
    AgreementFactory(preparing=True)
    AgreementFactory(ended_on=YESTERDAY, ended_why="合意のため。")

    assert list(partners_on(TODAY)) == [partner]


def test_what_must_be_decided_first_stands_first():
    later = AgreementFactory(ends_on=date(2026, 12, 1))
    first = AgreementFactory(ends_on=date(2026, 11, 1))
    never = AgreementFactory()

    assert list(Agreement.objects.in_order_of_work()) == [first, later, never]


def test_everybody_reads_what_is_published_and_in_force():
    shown = AgreementFactory(is_public=True, renewing=True)
    public, _ = ActivityFactory(agreement=shown, is_public=True), ActivityFactory(agreement=shown)
    AgreementFactory()
    AgreementFactory(is_public=True, ends_on=YESTERDAY)
    AgreementFactory(is_public=True, preparing=True)

    cards = public_agreements(TODAY)

    assert [(card.agreement, card.state, card.years) for card in cards] == [
        (shown, "有効", [(FiscalYear(2026), [public])])
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_list_costs_two_queries(rows, django_assert_num_queries):
    for agreement in AgreementFactory.create_batch(rows, is_public=True):
        ActivityFactory(agreement=agreement, is_public=True)

    with django_assert_num_queries(2):
        cards = public_agreements(TODAY)

    assert len(cards) == rows


def test_a_body_reads_its_signed_agreements_those_in_force_first():
    organization = OrganizationFactory()
    old = AgreementFactory(organization=organization, starts_on=date(2026, 1, 1), ends_on=YESTERDAY)
    renewing = AgreementFactory(organization=organization, renewing=True)
    declined = AgreementFactory(
        organization=organization, renewing=True, starts_on=date(2024, 1, 1), declined_on=TODAY, declined_by="CITY"
    )
    passed = AgreementFactory(
        organization=organization, renewing=True, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 1)
    )
    AgreementFactory(organization=organization, preparing=True)
    AgreementFactory()
    newer = ActivityFactory(agreement=renewing, held_on=date(2026, 6, 1))
    older = ActivityFactory(agreement=renewing, held_on=date(2026, 3, 1))

    cards = agreements_of(organization, TODAY)

    assert [(card.agreement, card.state, card.notice_by) for card in cards] == [
        (renewing, "有効", date(2026, 12, 31)),
        (declined, "更新しません", None),
        (passed, "有効", None),  # its 申出期限 was on 1 September
        (old, "満了", None),
    ]
    assert cards[0].years == [(FiscalYear(2026), [newer]), (FiscalYear(2025), [older])]


def test_the_term_of_a_row_is_what_the_row_says():
    agreement = AgreementFactory(renewing=True, fields="買物支援／見守り")

    assert (agreement.field_names, agreement.term.renews) == (["買物支援", "見守り"], True)
    assert replace(agreement.term, declined_on=TODAY).renews is False
    assert agreement.renewal_words == "1年ずつ自動更新（申出は満了の3か月前まで）"
    assert AgreementFactory(ends_on=TOMORROW).renewal_words == "自動では更新しません"
    assert AgreementFactory().renewal_words == "期間の定めがありません"
