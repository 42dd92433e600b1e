from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.understanding import ResolutionFactory, SelfStudyFactory
from tests.harness import NOON, THE_DIVISION, TODAY
from tests.training.people import around, who_came, who_missed
from training.enums import Outcome
from training.models import Resolution
from training.usecases.keep_resolution import CannotKeepResolution, answer_resolution, keep_resolution

pytestmark = pytest.mark.django_db


def keep(trainee, text="困りごとを一つ書き出す。", at=NOON):
    return keep_resolution(around=around(trainee), text=text, by=THE_DIVISION, at=at)


def answer(trainee, outcome, at=NOON, line=""):
    return answer_resolution(trainee=trainee, outcome=outcome, line=line, by=THE_DIVISION, at=at)


def test_who_came_promises_and_is_asked_ninety_days_after_the_training():
    trainee = who_came()

    resolution = keep(trainee)

    assert resolution.asks_on == trainee.session.held_on + timedelta(days=90)
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.keys) == ("resolution.keep", trainee.key, {})


def test_who_passed_the_self_study_is_asked_ninety_days_after_that():
    trainee = who_missed()
    SelfStudyFactory(trainee=trainee, session=trainee.session, passed=True)

    assert keep(trainee).asks_on == TODAY + timedelta(days=90)


def test_a_promise_is_worded_anew_and_keeps_its_day():
    trainee = who_came()
    first = keep(trainee)

    second = keep(trainee, "企業の方と一度話す。")

    assert (second.pk, second.text, second.asks_on) == (first.pk, "企業の方と一度話す。", first.asks_on)
    assert Resolution.objects.count() == 1


def test_who_did_not_take_part_promises_nothing():
    with pytest.raises(CannotKeepResolution, match="研修に出るか、自習に合格してから"):
        keep(who_missed())


def test_after_ninety_days_a_promise_is_neither_written_nor_reworded():
    late, reworder = who_came(held_on=TODAY - timedelta(days=90)), who_came()
    ResolutionFactory(trainee=reworder, due=True)

    with pytest.raises(CannotKeepResolution, match="もう書けません"):
        keep(late)
    with pytest.raises(CannotKeepResolution, match="令和8年10月5日に90日が過ぎたため"):
        keep(reworder)


def test_what_became_of_it_is_said_after_ninety_days():
    trainee = ResolutionFactory(due=True).trainee

    resolution = answer(trainee, Outcome.DONE, line="課で3つ出た。")

    assert (resolution.outcome, resolution.line, resolution.answered_at) == (Outcome.DONE, "課で3つ出た。", NOON)
    assert resolution.asks_again_on is None
    assert AuditEvent.objects.get().keys == {"outcome": "DONE"}


def test_not_yet_is_asked_about_once_more_and_an_answer_may_be_changed():
    trainee = ResolutionFactory(due=True).trainee

    assert answer(trainee, Outcome.NOT_YET).asks_again_on == TODAY + timedelta(days=30)
    later = NOON + timedelta(days=31)
    assert answer(trainee, Outcome.NOT_YET, at=later).asks_again_on == TODAY + timedelta(days=30)
    assert answer(trainee, Outcome.STOPPED, at=later).outcome == Outcome.STOPPED


def test_before_ninety_days_there_is_nothing_to_answer():
    with pytest.raises(CannotKeepResolution, match="から答えられます"):
        answer(ResolutionFactory().trainee, Outcome.DONE)
