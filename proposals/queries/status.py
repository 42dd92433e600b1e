"""One proposal as its company sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from nara_renkei.core.calendar import TOKYO, local_day, wareki_with_year
from nara_renkei.core.holidays import closed_day_names
from proposals.enums import OPEN_STATUSES, Party, PublicWord, Status
from proposals.models import (
    CorrectionRequest,
    Letter,
    Meeting,
    Message,
    Pause,
    Promise,
    Proposal,
    StatusChange,
    Submission,
)
from proposals.rules.lifecycle import public_word
from proposals.rules.promises import Span, skipped_days


@dataclass(frozen=True, slots=True)
class NextDate:
    """The date the city owes, and how it was counted."""

    stage: str
    starts_on: date
    within_days: int  # 開庁日
    due_on: date | None  # None while the clock stands
    told_on: date | None  # the date the company was told; a fact
    is_past: bool
    skipped: list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class TimelineStep:
    label: str
    state: str  # "done", "here" or "ahead"
    on: date | None


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """Everything a company sees of one proposal. Holds nothing internal."""

    proposal: Proposal
    word: PublicWord
    sentence: str  # いつまでに・だれが・何を
    must_act: bool
    next_date: NextDate | None
    timeline: list[TimelineStep]
    letters: list[Letter]
    messages: list[Message]
    correction: CorrectionRequest | None
    meeting: Meeting | None
    versions: list[Submission]

    @property
    def unread(self) -> int:
        """How many messages of the city wait for 「確認しました」."""
        return sum(one.party != Party.PROPOSER and one.confirmed_at is None for one in self.messages)


STEPS = (PublicWord.RECEIVED, PublicWord.REVIEW, PublicWord.DIALOGUE, PublicWord.RESULT)


def company_sheet(proposal: Proposal, today: date) -> CompanySheet:
    """Gather one proposal for its proposer. Constant number of queries."""
    changes = list(StatusChange.objects.filter(proposal=proposal).oldest_first())
    correction = proposal.corrections.filter(resolved_at=None).prefetch_related("items").first()
    is_open = proposal.status in OPEN_STATUSES
    meeting = proposal.meetings.filter(held_on=None).order_by("-pk").first() if is_open else None
    next_date = _next_date(proposal, today)
    return CompanySheet(
        proposal=proposal,
        word=proposal.public_word,
        sentence=_sentence(proposal, next_date, correction, meeting, today),
        must_act=proposal.status == Status.RETURNED,
        next_date=next_date,
        timeline=_timeline(proposal, changes),
        letters=list(proposal.letters.newest_first()),
        messages=list(proposal.messages.thread()),
        correction=correction,
        meeting=meeting,
        versions=list(proposal.submissions.newest_first()),
    )


def _next_date(proposal: Proposal, today: date) -> NextDate | None:
    promise = Promise.objects.open().filter(proposal=proposal).order_by(F("due_on").asc(nulls_last=True), "pk").first()
    if promise is None:
        return None
    skipped: list[tuple[date, str]] = []
    if promise.due_on:
        spans = [
            Span(pause.starts_on, pause.ends_on, pause.reason)
            for pause in Pause.objects.filter(proposal=proposal).order_by("pk")
        ]
        skipped = skipped_days(
            promise.starts_on, promise.due_on, spans, closed_day_names(promise.starts_on, promise.due_on)
        )
    told = promise.told_on or promise.due_on
    return NextDate(
        stage=promise.get_stage_display(),
        starts_on=promise.starts_on,
        within_days=promise.within_days,
        due_on=promise.due_on,
        told_on=promise.told_on,
        is_past=bool(promise.due_on and told and told < today),
        skipped=skipped,
    )


def _sentence(
    proposal: Proposal,
    next_date: NextDate | None,
    correction: CorrectionRequest | None,
    meeting: Meeting | None,
    today: date,
) -> str:
    """Return one sentence: いつまでに・だれが・何を."""
    who = str(proposal.lead_division) if proposal.lead_division else "公民連携デスク"
    if correction:
        return f"{wareki_with_year(correction.wanted_by)}までに、お願いした欄を直して、もう一度出してください。直していただく間、市の期日は止まります。"
    if proposal.status == Status.ON_HOLD and proposal.held_until:
        return f"{wareki_with_year(proposal.held_until)}まで、判断を待っています。その日までに、{who}が次の見通しをお知らせします。"
    if meeting and meeting.fixed_at and local_day(meeting.fixed_at) >= today:
        at = meeting.fixed_at.astimezone(TOKYO)
        return f"{wareki_with_year(at.date())}{at:%-H時%M分}に、{who}とお話しします。場所は{meeting.place or '後日お知らせします'}。"
    if next_date and next_date.is_past:
        return f"お約束の日を過ぎています。申し訳ありません。{who}が確かめて、次の日にちをお知らせします。していただくことはありません。"
    if next_date and next_date.due_on:
        day = wareki_with_year(next_date.told_on or next_date.due_on)
        return f"{day}までに、{who}が{next_date.stage}をします。していただくことはありません。"
    return {
        Status.ADOPTED: f"{who}と、始める準備を進めています。次のことは、通知文をご覧ください。",
        Status.UNDERWAY: f"{who}と、取組を進めています。",
        Status.COMPLETED: "取組が終わりました。ありがとうございました。",
        Status.DECLINED: "結果をお知らせしました。理由と、どう変わればよいかを通知文に書いています。",
        Status.REFERRED: "ほかの窓口をご案内しました。行き先は通知文に書いています。",
        Status.WITHDRAWN: "取り下げられました。もう一度提案することもできます。",
    }.get(Status(proposal.status), f"{who}が次の見通しをお知らせします。していただくことはありません。")


def _timeline(proposal: Proposal, changes: Sequence[StatusChange]) -> list[TimelineStep]:
    reached: dict[PublicWord, date] = {}
    for change in changes:
        reached.setdefault(public_word(change.target), local_day(change.at))
    here = proposal.public_word
    if here == PublicWord.CORRECTION:
        here = max((word for word in STEPS if word in reached), key=STEPS.index, default=PublicWord.RECEIVED)
    steps = []
    for word in STEPS:
        if word == here:
            state = "here"
        elif STEPS.index(word) < STEPS.index(here) if here in STEPS else False:
            state = "done" if word in reached else "skipped"
        else:
            state = "ahead"
        steps.append(TimelineStep(word.label, state, reached.get(word) if state != "ahead" else None))
    return steps
