"""What the database refuses in the tables of proposals, by the name of the constraint."""

from datetime import timedelta

from proposals.enums import Kind, Status
from proposals.models import (
    Condition,
    CoProposer,
    CorrectionItem,
    CorrectionReason,
    CorrectionRequest,
    DisclosureMark,
    Meeting,
    Norm,
    NumberSequence,
    Pause,
    PledgeAnswer,
    PledgeItem,
    SorterCount,
    SorterDestination,
    ToldDate,
)
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import (
    ChallengeFactory,
    ChallengeQuestionFactory,
    PromiseFactory,
    ProposalAccessFactory,
    ProposalFactory,
    RosterRequestFactory,
    TroubleFactory,
)
from tests.harness import NOON, TODAY
from tests.nonsense import twice
from tests.proposals.drafts import submitted

YESTERDAY = TODAY - timedelta(days=1)


def norm_twice():
    division = DivisionFactory()
    for _ in range(2):
        Norm.objects.create(stage="OUTCOME", division=division, days=40)


def meeting(**fields):
    return Meeting.objects.create(proposal=ProposalFactory(in_review=True), **fields)


def pause(proposal, **fields):
    return Pause.objects.create(**{"proposal": proposal, "starts_on": TODAY, "reason": "保留", **fields})


def correction(proposal):
    return CorrectionRequest.objects.create(
        proposal=proposal, requested_at=NOON, requested_by="受付花子", wanted_by=TODAY, since_version=1
    )


def item_twice():
    request = correction(ProposalFactory(submitted=True))
    twice(CorrectionItem.objects.create, request=request, field="body", reason="理由")


def answer_twice():
    answer = PledgeAnswer.objects.filter(proposal=submitted()).first()
    answer.pk = None
    answer.save(force_insert=True)


def partner(**fields):
    return CoProposer.objects.create(proposal=ProposalFactory(), name="見本の団体", **fields)


REFUSED = {
    "norm_names_what_it_is_for": lambda: Norm.objects.create(stage="OUTCOME", days=40),
    "norm_is_a_day_at_least": lambda: Norm.objects.create(stage="OUTCOME", division=DivisionFactory(), days=0),
    "norm_once": norm_twice,
    "roster_received_before_sent": lambda: RosterRequestFactory(sent_at=NOON),
    "roster_sent_before_done": lambda: RosterRequestFactory(received_at=NOON, done_at=NOON),
    "co_proposer_accepted_names_organization": lambda: partner(accepted_at=NOON),
    "correction_reason_once": lambda: twice(CorrectionReason.objects.create, text="見本の文"),
    "disclosure_mark_once": lambda: twice(
        DisclosureMark.objects.create, proposal=ProposalFactory(), field="body", reason="営業秘密のため"
    ),
    "told_date_once": lambda: twice(ToldDate.objects.create, promise=PromiseFactory(), day=TODAY, told_at=NOON),
    "challenge_window": lambda: ChallengeFactory(opens_on=TODAY, closes_on=YESTERDAY),
    "challenge_published_on_iff_public": lambda: ChallengeFactory(published_on=None),
    "challenge_question_public_iff_answered": lambda: ChallengeQuestionFactory(published_on=TODAY),
    "sorter_count_once": lambda: twice(
        SorterCount.objects.create, destination=SorterDestination.objects.get(code="voice"), month=TODAY
    ),
    "challenge_retired_iff_date": lambda: ChallengeFactory(retired=True, retired_on=None),
    "trouble_closed_iff_reason": lambda: TroubleFactory(closed=True, closed_reason=""),
    "proposal_draft_iff_not_submitted": lambda: ProposalFactory(submitted=True, status=Status.DRAFT),
    "proposal_number_iff_submitted": lambda: ProposalFactory(submitted=True, number=None),
    "proposal_challenge_iff_kind": lambda: ProposalFactory(kind=Kind.CHALLENGE),
    "proposal_submitted_by_organization": lambda: ProposalFactory(submitted=True, organization=None),
    "proposal_held_until_iff_on_hold": lambda: ProposalFactory(on_hold=True, held_until=None),
    "slot_period": lambda: SlotFactory(ends_at=NOON - timedelta(days=1)),
    "slot_once": lambda: twice(SlotFactory, starts_at=NOON, place="相談室"),
    "slot_booked_once": lambda: twice(ConsultationFactory, booked=True, slot=SlotFactory()),
    "consultation_booked_has_slot": lambda: ConsultationFactory(booked=True, slot=None),
    "consultation_held_has_day": lambda: ConsultationFactory(held=True, held_on=None),
    "co_proposer_once": lambda: twice(
        CoProposer.objects.create, proposal=ProposalFactory(), organization=OrganizationFactory()
    ),
    "condition_position_once": lambda: twice(
        Condition.objects.create, proposal=ProposalFactory(submitted=True), position=1, text="毎月知らせること。"
    ),
    "number_sequence_once": lambda: twice(NumberSequence.objects.create, year=2026, kind=Kind.OPEN),
    "access_period": lambda: ProposalAccessFactory(starts_on=TODAY, ends_on=YESTERDAY),
    "access_once": lambda: twice(
        ProposalAccessFactory, proposal=ProposalFactory(in_review=True), division=DivisionFactory()
    ),
    "promise_open_once": lambda: twice(PromiseFactory, proposal=ProposalFactory(submitted=True)),
    "meeting_three_dates": lambda: meeting(dates=[NOON] * 4),
    "meeting_cancelled_with_reason": lambda: meeting(cancelled_at=NOON),
    "meeting_held_or_cancelled": lambda: meeting(held_on=TODAY, cancelled_at=NOON, cancelled_reason="都合のため。"),
    "meeting_fixed_or_declined": lambda: meeting(fixed_at=NOON, declined_at=NOON),
    "pause_period": lambda: pause(ProposalFactory(submitted=True), ends_on=YESTERDAY),
    "pause_open_once": lambda: twice(pause, proposal=ProposalFactory(submitted=True)),
    "correction_open_once": lambda: twice(correction, proposal=ProposalFactory(submitted=True)),
    "correction_item_once": item_twice,
    "pledge_item_version_once": lambda: PledgeItem.objects.create(
        code="P1", version=1, kind="P", scope="BODY", text="文", valid_from=TODAY
    ),
    "pledge_answer_once": answer_twice,
    "submission_version_once": lambda: ProposalFactory(submitted=True).submissions.create(
        version=1, content={}, sha256="", submitted_at=NOON, submitted_by="会社次郎"
    ),
}

# the other half of each "these two go together"
ALSO_REFUSED = [
    ("proposal_draft_iff_not_submitted", lambda: ProposalFactory(status=Status.SUBMITTED)),
    ("proposal_number_iff_submitted", lambda: ProposalFactory(number="R8-J-0001")),
    ("proposal_challenge_iff_kind", lambda: ProposalFactory(challenge=ChallengeFactory())),
    ("proposal_held_until_iff_on_hold", lambda: ProposalFactory(submitted=True, held_until=TODAY)),
    (
        "co_proposer_accepted_names_organization",
        lambda: CoProposer.objects.create(
            proposal=ProposalFactory(), organization=OrganizationFactory(), accepted_at=NOON, declined_at=NOON
        ),
    ),
]
