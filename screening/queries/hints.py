"""Hints for the desk, gathered: from the words at once, from other proposals and 団体 when somebody asks."""

from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchRank
from django.db.models import F

from nara_renkei.core.search import BigramQuery
from nara_renkei.core.text import bigrams
from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from proposals.rules.content import REQUIRED_FIELDS
from screening.rules.hints import (
    NEAR,
    Hint,
    Wording,
    declared_hints,
    likeness,
    missing_hints,
    near_hint,
    open_hint,
    pieces,
    purpose_hints,
    same_number_hint,
)

from .folder import ProposalDossier, label_of

OPEN_AT_MOST = 5
NEAR_AT_MOST = 5
LOOKED_AT = 20  # the proposals that share most pieces


def hints_at_once(folder: ProposalDossier) -> list[Hint]:
    """Return what the words and the 申告 suggest. No query."""
    proposal = folder.proposal
    return [
        *declared_hints(
            # an item with answers of its own has the harmless one first
            [(one.item.code, one.answer) for one in folder.declared if one.answer not in one.item.choices[:1]]
        ),
        *missing_hints(
            {field: Proposal.text_of(field, getattr(proposal, field)) for field in REQUIRED_FIELDS},
            {field: label_of(field) for field in REQUIRED_FIELDS},
            has_files=bool(folder.attachments),
            asked=proposal.challenge_answer if proposal.challenge_id else None,
        ),
        *purpose_hints(_wording(proposal).whole),
    ]


def hints_of(folder: ProposalDossier) -> list[Hint]:
    """Return every hint: what other proposals and 団体 suggest, then what the words do. Three queries."""
    return [
        *_same_number(folder.proposal.proposer),
        *_open(folder.proposal),
        *_near(folder.proposal),
        *hints_at_once(folder),
    ]


def _wording(proposal: Proposal) -> Wording:
    return Wording(f"{proposal.title}。{proposal.summary}", proposal.body)


def _same_number(organization: Organization) -> list[Hint]:
    if not organization.corporate_number:
        return []
    others = Organization.objects.current().filter(corporate_number=organization.corporate_number)
    named = others.exclude(pk=organization.pk).exclude(name=organization.name).order_by("pk")
    return [same_number_hint(one.name, one.pk) for one in named]


def _open(proposal: Proposal) -> list[Hint]:
    others = Proposal.objects.open().filter(organization=proposal.organization_id).exclude(pk=proposal.pk)
    return [
        open_hint(str(one.number), one.title, one.get_status_display()) for one in others.newest_first()[:OPEN_AT_MOST]
    ]


def _near(proposal: Proposal) -> list[Hint]:
    """Return the proposals whose words are near, the nearest first: found by the search's index, then compared."""
    mine = _wording(proposal)
    wanted = [BigramQuery(bigrams(piece)) for piece in pieces(mine.whole)]
    if not wanted:
        return []
    query = reduce(or_, wanted)
    found = (
        Proposal.objects.submitted()
        .filter(search_vector=query)
        .exclude(pk=proposal.pk)
        .select_related("organization")
        .order_by(SearchRank(F("search_vector"), query).desc(), "-pk")
        .only("number", "title", "summary", "body", "organization__name")
    )
    shares = [(likeness(mine, _wording(one)), one) for one in found[:LOOKED_AT]]
    near = sorted((row for row in shares if row[0] >= NEAR), key=lambda row: -row[0])
    return [near_hint(str(one.number), one.title, str(one.organization), share) for share, one in near[:NEAR_AT_MOST]]
