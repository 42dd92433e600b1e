"""One proposal as its company sees it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from nara_renkei.accounts.queries import speaker_words
from nara_renkei.core.calendar import TOKYO, local_day, wareki, wareki_with_year
from proposals.enums import (
    CLOSED_STATUSES,
    MEETING_STATUSES,
    OPEN_STATUSES,
    REALISED_STATUSES,
    Party,
    PublicWord,
    Stage,
    Status,
)
from proposals.models import (
    Attachment,
    Condition,
    CorrectionItem,
    CorrectionRequest,
    Letter,
    Meeting,
    Message,
    Pause,
    Promise,
    Proposal,
    StatusChange,
    Submission,
    ToldDate,
)
from proposals.rules.lifecycle import public_word

from .dates import ToldDay


@dataclass(frozen=True, slots=True)
class NextDate:
    """The date the city owes."""

    stage: str
    due_on: date | None  # None while the clock stands
    told: list[ToldDay]  # every date the company was told, the first first
    told_on: date | None  # the newest of them; a fact
    is_past: bool


@dataclass(frozen=True, slots=True)
class TimelineStep:
    label: str
    state: str  # "done", "here" or "ahead"
    on: date | None = None
    by: date | None = None  # of what is ahead: the day that was promised; of 「判断を待つ間」: its last day
    stood: str = ""  # when the clock stood


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
    messages: list[tuple[Message, list[Attachment]]]  # the oldest first, each with its files
    attachments: list[Attachment]  # of the proposal itself
    asked: list[CorrectionItem]  # what is to be corrected now
    meeting: Meeting | None
    conditions: list[Condition]  # under which it goes on
    versions: list[Submission]
    speaker: str  # 「課長 奈良 花子」, of the lead 課 on the day; empty before it is shown and after the end

    @property
    def unread(self) -> int:
        """How many messages of the city wait for 「確認しました」."""
        return sum(one.party != Party.PROPOSER and one.confirmed_at is None for one, _ in self.messages)


# What the company reads of a move. A second 送付 is the city's own business and no step.
STEP_OF_MOVE = {
    "submit": "受付",
    "return": "修正のお願い",
    "resubmit": "直した提案の受付",
    "route": "担当課で検討中",
    "start_dialogue": "対話中",
    "hold": "判断を待つ間",
    "resume": "検討の再開",
    "adopt": "結果のお知らせ（進める）",
    "decline": "結果のお知らせ（見送り）",
    "refer": "結果のお知らせ（ほかの窓口のご案内）",
    "withdraw": "取下げ",
    "start_work": "取組の開始",
    "complete": "取組の完了",
    "reopen": "検討の再開",
}


# What is done by the day of a promise, after the name of who does it.
ACTS = {
    Stage.FORMAL_CHECK.label: "が形式の確認をします",
    Stage.FIRST_ANSWER.label: "から、検討するかどうかの最初のお返事が届きます",
    Stage.DIALOGUE.label: "が、対話の日を決めるお知らせをします",
    Stage.OUTCOME.label: "から、結果のお知らせが届きます",
}

# lists beside each other in place of prefetched rows: no query of their own
_TOLD_DATES = ToldDate.objects.filter(promise=OuterRef("pk")).order_by("told_at", "pk")
_TOLD = {
    "told_days": ArraySubquery(_TOLD_DATES.values("day")),
    "told_at": ArraySubquery(_TOLD_DATES.values("told_at")),
    "told_why": ArraySubquery(_TOLD_DATES.values("why")),
}


def company_sheet(proposal: Proposal, today: date) -> CompanySheet:
    """Gather one proposal for its proposer. Constant number of queries."""
    changes, pauses = _history(proposal)
    asked: list[CorrectionItem] = []
    meeting = None
    if proposal.status == Status.RETURNED:
        open_items = CorrectionItem.objects.filter(request__proposal=proposal, request__resolved_at=None)
        asked = list(open_items.select_related("request").order_by("pk"))
    if proposal.status in MEETING_STATUSES:
        meeting = proposal.meetings.waiting().newest_first().first()
    correction = asked[0].request if asked else None
    attachments = _by_message(proposal)
    promises = list(Promise.objects.open().filter(proposal=proposal).nearest_first().annotate(**_TOLD))
    next_date = _next_date(promises[0], today) if promises else None
    return CompanySheet(
        proposal=proposal,
        word=proposal.public_word,
        sentence=_sentence(proposal, next_date, correction, meeting, today),
        must_act=proposal.status == Status.RETURNED,
        next_date=next_date,
        timeline=_timeline(proposal, changes, pauses, promises),
        letters=list(proposal.letters.newest_first()),
        messages=[(one, attachments[one.pk]) for one in proposal.messages.oldest_first()],
        attachments=attachments[None],
        asked=asked,
        meeting=meeting,
        conditions=list(proposal.conditions.in_order()) if proposal.status in REALISED_STATUSES else [],
        versions=list(proposal.submissions.newest_first()),
        speaker=_speaker(proposal, today),
    )


def _speaker(proposal: Proposal, today: date) -> str:
    lead = None if proposal.status in CLOSED_STATUSES else proposal.lead_division_id
    return speaker_words([lead], today).get(lead or 0, "")


def _history(proposal: Proposal) -> tuple[list[StatusChange], list[Pause]]:
    """Return the moves, the first first, and when the clock stood. One query; the rows hold only what is shown."""
    moves = StatusChange.objects.filter(proposal=OuterRef("pk")).oldest_first()
    pauses = Pause.objects.filter(proposal=OuterRef("pk")).order_by("starts_on", "pk")
    lists = (
        Proposal.objects.filter(pk=proposal.pk)
        .values_list(
            *(ArraySubquery(moves.values(name)) for name in ("move", "target", "at")),
            *(ArraySubquery(pauses.values(name)) for name in ("starts_on", "ends_on", "reason")),
        )
        .get()
    )
    return (
        [StatusChange(move=move, target=target, at=at) for move, target, at in zip(*lists[:3], strict=True)],
        [Pause(starts_on=first, ends_on=last, reason=why) for first, last, why in zip(*lists[3:], strict=True)],
    )


def _by_message(proposal: Proposal) -> dict[int | None, list[Attachment]]:
    """Return the files by the message they came with; under None those of the proposal. One query."""
    found: dict[int | None, list[Attachment]] = defaultdict(list)
    for one in proposal.attachments.in_order():
        found[one.message_id].append(one)
    return found


def _next_date(promise: Promise, today: date) -> NextDate:
    told = promise.told_on or promise.due_on
    return NextDate(
        stage=promise.get_stage_display(),
        due_on=promise.due_on,
        told=[
            ToldDay(day, local_day(at), why)
            for day, at, why in zip(promise.told_days, promise.told_at, promise.told_why, strict=True)  # type: ignore[attr-defined]
        ],
        told_on=promise.told_on,
        is_past=bool(promise.due_on and told and told < today),
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
        return f"{wareki_with_year(at.date())}{at:%-H時%M分}に、{who}とお話しします。場所は{meeting.where or '後日お知らせします'}。"
    if meeting and not meeting.fixed_at and not meeting.declined_at:
        return f"{who}から、対話の候補日が届いています。ご都合のよい日を選んでください。"
    if next_date and next_date.is_past:
        return f"お約束の日を過ぎています。申し訳ありません。{who}が確かめて、次の日にちをお知らせします。していただくことはありません。"
    if next_date and next_date.due_on:
        day = wareki_with_year(next_date.told_on or next_date.due_on)
        return f"{day}までに、{who}{ACTS[next_date.stage]}。していただくことはありません。"
    return {
        Status.ADOPTED: f"{who}と、始める準備を進めています。次にすることは、「市からのお知らせ」に書いています。",
        Status.UNDERWAY: f"{who}と、取組を進めています。",
        Status.COMPLETED: "取組が終わりました。ありがとうございました。",
        Status.DECLINED: "検討の結果、見送りをお知らせしました。理由と、どう変わればよいかは、「市からのお知らせ」に書いています。",
        Status.REFERRED: "ほかの窓口をご案内しました。行き先は、「市からのお知らせ」に書いています。",
        Status.WITHDRAWN: "取り下げられました。もう一度提案することもできます。",
    }.get(Status(proposal.status), f"{who}が次の見通しをお知らせします。していただくことはありません。")


def _timeline(
    proposal: Proposal, changes: Sequence[StatusChange], pauses: Sequence[Pause], promises: Sequence[Promise]
) -> list[TimelineStep]:
    """Return what was, what is and what comes; the days on which the clock stood are at the step that stopped it."""
    steps: list[TimelineStep] = []
    words: set[PublicWord] = set()
    for change in changes:
        if change.move == "route" and PublicWord.REVIEW in words:
            continue
        words.add(public_word(change.target))
        # what the desk entered was received on the day it came
        moment = proposal.submitted_at if change.move == "submit" and proposal.submitted_at else change.at
        steps.append(TimelineStep(STEP_OF_MOVE[change.move], "done", local_day(moment)))
    for pause in pauses:
        last = max((n for n, step in enumerate(steps) if step.on and step.on <= pause.starts_on), default=0)
        steps[last] = replace(steps[last], stood=f"{steps[last].stood}{_stood(pause)}")
    steps[-1:] = [replace(step, state="here", by=proposal.held_until) for step in steps[-1:]]
    return [*steps, *_ahead(proposal, words, {promise.stage: promise for promise in promises})]


def _stood(pause: Pause) -> str:
    first = wareki(pause.starts_on)
    if pause.ends_on is None:
        return f"{first}から、期日を数えるのを止めています（{pause.reason}）。"
    return f"{first}から{wareki(pause.ends_on)}まで、期日を数えるのを止めました（{pause.reason}）。"


def _ahead(proposal: Proposal, words: Set[PublicWord], promises: Mapping[str, Promise]) -> list[TimelineStep]:
    """Return what comes, with the day that was promised for it."""
    if proposal.status not in OPEN_STATUSES:
        return []
    days = {stage: (one.told_on or one.due_on) if one.due_on else None for stage, one in promises.items()}
    coming = [
        ("形式の確認", Stage.FORMAL_CHECK, Stage.FORMAL_CHECK in promises),
        ("担当課で検討", None, PublicWord.REVIEW not in words),
        ("担当課の最初のお返事", Stage.FIRST_ANSWER, Stage.FIRST_ANSWER in promises),
        ("対話", Stage.DIALOGUE, PublicWord.DIALOGUE not in words),
        ("結果のお知らせ", Stage.OUTCOME, True),
    ]
    return [TimelineStep(label, "ahead", by=days.get(stage or "")) for label, stage, comes in coming if comes]
