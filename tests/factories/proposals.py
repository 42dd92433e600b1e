from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from nara_renkei.core.models import FileState, PrivateFile
from proposals.enums import Ask, ChallengeState, Cost, Kind, Party, Procedure, Stage, Status
from proposals.models import (
    Attachment,
    Challenge,
    ChallengeQuestion,
    Letter,
    Message,
    ProcedureNotice,
    Promise,
    Proposal,
    ProposalAccess,
    RosterEntry,
    RosterRequest,
    StatusChange,
    Tender,
    Trouble,
)
from proposals.usecases.freeze_version import freeze_version, index_words
from proposals.usecases.index_challenge import index_challenge
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_COMPANY, TODAY


class ChallengeFactory(DjangoModelFactory):
    class Meta:
        model = Challenge

    code = factory.Sequence(lambda n: f"kadai-{n}")
    field = "くらし"
    title = factory.Sequence(lambda n: f"見本の課題{n}")
    background = "困っていることの背景です。"
    figures = "月に8件（例示）"
    future = "だれも困らない町。"
    wanted = "小さく試せる提案。"
    offered = "場所と広報。"
    procedure = Procedure.COOPERATION
    lead = factory.SubFactory(DivisionFactory)
    state = ChallengeState.PUBLISHED
    published_on = TODAY - timedelta(days=60)
    opens_on = TODAY - timedelta(days=60)

    class Params:
        draft = factory.Trait(state=ChallengeState.DRAFT, published_on=None)
        handed_in = factory.Trait(state=ChallengeState.HANDED_IN, published_on=None, handed_in_at=NOON)
        retired = factory.Trait(state=ChallengeState.RETIRED, retired_on=TODAY, retired_reason="続けないため。")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        challenge = model_class(*args, **fields)
        index_challenge(challenge)
        challenge.save()
        return challenge


class ChallengeQuestionFactory(DjangoModelFactory):
    """Waiting for an answer; ``answered=True`` is public."""

    class Meta:
        model = ChallengeQuestion

    class Params:
        answered = factory.Trait(answer="一緒に確かめます。", published_on=TODAY)

    challenge = factory.SubFactory(ChallengeFactory)
    question = factory.Sequence(lambda n: f"質問{n}です。")
    asked_at = NOON


class TroubleFactory(DjangoModelFactory):
    class Meta:
        model = Trouble

    class Params:
        closed = factory.Trait(closed_at=NOON, closed_reason="市の仕事ではないため。")

    division = factory.SubFactory(DivisionFactory)
    trouble = factory.Sequence(lambda n: f"窓口の列が長い{n}")
    wish = "待つ間に準備が終わる。"
    author = "担当太郎"
    written_at = NOON


