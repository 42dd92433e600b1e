"""Twice a year: ask the 課 whether it stands by each live 課題, ask again, and take down what nobody confirmed.

And every day: tell the 課 whose 課題 ends within 14 days. A day on which nothing ran is made up for on the next.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.queries import desk_addresses, division_addresses, staff_url
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO, local_day, wareki_with_year
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import Challenge
from proposals.rules.reconfirmation import Round, round_of

from .retire_challenge import retire_challenge
from .save_sheet import locked_challenge
from .tell_division import tell_division

CLOSING_WITHIN = timedelta(days=14)
NOT_CONFIRMED = "{last}までに、続けるかどうかの確認がなかったため。"


@transaction.atomic
def keep_challenges(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Return how many were asked about and how many were taken down. Running twice on a day does nothing more."""
    today = local_day(at)
    round_ = round_of(today)
    live = Challenge.objects.not_ended_on(today).order_by("pk").values_list("pk", flat=True)
    waiting = [
        challenge
        for challenge in map(locked_challenge, live)
        if not round_.settles(challenge.reconfirmed_on, challenge.published_on)
    ]
    if round_.is_on(today):
        return sum(_ask(challenge, round_, today, by, at) for challenge in waiting), 0
    # what nobody was asked about is nobody's fault: it waits for the next round
    unconfirmed = [one for one in waiting if one.asked_on is not None and one.asked_on >= round_.first]
    for challenge in unconfirmed:
        _take_down(challenge, round_, by, at)
    if unconfirmed:
        _tell_desk(unconfirmed, round_, at)
    return 0, len(unconfirmed)


def _ask(challenge: Challenge, round_: Round, today: date, by: Actor, at: datetime) -> bool:
    asked = challenge.asked_on is not None and challenge.asked_on >= round_.first
    if asked:
        reminder = round_.reminds_from(today)
        last = max(filter(None, (challenge.asked_on, challenge.reminded_on)))
        if reminder is None or last >= reminder:
            return False
        challenge.reminded_on = today
    else:
        challenge.asked_on = today
    challenge.save(update_fields=["asked_on", "reminded_on"])
    end = datetime.combine(round_.last + timedelta(days=1), time(), tzinfo=TOKYO)
    for address in division_addresses(challenge.lead, today):
        send_link(
            purpose=LinkPurpose.RECONFIRMATION,
            about=f"challenge:{challenge.code}",
            to=address,
            template="proposals/challenge_reconfirm",
            context={
                "division": challenge.lead.name,
                "title": challenge.title,
                "last": round_.last,
                "is_again": asked,
                "url": staff_url(reverse("proposals:sheet", args=[challenge.code])),
            },
            url_name="proposals:reconfirm_by_link",
            valid_for=end - at,
            by=by,
            at=at,
        )
    return True


def _take_down(challenge: Challenge, round_: Round, by: Actor, at: datetime) -> None:
    retire_challenge(
        challenge_id=challenge.pk, reason=NOT_CONFIRMED.format(last=wareki_with_year(round_.last)), by=by, at=at
    )
    tell_division(
        challenge,
        path=reverse("proposals:sheet", args=[challenge.code]),
        headline="取り下げました",
        words=f"{wareki_with_year(round_.last)}までに確認がなかったため、公開をやめました。"
        "続けたいときは、次のページから下書きに戻して、もう一度出してください。",
        at=at,
    )


def _tell_desk(challenges: list[Challenge], round_: Round, at: datetime) -> None:
    for address in desk_addresses(local_day(at)):
        queue_mail(
            "proposals/challenges_retired",
            to=address,
            about="challenges",
            context={
                "last": round_.last,
                "titles": [f"{one.title}（{one.lead.name}）" for one in challenges],
                "url": staff_url(reverse("admin:proposals_challenge_changelist")),
            },
            at=at,
        )


@transaction.atomic
def tell_closing(*, at: datetime) -> int:
    """Tell each 課 once of its 課題 that end within 14 days; return how many 課題 were told of."""
    today = local_day(at)
    rows = (
        Challenge.objects.live_on(today)
        .filter(closes_on__lte=today + CLOSING_WITHIN, closing_told_on=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("lead")
        .order_by("pk")
    )
    count = 0
    for challenge in rows:
        last = wareki_with_year(challenge.closes_on) if challenge.closes_on else ""
        tell_division(
            challenge,
            path=reverse("proposals:sheet", args=[challenge.code]),
            headline="募集の終わりが近づいています",
            words=f"募集は{last}までです。延ばしたいときは、その前に公民連携デスクに伝えてください。",
            at=at,
        )
        challenge.closing_told_on = today
        challenge.save(update_fields=["closing_told_on"])
        count += 1
    return count
