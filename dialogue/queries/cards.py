"""会った人: whose card one has."""

from dataclasses import dataclass

from django.urls import reverse

from dialogue.models import Card, CardExchange, Participant
from dialogue.queries.seating import announced_plan
from nara_renkei.core.wall import as_city


def card_urls(me: Participant) -> dict[str, str]:
    """Return the addresses of the person's own card pages, on the host of the side."""
    prefix = "" if me.registration.is_of_company else "staff_"
    slug = me.registration.event.slug
    names = {"card": "card", "withdraw": "withdraw_card", "exchange": "exchange_card", "table": "exchange_table"}
    return {key: reverse(f"dialogue:{prefix}{name}", args=[slug]) for key, name in names.items()}


def vcf_url(me: Participant, card: Card) -> str:
    """Return where somebody's card is taken as a file."""
    prefix = "" if me.registration.is_of_company else "staff_"
    return reverse(f"dialogue:{prefix}card_vcf", args=[me.registration.event.slug, card.participant.code])


def own_card(me: Participant) -> Card | None:
    """Return one's own card. One query."""
    return Card.objects.filter(participant=me).first()


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody whose card one has, and where it is taken as a file."""

    card: Card
    vcf: str


def met_cards(me: Participant) -> list[Met]:
    """Return the cards of those one exchanged with, the first exchanged first. Two queries.

    Who withdrew the card is not among them: card and exchange are gone.
    """
    order = {
        (other if one == me.pk else one): place
        for place, (one, other) in enumerate(
            CardExchange.objects.of(me).order_by("exchanged_at", "pk").values_list("one_id", "other_id")
        )
    }
    with as_city("交換した相手の名刺を見せる"):
        cards = list(
            Card.objects.filter(participant__in=order).select_related(
                "participant__registration__organization", "participant__registration__division"
            )
        )
    return [Met(card, vcf_url(me, card)) for card in sorted(cards, key=lambda card: order[card.participant_id])]


def met_card(me: Participant, code: str) -> Card | None:
    """Return the card of one of them by the code of the badge."""
    return next((met.card for met in met_cards(me) if met.card.participant.code == code), None)


def table_mates(me: Participant, round_number: int) -> list[Participant]:
    """Return who comes and sits at my table in a round of the announced plan, without my own 団体 or 課."""
    plan, mine = announced_plan(me.registration.event), me.registration_id
    tables = [table for one in plan.rounds if one.number == round_number for table in one.tables] if plan else []
    seated = [{party.registration_id for party in table.parties} for table in tables]
    others = next((parties for parties in seated if mine in parties), set()) - {mine}
    with as_city("同じ卓の人を探す"):
        return list(Participant.objects.coming().filter(registration__in=others).in_order())
