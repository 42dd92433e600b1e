"""What beside proposals is listed and wiped when its 保存年限 has passed: consultations, events, 研修 (ADR 0033).

Said here because this app stands above those it speaks of; ``screening`` lists and wipes by it.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, TruncDate

from dialogue.enums import EventState
from dialogue.models import (
    Card,
    CardExchange,
    Encounter,
    EncounterNote,
    Event,
    EventLetter,
    NextStep,
    Participant,
    Registration,
    SeatingPlan,
    SeatingRule,
    Wish,
)
from dialogue.rules.event_papers import EVENT_PAPERS
from dialogue.rules.papers import DAY_PAPERS, NOTE_SHEETS
from nara_renkei.core.calendar import TOKYO
from nara_renkei.surveys.models import Addressee, Answer, Survey
from nara_renkei.surveys.rules.papers import RESULT
from proposals.enums import ConsultationState
from proposals.models import Consultation, ConsultationFile
from screening.enums import RecordKind
from screening.models import Extension, Hold
from screening.queries.records import Kept, keep
from screening.queries.wiping import CODE, Wipe
from training.enums import SessionState, Timing
from training.models import (
    Attendance,
    AttendanceChange,
    CheckQuestion,
    Course,
    LetterOrder,
    Material,
    MaterialVersion,
    Resolution,
    SelfStudy,
    SelfStudyTry,
    Session,
    SessionLetter,
    Stumble,
    Trainee,
)
from training.rules.papers import CERTIFICATE, TRAINING_REPORT
from training.rules.signatures import TRAINING_SHEET
from training.rules.surveys import key_of

ANNOUNCED: Final = "市が知らせた催しの名と日程。人の言葉ではない。"


# -- why one was held or kept longer, of all kinds

_HOLDS: Final = (
    Wipe(
        Hold,
        "",
        words=("reason", "placed_by", "lifted_by", "lifted_reason"),
        of=lambda root: Q(record=root.key),
    ),
    Wipe(Extension, "", words=("reason", "extended_by"), of=lambda root: Q(record=root.key)),
)


# -- 相談だけで終わったもの


def _talks() -> QuerySet[Consultation]:
    """One that led to a proposal goes with it."""
    over = Consultation.objects.filter(state__in=[ConsultationState.HELD, ConsultationState.CANCELLED], proposal=None)
    booked_for = TruncDate("slot__starts_at", tzinfo=TOKYO)
    return over.annotate(completed_on=Coalesce("held_on", booked_for, TruncDate("created_at", tzinfo=TOKYO)))


TALKS: Final = Kept(
    kind=RecordKind.CONSULTATION,
    ended=_talks,
    name="uuid",
    number=lambda talk: str(talk.uuid)[:8],
    page_by="uuid",
    wipes=(
        Wipe(ConsultationFile, "consultation", files=("file",), goes=True),
        Wipe(
            Consultation,
            "pk",
            words=("organization_name", "contact_name", "contact_phone", "title", "beneficiary", "said"),
            blank=("asks", "author"),
        ),
        *_HOLDS,
    ),
    stays={},
    papers=lambda talk: Q(pk__in=[]),
    keys=lambda talk: [],
)


# -- アンケート of an event or a 回: a text names what they are about


def _survey_wipes(abouts: Callable[[Any], list[str]]) -> tuple[Wipe, ...]:
    return (
        Wipe(Addressee, "", words=("name",), blank=("email",), of=lambda root: Q(survey__about__in=abouts(root))),
        Wipe(Answer, "", words=("text",), of=lambda root: Q(sheet__survey__about__in=abouts(root))),
    )


def _surveys(abouts: list[str]) -> list[Survey]:
    return list(Survey.objects.filter(about__in=abouts).order_by("pk"))


def _results(abouts: list[str]) -> Q:
    return Q(kind=RESULT, about__in=[str(one.uuid) for one in _surveys(abouts)])


# -- ダイアログ


def _events() -> QuerySet[Event]:
    return Event.objects.filter(state=EventState.ENDED).annotate(completed_on=F("held_on"))


EVENT_KINDS: Final = (NOTE_SHEETS, *(one.kind for one in (*DAY_PAPERS, *EVENT_PAPERS)))


def _of_event(event: Event) -> list[str]:
    registrations = Registration.objects.filter(event=event).order_by("pk")
    people = Participant.objects.filter(registration__event=event).order_by("pk")
    keys = [*(one.key for one in registrations), *(one.key for one in people)]
    return [*keys, *(one.key for one in _surveys([event.key]))]


DIALOGUES: Final = Kept(
    kind=RecordKind.DIALOGUE,
    ended=_events,
    name="slug",
    wipes=(
        Wipe(CardExchange, "one__registration__event", goes=True),
        Wipe(Card, "participant__registration__event", goes=True),
        Wipe(Wish, "registration__event", goes=True),
        Wipe(SeatingRule, "event", goes=True),
        Wipe(Participant, "registration__event", words=("name", "arrival_by"), blank=("kana", "title", "email")),
        Wipe(
            Registration,
            "event",
            words=("offer", "trouble", "care", "entered_by", "cancelled_by", "cancel_reason"),
            blank=("email",),
            files=("slides",),
        ),
        Wipe(EncounterNote, "encounter__event", words=("said", "view", "written_by")),
        Wipe(
            NextStep,
            "encounter__event",
            words=("person", "written_by", "done_by", "dropped_by", "dropped_reason"),
            numbered=("what",),
        ),
        Wipe(Encounter, "event", words=("recorded_by", "missed_by")),
        Wipe(
            SeatingPlan,
            "event",
            words=("asked_by", "progress", "problem", "announced_by"),
            blank=("figures", "outcomes"),
        ),
        Wipe(EventLetter, "event", words=("sent_by",)),
        *_survey_wipes(lambda event: [event.key]),
        *_HOLDS,
    ),
    stays={
        "dialogue.Event.*": ANNOUNCED,
        "dialogue.Participant.code": CODE,
        "dialogue.Encounter.code": CODE,
        "dialogue.EventLetter.about": CODE,
        "dialogue.SeatingPlan.request_id": CODE,
    },
    papers=lambda event: Q(kind__in=EVENT_KINDS, about=event.slug) | _results([event.key]),
    keys=_of_event,
)


# -- 研修


def _courses() -> QuerySet[Course]:
    """One whose every 回 is over, and the 自習 with it."""
    sessions = Session.objects.filter(course=OuterRef("pk"))
    last = Greatest(Max("sessions__held_on"), Max("sessions__self_study_until"))
    over = Course.objects.filter(Exists(sessions), ~Exists(sessions.exclude(state=SessionState.ENDED)))
    return over.annotate(completed_on=last)


def _abouts(course: Course) -> list[str]:
    sessions = Session.objects.filter(course=course).select_related("course").order_by("pk")
    return [key_of(one.key, timing) for one in sessions for timing in Timing]


def _people(course: Course) -> list[str]:
    return [one.key for one in Trainee.objects.filter(course=course).order_by("pk")]


def _of_course(course: Course) -> list[str]:
    sessions = Session.objects.filter(course=course).select_related("course").order_by("pk")
    return [*(one.key for one in sessions), *_people(course), *(one.key for one in _surveys(_abouts(course)))]


def _papers(course: Course) -> Q:
    report = Q(kind=TRAINING_REPORT, about=course.slug)
    lists = Q(kind__in=[CERTIFICATE, TRAINING_SHEET], about__in=_of_course(course))
    return report | lists | _results(_abouts(course))


TRAININGS: Final = Kept(
    kind=RecordKind.TRAINING,
    ended=_courses,
    name="slug",
    wipes=(
        # who was asked, came and answered: the rows are about people, and go
        Wipe(SelfStudyTry, "self_study__trainee__course", goes=True),
        Wipe(SelfStudy, "trainee__course", goes=True),
        Wipe(Resolution, "trainee__course", goes=True),
        Wipe(AttendanceChange, "attendance__session__course", goes=True),
        Wipe(Attendance, "session__course", goes=True),
        Wipe(SessionLetter, "session__course", goes=True),
        Wipe(Trainee, "course", blank=("substitute",)),
        Wipe(Trainee, "course", goes=True),
        Wipe(MaterialVersion, "material__session__course", files=("file",), goes=True),
        Wipe(Material, "session__course", goes=True),
        Wipe(CheckQuestion, "course", goes=True),
        Wipe(LetterOrder, "session__course", words=("note", "ordered_by", "problem")),
        Wipe(Stumble, "session__course", words=("text", "settled_by")),
        Wipe(Course, "pk", words=("lecturer",)),
        *_survey_wipes(_abouts),
        *_HOLDS,
    ),
    stays={
        "training.Course.name": ANNOUNCED,
        "training.Course.aims": ANNOUNCED,
        "training.Course.related": ANNOUNCED,
        "training.AudienceRule.*": "対象の決まり。席の種類と級。",
        "training.Session.*": ANNOUNCED,
        "training.LetterOrder.request_id": CODE,
    },
    papers=_papers,
    keys=_of_course,
)


def keep_all() -> None:
    """Let all of them be listed and wiped."""
    for kept in (TALKS, DIALOGUES, TRAININGS):
        keep(kept)
