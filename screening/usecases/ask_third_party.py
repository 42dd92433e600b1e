"""第三者への意見照会: a 団体 is asked, its answer is kept, and it is told what was decided."""

from datetime import date, datetime, timedelta

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Organization
from screening.enums import DisclosureState, ThirdPartyView
from screening.models import DisclosureRequest, DisclosureTerms, ThirdPartyOpinion
from screening.models.disclosure_request import DECIDED

from .lock_disclosure import lock_disclosure

AFTER_FINDING = (DisclosureState.FOUND, DisclosureState.ASKING)


class CannotAskThirdParty(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_third_party(
    *, request: DisclosureRequest, organization: Organization, asked_on: date, by: Actor, at: datetime
) -> ThirdPartyOpinion:
    """Keep that a 団体 was asked, with the day of its answer. Raises CannotAskThirdParty."""
    locked = lock_disclosure(request, states=AFTER_FINDING, refusal=CannotAskThirdParty)
    if not locked.received_on <= asked_on <= local_day(at):
        raise CannotAskThirdParty("照会した日は、請求を受け付けた日から今日までの日を入れてください。")
    if locked.opinions.filter(organization=organization).exists():
        raise CannotAskThirdParty("この団体には、もう照会しています。")
    opinion = ThirdPartyOpinion.objects.create(
        request=locked,
        organization=organization,
        asked_on=asked_on,
        due_on=asked_on + timedelta(days=DisclosureTerms.load().opinion_days),
        asked_by=by.label,
    )
    _follow(locked)
    audit.record("disclosure.ask", about=locked.key, by=by, at=at, organization=organization.pk)
    return opinion


@transaction.atomic
def record_third_party(
    *,
    opinion: ThirdPartyOpinion,
    view: ThirdPartyView,
    text: str,
    answered_on: date,
    by: Actor,
    at: datetime,
) -> ThirdPartyOpinion:
    """Keep what a 団体 answered. Raises CannotAskThirdParty."""
    locked = lock_disclosure(opinion.request, states=AFTER_FINDING, refusal=CannotAskThirdParty)
    stored = ThirdPartyOpinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if stored.is_answered:
        raise CannotAskThirdParty("この団体の意見は、もう記録しています。")
    if not stored.asked_on <= answered_on <= local_day(at):
        raise CannotAskThirdParty("回答の日は、照会した日から今日までの日を入れてください。")
    if view == ThirdPartyView.OPPOSES and not text.strip():
        raise CannotAskThirdParty("反対のときは、意見の内容を書いてください。")
    stored.view, stored.text, stored.answered_on, stored.recorded_by = view, text, answered_on, by.label
    stored.save(update_fields=["view", "text", "answered_on", "recorded_by"])
    _follow(locked)
    audit.record(
        "disclosure.opinion", about=locked.key, by=by, at=at, organization=stored.organization_id, view=str(view)
    )
    return stored


@transaction.atomic
def tell_third_party(*, opinion: ThirdPartyOpinion, told_on: date, by: Actor, at: datetime) -> ThirdPartyOpinion:
    """Keep that a 団体 was told of the decision to open. Raises CannotAskThirdParty."""
    locked = lock_disclosure(opinion.request, states=DECIDED, refusal=CannotAskThirdParty)
    decided_on = locked.decided_on or told_on
    if not decided_on <= told_on <= local_day(at):
        raise CannotAskThirdParty("知らせた日は、決定した日から今日までの日を入れてください。")
    opinion.told_on = told_on
    opinion.save(update_fields=["told_on"])
    audit.record("disclosure.tell", about=locked.key, by=by, at=at, organization=opinion.organization_id)
    return opinion


def _follow(request: DisclosureRequest) -> None:
    """A request is 意見照会中 as long as an answer is open."""
    waits = request.opinions.filter(view="").exists()
    request.state = DisclosureState.ASKING if waits else DisclosureState.FOUND
    request.save(update_fields=["state"])
