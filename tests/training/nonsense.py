"""What the database refuses in the tables of training, by the name of the constraint."""

from datetime import time

from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.training import (
    AttendanceChangeFactory,
    AttendanceFactory,
    CourseFactory,
    LetterOrderFactory,
    SessionFactory,
    SessionLetterFactory,
    TraineeFactory,
)
from tests.factories.understanding import (
    CheckQuestionFactory,
    MaterialFactory,
    MaterialVersionFactory,
    ResolutionFactory,
    SelfStudyTryFactory,
    StumbleFactory,
)
from tests.harness import NOON, TODAY
from tests.nonsense import twice
from training.enums import Duty, Mark, Outcome
from training.models import Trainee


def own_substitute():
    trainee = TraineeFactory()
    Trainee.objects.filter(pk=trainee.pk).update(substitute=trainee)


def two_versions(**second):
    material = MaterialFactory()
    MaterialVersionFactory(material=material, replaced_at=second.pop("first_replaced_at", None))
    MaterialVersionFactory(material=material, **second)


REFUSED = {
    "session_number_once": lambda: twice(SessionFactory, course=CourseFactory(), number=1),
    "session_period": lambda: SessionFactory(ends_at=time(13, 30)),
    "session_somewhere": lambda: SessionFactory(place=""),
    "session_capacity": lambda: SessionFactory(capacity=0),
    "session_self_study_after": lambda: SessionFactory(self_study_until=TODAY),
    "trainee_once": lambda: twice(TraineeFactory, course=CourseFactory(), user=StaffFactory()),
    "trainee_exception_has_reason": lambda: TraineeFactory(duty=Duty.EXCUSED),
    "trainee_not_own_substitute": own_substitute,
    "attendance_once": lambda: twice(
        AttendanceFactory, trainee=(trainee := TraineeFactory()), session=SessionFactory(course=trainee.course)
    ),
    "attendance_change_has_reason": lambda: AttendanceChangeFactory(reason=""),
    "attendance_change_changes": lambda: AttendanceChangeFactory(before=Mark.PRESENT),
    "letter_order_problem_ends_it": lambda: LetterOrderFactory(waiting=True, problem="見本"),
    "session_letter_once": lambda: twice(
        SessionLetterFactory, order=(order := LetterOrderFactory()), trainee=TraineeFactory(course=order.session.course)
    ),
    "session_letter_mail_is_prepared": lambda: SessionLetterFactory(mail=OutgoingMailFactory()),
    "course_pass_mark": lambda: CourseFactory(pass_mark=0),
    "material_version_once": lambda: two_versions(first_replaced_at=NOON, number=1),
    "material_current_once": lambda: two_versions(number=2),
    "resolution_answered_iff_outcome": lambda: ResolutionFactory(outcome=Outcome.DONE),
    "resolution_again_after_answer": lambda: ResolutionFactory(asks_again_on=TODAY),
    "stumble_settled_is_hint": lambda: StumbleFactory(settled_at=NOON, settled_by="受付花子"),
    "check_question_right_is_a_choice": lambda: CheckQuestionFactory(right=4),
    "self_study_try_counts": lambda: SelfStudyTryFactory(right=6),
}
