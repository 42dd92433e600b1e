"""What went past its date, or waits where nobody can act: for the desk's morning letter."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from proposals.enums import Stage, Status
from proposals.models import Promise, Proposal, ProposalQuerySet
from screening.models import Inquiry, Routing, Ruling
from screening.rules.next_steps import Need

from .desk import COUNTED_TO, desk_queue
from .nobody import orphans
from .waiting import WAITED_FOR

APOLOGY_AFTER = 2  # 開庁日 after a promise has passed (decisions.md 17)


@dataclass(frozen=True, slots=True)
class Failure:
    """One line of the letter."""

    key: str
    label: str
    numbers: tuple[str, ...]  # 提案番号 or names, in their order; to COUNTED_TO
    next_step: str

    @property
    def count(self) -> int:
        return len(self.numbers)


def failures(on: date) -> list[Failure]:
    """Return what failed in the city's own work, without empty lines. Constant queries."""
    closed = closed_days(on)
    queue = desk_queue(on, closed)
    late = Inquiry.objects.open().filter(due_on__lt=on, screening__proposal__status__in=WAITED_FOR)
    lines = [
        Failure(
            "UNROUTED",
            "形式確認の期日を過ぎても課に送られていない、または受ける課のない提案",
            _numbers(_unrouted(on, queue.by_need[Need.NOT_OURS]), path="number"),
            "課へ送るか、裁定を求めてください。",
        ),
        Failure(
            "PASSED",
            f"{APOLOGY_AFTER}開庁日以上前に期日を過ぎた、提案者への約束",
            _numbers(_passed(on, closed), path="proposal__number"),
            "「遅れを知らせる」で、見通しを知らせてください。",
        ),
        Failure(
            "PARTED",
            "知らせた期日と、数え直した期日が違う提案",
            _numbers(parted_promises(), path="proposal__number"),
            "新しい見通しを知らせるかを決めてください。",
        ),
        Failure(
            "ROUTING", "回答期限を過ぎた課のある提案", _numbers(Routing.objects.overdue(on)), "課に確かめてください。"
        ),
        Failure(
            "INQUIRY", "期限を過ぎた意見照会のある提案", _numbers(late), "答えを促すか、照会を取り消してください。"
        ),
        Failure(
            "RULING",
            "期限を過ぎた裁定のある提案",
            _numbers(Ruling.objects.open().filter(due_on__lt=on)),
            "リーダーに確かめるか、総合政策課で預かってください。",
        ),
        *(Failure(one.key, one.label, tuple(row.name for row in one.rows), one.next_step) for one in orphans(on)),
        Failure(
            "INFECTED",
            "危険なファイルのある提案",
            _numbers(Proposal.objects.filter(pk__in=queue.infected), path="number"),
            "提案者に、別のファイルを送るよう頼んでください。",
        ),
    ]
    return [line for line in lines if line.count]


def parted_promises() -> QuerySet[Promise]:
    """The open promises of which the company was told another date than the one that is counted."""
    return Promise.objects.open().filter(told_on__isnull=False, due_on__isnull=False).exclude(due_on=F("told_on"))


def _numbers(*sets: QuerySet[Any], path: str = "screening__proposal__number") -> tuple[str, ...]:
    found = {number for rows in sets for number in rows.order_by().values_list(path, flat=True)[:COUNTED_TO]}
    return tuple(sorted(found))


def _unrouted(on: date, nobody_leads: list[int]) -> ProposalQuerySet:
    late = Promise.objects.overdue(on).filter(proposal=OuterRef("pk"), stage=Stage.FORMAL_CHECK)
    return Proposal.objects.filter(Q(Exists(late), status=Status.SUBMITTED) | Q(pk__in=nobody_leads))


def _passed(on: date, closed: frozenset[date]) -> QuerySet[Promise]:
    day = on
    while working_days_between(day, on, closed) < APOLOGY_AFTER:
        day -= timedelta(days=1)
    return Promise.objects.open().filter(due_on__lte=day)
