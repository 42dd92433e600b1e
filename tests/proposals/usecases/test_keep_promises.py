from datetime import date, timedelta

import pytest

from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import CitySettings, Holiday
from proposals.enums import Stage
from proposals.models import Pause, Promise, ToldDate
from proposals.queries import norm_of, season_of, spans_of
from proposals.rules.promises import Season, Span, due_on
from proposals.usecases.keep_promises import (
    BECAUSE,
    ON_HOLD,
    WAITING_FOR_COMPANY,
    CannotTellDate,
    meet_every_promise,
    meet_promise,
    open_promise,
    pause_clock,
    project_due_dates,
    resume_clock,
    tell_new_date,
)
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import NOON, TODAY, at

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, FRIDAY = (at(date(2026, 10, day)) for day in (6, 7, 9))


def promised(stage=Stage.FORMAL_CHECK, when=NOON, **fields):
    return open_promise(
        proposal=fields.pop("proposal", None) or ProposalFactory(submitted=True), stage=stage, at=when, **fields
    )


def dates(promise):
    promise.refresh_from_db()
    return promise.due_on, promise.told_on, promise.met_on


@pytest.mark.parametrize(
    ("stage", "days", "last"),
    [
        (Stage.FORMAL_CHECK, 3, date(2026, 10, 8)),
        (Stage.FIRST_ANSWER, 10, date(2026, 10, 20)),
        (Stage.DIALOGUE, 20, date(2026, 11, 4)),
        (Stage.OUTCOME, 60, date(2027, 1, 6)),
    ],
)
def test_a_stage_is_promised_in_the_days_of_the_city(stage, days, last):
    promise = promised(stage)

    assert (promise.starts_on, promise.within_days, promise.due_on, promise.told_on) == (TODAY, days, last, last)


def test_the_days_are_copied_so_a_new_norm_changes_no_old_promise():
    promise = promised()
    CitySettings.objects.update(formal_check_days=7)

    project_due_dates(proposals=None, today=TODAY)

    assert dates(promise)[0] == date(2026, 10, 8)
    assert promised().within_days == 7


def test_in_the_season_more_days_are_promised():
    assert promised(Stage.FIRST_ANSWER, at(date(2027, 4, 1))).within_days == 15


def test_a_promise_that_goes_to_nobody_has_no_told_date():
    promise = promised(told=False)

    assert (promise.due_on, promise.told_on) == (date(2026, 10, 8), None)


def test_an_open_promise_of_the_stage_stays_as_it_is():
    first = promised()

    second = open_promise(proposal=first.proposal, stage=Stage.FORMAL_CHECK, at=FRIDAY)

    assert (second.pk, second.starts_on) == (first.pk, TODAY)


def test_a_kept_promise_can_be_made_again():
    first = promised()
    meet_promise(proposal=first.proposal, stage=Stage.FORMAL_CHECK, at=TUESDAY)

    assert open_promise(proposal=first.proposal, stage=Stage.FORMAL_CHECK, at=FRIDAY).pk != first.pk


def test_a_promise_made_while_the_clock_stands_has_no_date():
    proposal = ProposalFactory(submitted=True)
    pause_clock(proposal=proposal, reason=ON_HOLD, at=NOON)

    promise = promised(proposal=proposal)

    assert (promise.due_on, promise.told_on) == (None, None)


def test_meeting_one_stage_leaves_the_others():
    check = promised()
    outcome = promised(Stage.OUTCOME, proposal=check.proposal)

    meet_promise(proposal=check.proposal, stage=Stage.FORMAL_CHECK, at=TUESDAY)

    assert (dates(check)[2], dates(outcome)[2]) == (date(2026, 10, 6), None)


def test_the_day_a_promise_was_kept_is_never_rewritten():
    promise = promised()
    meet_promise(proposal=promise.proposal, stage=Stage.FORMAL_CHECK, at=TUESDAY)

    meet_promise(proposal=promise.proposal, stage=Stage.FORMAL_CHECK, at=FRIDAY)

    assert dates(promise)[2] == date(2026, 10, 6)


def test_at_the_end_nothing_is_owed_and_no_clock_stands():
    check, other = promised(), promised()
    promised(Stage.OUTCOME, proposal=check.proposal)
    pause_clock(proposal=check.proposal, reason=ON_HOLD, at=TUESDAY)

    meet_every_promise(proposal=check.proposal, at=FRIDAY)

    assert list(Promise.objects.open()) == [other]
    assert Pause.objects.get().ends_on == date(2026, 10, 9)


def test_a_pause_takes_the_date_away_and_keeps_what_was_told():
    promise = promised()

    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)

    assert dates(promise) == (None, date(2026, 10, 8), None)


def test_stopping_twice_for_one_reason_is_once():
    promise = promised()
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)

    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=WEDNESDAY)

    assert spans_of(promise.proposal) == [Span(date(2026, 10, 6), None)]


def test_after_a_pause_the_later_date_is_told():
    promise = promised()
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)

    resume_clock(proposal=promise.proposal, reason=ON_HOLD, at=FRIDAY)

    assert dates(promise) == (date(2026, 10, 14), date(2026, 10, 14), None)


def test_a_date_nobody_was_told_stays_untold_after_a_pause():
    promise = promised(told=False)
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)

    resume_clock(proposal=promise.proposal, reason=ON_HOLD, at=FRIDAY)

    assert dates(promise) == (date(2026, 10, 14), None, None)


