"""What the addresses of screening name, and the rows of its tables."""

from screening.models import (
    AfterQuestion,
    BudgetDate,
    CheckItem,
    ContractLimit,
    CriteriaSet,
    DeclineReason,
    DisclosureGround,
    DisclosureRequest,
    DisposalLine,
    ReplyTemplate,
    RetentionClass,
    RosterReader,
)
from screening.queries.disclosures import disclosure_papers
from screening.rules.papers import DISCLOSED
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import (
    ConsulteeFactory,
    ContactFactory,
    DisclosureDocumentFactory,
    DisposalLineFactory,
    HoldFactory,
    RosterReaderFactory,
    RoutingFactory,
    SuccessorLetterFactory,
    ThirdPartyOpinionFactory,
)
from tests.harness import NOON
from tests.world import Addresses, Arguments, Rows, World


def _proposal(world: World) -> Arguments:
    return {"number": world.proposal.number}


def _receipt(world: World) -> Arguments:
    return {"number": world.proposal.number, "paper": world.receipt.uuid}


def _routing(world: World) -> Arguments:
    return {"number": world.proposal.number, "code": world.division.code}


def _file(world: World) -> Arguments:
    return {"number": world.proposal.number, "file": world.file.uuid}


def _competing(world: World) -> Arguments:
    """A 課題 with a proposal that the world's 課 reads in full."""
    proposal = ProposalFactory(in_review=True, for_challenge=True)
    RoutingFactory(division=world.division, screening__proposal=proposal)
    return {"code": proposal.challenge.code}


def _disclosure(world: World) -> DisclosureRequest:
    """Return the 開示請求 of the world's proposal, with a document, a 意見照会 and a paper."""
    found = DisclosureRequest.objects.filter(proposals=world.proposal).first()
    if found is None:
        found = DisclosureDocumentFactory(proposal=world.proposal, request__state="FOUND").request
        found.proposals.add(world.proposal)
        ThirdPartyOpinionFactory(request=found, organization=world.organization)
        world.make_paper(DISCLOSED, str(found.uuid))
    return found


def _disclosure_page(world: World) -> Arguments:
    return {"object_id": _disclosure(world).uuid}


def _disclosure_paper(world: World) -> Arguments:
    found = _disclosure(world)
    return {"object_id": found.uuid, "paper": disclosure_papers(found)[0].uuid}


def _line() -> DisposalLine:
    """A line of a 廃棄リスト that is being made."""
    return DisposalLine.objects.order_by("pk").first() or DisposalLineFactory()


def _line_of_list(_: World) -> Arguments:
    line = _line()
    return {"pk": line.disposal_id, "line": line.uuid}


