"""What a person reads and does around a 研修: 教材, アンケート, promise, つまずき, 自習."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef

from nara_renkei.core.calendar import local_day
from nara_renkei.surveys.models import Addressee, Survey
from training.enums import Duty, Origin, SessionState, Timing
from training.models import MaterialVersion, Resolution, SelfStudy, Session, Trainee
from training.queries.materials import readable_materials
from training.queries.mine import MyTraining
from training.rules.promises import asks_on
from training.rules.related import Related, related_of
from training.rules.surveys import WORDS, key_of


@dataclass(frozen=True, slots=True)
class Around:
    """The 回 of a 研修 as they matter to one person, and what the person did after it."""

    trainee: Trainee  # with the person, the promise and the 自習
    attended: Session | None  # the 回 the person came to
    own: Session | None  # the one to come to, once it is shown
    study: Session | None  # the one whose 自習 is open to the person now
    missed: Session | None  # one that is over and had a 自習, of somebody who must attend and did not

    @property
    def resolution(self) -> Resolution | None:
        return getattr(self.trainee, "resolution", None)

    @property
    def self_study(self) -> SelfStudy | None:
        return getattr(self.trainee, "self_study", None)

    @property
    def took_part(self) -> Session | None:
        """The 回 a promise or a つまずき is about: the person came, or passed its 自習."""
        if self.attended:
            return self.attended
        return self.self_study.session if self.self_study and self.self_study.passed_at else None

    @property
    def took_part_on(self) -> date | None:
        """The day from which a promise's 90 days count."""
        if self.attended:
            return self.attended.held_on
        passed_at = self.self_study.passed_at if self.self_study else None
        return local_day(passed_at) if passed_at else None

    def may_begin_on(self, day: date) -> bool:
        """Whether a first promise may be written: the person took part, and the 90 days are not over."""
        began_on = self.took_part_on
        return began_on is not None and day < asks_on(began_on)

    @property
    def to_read(self) -> list[Session]:
        """Those whose 教材 the person reads, each once."""
        studied = self.self_study.session if self.self_study else None
        found = [one for one in (self.attended, self.own, self.study, studied) if one]
        return list({one.pk: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class AskedOf:
    """An open アンケート whose letter went to the person. Whether it was answered nobody knows."""

    words: str
    survey: Survey


@dataclass(frozen=True, slots=True)
class AfterSheet:
    """What the fragments of the person's page show."""

    around: Around
    materials: Sequence[MaterialVersion]
    recordings: Sequence[Session]  # those that are over, of the 回 to read
    related: Sequence[Related]
    surveys: Sequence[AskedOf]
    may_promise: bool  # write or reword it
    may_answer: bool  # say what became of it


def after_sheet(training: MyTraining, today: date) -> AfterSheet:
    """Gather the fragments. Four queries."""
    around = around_of(training, today)
    resolution = around.resolution
    read = around.to_read
    return AfterSheet(
        around=around,
        materials=list(readable_materials(read)) if read else [],
        recordings=[one for one in read if one.state == SessionState.ENDED and one.recording_url],
        related=related_of(training.course.related, settings.SITE_URL),
        surveys=_asked_of(around.trainee, read),
        may_promise=resolution.takes_text_on(today) if resolution else around.may_begin_on(today),
        may_answer=resolution is not None and resolution.takes_answer_on(today),
    )


def around_of(training: MyTraining, today: date) -> Around:
    """Return how the 回 of a 研修 matter to one person. Two queries."""
    sessions = {one.pk: one for one in training.course.sessions.shown().order_by("-held_on", "-pk")}
    for one in sessions.values():
        one.course = training.course
    rows = Trainee.objects.select_related("user", "resolution", "self_study__session__course")
    trainee = rows.get(pk=training.trainee.pk)
    own = sessions.get(trainee.session_id or 0)
    over = [] if training.came else _over(trainee, own, list(sessions.values()))
    return Around(
        trainee=trainee,
        attended=sessions.get(training.came.session_id) if training.came else None,
        own=own,
        study=next((one for one in over if one.takes_self_study(today)), None),
        missed=over[0] if over else None,
    )


def _over(trainee: Trainee, own: Session | None, sessions: Sequence[Session]) -> list[Session]:
    """Return the 回 whose 自習 makes up for a missed 研修, the person's own first; none for who need not attend.

    Whose own 回 is still to come goes there.
    """
    must = trainee.duty == Duty.REQUIRED and trainee.origin != Origin.SUBSTITUTE
    if not must or (own and own.state != SessionState.ENDED):
        return []
    found = [one for one in sessions if one.state == SessionState.ENDED and one.self_study_until]
    return sorted(found, key=lambda one: one != own)


def _asked_of(trainee: Trainee, sessions: Sequence[Session]) -> list[AskedOf]:
    keys = {key_of(one.key, timing): timing for one in sessions for timing in Timing}
    asked = Addressee.objects.filter(survey=OuterRef("pk"), email=trainee.user.email.lower())
    found = Survey.objects.open().filter(Exists(asked), about__in=keys).order_by("pk")
    return [AskedOf(WORDS[keys[one.about]], one) for one in found]
