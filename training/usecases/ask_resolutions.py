"""The letter about a promise, which goes by itself: 90 days after the 研修, and 「まだ」 once more (decisions.md 17)."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from training.models import Resolution, ResolutionQuerySet
from training.rules.people import STANDS_FOR, about_of

TEMPLATE: Final = "training/resolution"


@transaction.atomic
def ask_resolutions(*, at: datetime) -> int:
    """Queue the letters to the addresses of today, on working days; return how many. May run twice."""
    today = local_day(at)
    if not is_working_day(today, closed_days(today, days=7)):
        return 0
    first = [_ask(one, at) for one in _held(Resolution.objects.to_ask(today))]
    again = [_ask(one, at, again=True) for one in _held(Resolution.objects.to_ask_again(today))]
    return len(first) + len(again)


def letter_context(resolution: Resolution, *, again: bool) -> dict[str, Any]:
    """Return what the letter knows. The promise itself is not in it: mail is read by others too."""
    trainee = resolution.trainee
    written_on: date = local_day(resolution.written_at)
    return {"name": trainee.user.name, "course": trainee.course.name, "written_on": written_on, "again": again}


def _held(rows: ResolutionQuerySet) -> ResolutionQuerySet:
    locked = rows.select_for_update(of=("self",), skip_locked=True)
    return locked.select_related("trainee__user", "trainee__course").order_by("pk")


def _ask(resolution: Resolution, at: datetime, *, again: bool = False) -> Resolution:
    send_link(
        purpose=LinkPurpose.TRAINEE,
        about=about_of(resolution.trainee_id),
        to=resolution.trainee.user.email,
        template=TEMPLATE,
        context=letter_context(resolution, again=again),
        url_name="training:by_link",
        valid_for=STANDS_FOR,
        by=THE_SYSTEM,
        at=at,
    )
    mark = "asked_again_at" if again else "asked_at"
    setattr(resolution, mark, at)
    resolution.save(update_fields=[mark])
    return resolution
