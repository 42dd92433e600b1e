"""見直しのお願い: one letter to the post of each 課 whose pages are past their date; again after 30 days."""

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from knowledge.queries.review import KeptPage, to_ask
from nara_renkei.accounts.queries import post_addresses, staff_url
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails

LETTER: Final = "knowledge/review"


@transaction.atomic
def ask_reviews(*, at: datetime) -> int:
    """Queue the letters of a working day and return how many. Running twice on a day sends nothing more.

    Constant queries, whatever the number of pages and 課. A 課 without anybody to ask is left to the desk.
    """
    today = local_day(at)
    if not is_working_day(today, closed_days(today, days=7)):
        return 0
    by_division: dict[int, list[KeptPage]] = defaultdict(list)
    for page in to_ask(today):
        by_division[page.row.owner_id].append(page)
    addresses = post_addresses(by_division, today)
    asked = {pk: pages for pk, pages in by_division.items() if pk in addresses}
    for rows in _by_model(asked):
        for row in rows:
            row.review_told_on = today
        type(rows[0])._default_manager.bulk_update(rows, ["review_told_on"])
    envelopes = [
        Envelope(address, f"review:{pages[0].row.owner.code}", _context(pages))
        for pk, pages in asked.items()
        for address in addresses[pk]
    ]
    return len(queue_mails(LETTER, envelopes, at=at))


def _by_model(asked: dict[int, list[KeptPage]]) -> list[list[Any]]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for pages in asked.values():
        for page in pages:
            rows[page.kind].append(page.row)
    return list(rows.values())


def _context(pages: list[KeptPage]) -> dict[str, object]:
    ordered = sorted(pages, key=lambda page: (page.row.review_by, page.title))
    return {
        "division": pages[0].row.owner.name,
        "pages": [
            {
                "label": page.label,
                "title": page.title,
                "review_by": page.row.review_by,
                "url": staff_url(reverse("knowledge:review", args=[page.kind, page.code])),
            }
            for page in ordered
        ],
    }