class ProposalFactory(DjangoModelFactory):
    """A draft without traits; ``submitted=True`` and its successors satisfy every constraint."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(
            status=Status.SUBMITTED,
            submitted_at=NOON,
            number=factory.Sequence(lambda n: f"R8-J-{n + 1:04}"),
        )
        returned = factory.Trait(submitted=True, status=Status.RETURNED)
        in_review = factory.Trait(submitted=True, status=Status.IN_REVIEW)
        in_dialogue = factory.Trait(submitted=True, status=Status.IN_DIALOGUE)
        on_hold = factory.Trait(submitted=True, status=Status.ON_HOLD, held_until=TODAY + timedelta(days=60))
        adopted = factory.Trait(submitted=True, status=Status.ADOPTED)
        declined = factory.Trait(submitted=True, status=Status.DECLINED)
        for_challenge = factory.Trait(
            kind=Kind.CHALLENGE,
            challenge=factory.SubFactory(ChallengeFactory),
            challenge_answer="問いへの答えです。",
        )

    organization = factory.SubFactory(OrganizationFactory)
    contact_name = "窓口 三郎"
    contact_phone = "0742-00-0011"
    title = factory.Sequence(lambda n: f"見本の提案{n}")
    summary = "移動販売の回る順番を組み直します。"
    beneficiary = "東部の集落で暮らす方の買物が楽になります。"
    body = "週に2回、集会所で販売と荷物の受渡しを一緒に行います。"
    asks = [Ask.PLACE, Ask.PUBLICITY]
    cost = Cost.NONE
    status = Status.DRAFT
    status_changed_at = NOON
    created_at = NOON
    updated_at = NOON

    @classmethod
    def _create(cls, model_class, *args, **fields):
        proposal = model_class(*args, **fields)
        index_words(proposal)
        proposal.save()
        proposal.refresh_from_db(fields=["search_vector"])
        if proposal.status != Status.DRAFT:
            freeze_version(proposal=proposal, version=1, by=THE_COMPANY, at=proposal.submitted_at)
            StatusChangeFactory(proposal=proposal, at=proposal.submitted_at)
        return proposal


class StatusChangeFactory(DjangoModelFactory):
    class Meta:
        model = StatusChange

    origin = Status.DRAFT
    target = Status.SUBMITTED
    move = "submit"
    actor = "会社次郎"
    party = Party.PROPOSER
    at = NOON


class ProposalAccessFactory(DjangoModelFactory):
    class Meta:
        model = ProposalAccess

    proposal = factory.SubFactory(ProposalFactory, in_review=True)
    division = factory.SubFactory(DivisionFactory)
    starts_on = date(2026, 4, 1)
    why = "主担当"


class PromiseFactory(DjangoModelFactory):
    class Meta:
        model = Promise

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    stage = Stage.FORMAL_CHECK
    starts_on = TODAY
    within_days = 3
    due_on = date(2026, 10, 8)
    told_on = date(2026, 10, 8)


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    party = Party.PROPOSER
    author = "会社次郎"
    body = "いつごろお返事をいただけますか。"
    at = NOON


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    kind = "OUTCOME"
    dated_on = TODAY
    addressee = "株式会社見本【例示】\n代表取締役 見本一郎 様"
    sender = "奈良市長"
    title = "結果のお知らせ"
    body = "ご提案を進めます。"
    told_at = NOON
    told_by = "受付花子（デスク）"


class PrivateFileFactory(DjangoModelFactory):
    """A row only; use core.private_files.store_upload for a real file."""

    class Meta:
        model = PrivateFile

    original_name = "企画書.pdf"
    stored_name = factory.Sequence(lambda n: f"test/{n}.pdf")
    content_type = "application/pdf"
    size = 1234
    sha256 = "0" * 64
    state = FileState.CLEAN
    created_at = NOON


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = Attachment

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    file = factory.SubFactory(PrivateFileFactory)


class ProcedureNoticeFactory(DjangoModelFactory):
    class Meta:
        model = ProcedureNotice

    proposal = factory.SubFactory(ProposalFactory, submitted=True)
    procedure = Procedure.CONTRACT
    decider = "観光戦略課長"
    reason = "市の費用が要るため。"
    noted_by = "受付花子（デスク）"
    decided_at = NOON


class TenderFactory(DjangoModelFactory):
    class Meta:
        model = Tender

    proposal = factory.SubFactory(ProposalFactory, submitted=True, procedure=Procedure.CONTRACT)
    ask_at = "課題のページの「質問と回答」"
    moved_at = NOON
    moved_by = "受付花子（デスク）"


class RosterRequestFactory(DjangoModelFactory):
    class Meta:
        model = RosterRequest

    class Params:
        received = factory.Trait(received_at=NOON)
        sent = factory.Trait(received=True, sent_at=NOON)
        done = factory.Trait(sent=True, done_at=NOON)

    proposal = factory.SubFactory(ProposalFactory, adopted=True)
    asked_at = NOON
    wanted_by = TODAY + timedelta(days=14)


class RosterEntryFactory(DjangoModelFactory):
    class Meta:
        model = RosterEntry

    request = factory.SubFactory(RosterRequestFactory, received=True)
    name = "役員 一郎"
    kana = "ヤクイン イチロウ"
    born_on = date(1970, 4, 1)
    gender = "MALE"
    address = "奈良市二条大路南一丁目1番1号"
