"""The clock against a calendar counted by hand. One row, one story; the days in between stand beside it.

閉庁日 of these months: 9/21 敬老の日, 9/22 国民の休日, 9/23 秋分の日; 12/29–1/3 年末年始, 1/11 成人の日;
3/22 振替休日, 4/29 昭和の日, 5/3–5/5. The season runs from 20 March to 20 April: 5 開庁日 more.
"""

from datetime import date

import pytest

from proposals.enums import Stage
from proposals.models import Promise
from proposals.usecases.keep_promises import open_promise
from proposals.usecases.resubmit_proposal import resubmit_proposal
from screening.enums import Answer
from screening.models import Routing, Screening
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.hold_proposal import hold_proposal, resume_proposal
from screening.usecases.keep_due_dates import keep_due_dates
from screening.usecases.reroute_proposal import reroute_proposal
from screening.usecases.return_proposal import return_proposal
from tests.factories.proposals import ProposalFactory
from tests.harness import THE_COMPANY, THE_DESK, at
from tests.screening.city import fresh, office, routed

pytestmark = pytest.mark.django_db


def day(text):
    return date.fromisoformat(text)


def ask_to_correct(screening, when):
    reasons = {"summary": "数字を足してください。"}
    return_proposal(
        screening=screening,
        reasons=reasons,
        wanted_by=when.replace(year=when.year + 1),
        letter=None,
        by=THE_DESK,
        at=at(when),
    )


def correct(screening, when):
    proposal = fresh(screening.proposal)
    resubmit_proposal(proposal=proposal, changes={"summary": "直しました。"}, by=THE_COMPANY, at=at(when))
    keep_due_dates(today=when)


def hold(screening, when):
    until = when.replace(year=when.year + 1)
    hold_proposal(screening=screening, until=until, reason="手続の確認", letter=None, by=THE_DESK, at=at(when))


def resume(screening, when):
    resume_proposal(screening=Screening.objects.get(pk=screening.pk), by=THE_DESK, at=at(when))


def refuse_and_send_on(screening, when):
    """担当ではない and 送り直し on one day: the new 課 has its days from here, the company's date stays."""
    routing, new = Routing.objects.get(), office()
    lead = next(iter(routing.division.posts.filter(kind="MANAGER"))).user
    draft_answer(
        routing=routing, choice=Answer.NOT_OURS, comment="違います。", suggested=new.division, by=THE_DESK, at=at(when)
    )
    confirm_answer(routing=routing, user=lead, by=THE_DESK, at=at(when))
    reroute_proposal(screening=screening, lead=new.division, note="", by=THE_DESK, at=at(when))


@pytest.mark.parametrize(
    ("submitted", "checked_by"),
    [
        ("2026-09-18", "2026-09-28"),  # 9/24, 25, 28
        ("2026-12-25", "2027-01-05"),  # 12/28, 1/4, 5
        ("2027-03-19", "2027-03-25"),  # 3/23, 24, 25: the season has not begun
        ("2027-04-27", "2027-05-06"),  # 4/28, 30, 5/6: it is over
        ("2027-03-23", "2027-04-02"),  # 3/24 to 26, 29 to 31, 4/1, 2: eight of them
    ],
)
def test_the_check_of_a_submission(submitted, checked_by):
    promise = open_promise(proposal=ProposalFactory(submitted=True), stage=Stage.FORMAL_CHECK, at=at(day(submitted)))

    assert promise.due_on == day(checked_by)


@pytest.mark.parametrize(
    ("sent", "steps", "division", "company"),
    [
        # 12/28, 1/4 to 8, 12 to 15
        ("2026-12-25", [], "2027-01-15", "2027-01-15"),
        # 9/24, 25, 28 to 30, 10/1, 2, 5 to 7
        ("2026-09-18", [], "2026-10-07", "2026-10-07"),
        # the day before the season: 3/23 to 26, 29 to 4/2, 5
        ("2027-03-19", [], "2027-04-05", "2027-04-05"),
        # in the season, fifteen: 3/26, 29 to 4/2, 5 to 9, 12 to 15
        ("2027-03-25", [], "2027-04-15", "2027-04-15"),
        # its last day, fifteen: 4/21 to 23, 26 to 28, 30, 5/6, 7, 10 to 14, 17
        ("2027-04-20", [], "2027-05-17", "2027-05-17"),
        # the day after: 4/22, 23, 26 to 28, 30, 5/6, 7, 10, 11
        ("2027-04-21", [], "2027-05-11", "2027-05-11"),
        # the company corrects: 12/28 | 1/7, 8, 12 to 15, 18 to 20
        (
            "2026-12-25",
            [(ask_to_correct, "2026-12-28"), (correct, "2027-01-06")],
            "2027-01-20",
            "2027-01-20",
        ),
        # the clock stands: nobody owes a date
        ("2026-12-25", [(ask_to_correct, "2026-12-28")], None, None),
        # the city holds: 12/22 to 24 | 1/6 to 8, 12 to 15
        ("2026-12-21", [(hold, "2026-12-24"), (resume, "2027-01-05")], "2027-01-15", "2027-01-15"),
        # held and taken up on one day costs nothing: 12/22 to 25, 28, 1/4 to 8
        ("2026-12-21", [(hold, "2026-12-24"), (resume, "2026-12-24")], "2027-01-08", "2027-01-08"),
        # sent on: the new 課 counts from 12/25, the company from 12/21
        ("2026-12-21", [(refuse_and_send_on, "2026-12-25")], "2027-01-15", "2027-01-08"),
        # sent on, then held: new 課 12/28 | 1/7, 8, 12 to 15, 18 to 20; company 12/22 to 25, 28 | 1/7, 8, 12 to 14
        (
            "2026-12-21",
            [(refuse_and_send_on, "2026-12-25"), (hold, "2026-12-28"), (resume, "2027-01-06")],
            "2027-01-20",
            "2027-01-14",
        ),
        # sent on within the season: the new 課 has fifteen from 3/23, the company ten from 3/19
        ("2027-03-19", [(refuse_and_send_on, "2027-03-23")], "2027-04-13", "2027-04-05"),
    ],
)
def test_the_first_answer(sent, steps, division, company):
    screening, _, _ = routed(at=at(day(sent)))
    for step, when in steps:
        step(screening, day(when))

    routing = Routing.objects.get(state="OPEN")
    promise = Promise.objects.open().get(stage=Stage.FIRST_ANSWER)
    assert (routing.due_on, promise.due_on) == (division and day(division), company and day(company))
