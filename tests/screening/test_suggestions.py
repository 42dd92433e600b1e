"""What the desk learns of the 課 that are near to a proposal."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.directory.models import Division
from proposals.models import Pause
from screening.models import RoutingAnswer
from screening.queries import suggest_divisions, suggestions
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingAnswerFactory, RoutingFactory, ScreeningFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=7)  # four 開庁日 after NOON: 10月12日 is a holiday


@pytest.fixture(autouse=True)
def _no_index():
    suggestions._kept.clear()


@pytest.fixture
def parks():
    return DivisionFactory(name="公園緑地課", duties="公園の整備と管理")


@pytest.fixture
def farms():
    return DivisionFactory(name="農政課", duties="農地の保全／森林と里山の整備")


def proposal(**words):
    blank = {"summary": "", "beneficiary": "", "body": "", "challenge_answer": ""}
    return ProposalFactory(submitted=True, **{"title": "公園の芝生", **blank, **words})


def answered(division, choice="CONSIDER", at=LATER, title="紙芝居の巡業", **kwargs):
    """A past proposal that a 課 answered."""
    past = ProposalFactory(in_review=True, title=title, summary="", beneficiary="", body="")
    routing = RoutingFactory(
        screening=ScreeningFactory(proposal=past), division=division, state="ENDED", due_on=None, **kwargs
    )
    return RoutingAnswerFactory(routing=routing, choice=choice, confirmed=True, confirmed_at=at)


def names(found):
    return [one.division.name for one in found]


def test_the_nearest_division_comes_with_its_words_load_limit_and_deputy(parks, farms):
    deputy = StaffFactory(deputy=True, division=parks)
    StaffFactory(manager=True, division=parks)
    parks.open_limit = 1
    parks.save()
    RoutingFactory(division=parks)
    RoutingFactory(division=parks, state="ENDED", due_on=None)

    [found] = suggest_divisions(proposal(), TODAY)

    assert found.division == parks
    assert found.words == ("公園", "芝生")
    assert (found.open_load, found.is_full, found.deputies) == (1, True, (str(deputy),))
    assert (found.hint, found.refusal, found.took, found.median_days) == ("", "", (), None)


def test_what_is_over_is_no_load(parks):
    over = ProposalFactory(submitted=True, status="DECLINED")
    RoutingFactory(screening=ScreeningFactory(proposal=over), division=parks, state="ANSWERED", due_on=None)

    [found] = suggest_divisions(proposal(), TODAY)

    assert (found.open_load, found.is_full) == (0, False)


def test_nothing_is_near_and_nothing_more_is_asked(parks, django_assert_num_queries):
    one = proposal(title="宇宙船")
    suggest_divisions(one, TODAY)

    with django_assert_num_queries(2):
        assert suggest_divisions(one, TODAY) == []


def test_a_division_that_ended_is_not_suggested(parks):
    parks.valid_to = date(2026, 3, 31)
    parks.save()

    assert suggest_divisions(proposal(), TODAY) == []


def test_a_division_that_takes_nothing_says_why(parks):
    parks.accepts_routing = False
    parks.save()

    [found] = suggest_divisions(proposal(), TODAY)

    assert "送付できません" in found.refusal


def test_who_somebody_named_is_first_even_when_its_words_are_not_near(parks, farms):
    found = suggest_divisions(proposal(), TODAY, hints={farms.pk: "公園緑地課の行き先の案"})

    assert [(one.division, one.score is None, one.hint) for one in found] == [
        (farms, True, "公園緑地課の行き先の案"),
        (parks, False, ""),
    ]


def test_who_is_out_of_the_question_is_left_out_even_when_named(parks, farms):
    assert suggest_divisions(proposal(), TODAY, hints={parks.pk: "課題の担当課"}, without={parks.pk}) == []


def test_at_most_five_are_suggested():
    for n in range(6):
        DivisionFactory(name=f"公園{n}課", duties="公園の整備")

    assert len(suggest_divisions(proposal(), TODAY)) == 5


def test_what_was_taken_teaches_and_is_named_the_nearest_first(farms):
    for n in range(3):
        answered(farms, title=f"紙芝居の巡業{n}")
    answered(farms, title="里山の手入れ")

    [found] = suggest_divisions(proposal(title="里山の手入れ"), TODAY)

    assert [str(one) for one in found.took] == ["里山の手入れ", "紙芝居の巡業2", "紙芝居の巡業1"]
    assert found.words == ("里山", "手入れ")


def test_what_was_refused_unteaches_and_is_not_named(farms):
    before = suggest_divisions(proposal(title="里山の紙芝居"), TODAY)[0].score
    for _ in range(3):
        answered(farms, choice="NOT_OURS", title="里山の紙芝居")

    [found] = suggest_divisions(proposal(title="里山の紙芝居"), TODAY)

    assert found.score < before
    assert found.took == ()


def test_a_draft_that_nobody_confirmed_teaches_nothing(farms):
    RoutingAnswerFactory(routing=RoutingFactory(division=farms))

    assert suggest_divisions(proposal(title="宇宙船"), TODAY) == []


def test_the_proposal_itself_is_no_example_of_what_was_taken(farms):
    answer = answered(farms, title="里山の手入れ")

    [found] = suggest_divisions(answer.routing.screening.proposal, TODAY)

    assert found.took == ()


def test_the_usual_days_are_the_median_of_five_and_more_without_the_time_the_clock_stood(parks):
    for _ in range(4):
        answered(parks)
    assert suggest_divisions(proposal(), TODAY)[0].median_days is None

    for _ in range(5):
        late = answered(parks, at=NOON + timedelta(days=8))
        Pause.objects.create(
            proposal=late.routing.screening.proposal,
            starts_on=TODAY + timedelta(days=1),
            ends_on=TODAY + timedelta(days=3),
            reason="待っています",
        )

    # nine answers: four after 4 開庁日, five after 5 less 2 that stood
    assert suggest_divisions(proposal(), TODAY + timedelta(days=30))[0].median_days == 3


def test_what_the_old_division_took_teaches_the_new_one():
    old = DivisionFactory(name="旧課", duties="", abolished=True)
    middle = DivisionFactory(name="中課", duties="", abolished=True)
    new = DivisionFactory(name="新課", duties="")
    old.successors.add(middle)
    middle.successors.add(new, old)
    for _ in range(5):
        answered(old)

    [found] = suggest_divisions(proposal(title="紙芝居の巡業"), TODAY)

    assert (found.division, len(found.took)) == (new, 3)


def test_what_a_division_without_successor_took_is_forgotten():
    gone = DivisionFactory(name="旧課", duties="", abolished=True)
    answered(gone)

    assert suggest_divisions(proposal(title="紙芝居の巡業"), TODAY) == []


def test_a_later_answer_is_learnt_once_and_the_index_is_kept(farms):
    answered(farms)
    suggest_divisions(proposal(), TODAY)
    kept = suggestions._kept[0]

    answered(farms, at=LATER + timedelta(minutes=1))
    suggest_divisions(proposal(), TODAY)
    suggest_divisions(proposal(), TODAY)

    assert suggestions._kept == [kept]
    assert kept.learnt == set(RoutingAnswer.objects.values_list("pk", flat=True))
    assert len(kept.took[farms.code]) == 2


def test_a_changed_keyword_makes_the_index_anew(farms):
    assert suggest_divisions(proposal(title="紙芝居の巡業"), TODAY) == []

    Division.objects.filter(pk=farms.pk).update(keywords="紙芝居")

    assert names(suggest_divisions(proposal(title="紙芝居の巡業"), TODAY)) == ["農政課"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_three(rows):
    for n in range(rows):
        division = DivisionFactory(name=f"公園{n}課", duties="公園の整備")
        StaffFactory(deputy=True, division=division)
        answered(division, title="公園の紙芝居")
    one = proposal()
    suggest_divisions(one, TODAY)

    with CaptureQueriesContext(connection) as captured:
        suggest_divisions(one, TODAY)

    assert len(captured) == 4
