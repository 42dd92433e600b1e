"""自己点検のお願い: from 1 February a letter to the post of each 課, and a second one while nothing came."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.queries import post_addresses, staff_url
from nara_renkei.core.calendar import FiscalYear, is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails
from nara_renkei.reports.models import SelfCheck, SelfCheckRequest

LETTER: Final = "reports/self_check"
AGAIN: Final = timedelta(days=28)  # after which a 課 is asked once more


@transaction.atomic
def ask_self_checks(*, at: datetime) -> int:
    """Queue the letters of an 開庁日 from 1 February to 15 March and return how many.

    Running twice on a day sends nothing more; a 課 that is new, or was missed, is asked on the next day. Constant
    queries, whatever the number of 課. A 課 without anybody to ask is left to the desk, which sees it in the list.
    """
    today = local_day(at)
    year = FiscalYear.of(today)
    first, last = date(year.year + 1, 2, 1), date(year.year + 1, 3, 15)
    if not first <= today <= last or not is_working_day(today, closed_days(today, days=7)):
        return 0
    answered = SelfCheck.objects.filter(year=year.year).values("division")
    divisions = list(Division.objects.valid_on(today).exclude(pk__in=answered).in_order())
    known = {row.division_id: row for row in SelfCheckRequest.objects.select_for_update().filter(year=year.year)}
    addresses = post_addresses([one.pk for one in divisions], today)
    reached = [one for one in divisions if one.pk in addresses]
    new = [one for one in reached if one.pk not in known]
    again = [one for one in reached if one.pk in known and _is_due_again(known[one.pk], today)]
    # of two workers at the same moment the second finds the rows taken, and asks nobody
    SelfCheckRequest.objects.bulk_create(SelfCheckRequest(division=one, year=year.year, asked_on=today) for one in new)
    SelfCheckRequest.objects.filter(year=year.year, division__in=again).update(reminded_on=today)
    envelopes = [
        *_envelopes(new, addresses, year, last, is_again=False),
        *_envelopes(again, addresses, year, last, is_again=True),
    ]
    return len(queue_mails(LETTER, envelopes, at=at))


def _is_due_again(request: SelfCheckRequest, today: date) -> bool:
    return request.reminded_on is None and request.asked_on + AGAIN <= today


def _envelopes(
    divisions: Iterable[Division], addresses: dict[int, list[str]], year: FiscalYear, last: date, *, is_again: bool
) -> list[Envelope]:
    return [
        Envelope(
            address,
            f"self_check:{one.code}",
            {
                "division": one.name,
                "year": str(year),
                "last": last,
                "is_again": is_again,
                "url": staff_url(reverse("reports:self_check", args=[one.pk])),
            },
        )
        for one in divisions
        for address in addresses[one.pk]
    ]
