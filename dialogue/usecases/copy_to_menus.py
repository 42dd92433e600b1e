"""What companies brought to an event becomes 企業メニュー: each once, waiting until the desk opens it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.menus import MenuRow, menu_key, menu_rows
from dialogue.rules.menus import title_of
from knowledge.models import Menu
from knowledge.rules.menus import MenuFacts
from knowledge.usecases.offer_menu import CannotOffer, offer_menu
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import UploadRefused
from proposals.enums import Cost


class CannotCopy(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of it: new menus, and the sentence for each 団体 whose could not be made."""

    menus: list[Menu]
    refused: list[str]


@transaction.atomic
def copy_to_menus(*, event: Event, by: Actor, at: datetime) -> Copied:
    """Return what was made. Pressed again it makes only what is missing. Raises CannotCopy before the event is over."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state != EventState.ENDED:
        raise CannotCopy("企業メニューに写すのは、終了の段階にしてからです。")
    copied = Copied([], [])
    for row in [row for row in menu_rows(event) if row.may_be_copied]:
        try:
            copied.menus.append(_offer(row, event, by, at))
        except (CannotOffer, UploadRefused) as exc:
            copied.refused.append(f"{row.registration.name}：{exc}")
    return copied


def _offer(row: MenuRow, event: Event, by: Actor, at: datetime) -> Menu:
    registration = row.registration
    return offer_menu(
        key=menu_key(registration),
        organization=row.organization,
        facts=MenuFacts(
            title=title_of(registration.offer),
            field=registration.get_business_line_display(),
            offer=registration.offer,
            cost=Cost.CONSULT,
        ),
        copy_of=registration.slides,
        source=event.key,
        by=by,
        at=at,
    )
