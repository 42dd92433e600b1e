"""A 事例 begins: from a finished proposal, from the form of a 課, or from a table."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from knowledge.enums import CaseOrigin
from knowledge.models import CaseStudy, CaseVersion, Method
from knowledge.rules.cases import FIRST_WHY, CaseWords, why_not_kept
from knowledge.rules.menus import year_on
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division, Organization
from proposals.models import Proposal

from .index_case import index_case
from .offer_menu import LETTERS


class CannotDraftCase(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Who did it, when and how."""

    implementer: str
    field: str = ""
    organization: Organization | None = None
    partner_name: str = ""
    method: Method | None = None
    year: int | None = None
    started_on: date | None = None
    ended_on: date | None = None
    days: int | None = None
    source_name: str = ""
    source_url: str = ""

    def values(self) -> dict[str, Any]:
        """Return the columns with their values; rows stay rows."""
        return {name: getattr(self, name) for name in FACTS}


FACTS: Final = tuple(CaseFacts.__dataclass_fields__)


@transaction.atomic
def draft_case_study(
    *,
    key: UUID,
    origin: CaseOrigin,
    owner: Division,
    facts: CaseFacts,
    words: CaseWords,
    proposal: Proposal | None = None,
    code: str = "",
    by: Actor,
    at: datetime,
) -> CaseStudy:
    """Return the case with its first version, a draft; with a ``key`` or a ``proposal`` used before, the one it made.

    A ``code`` comes with a table; without one it is drawn. Raises CannotDraftCase for words that cannot be saved.
    """
    known = _known(key, proposal)
    if known is not None:
        return known
    refusal = why_not_kept(words, facts.started_on, facts.ended_on)
    if refusal:
        raise CannotDraftCase(refusal)
    case = CaseStudy(
        code=code or f"j-{''.join(secrets.choice(LETTERS) for _ in range(6))}",
        made_once=key,
        origin=origin,
        owner=owner,
        proposal=proposal,
        **facts.values(),
        review_by=year_on(local_day(at)),
        drafted_at=at,
        drafted_by=by.label,
        updated_at=at,
    )
    version = CaseVersion(number=1, **words.values(), why=FIRST_WHY, written_by=by.label, written_at=at)
    index_case(case, version)
    case.save()
    version.case = case
    version.save()
    audit.record("case.draft", about=case.key, by=by, at=at, origin=origin.value)
    return case


def _known(key: UUID, proposal: Proposal | None) -> CaseStudy | None:
    found = CaseStudy.objects.filter(made_once=key).first()
    if found is None and proposal is not None:
        found = CaseStudy.objects.filter(proposal=proposal).first()
    return found
