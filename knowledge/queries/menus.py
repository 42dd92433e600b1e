"""What pages and papers show of the 企業メニュー."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from knowledge.models import Menu, MenuQuerySet
from knowledge.rules.papers import MENUS
from nara_renkei.accounts.models import User
from nara_renkei.core.finding import Piece, marked, snippet
from nara_renkei.core.models import PaperJob
from nara_renkei.directory.models import Organization
from proposals.models import Challenge

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class MenuCard:
    """One menu of the list."""

    code: str
    title: tuple[Piece, ...]  # with the words that were looked for apart
    says: tuple[Piece, ...]  # the beginning, or what stands around the first word
    organization: tuple[Piece, ...]
    field: str
    cost: str  # label
    is_past_review: bool


@dataclass(frozen=True, slots=True)
class MenuPage:
    """The list as staff see it."""

    page: "Page[Menu]"
    cards: list[MenuCard]
    fields: list[str]  # 分野 of what is open, to choose from
    organizations: list[Organization]  # 団体 of what is open, to choose from


def find_menus(
    day: date, *, words: str = "", field: str = "", organization: UUID | None = None, page: str = "1"
) -> MenuPage:
    """Return the menus open to staff, the newest first. Four queries, whatever the number."""
    found = Menu.objects.open_to_staff().in_field(field).saying(words)
    if organization:
        found = found.filter(Q(organization__uuid=organization) | Q(organization__merged_into__uuid=organization))
    ordered = found.newest_found_first() if words else found.newest_first()
    shown = Paginator(ordered.with_body(), PER_PAGE).get_page(page)
    return MenuPage(
        page=shown,
        cards=[_card(menu, words, day) for menu in shown],
        fields=fields_in_use(Menu.objects.open_to_staff()),
        organizations=_bodies(),
    )


def _card(menu: Menu, words: str, day: date) -> MenuCard:
    return MenuCard(
        code=menu.code,
        title=marked(menu.title, words),
        says=snippet(" ".join(filter(None, (menu.offer, menu.needs))), words),
        organization=marked(menu.body.name, words),
        field=menu.field,
        cost=menu.get_cost_display(),
        is_past_review=menu.is_past_review(day),
    )


def fields_in_use(menus: MenuQuerySet) -> list[str]:
    """Return the 分野 of some menus in the order of their names. One query."""
    return list(menus.order_by("field").values_list("field", flat=True).distinct())


def fields_to_suggest() -> list[str]:
    """Return the 分野 that 課題 use, for who writes a menu: the same words, so that they meet. One query."""
    return Challenge.objects.public().field_names()


def _bodies() -> list[Organization]:
    """Return the 団体 that have something open. One query."""
    own = Menu.objects.open_to_staff().filter(organization=OuterRef("pk"))
    of_merged = Menu.objects.open_to_staff().filter(organization__merged_into=OuterRef("pk"))
    return list(Organization.objects.current().filter(Exists(own) | Exists(of_merged)).order_by("name", "pk"))


def my_menus(user: User, day: date) -> list[Menu]:
    """Return what the 団体 of a person offer, what stands first. Three queries."""
    return list(Menu.objects.visible_to(user, day).with_body().select_related("slide").in_hand())


def latest_change() -> tuple[datetime | None, int]:
    """Return when one of the open menus last changed, and how many there are. One query."""
    found = Menu.objects.open_to_staff().aggregate(at=Max("updated_at"), count=Count("pk"))
    return found["at"], found["count"]


@dataclass(frozen=True, slots=True)
class BookletField:
    """One part of the booklet: a 分野 with its menus."""

    name: str
    menus: tuple[Menu, ...]


def menus_for_booklet() -> list[BookletField]:
    """Return all that is open, by 分野 and 団体. One query."""
    rows = Menu.objects.open_to_staff().with_body().by_field()
    return [BookletField(name, tuple(menus)) for name, menus in groupby(rows, key=lambda menu: menu.field)]


def booklet_papers() -> QuerySet[PaperJob]:
    """Return the booklets; whoever reads menus reads all of them."""
    return PaperJob.objects.filter(kind=MENUS).select_related("file")
