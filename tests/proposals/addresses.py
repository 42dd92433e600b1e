"""What the addresses of proposals name, and the rows of its tables."""

from proposals.models import CorrectionReason, Norm, PledgeItem, SorterDestination
from tests.factories.proposals import ChallengeQuestionFactory, TroubleFactory
from tests.world import Addresses, Arguments, Rows, World


def _proposal(world: World) -> Arguments:
    return {"number": world.proposal.number}


def _receipt(world: World) -> Arguments:
    return {"number": world.proposal.number, "paper": world.receipt.uuid}


def _draft(world: World) -> Arguments:
    return {"draft": world.draft.uuid}


def _challenge(world: World) -> Arguments:
    return {"code": world.challenge.code}


def _consultation(world: World) -> Arguments:
    return {"consultation": world.consultation.uuid}


ADDRESSES: Addresses = {
    "proposals:joint": lambda world: {"token": world.joint_token},
    "proposals:pledges_by_link": lambda world: {"token": world.pledges_token},
    "proposals:challenge": _challenge,
    "proposals:ask": _challenge,
    "proposals:sheet": _challenge,
    "proposals:sheet_step": lambda world: {"code": world.challenge.code, "step": "suuji"},
    "proposals:hand_in": _challenge,
    "proposals:reconfirm": _challenge,
    "proposals:retire": _challenge,
    "proposals:revive": _challenge,
    "proposals:reconfirm_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "proposals:trouble_by_link": lambda _: {"token": "a-token-that-opens-nothing"},
    "proposals:proposal": _proposal,
    "proposals:receipt": _proposal,
    "proposals:meeting": _proposal,
    "proposals:meeting_ics": _proposal,
    "proposals:dates": _proposal,
    "proposals:procedure": _proposal,
    "proposals:order_receipt": _proposal,
    "proposals:receipt_paper": _receipt,
    "proposals:receipt_pdf": _receipt,
    "proposals:version": lambda world: {"number": world.proposal.number, "version": 1},
    "proposals:compare": lambda world: {"number": world.proposal.number, "older": 1, "version": 1},
    "proposals:evidence": _proposal,
    "proposals:correct": _proposal,
    "proposals:proposal_file": lambda world: {"number": world.proposal.number, "file": world.file.uuid},
    "proposals:message": _proposal,
    "proposals:confirm": _proposal,
    "proposals:roster": _proposal,
    "proposals:contact": _proposal,
    "proposals:withdraw": _proposal,
    "proposals:consultation": _consultation,
    "proposals:consultation_deck": _consultation,
    "proposals:consultation_slot": _consultation,
    "proposals:consultation_email": _consultation,
    "proposals:consultation_contact": _consultation,
    "proposals:consultation_ics": _consultation,
    "proposals:consultation_file": lambda world: {
        "consultation": world.consultation.uuid,
        "file": world.consultation_file.uuid,
    },
    "proposals:consultation_cancel": _consultation,
    "proposals:consultation_draft": _consultation,
    "proposals:order_draft_paper": _draft,
    "proposals:draft_paper": lambda world: {"draft": world.draft.uuid, "paper": world.draft_paper.uuid},
    "proposals:draft_pdf": lambda world: {"draft": world.draft.uuid, "paper": world.draft_paper.uuid},
    "proposals:co_proposers": _draft,
    "proposals:step": lambda world: {"draft": world.draft.uuid, "step": "proposal"},
    "proposals:put_aside": _draft,
    "proposals:draft_file": lambda world: {"draft": world.draft.uuid, "file": world.draft_file.uuid},
    "proposals:draft_files": _draft,
    "proposals:discard": _draft,
    "admin:proposals_consultation_act": lambda world: {"object_id": world.consultation.uuid, "verb": "kiroku"},
    "admin:proposals_consultation_ics": lambda world: {"object_id": world.consultation.uuid},
    "admin:proposals_consultation_file": lambda world: {
        "object_id": world.consultation.uuid,
        "file": world.consultation_file.uuid,
    },
    "admin:proposals_challenge_act": lambda world: {"pk": world.challenge.pk, "verb": "torisage"},
    "admin:proposals_trouble_act": lambda world: {
        "pk": TroubleFactory(division=world.division).pk,
        "verb": "katazukeru",
    },
}

ROWS: Rows = {
    "proposals_consultation": lambda world: world.consultation.uuid,
    "proposals_challenge": lambda world: world.challenge.pk,
    "proposals_challengequestion": lambda world: ChallengeQuestionFactory(challenge=world.challenge).pk,
    "proposals_trouble": lambda world: TroubleFactory(division=world.division).pk,
    "proposals_sorterdestination": lambda _: SorterDestination.objects.order_by("pk").first().pk,
    "proposals_correctionreason": lambda _: CorrectionReason.objects.order_by("pk").first().pk,
    "proposals_pledgeitem": lambda _: PledgeItem.objects.order_by("pk").first().pk,
    "proposals_norm": lambda world: Norm.objects.create(stage="OUTCOME", division=world.division, days=40).pk,
}
