"""The desk excuses somebody, puts them back, or takes off whom it had added."""

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.enums import Duty, Origin
from training.usecases.excuse_trainee import CannotExcuse, drop_added, excuse_trainee, put_back

pytestmark = pytest.mark.django_db
ACTS = {"excuse": excuse_trainee, "back": put_back, "drop": drop_added}


def act(name, trainee, reason="長期の休みのため"):
    return ACTS[name](trainee=trainee, reason=reason, by=THE_DESK, at=NOON)


def standing(trainee):
    return (trainee.duty, trainee.session, trainee.reason, trainee.set_by)


def with_session(**fields):
    course = CourseFactory()
    return TraineeFactory(course=course, session=SessionFactory(course=course), **fields)


def test_who_is_excused_gives_the_place_free():
    trainee = with_session()

    assert standing(act("excuse", trainee)) == (Duty.EXCUSED, None, "長期の休みのため", THE_DESK.label)
    event = AuditEvent.objects.get(verb="trainee.duty")
    assert (event.about, event.keys) == (trainee.key, {"origin": "REQUIRED", "target": "EXCUSED"})


def test_who_is_put_back_must_attend_again():
    trainee = TraineeFactory(excused=True)

    assert standing(act("back", trainee, "復帰した")) == (Duty.REQUIRED, None, "復帰した", THE_DESK.label)


def test_whom_the_desk_added_it_takes_off_again():
    assert standing(act("drop", with_session(added=True), "人違い")) == (
        Duty.GONE,
        None,
        "人違い",
        THE_DESK.label,
    )


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("excuse", {"excused": True}, "いま免除にできません。"),
        ("excuse", {"origin": Origin.SUBSTITUTE, "reason": "出張"}, "いま免除にできません。"),
        ("back", {}, "免除になっていません。"),
        ("drop", {}, "名簿から外せるのは、デスクが加えた人だけです。"),
        ("drop", {"added": True, "duty": Duty.GONE}, "名簿から外せるのは、デスクが加えた人だけです。"),
    ],
)
def test_what_does_not_fit_is_refused(name, fields, words):
    with pytest.raises(CannotExcuse, match=words):
        act(name, TraineeFactory(**fields))


def test_who_came_keeps_the_place():
    trainee = with_session()
    AttendanceFactory(trainee=trainee, session=trainee.session)

    with pytest.raises(CannotExcuse, match="もう出席しています。"):
        act("excuse", trainee)


def test_a_substitute_is_taken_back_first():
    trainee = with_session()
    trainee.substitute = TraineeFactory(course=trainee.course, origin=Origin.SUBSTITUTE, reason="出張")
    trainee.save()

    with pytest.raises(CannotExcuse, match="先に代わりを取りやめてください。"):
        act("excuse", trainee)
