"""Who was asked and has not answered, and what the answers say together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Value

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import PaperJob
from nara_renkei.core.sheets import Cells
from nara_renkei.core.wall import as_city

from .enums import QuestionKind, Side
from .models import Addressee, Answer, Question, Survey, SurveyQuerySet, Ticket
from .rules.figures import Row, Texts, score_rows, text_groups
from .rules.papers import RESULT
from .rules.question_sets import Asked


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one side is."""

    side: str  # 企業, 市
    asked: int  # people
    answered: int  # sheets


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question. A scale has rows and no texts, a text has texts and no rows."""

    question: Question
    rows: Sequence[Row]
    texts: Sequence[Texts]

    @property
    def bars(self) -> list[tuple[str, Sequence[int]]]:
        """What a chart draws: each shown group and the counts of its scores 1 to 5."""
        return [(row.label, row.figures.counts) for row in self.rows if row.figures]


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers say, in groups of five at least. Without questions: the survey is not closed yet."""

    survey: Survey
    progress: Sequence[Progress]
    questions: Sequence[QuestionResult]


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """What a mailed link opens."""

    survey: Survey
    side: Side
    questions: Sequence[Question]


def surveys_about(key: str) -> SurveyQuerySet:
    """Return the surveys about one thing, newest first. ``key``: as it was given to ``prepare``."""
    return Survey.objects.about(key).newest_first()


def open_ticket(token_sha256: str, side: Side, at: datetime) -> OpenTicket | None:
    """Return what the link opens for this side; None when it is used, unknown or too late. Two queries."""
    with as_city("回答のリンクを合言葉で探す"):
        tickets = Ticket.objects.select_related("addressee__survey").filter(addressee__side=side)
        ticket = tickets.filter(token_sha256=token_sha256).first()
        survey = ticket.addressee.survey if ticket else None
        if survey is None or not survey.takes_answers_on(local_day(at)):
            return None
        return OpenTicket(survey, side, list(survey.questions.for_side(side).in_order()))


def unanswered(survey: Survey) -> list[Addressee]:
    """Return those who have not answered, 企業 first. Nobody once the survey is closed."""
    return list(survey.addressees.unanswered().in_order())


def progress(survey: Survey) -> list[Progress]:
    """Return how many were asked and have answered, 企業 and 市. One query."""
    asked = survey.addressees.order_by().values_list("side", Value("asked"))
    found = list(asked.union(survey.sheets.order_by().values_list("side", Value("answered")), all=True))
    return [
        Progress(str(side.label), found.count((side.value, "asked")), found.count((side.value, "answered")))
        for side in Side
    ]


def result(survey: Survey) -> Result:
    """Return the result of a closed survey; of an open one only how many have answered.

    Read while people answer, two results with one answer between them would tell that answer. Three queries.
    """
    if not survey.is_closed:
        return Result(survey, progress(survey), [])
    found: dict[tuple[int, str], list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(sheet__survey=survey).select_related("sheet").order_by():
        found[answer.question_id, answer.sheet.side].append(answer)
    return Result(survey, progress(survey), [_result_of(question, found) for question in survey.questions.in_order()])


def _result_of(question: Question, found: dict[tuple[int, str], list[Answer]]) -> QuestionResult:
    company, division = found[question.pk, Side.COMPANY], found[question.pk, Side.DIVISION]
    if question.kind == QuestionKind.TEXT:
        texts = text_groups([one.text for one in company], [one.text for one in division])
        return QuestionResult(question, [], texts)
    rows = score_rows(
        [one.score or 0 for one in company] if question.for_company else None,
        [one.score or 0 for one in division] if question.for_division else None,
    )
    return QuestionResult(question, rows, [])


def already_asked(survey: Survey, emails: Iterable[str]) -> set[str]:
    """Return which of these addresses (lower case) got their letter before. One query."""
    return set(survey.addressees.filter(email__in=list(emails)).order_by().values_list("email", flat=True))


def papers_of(survey: Survey) -> QuerySet[PaperJob]:
    """Return the 集計 of a survey on paper, the newest first."""
    return PaperJob.objects.filter(kind=RESULT, about=str(survey.uuid)).select_related("file").newest_first()


def questions_as_asked(survey: Survey) -> list[Asked]:
    """Return the questions in order, as ``prepare`` takes them."""
    return [
        Asked(one.text, QuestionKind(one.kind), one.low, one.high, one.for_company, one.for_division)
        for one in survey.questions.in_order()
    ]


HIDDEN = "5件未満のため出しません"
SHEET_HEAD: Cells = ("質問", "立場", "回答数", "平均", "4と5の割合（％）", "1", "2", "3", "4", "5", "文章")


def sheet_rows(found: Result) -> list[Cells]:
    """Return the result as the rows of a table under SHEET_HEAD; a hidden group says so."""
    return [cells for one in found.questions for cells in _cells_of(one)]


def _cells_of(one: QuestionResult) -> list[Cells]:
    lines: list[Cells] = []
    for row in one.rows:
        if row.figures is None:
            lines.append((one.question.text, row.label, "回答なし" if row.is_empty else HIDDEN))
            continue
        told = row.figures
        numbers = (told.answers, f"{told.mean:.2f}", told.satisfied, *told.counts)
        lines.append((one.question.text, row.label, *map(str, numbers)))
    for group in one.texts:
        hidden = group.texts is None
        lines += [(one.question.text, group.label, HIDDEN)] if hidden else []
        lines += [(one.question.text, group.label, *[""] * 8, text) for text in group.texts or ()]
    return lines
