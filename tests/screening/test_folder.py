"""The folder of one proposal: its lists come in one statement, as if each had been asked."""

import pytest
from django.urls import reverse

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from proposals.enums import Stage
from proposals.models import CoProposer, CorrectionItem, CorrectionRequest, PledgeAnswer, PledgeItem, Proposal
from proposals.usecases.freeze_version import freeze_version
from screening.enums import DecisionState, RoutingState
from screening.models import CheckItem, DecisionCondition, DeclineReason, Inquiry, Minutes, Screening
from screening.queries import proposal_dossier
from screening.queries.folder import CLOSED_AROUND, THE_WHOLE, lists_of_the_whole
from tests.factories.accounts import PostFactory, StaffFactory, give_post
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import (
    AttachmentFactory,
    LetterFactory,
    MessageFactory,
    PromiseFactory,
    ProposalFactory,
    StatusChangeFactory,
)
from tests.factories.screening import (
    ApprovalFactory,
    DecisionFactory,
    NoteFactory,
    RoutingAnswerFactory,
    RoutingFactory,
    RulingFactory,
    ScreeningFactory,
    SoundnessCheckFactory,
)
from tests.harness import NOON, THE_COMPANY, TODAY, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


WRITTEN = {"written_by": "受付花子", "written_at": NOON}


def full_of(rows: int) -> tuple[Screening, User]:
    """A proposal with so many of everything, its lead 課 in the middle of its work, and a 課長 who sits in all 課."""
    screening = ScreeningFactory(proposal=ProposalFactory(in_dialogue=True))
    person = StaffFactory()
    city_side(screening, person, rows)
    company_side(screening.proposal, rows)
    give_post(person, PostKind.LEADER)
    return screening, person


def city_side(screening: Screening, person: User, rows: int) -> None:
    lead = RoutingAnswerFactory(
        routing__screening=screening, routing__state=RoutingState.ANSWERED, confirmed=True, noted_at=NOON
    )
    own = [lead.routing]
    for _ in range(rows):
        own.append(RoutingFactory(screening=screening, is_lead=False))
        RoutingAnswerFactory(routing=RoutingFactory(screening=screening, is_lead=False), suggested=DivisionFactory())
        asked = {"asked_by": "受付花子", "asked_at": NOON, "due_on": TODAY}
        inquiry = Inquiry.objects.create(
            screening=screening, division=DivisionFactory(), question="要りますか。", **asked
        )
        PostFactory(user=person, division=inquiry.division)
        NoteFactory(screening=screening)
        Minutes.objects.create(screening=screening, held_on=TODAY, attendees="市と会社", body="話した。", **WRITTEN)
        told = DecisionFactory(screening=screening, state=DecisionState.TOLD, told_at=NOON)
        told.reasons.set(DeclineReason.objects.all()[:rows])
        ApprovalFactory(decision=told)
    for item in CheckItem.objects.order_by("pk")[:rows]:
        SoundnessCheckFactory(screening=screening, item=item)
    RulingFactory(screening=screening)
    drafted = DecisionFactory(screening=screening)
    drafted.reasons.set(DeclineReason.objects.all()[:rows])
    for n in range(rows):
        DecisionCondition.objects.create(decision=drafted, position=n, text="地元と話すこと")
    for routing in own:
        PostFactory(user=person, division=routing.division, kind=PostKind.MANAGER)


def company_side(proposal: Proposal, rows: int) -> None:
    request = CorrectionRequest.objects.create(
        proposal=proposal, requested_at=NOON, requested_by="受付花子", wanted_by=TODAY, since_version=1
    )
    for n, item in enumerate(PledgeItem.objects.order_by("pk")[:rows]):
        freeze_version(proposal=proposal, version=n + 2, by=THE_COMPANY, at=NOON)
        StatusChangeFactory(proposal=proposal)
        AttachmentFactory(proposal=proposal)
        AttachmentFactory(proposal=proposal, message=MessageFactory(proposal=proposal))
        LetterFactory(proposal=proposal)
        PromiseFactory(proposal=proposal, stage=Stage.values[n])
        CorrectionItem.objects.create(request=request, field=["title", "summary", "body"][n], reason="足してください。")
        CoProposer.objects.create(
            proposal=proposal, name="となり", organization=OrganizationFactory(), accepted_at=NOON, accepted_by="共同"
        )
        evidence = {"answer": "はい", "text_sha256": "0" * 64, "answered_by": "会社次郎", "answered_at": NOON}
        PledgeAnswer.objects.create(proposal=proposal, organization=proposal.organization, item=item, **evidence)


def inside(row, but=None):
    """Return all that was loaded of a row: its columns, and the same of the rows beside it; not of where one came from."""
    columns = {name: value for name, value in row.__dict__.items() if not name.startswith("_")}
    beside = {name: one and inside(one, row) for name, one in row._state.fields_cache.items() if one is not but}
    return columns | beside


@pytest.mark.parametrize("rows", [0, 3])
def test_what_comes_together_is_what_each_list_would_give(rows):
    proposal = full_of(rows)[0].proposal
    given = {
        "proposal": proposal.pk,
        "since": TODAY - CLOSED_AROUND,
        "until": TODAY + CLOSED_AROUND,
        "organization": proposal.organization_id,
        "submitted_at": proposal.submitted_at,
    }

    found = THE_WHOLE.ask(**given)

    for name, queryset in lists_of_the_whole(**given).items():
        assert [inside(row) for row in found[name]] == [inside(row) for row in queryset], name
        assert found[name] or not rows, name


def test_what_hangs_on_a_row_is_there(django_assert_num_queries):
    screening, _ = full_of(3)

    reader = StaffFactory(desk=True)

    with django_assert_num_queries(2):  # the posts, the folder
        folder = proposal_dossier(screening.proposal, reader, TODAY)
        hanging = [
            [len(one.attachments.all()) for one in folder.messages],
            [len(one.conditions.all()) for one in folder.decisions],
            [asked.label for asked in folder.asked],
        ]

    assert hanging == [[1, 1, 1], [0, 0, 0, 3], ["提案名", "概要", "提案内容"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_division_takes_at_most_twelve_queries(rows, django_assert_num_queries):
    screening, person = full_of(rows)
    client, address = StrictClient.of(person), reverse("screening:dossier", args=[screening.proposal.number])
    shown = client.get(address).content.decode()

    # session, person, posts, 課 of the 部, successions, proposal, scope, folder, city, 課 to choose from
    with django_assert_num_queries(10):
        client.get(address)

    assert [words in shown for words in ("回答の案を書く", "意見を出す", "ほかの課に意見を尋ねる")] == [True] * 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_desk_takes_at_most_fifteen_queries(rows, desk_client, django_assert_num_queries):
    screening, _ = full_of(rows)
    address = reverse("admin:screening_deskproposal_change", args=[screening.proposal.number])
    desk_client.get(address)

    # session, person, posts, proposal, folder, needs, checks, 保存年限, what holds it, city
    with django_assert_num_queries(10):
        desk_client.get(address)
