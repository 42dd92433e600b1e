"""How well the theme is understood before a 回 and after it, question by question. Groups under five stay hidden."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nara_renkei.surveys.enums import QuestionKind
from nara_renkei.surveys.models import Answer, AnswerSheet, Question, Survey
from nara_renkei.surveys.rules.figures import SMALLEST, Figures, figures_of
from training.enums import Timing
from training.models import Session
from training.rules.surveys import key_of


@dataclass(frozen=True, slots=True)
class Scale:
    """One five-step question as it was asked, with all scores from 1 to 5."""

    text: str
    scores: Sequence[int]


@dataclass(frozen=True, slots=True)
class Paired:
    """One question asked before and after. None: fewer than five answers, or not asked on that side."""

    question: str
    before: Figures | None
    after: Figures | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the two closed surveys of a 回 say together."""

    before: int  # answers
    after: int
    rows: Sequence[Paired]  # asked on both sides
    only_after: Sequence[Paired]  # asked only after: satisfaction
    texts: Sequence[str] | None  # free answers after it; None: fewer than five people wrote


def paired(before: Sequence[Scale], after: Sequence[Scale]) -> list[Paired]:
    """Return the questions of both sides in the order of the first, matched by their words. Pure."""
    later = {one.text: one.scores for one in after}
    return [Paired(one.text, _shown(one.scores), _shown(later[one.text])) for one in before if one.text in later]


def understandings(sessions: Sequence[Session]) -> Mapping[int, Understanding]:
    """Return for each 回, by its primary key, what its closed surveys say; one without is left out. Four queries.

    An open survey says nothing yet: read while people answer, two results would tell the answer between them.
    """
    keys = {key_of(one.key, timing): (one.pk, timing) for one in sessions for timing in Timing}
    closed = {keys[one.about]: one for one in Survey.objects.filter(about__in=keys, closed_at__isnull=False)}
    scales, texts, sheets = _answers(list(closed.values()))
    found = {}
    for pk in {session for session, _ in closed}:
        first, second = (closed.get((pk, timing)) for timing in (Timing.BEFORE, Timing.AFTER))
        before, after = (scales[one.pk] if one else [] for one in (first, second))
        asked = {one.text for one in before}
        found[pk] = Understanding(
            before=sheets[first.pk] if first else 0,
            after=sheets[second.pk] if second else 0,
            rows=paired(before, after),
            only_after=[Paired(one.text, None, _shown(one.scores)) for one in after if one.text not in asked],
            texts=_shown_texts(texts[second.pk]) if second else None,
        )
    return found


def _answers(surveys: Sequence[Survey]) -> tuple[dict[int, list[Scale]], dict[int, list[str]], dict[int, int]]:
    """Return by survey its scales in order, its texts, and how many answered."""
    scores, texts = defaultdict(list), defaultdict(list)
    rows = Answer.objects.filter(sheet__survey__in=surveys).order_by()
    for survey, question, score, text in rows.values_list("sheet__survey", "question", "score", "text"):
        if score is None:
            texts[survey].append(text)
        else:
            scores[question].append(score)
    scales = defaultdict(list)
    asked = Question.objects.filter(survey__in=surveys, kind=QuestionKind.SCALE).in_order()
    for one in asked:
        scales[one.survey_id].append(Scale(one.text, scores[one.pk]))
    sheets: dict[int, int] = defaultdict(int)
    for survey in AnswerSheet.objects.filter(survey__in=surveys).order_by().values_list("survey", flat=True):
        sheets[survey] += 1
    return scales, texts, sheets


def _shown(scores: Sequence[int]) -> Figures | None:
    return figures_of(scores) if len(scores) >= SMALLEST else None


def _shown_texts(texts: Sequence[str]) -> Sequence[str] | None:
    # sorted: their order says nothing about who wrote them
    return sorted(texts) if len(texts) >= SMALLEST else None
