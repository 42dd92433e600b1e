"""After sending, the way to the next that waits: the desk works through a morning without going back to the list."""

from django.urls import reverse
from django.utils.html import format_html

from nara_renkei.core.holidays import closed_days
from proposals.models import Proposal
from screening.queries import desk_queue

from .acts import Act, Case


def words_when_done(chosen: Act, case: Case) -> str:
    """Return what the desk reads when a button has worked, with a link to the next proposal where the act leads on."""
    if not chosen.leads_on:
        return chosen.done
    waiting = desk_queue(case.today, closed_days(case.today)).every
    following = next((pk for pk in waiting if pk != case.proposal.pk), None)
    if following is None:
        return f"{chosen.done}対応を待つ提案は、もうありません。"
    number = Proposal.objects.get(pk=following).number
    link = reverse("admin:screening_deskproposal_change", args=[number])
    return format_html('{}<a href="{}">次の提案へ（{}）</a>', chosen.done, link, number)
