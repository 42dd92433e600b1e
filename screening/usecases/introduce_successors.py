"""後任のお知らせ: the desk tells the 団体 it has ticked who speaks for a 課 now. One letter each, once."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.queries import spoken
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Organization
from nara_renkei.notifications.usecases.queue_mail import queue_mail, render_mail
from screening.models import SuccessorLetter
from screening.queries.successors import SuccessorRow, successor_rows

TEMPLATE = "screening/successor"


class CannotIntroduce(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def introduce_successors(*, to: Collection[int], since: date, by: Actor, at: datetime) -> list[SuccessorRow]:
    """Queue one letter for each 団体 of these keys. Raises CannotIntroduce; then nobody gets any.

    Refused before the first day of who is named, and for a 団体 that was told already.
    """
    if not to:
        raise CannotIntroduce("送る団体が選ばれていません。名前の左の四角に印を付けてください。何も送っていません。")
    # of two who press at once the second finds what the first has told
    list(Organization.objects.select_for_update(of=("self",)).filter(pk__in=to).order_by("pk").values_list("pk"))
    rows = [row for row in successor_rows(since, local_day(at)) if row.organization.pk in to]
    chosen = {row.organization.pk: row for row in rows if row.can_go}
    for row in rows:
        if row.organization.pk not in chosen and row.not_before:
            raise CannotIntroduce(f"{row.organization}には、{wareki(row.not_before)}から送れます。何も送っていません。")
    if set(to) - chosen.keys():
        raise CannotIntroduce("選んだ団体の中に、もう送ったか、いまは送れない団体があります。選び直してください。")
    for row in chosen.values():
        _send(row, by, at)
    return list(chosen.values())


def preview(row: SuccessorRow) -> tuple[str, str]:
    """Return subject and body as the 団体 will read them."""
    return render_mail(TEMPLATE, _context(row))


def _send(row: SuccessorRow, by: Actor, at: datetime) -> None:
    posts = [one.post for one in row.successions]
    SuccessorLetter.objects.bulk_create(
        SuccessorLetter(organization=row.organization, post=post, sent_at=at, sent_by=by.label) for post in posts
    )
    about = f"organization:{row.organization.pk}"
    for address in row.addresses:
        queue_mail(TEMPLATE, to=address, about=about, context=_context(row), at=at)
    audit.record("successor.told", about=about, by=by, at=at, posts=[post.pk for post in posts])


def _context(row: SuccessorRow) -> dict[str, Any]:
    return {
        "organization": row.organization.name,
        "successions": [
            {
                "division": str(one.post.division),
                "now": spoken(one.post),
                "before": one.before,
                # who stands in sat there before
                "starts_on": one.post.starts_on if one.post.kind == PostKind.MANAGER else None,
                "what": [
                    *(f"{proposal.number}「{proposal.title}」" for proposal in one.proposals),
                    *(agreement.title for agreement in one.agreements),
                ],
            }
            for one in row.successions
        ],
        "url": absolute_link("proposals:mine"),
    }
