"""Two people exchange their デジタル名刺. Nobody's card goes to anybody before its owner agreed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from dialogue.enums import ExchangeWay
from dialogue.models import Card, CardExchange, Participant
from dialogue.queries.arrivals import badge
from dialogue.rules.codes import read, shown
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city

NO_CARD: Final = "先に、ご自分の名刺をつくってください。相手に見せるものを選べます。"
UNKNOWN: Final = "この番号の名札は見つかりません。名札の8文字を、もう一度確かめてください。"
OTHER_EVENT: Final = "番号「{code}」は、別の回の名札です。この回の名札を読み取ってください。"
MYSELF: Final = "ご自分の名札です。相手の名札の番号を入れてください。"
HAS_LEFT: Final = "番号「{code}」の方は、この回に参加していません。"
NOT_YET: Final = "{name}さんは、まだデジタル名刺をつくっていません。紙の名刺を交換してください。"
NOBODY: Final = "この卓には、デジタル名刺をつくった相手の方がまだいません。"


class CannotExchange(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def exchange_by_code(*, me: Participant, code: str, by: Actor, at: datetime) -> Participant:
    """Exchange with whose badge was read or typed, and return the person. Raises CannotExchange."""
    with as_city("名札の番号の人を探す"):
        other = badge(read(code))
    if other is None:
        raise CannotExchange(UNKNOWN)
    _refuse(me, other)
    _exchange(me, [other], ExchangeWay.CODE, by, at)
    return other


@transaction.atomic
def exchange_with_all(*, me: Participant, mates: Iterable[Participant], by: Actor, at: datetime) -> list[Participant]:
    """全員と交換: with everybody of a table who has a card. ``mates``: who sits there. Raises CannotExchange."""
    _own_card(me)
    with as_city("同じ卓の人のうち、名刺に同意した人を探す"):
        agreed = list(
            Participant.objects.filter(pk__in=[one.pk for one in mates], card__isnull=False).exclude(pk=me.pk)
        )
    if not agreed:
        raise CannotExchange(NOBODY)
    _exchange(me, agreed, ExchangeWay.TABLE, by, at)
    return agreed


def _refuse(me: Participant, other: Participant) -> None:
    code = shown(other.code)
    if other.pk == me.pk:
        raise CannotExchange(MYSELF)
    if other.registration.event_id != me.registration.event_id:
        raise CannotExchange(OTHER_EVENT.format(code=code))
    if other.left_at or other.registration.cancelled_at:
        raise CannotExchange(HAS_LEFT.format(code=code))
    _own_card(me)
    with as_city("相手が名刺に同意しているかを調べる"):
        if not Card.objects.filter(participant=other).exists():
            raise CannotExchange(NOT_YET.format(name=other.name))


def _own_card(me: Participant) -> None:
    if not Card.objects.filter(participant=me).exists():
        raise CannotExchange(NO_CARD)


def _exchange(me: Participant, others: Iterable[Participant], way: ExchangeWay, by: Actor, at: datetime) -> None:
    pairs = [sorted((me.pk, other.pk)) for other in others]
    CardExchange.objects.bulk_create(
        (CardExchange(one_id=one, other_id=other, way=way, exchanged_at=at) for one, other in pairs),
        ignore_conflicts=True,
    )
    audit.record("card.exchange", about=me.key, by=by, at=at, way=str(way), count=len(pairs))
