"""What the 団体 of the world has in the tables behind the wall."""

from dialogue.models import Participant
from nara_renkei.accounts.models import JoinRequest
from proposals.models import (
    Condition,
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    DisclosureMark,
    Draft,
    Meeting,
    Pause,
    PledgeAnswer,
    PledgeItem,
    PledgeRequest,
    ToldDate,
)
from tests.factories.accounts import CompanyUserFactory
from tests.factories.dialogue import CardExchangeFactory, CardFactory, EventFactory, EventInvitationFactory, WishFactory
from tests.factories.directory import ActivityFactory
from tests.factories.proposals import (
    ChallengeQuestionFactory,
    LetterFactory,
    MessageFactory,
    ProcedureNoticeFactory,
    PromiseFactory,
    RosterEntryFactory,
    TenderFactory,
)
from tests.harness import NOON, TODAY


def furnish(world):
    """Give the 団体 of the matrix's world one row at least in every table behind the wall."""
    proposal, organization, user = world.proposal, world.organization, world.member.user
    for factory in (LetterFactory, MessageFactory):
        factory(proposal=proposal)
    promise = PromiseFactory(proposal=proposal)
    ToldDate.objects.create(promise=promise, day=TODAY, told_at=NOON)
    Pause.objects.create(proposal=proposal, starts_on=TODAY, reason="お返事を待っています")
    Meeting.objects.create(proposal=proposal, offered="10月20日")
    RosterEntryFactory(request=proposal.roster_request)
    Condition.objects.create(proposal=proposal, position=1, text="毎月知らせること。")
    request = CorrectionRequest.objects.create(
        proposal=proposal, requested_at=NOON, requested_by="受付花子", wanted_by=TODAY, since_version=1
    )
    CorrectionItem.objects.create(request=request, field="body", reason="もう少し詳しく。")
    DisclosureMark.objects.create(proposal=proposal, field="body", reason="営業秘密のため。")
    Draft.objects.get_or_create(proposal=world.draft)
    PledgeRequest.objects.create(proposal=proposal, asked_at=NOON, asked_by="受付花子")
    item = PledgeItem.objects.order_by("pk").first()
    PledgeAnswer.objects.create(
        proposal=proposal, organization=organization, item=item, answer="yes", text_sha256="0" * 64, answered_at=NOON
    )
    CoProposer.objects.create(proposal=world.draft, name="見本の相手", email="aite@company.example", asked_at=NOON)
    JoinRequest.objects.create(organization=organization, user=CompanyUserFactory(), name="申し出", requested_at=NOON)
    ChallengeQuestionFactory(challenge=world.challenge, asked_by=user)
    ProcedureNoticeFactory(proposal=proposal)
    ActivityFactory(agreement__organization=organization)
    # of the draft: a 公募 would end the messages that are tried below
    TenderFactory(proposal=world.draft)
    EventFactory()  # in preparation
    EventInvitationFactory(event=world.event, organization=organization)
    one, other = Participant.objects.filter(registration__event=world.event).order_by("pk")
    for person in (one, other):
        CardFactory(participant=person)
    CardExchangeFactory(one=one, other=other)
    WishFactory(registration=world.registration)
