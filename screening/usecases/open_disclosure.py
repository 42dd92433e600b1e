"""開示: the papers are ordered, and handed over when the day has come."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from screening.enums import DisclosureState
from screening.models import DisclosureRequest, DisclosureTerms
from screening.models.disclosure_request import UNDECIDED
from screening.queries.disclosures import disclosure_papers, first_day
from screening.rules.papers import DISCLOSED, DISCLOSURE_DRAFT

from .lock_disclosure import lock_disclosure

NOTHING = "開示する文書のない決定です。"


class CannotOpenDisclosure(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_disclosed(*, request: DisclosureRequest, by: Actor, at: datetime) -> PaperJob:
    """Ask for the 開示用 PDF: only of what was decided. Raises CannotOpenDisclosure."""
    if not request.is_decided:
        raise CannotOpenDisclosure("開示用のPDFは、決定を記録したあとに作れます。")
    if not request.hands_over:
        raise CannotOpenDisclosure(NOTHING)
    return order_paper(kind=DISCLOSED, about=str(request.uuid), title=f"{request.number} 開示用", by=by, at=at)


@transaction.atomic
def order_disclosure_draft(*, request: DisclosureRequest, by: Actor, at: datetime) -> PaperJob:
    """Ask for the 起案用 sheet; every click makes it anew. Raises CannotOpenDisclosure."""
    if request.state not in UNDECIDED:
        raise CannotOpenDisclosure("起案用の紙は、決定を記録する前に作れます。")
    return order_paper(kind=DISCLOSURE_DRAFT, about=str(request.uuid), title=f"{request.number} 起案用", by=by, at=at)


@transaction.atomic
def open_disclosure(*, request: DisclosureRequest, opened_on: date, by: Actor, at: datetime) -> DisclosureRequest:
    """Keep that the documents were handed over, and order the PDF where there is none yet.

    Raises CannotOpenDisclosure: nothing to open, a 第三者 who is against it and was not told, or whose days are not over.
    """
    locked = lock_disclosure(request, states=[DisclosureState.DECIDED], refusal=CannotOpenDisclosure)
    if not locked.hands_over:
        raise CannotOpenDisclosure(NOTHING)
    opinions = list(locked.opinions.select_related("organization").order_by("pk"))
    untold = [one.organization for one in opinions if one.opposes and not one.told_on]
    if untold:
        raise CannotOpenDisclosure(f"反対している{untold[0]}に、決定を知らせた日を記録してください。")
    first = first_day(locked, opinions, DisclosureTerms.load())
    if first and opened_on < first:
        raise CannotOpenDisclosure(f"開示できるのは、{wareki(first)}からです。")
    if opened_on > local_day(at):
        raise CannotOpenDisclosure("まだ来ていない日です。開示した日を入れてください。")
    locked.state, locked.opened_on = DisclosureState.OPENED, opened_on
    locked.save(update_fields=["state", "opened_on"])
    if not disclosure_papers(locked).filter(kind=DISCLOSED).exists():
        order_disclosed(request=locked, by=by, at=at)
    audit.record("disclosure.open", about=locked.key, by=by, at=at)
    return locked
