"""Surveys with believable answers, made by the portal's own use cases. Other modules call ``hold_survey``."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Question, Survey
from nara_renkei.surveys.rules.people import Person
from nara_renkei.surveys.rules.question_sets import AFTER_PROPOSAL, Asked
from nara_renkei.surveys.usecases.address import address
from nara_renkei.surveys.usecases.answer import answer
from nara_renkei.surveys.usecases.close import close
from nara_renkei.surveys.usecases.open_survey import open_survey
from nara_renkei.surveys.usecases.prepare import prepare
from screening.queries.afterwards import ended_unasked
from screening.rules.afterwards import about_of, words_of
from screening.usecases.ask_afterwards import ask_afterwards

from .city import City
from .clock import moment

Counts = tuple[int, int, int, int, int]  # how many gave 1, 2, 3, 4, 5 to the first question of five steps
Words = Sequence[tuple[str, ...]]  # of the first people of a side: their texts, in the order of the text questions

LAST_YEAR: Final[Mapping[Side, Counts]] = {Side.COMPANY: (0, 1, 1, 4, 3), Side.DIVISION: (0, 0, 2, 3, 2)}
SAID: Final[Mapping[Side, Words]] = {
    Side.COMPANY: [
        ("窓口が一つで、どの課に聞けばよいかで迷わなかった。",),
        ("見送りの理由がはっきりしていて、次の提案に生かせた。",),
        ("担当課との最初の打合せまでが、少し長く感じた。",),
        ("約束の日が画面にいつも出ていて、社内で説明しやすかった。",),
        ("公募になったあと、質問の場所が変わるのに戸惑った。",),
    ],
    Side.DIVISION: [
        ("似た前例が一緒に届くので、考え始めるのが早くなった。",),
        ("三行の一次回答で足りるのが助かる。",),
        ("異動の直後で、前の担当の記録があって助かった。",),
        ("期日の知らせが早めに来る。年度末だけは重なって大変だった。",),
        ("断り方に悩んだとき、デスクが一緒に文を考えてくれた。",),
    ],
}


def hold_survey(
    *,
    title: str,
    about: str,
    questions: Sequence[Asked],
    people: Sequence[Person],
    counts: Mapping[Side, Counts],
    words: Mapping[Side, Words],
    opened_at: datetime,
    closed_at: datetime | None,
    by: Actor,
    intros: tuple[str, str] = ("", ""),
) -> Survey:
    """Return a survey that was asked of all the people and answered by as many of each side as ``counts`` says.

    The first five-step question gets exactly ``counts``, the others nearly so. ``closed_at`` None: it is open for two
    weeks more. The rest of the people have not answered. ``counts`` may not hold more than the people of its side.
    """
    last_day = (closed_at or opened_at + timedelta(days=14)).date()
    survey = prepare(
        title=title, about=about, questions=questions, closes_on=last_day,
        company_intro=intros[0], division_intro=intros[1], by=by, at=opened_at,
    )  # fmt: skip
    survey = open_survey(survey=survey, by=by, at=opened_at)
    address(survey=survey, people=people, by=by, at=opened_at)
    for side, wanted in counts.items():
        emails = [person.email for person in people if person.side == side]
        answer_as(survey, side, emails, wanted, words.get(side, ()), at=opened_at + timedelta(hours=4))
    return close(survey=survey, by=by, at=closed_at) if closed_at else survey


def answer_as(survey: Survey, side: Side, emails: Sequence[str], counts: Counts, words: Words, *, at: datetime) -> None:
    """Let the first of these people answer by the links of their letters, which must not have left yet."""
    scores = [score for score, count in enumerate(counts, start=1) for _ in range(count)]
    questions = list(survey.questions.for_side(side).in_order())
    letters = OutgoingMail.objects.filter(about=survey.key).order_by("pk")
    links = dict(letters.values_list("to", "secret"))
    for number, (email, score) in enumerate(zip(emails, scores, strict=False)):
        texts = words[number] if number < len(words) else ()
        token = links[email.lower()].rstrip("/").rpartition("/")[2]
        answer(token=token, given=_sheet(questions, score, texts, number), at=at)


def _sheet(questions: Sequence[Question], score: int, texts: Sequence[str], number: int) -> dict[int, int | str]:
    scales = [one.pk for one in questions if one.is_scale]
    # the first as counted; of the others some are a step lower
    given: dict[int, int | str] = {
        key: score if place == 0 or (number + place) % 4 else max(1, score - 1) for place, key in enumerate(scales)
    }
    return given | dict(zip([one.pk for one in questions if not one.is_scale], texts, strict=False))


def show_surveys(city: City) -> None:
    """Last year's ended proposals have their result; of this year's some were asked, some wait for the desk."""
    _last_year(city)
    asked_at = moment(city.clock.ago(6), 9)
    waiting = ended_unasked(asked_at)
    numbers = [one.proposal.number or "" for one in waiting[: max(1, len(waiting) // 2)]]
    ask_afterwards(numbers=numbers, by=city.desk(), at=asked_at)
    survey = Survey.objects.open().about(about_of(FiscalYear.of(city.clock.base))).get()
    for side, counts in ((Side.COMPANY, (0, 0, 1, 1, 0)), (Side.DIVISION, (0, 0, 0, 1, 0))):
        emails = [one.email for one in survey.addressees.in_order() if one.side == side]
        answer_as(survey, side, emails, counts, (), at=asked_at + timedelta(hours=3))


def _last_year(city: City) -> None:
    year = FiscalYear(FiscalYear.of(city.clock.base).year - 1)
    companies = [Person(Side.COMPANY, str(one), one.email) for one in city.members.values()]
    units = sorted(city.divisions.values(), key=lambda one: one.code)
    people = [*companies[:11], *(Person(Side.DIVISION, f"{one} 担当", one.email) for one in units if one.email)][:19]
    words = words_of(year)
    hold_survey(
        title=words["title"],
        about=about_of(year),
        questions=AFTER_PROPOSAL,
        people=people,
        counts=LAST_YEAR,
        words=SAID,
        opened_at=moment(date(year.year + 1, 3, 2), 9),
        closed_at=moment(words["closes_on"], 17),
        by=city.desk(),
        intros=(words["company_intro"], words["division_intro"]),
    )
