"""A short 研修 that is held today: its screen shows the QR, some have come, and the clerk waits for the others."""

from datetime import time, timedelta
from typing import Any, Final

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import DIVISION, Actor
from training.enums import Mark, SessionState, Way
from training.models import AudienceRule, Course, Session
from training.queries.arrivals import Arrival
from training.usecases.admit_trainee import admit_trainee
from training.usecases.check_in import check_in
from training.usecases.mark_attendance import mark_attendance
from training.usecases.move_session import move_session

from .city import City
from .clock import moment
from .trainings import draw

TODAY: Final = "hajimete-no-kyoso"


def show_training_day(city: City) -> None:
    """Make the 研修 of one 部: three read the QR, one of them late; one was ticked, one stood at the door unexpected."""
    base = city.clock.base
    session = _hold(city)
    begins, desk = moment(base, 9), city.desk()
    first, second, late, ticked, mistaken, *_ = session.trainees.select_related("user").in_order()
    for trainee, minutes in ((first, -8), (second, -3), (late, 20)):
        user, at = trainee.user, begins + timedelta(minutes=minutes)
        by = Actor(DIVISION, str(user), f"user:{user.pk}", "192.0.2.30")
        check_in(arrival=Arrival(session, at), person=user, by=by, at=at)
    told: dict[str, Any] = {"session": session, "way": Way.LIST, "by": desk}
    mark_attendance(trainee=ticked, mark=Mark.PRESENT, at=begins, **told)
    mark_attendance(trainee=mistaken, mark=Mark.ABSENT, at=begins + timedelta(minutes=30), **told)
    mark_attendance(
        trainee=mistaken,
        mark=Mark.LATE,
        at=begins + timedelta(minutes=35),
        reason="後ろの席にいたのを見落としていたため",
        **told,
    )
    admit_trainee(
        session=session,
        user=city.of("危機管理課", PostKind.OFFICER),
        reason="課の希望。案内を見て来たため",
        mark=Mark.PRESENT,
        by=desk,
        at=begins,
    )


def _hold(city: City) -> Session:
    base, desk = city.clock.base, city.desk()
    course = Course.objects.create(
        slug=TODAY,
        name="課の職員のための「はじめての公民連携」",
        aims="提案が届いたときに、はじめの10開庁日にすることを、見本の提案で試します。",
        lecturer="公民連携デスク",
        as_of=base - timedelta(days=14),
        created_at=moment(base - timedelta(days=20)),
    )
    rule = AudienceRule.objects.create(course=course, kinds=[PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER])
    rule.departments.add(city.divisions["観光戦略課"].department)
    session = Session.objects.create(
        course=course,
        held_on=base,
        starts_at=time(9, 0),
        ends_at=time(12, 0),
        place="奈良市役所 北棟2階 第16会議室",
        capacity=40,
    )
    draw(city, course, moment(course.as_of, 9))
    move_session(session=session, to=SessionState.OPEN, by=desk, at=moment(base - timedelta(days=10), 10))
    return move_session(session=session, to=SessionState.TODAY, by=desk, at=moment(base, 8))
