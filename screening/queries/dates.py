"""How every open date of one proposal is counted: what the company was promised, and what the 課 owe."""

from nara_renkei.core.models import CitySettings
from proposals.enums import Stage
from proposals.models import Proposal
from proposals.queries import Counted, Counting, count_openly, norm_of
from screening.models import Routing


def division_countings(proposal: Proposal) -> list[Counting]:
    """Return how the date of each 課 that still owes an answer is counted, the lead first.

    Five queries at most, and one more for each 課.
    """
    city = CitySettings.load()
    rows = Routing.objects.open().filter(screening__proposal=proposal).select_related("division")
    return count_openly(
        proposal,
        [
            Counted(
                label=f"{one.division}の回答（{'主担当' if one.is_lead else '協力'}）",
                starts_on=one.starts_on,
                within_days=one.within_days,
                due_on=one.due_on,
                norm=norm_of(city, Stage.FIRST_ANSWER, challenge=proposal.challenge_id, division=one.division_id),
                told=[],
            )
            for one in rows.order_by("-is_lead", "sent_at", "pk")
        ],
        city,
    )
