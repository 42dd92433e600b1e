"""対話 in every state that lasts: dates that wait for the company, dates that did not fit, a 次の一歩 that is due."""

from proposals.enums import MEETING_STATUSES, Party
from proposals.models import Proposal
from proposals.rules.meetings import Terms
from proposals.usecases.answer_meeting import decline_dates
from proposals.usecases.offer_meeting import offer_meeting
from screening.models import NextStep, Routing
from screening.usecases.add_next_steps import Step, add_next_steps
from screening.usecases.finish_next_step import finish_next_step
from screening.usecases.tick_procedures import tick_procedures

from .city import SHOWN_DIVISION, City
from .clock import moment

# what the shown 課 has still to do, and in how many 開庁日
LEFT_TO_DO = (
    ("案内所の平面図を送る", 4),
    ("昨年度の利用の数をまとめる", 7),
    ("会場の下見に立ち会う", 2),
)


def show_dialogues(city: City) -> None:
    """Offer dates for two proposals that a 課 considers, and let the second company say that none fits."""
    at = moment(city.clock.base, 9)
    considered = Proposal.objects.filter(
        status__in=MEETING_STATUSES, lead_division__isnull=False, meetings__fixed_at=None
    ).order_by("submitted_at", "pk")
    keys: dict[int | None, str] = {one.pk: key for key, one in city.organizations.items()}
    for n, proposal in enumerate(considered.distinct()[:2]):
        offer_meeting(
            proposal=proposal,
            dates=[moment(city.clock.later(city.clock.base, days), hour) for days, hour in ((5, 10), (6, 14), (8, 15))],
            terms=Terms(place="市役所 北棟5階 会議室", city_side=f"{proposal.lead_division}の担当"),
            by=city.desk(),
            at=at,
        )
        if n:
            company = city.company(keys[proposal.organization_id])
            decline_dates(proposal=proposal, note="その週は展示会があります。翌週なら伺えます。", by=company, at=at)
    _show_what_is_due(city)


def _show_what_is_due(city: City) -> None:
    """Tick off what is long past, and leave the shown 課 something to do."""
    for step in NextStep.objects.open().filter(due_on__lt=city.clock.before(8)).order_by("pk"):
        finish_next_step(step=step, by=city.desk(), at=moment(step.due_on, 16))
    at, division = moment(city.clock.base, 9), city.divisions[SHOWN_DIVISION]
    led = Routing.objects.in_hand().filter(
        division=division, is_lead=True, screening__proposal__status__in=MEETING_STATUSES
    )
    by = city.officer(SHOWN_DIVISION)
    for routing, (what, days) in zip(led.select_related("screening").order_by("pk"), LEFT_TO_DO, strict=False):
        steps = [Step(what, Party.DIVISION, city.clock.later(city.clock.base, days), division)]
        add_next_steps(screening=routing.screening, steps=steps, by=by, at=at)
        tick_procedures(screening=routing.screening, done=["place-permission", "publicity-web"], by=by, at=at)