ADDRESSES: Addresses = {
    "screening:dossier": _proposal,
    "screening:evidence": _proposal,
    "screening:order_receipt": _proposal,
    "screening:receipt_paper": _receipt,
    "screening:receipt_pdf": _receipt,
    "screening:undertaking": _proposal,
    "screening:condition_met": lambda world: {"number": world.proposal.number, "position": 1},
    "screening:record": _proposal,
    "screening:milestone": _proposal,
    "screening:milestone_done": lambda world: {"number": world.proposal.number, "pk": 1},
    "screening:order_drafting_set": _proposal,
    "screening:drafting_paper": lambda world: {"number": world.proposal.number, "paper": world.drafting.uuid},
    "screening:drafting_file": lambda world: {"number": world.proposal.number, "paper": world.drafting.uuid},
    "screening:attachment": _file,
    "screening:page_images": _file,
    "screening:page_image": lambda world: {"number": world.proposal.number, "file": world.file.uuid, "page": 1},
    "screening:answer": _routing,
    "screening:answer_confirm": _routing,
    "screening:opinion": _routing,
    "screening:summary": _proposal,
    "screening:handler": _routing,
    "screening:dates": _proposal,
    "screening:ruling": _proposal,
    "screening:ruling_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "screening:feed": lambda _: {"token": "an-address-that-opens-nothing"},
    "screening:procedures": _proposal,
    "screening:dialogue": _proposal,
    "screening:meeting_ics": _proposal,
    "screening:meeting_offer": _proposal,
    "screening:meeting_fix": _proposal,
    "screening:meeting_move": _proposal,
    "screening:meeting_cancel": _proposal,
    "screening:next_step": _proposal,
    "screening:next_step_done": lambda world: {
        "number": world.proposal.number,
        "step": "00000000-0000-4000-8000-000000000000",
    },
    "screening:outcome": _proposal,
    "screening:outcome_confirm": _proposal,
    "screening:reply_request": _proposal,
    "screening:note": _proposal,
    "screening:told": _proposal,
    "screening:judging": _proposal,
    "screening:declare_conflict": _proposal,
    "screening:finding": _proposal,
    "screening:scores": _proposal,
    "screening:name_assessor": _proposal,
    "screening:release_assessor": _proposal,
    "screening:compare": _competing,
    "screening:inquiry": _proposal,
    "screening:contacts": _proposal,
    "screening:retention": _proposal,
    "screening:precedents": _proposal,
    "screening:contacts_csv": _proposal,
    "admin:screening_deskproposal_paper": lambda world: {"uuid": world.queue_paper.uuid},
    "admin:screening_deskproposal_file": lambda world: {"uuid": world.queue_paper.uuid},
    "admin:screening_deskproposal_drop": lambda _: {"pk": 1},
    "admin:screening_deskproposal_change": _proposal,
    "admin:screening_deskproposal_roster": _proposal,
    "admin:screening_deskproposal_roster_file": _proposal,
    "admin:screening_deskproposal_hints": _proposal,
    "admin:screening_deskproposal_dossier": _proposal,
    "admin:screening_deskproposal_dossier_paper": lambda world: {
        "number": world.proposal.number,
        "uuid": world.dossier.uuid,
    },
    "admin:screening_deskproposal_dossier_file": lambda world: {
        "number": world.proposal.number,
        "uuid": world.dossier.uuid,
    },
    "admin:screening_deskproposal_archive": _proposal,
    "admin:screening_deskproposal_archive_paper": lambda world: {
        "number": world.proposal.number,
        "uuid": world.archive.uuid,
    },
    "admin:screening_deskproposal_archive_file": lambda world: {
        "number": world.proposal.number,
        "uuid": world.archive.uuid,
    },
    "admin:screening_deskproposal_evidence": lambda world: {
        "number": world.proposal.number,
        "file": world.evidence.uuid,
    },
    "admin:screening_deskproposal_act": lambda world: {"number": world.proposal.number, "verb": "memo"},
    "admin:screening_disclosurerequest_document": lambda world: {
        **_disclosure_page(world),
        "document": _disclosure(world).documents.get().uuid,
    },
    "admin:screening_disclosurerequest_preview": _disclosure_page,
    "admin:screening_disclosurerequest_act": lambda world: {**_disclosure_page(world), "verb": "tokutei"},
    "admin:screening_disclosurerequest_opinion": lambda world: {
        **_disclosure_page(world),
        "opinion": _disclosure(world).opinions.get().pk,
        "verb": "kaito",
    },
    "admin:screening_disclosurerequest_paper": _disclosure_paper,
    "admin:screening_disclosurerequest_file": _disclosure_paper,
    "admin:screening_disclosurerequest_everywhere": _disclosure_page,
    "admin:screening_disclosurerequest_order": _disclosure_page,
    "admin:screening_hold_act": lambda _: {"pk": HoldFactory().pk, "verb": "toku"},
    "admin:screening_disposallist_act": lambda _: {"pk": _line().disposal_id, "verb": "onegai"},
    "admin:screening_disposallist_sheet": lambda _: {"pk": _line().disposal_id},
    "admin:screening_disposallist_put_off": _line_of_list,
    "admin:screening_disposallist_hold": _line_of_list,
    "admin:screening_disposallist_retry": _line_of_list,
    "screening:close_work": _proposal,
    "screening:begin_case": _proposal,
}

ROWS: Rows = {
    "screening_replytemplate": lambda _: ReplyTemplate.objects.order_by("pk").first().pk,
    "screening_successorletter": lambda world: SuccessorLetterFactory(organization=world.organization).pk,
    "screening_afterquestion": lambda world: (
        AfterQuestion.objects.get_or_create(
            proposal=world.proposal, defaults={"survey": world.survey, "asked_at": NOON, "asked_by": "見本"}
        )[0].pk
    ),
    "screening_contact": lambda world: ContactFactory(proposal=world.proposal).pk,
    "screening_disclosurerequest": lambda world: _disclosure(world).uuid,
    "screening_retentionclass": lambda _: RetentionClass.objects.order_by("pk").first().pk,
    "screening_hold": lambda world: HoldFactory(proposal=world.proposal).pk,
    "screening_disposallist": lambda _: _line().disposal_id,
    "screening_disclosureground": lambda _: DisclosureGround.objects.order_by("pk").first().pk,
    "screening_disclosureterms": lambda _: 1,
    "screening_rosterreader": lambda _: (RosterReader.objects.first() or RosterReaderFactory()).pk,
    "screening_checkitem": lambda _: CheckItem.objects.order_by("pk").first().pk,
    "screening_standingconsultee": lambda world: ConsulteeFactory(division=world.division).pk,
    "screening_budgetdate": lambda _: BudgetDate.objects.order_by("pk").first().pk,
    "screening_contractlimit": lambda _: ContractLimit.objects.order_by("pk").first().pk,
    "screening_criteriaset": lambda _: CriteriaSet.objects.order_by("pk").first().pk,
    "screening_declinereason": lambda _: DeclineReason.objects.order_by("pk").first().pk,
}
