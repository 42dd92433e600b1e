"""The worker writes the letters that were ordered, a batch a transaction. A batch that lost its worker is written again."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from knowledge.models import ChapterVersion, ReadingLetter, ReadingOrder
from knowledge.queries.must_read import asked_on, who_read
from knowledge.queries.watching import hearing
from knowledge.rules.reading import STANDS_FOR, about_of
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.send_link import Addressed, send_links
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.request_ids import working_on
from nara_renkei.notifications.usecases.queue_mail import render_mail
from nara_renkei.notifications.usecases.take_order import take_order

BATCH: Final = 250
LETTER: Final = "knowledge/must_read"


def prepare_readings(*, at: datetime) -> ReadingOrder | None:
    """Write the next batch and return its order; None when none waits."""
    order = take_order(ReadingOrder.objects.due(at), at=at)
    if order is not None:
        with working_on(order):
            _write(order, at)
    return order


def preview_reading(*, version: ChapterVersion, name: str, at: datetime) -> tuple[str, str]:
    """Return subject and body as this person will read them; 〔リンク〕 stands where the own link goes."""
    return render_mail(LETTER, {**_context(version, name), "expires_on": local_day(at + STANDS_FOR)})


@transaction.atomic
def _write(order: ReadingOrder, at: datetime) -> None:
    """Write the next letters of an order, but none to whom has read meanwhile, has left, or is asked no more."""
    order, today = ReadingOrder.objects.select_for_update().get(pk=order.pk), local_day(at)
    found = order.letters.filter(prepared_at=None).select_related("user", "version__chapter")
    batch = list(found.order_by("pk")[:BATCH])
    asked = asked_on(today).get(order.chapter_id)
    still: set[int] = set()
    if asked is not None:
        still = set(hearing([one.user_id for one in batch], today).values_list("pk", flat=True))
        still -= who_read(order.chapter_id, asked)
    letters = [one for one in batch if one.user_id in still]
    ReadingLetter.objects.filter(pk__in=[one.pk for one in batch if one.user_id not in still]).delete()
    mails = send_links(
        purpose=LinkPurpose.READER,
        letters=[Addressed(about_of(one.pk), one.user.email, _context(one.version, one.user.name)) for one in letters],
        template=LETTER,
        url_name="knowledge:read_by_link",
        valid_for=STANDS_FOR,
        by=Actor(DESK, order.ordered_by),
        at=at,
    )
    for one, mail in zip(letters, mails, strict=True):
        one.mail, one.prepared_at = mail, at
    ReadingLetter.objects.bulk_update(letters, ["mail", "prepared_at"])
    order.attempts, order.next_try_at = 0, at if order.letters.filter(prepared_at=None).exists() else None
    order.save(update_fields=["attempts", "next_try_at"])


def _context(version: ChapterVersion, name: str) -> dict[str, Any]:
    return {"name": name, "title": version.full_title}
