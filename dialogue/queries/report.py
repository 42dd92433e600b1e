"""What the report of an event says: the same on the desk's page and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dialogue.models import Event
from dialogue.queries.attendance import Attendance, attendance
from dialogue.queries.outcome import Outcome, outcome_of
from dialogue.queries.survey import survey_of
from dialogue.rules.event_papers import EVENT_PAPERS, EventPaper
from nara_renkei.core.models import PaperJob, PaperJobQuerySet
from nara_renkei.surveys.queries import QuestionResult, Result, result
from nara_renkei.surveys.rules.figures import TOGETHER, Figures


@dataclass(frozen=True, slots=True)
class EventReport:
    """Counts of one event. It names no person."""

    event: Event
    came: Attendance
    outcome: Outcome
    survey: Result | None  # None: there was none

    @property
    def main_question(self) -> QuestionResult | None:
        """The first question of scores: how satisfied people were on the whole."""
        questions = self.survey.questions if self.survey else []
        return next((one for one in questions if one.rows), None)

    @property
    def satisfied(self) -> Figures | None:
        """What both sides together answered to it; None before the survey is closed, and where it is hidden."""
        rows = self.main_question.rows if self.main_question else []
        return next((row.figures for row in rows if row.label == TOGETHER), None)

    @property
    def points(self) -> list[str]:
        """The event in sentences that stand alone."""
        event, came, outcome = self.event, self.came, self.outcome
        return [
            f"企業{len(came.companies)}団体{came.company_people}人と、"
            f"市の{len(came.divisions)}課{came.division_people}人が参加しました。",
            f"{event.tables}卓で、1回{event.minutes}分の対話を{event.rounds}回。"
            f"卓で会った企業と課は{outcome.at_tables}組、立ち話は{outcome.standing}組です。",
            f"次の一歩は{outcome.steps}件で、{outcome.steps_done}件が済みました。"
            f"出会いから出た提案は{outcome.proposals}件で、うち{outcome.adopted}件が進んでいます。",
            self._satisfaction,
        ]

    @property
    def _satisfaction(self) -> str:
        if self.survey is None:
            return "アンケートは、していません。"
        if not self.survey.survey.is_closed:
            return "アンケートの結果は、締め切ったあとに載ります。"
        told, question = self.satisfied, self.main_question
        if told is None or question is None:
            return "アンケートは、まとめて見せられる数の回答がありません。"
        return f"「{question.question}」に、答えた{told.answers}人の{told.satisfied}％が、5段階の4か5を選びました。"


def event_report(event: Event) -> EventReport:
    """Return the report as it stands now. Six queries."""
    survey = survey_of(event)
    return EventReport(
        event=event,
        came=attendance(event),
        outcome=outcome_of(event),
        survey=result(survey) if survey and not survey.is_draft else None,
    )


def event_papers(event: Event) -> PaperJobQuerySet:
    """Return every 資料集 and 開催報告 of this event."""
    return PaperJob.objects.filter(kind__in=[one.kind for one in EVENT_PAPERS], about=event.slug)


def newest_papers(event: Event) -> Sequence[tuple[EventPaper, PaperJob | None]]:
    """Return each kind with its newest paper. One query."""
    newest = {job.kind: job for job in event_papers(event).select_related("file").order_by("pk")}
    return [(kind, newest.get(kind.kind)) for kind in EVENT_PAPERS]


def finished_event_paper(event: Event, uuid: UUID) -> PaperJob | None:
    return event_papers(event).exclude(file=None).select_related("file").filter(uuid=uuid).first()
