"""A small city hall for these tests: 課 with a 課長, a deputy and a 担当, and a proposal on its way."""

from dataclasses import dataclass

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import DIVISION, Actor
from nara_renkei.directory.models import Division
from proposals.models import Proposal
from screening.enums import Answer, CheckResult
from screening.models import CheckItem, Routing, Screening, SoundnessCheck
from screening.rendering import LetterText
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.open_screening import open_screening
from screening.usecases.route_proposal import route_proposal
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY

MARKER = "ないしょの印"


@dataclass
class Office:
    """A 課 and the people who sit in it."""

    division: Division
    manager: User
    deputy: User
    officer: User

    @property
    def actor(self) -> Actor:
        return Actor(DIVISION, f"担当太郎（{self.division}）", f"user:{self.officer.pk}", "127.0.0.1")


def office(**fields) -> Office:
    division = DivisionFactory(**fields)
    return Office(
        division,
        StaffFactory(manager=True, division=division),
        StaffFactory(deputy=True, division=division),
        StaffFactory(officer=True, division=division),
    )


def opened(**fields) -> Screening:
    """A submitted proposal of a 団体 with one member, opened by the desk, which found nothing wrong with it."""
    proposal = ProposalFactory(**{"submitted": True, **fields})
    MemberFactory(organization=proposal.organization)
    return checked(open_screening(proposal=proposal, by=THE_DESK, at=NOON))


def checked(screening: Screening, **fields) -> Screening:
    """The same folder with every item of every stage, or of those named, found 問題なし."""
    facts = {"screening": screening, "result": CheckResult.OK, "checked_by": "受付花子（デスク）", "checked_at": NOON}
    SoundnessCheck.objects.bulk_create(
        SoundnessCheck(item=item, **facts) for item in CheckItem.objects.filter(**fields)
    )
    return screening


def routed(*others: Office, at=NOON, letter: LetterText | None = None, **fields) -> tuple[Screening, Office, Routing]:
    """The same, sent to a lead 課 (and the others)."""
    screening, lead = opened(**fields), office()
    routings = route_proposal(
        screening=screening,
        lead=lead.division,
        others=[one.division for one in others],
        note="",
        letter=letter,
        by=THE_DESK,
        at=at,
    )
    return screening, lead, routings[0]


def accepted(**fields) -> tuple[Screening, Office, Routing]:
    """The same, and the lead 課 considers it."""
    screening, lead, routing = routed(**fields)
    draft_answer(
        routing=routing,
        choice=Answer.CONSIDER,
        comment="話を聞かせてください。",
        contact="担当太郎",
        by=lead.actor,
        at=NOON,
    )
    confirm_answer(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    routing.refresh_from_db()
    return screening, lead, routing


def letter(**fields) -> LetterText:
    return LetterText(
        **{
            "title": "お知らせ",
            "body": "ご提案についてお知らせします。",
            "sender": "奈良市長",
            "dated_on": TODAY,
            **fields,
        }
    )


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)