def test_the_clock_stands_while_another_reason_lasts():
    promise = promised()
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)
    pause_clock(proposal=promise.proposal, reason=WAITING_FOR_COMPANY, at=TUESDAY)

    resume_clock(proposal=promise.proposal, reason=ON_HOLD, at=FRIDAY)

    assert dates(promise) == (None, date(2026, 10, 8), None)


def test_resuming_one_proposal_moves_no_other():
    mine, other = promised(), promised()
    Promise.objects.filter(pk=other.pk).update(told_on=date(2026, 10, 1))
    pause_clock(proposal=mine.proposal, reason=ON_HOLD, at=TUESDAY)

    resume_clock(proposal=mine.proposal, reason=ON_HOLD, at=FRIDAY)

    assert dates(other) == (date(2026, 10, 8), date(2026, 10, 1), None)


def test_a_new_closed_day_moves_the_open_dates_and_no_told_one():
    open_one, kept = promised(), promised()
    meet_promise(proposal=kept.proposal, stage=Stage.FORMAL_CHECK, at=TUESDAY)
    Holiday.objects.create(day=date(2026, 10, 7), name="台風のため閉庁")

    moved = project_due_dates(proposals=None, today=TODAY)

    assert moved == 1
    assert dates(open_one) == (date(2026, 10, 9), date(2026, 10, 8), None)
    assert dates(kept) == (date(2026, 10, 8), date(2026, 10, 8), date(2026, 10, 6))


def test_nothing_moves_the_second_time():
    promised()
    Holiday.objects.create(day=date(2026, 10, 7), name="台風のため閉庁")
    project_due_dates(proposals=None, today=TODAY)

    assert project_due_dates(proposals=None, today=TODAY) == 0


def test_only_the_named_proposals_are_rewritten():
    mine, other = promised(), promised()
    Holiday.objects.create(day=date(2026, 10, 7), name="台風のため閉庁")

    moved = project_due_dates(proposals=[mine.proposal], today=TODAY)

    assert (moved, dates(mine)[0], dates(other)[0]) == (1, date(2026, 10, 9), date(2026, 10, 8))


def test_the_stored_dates_are_the_ones_that_counting_gives():
    for days, stages in enumerate([(Stage.FORMAL_CHECK, Stage.OUTCOME), (Stage.FIRST_ANSWER,), (Stage.DIALOGUE,)]):
        proposal, begin = ProposalFactory(submitted=True), NOON + timedelta(days=days)
        for stage in stages:
            promised(stage, begin, proposal=proposal)
        pause_clock(proposal=proposal, reason=ON_HOLD, at=begin + timedelta(days=1))
        if days:
            resume_clock(proposal=proposal, reason=ON_HOLD, at=begin + timedelta(days=1 + days))
    closed = closed_days(TODAY)

    assert {row.pk: row.due_on for row in Promise.objects.open()} == {
        row.pk: due_on(row.starts_on, row.within_days, spans_of(row.proposal), closed, today=TODAY)
        for row in Promise.objects.open()
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_rewriting_costs_the_same_for_one_and_three(django_assert_num_queries, rows):
    PromiseFactory.create_batch(rows, due_on=None)

    with django_assert_num_queries(6):
        project_due_dates(proposals=None, today=TODAY)


def told(promise):
    return [(row.day, row.why) for row in promise.told_dates.order_by("pk")]


def test_every_date_that_was_told_is_a_row_of_its_own():
    promise = promised()
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)
    resume_clock(proposal=promise.proposal, reason=ON_HOLD, at=FRIDAY)
    tell_new_date(proposal=promise.proposal, day=date(2026, 10, 21), why="照会の答えを待つため", at=FRIDAY)

    assert told(promise) == [
        (date(2026, 10, 8), ""),
        (date(2026, 10, 14), BECAUSE[ON_HOLD]),
        (date(2026, 10, 21), "照会の答えを待つため"),
    ]
    assert dates(promise) == (date(2026, 10, 14), date(2026, 10, 21), None)


def test_a_date_that_was_not_told_is_no_row():
    promise = promised(told=False)

    assert told(promise) == []


def test_a_later_date_that_was_told_stays_when_the_clock_runs_on():
    promise = promised()
    tell_new_date(proposal=promise.proposal, day=date(2026, 10, 30), why="照会", at=TUESDAY)
    pause_clock(proposal=promise.proposal, reason=ON_HOLD, at=TUESDAY)

    resume_clock(proposal=promise.proposal, reason=ON_HOLD, at=FRIDAY)

    assert [day for day, _ in told(promise)] == [date(2026, 10, 8), date(2026, 10, 30)]


def test_the_nearest_promise_gets_the_new_date():
    outcome = promised(Stage.OUTCOME)
    check = promised(proposal=outcome.proposal)

    assert tell_new_date(proposal=outcome.proposal, day=TODAY, why="照会", at=NOON) == check
    assert ToldDate.objects.count() == 3


def test_a_day_that_is_past_is_not_told():
    with pytest.raises(CannotTellDate, match="今日以降の日にしてください。"):
        tell_new_date(proposal=promised().proposal, day=date(2026, 10, 4), why="照会", at=NOON)


def test_where_nothing_is_promised_no_date_is_told():
    with pytest.raises(CannotTellDate, match="お約束しているものはありません。"):
        tell_new_date(proposal=ProposalFactory(submitted=True), day=TODAY, why="照会", at=NOON)


def test_the_season_and_the_norms_are_the_citys_own():
    city = CitySettings.load()

    assert season_of(city) == Season((3, 20), (4, 20), 5, "年度の替わり目で担当者の異動があるため")
    assert [norm_of(city, stage) for stage in Stage] == [3, 10, 20, 60]
