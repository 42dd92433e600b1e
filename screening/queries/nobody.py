"""Work that waits for nobody: what belongs to a 課 in which nobody sits, and steps of people who left it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Left

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.text import shortened
from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.models import Agreement
from proposals.enums import CLOSED_STATUSES
from proposals.models import Trouble
from proposals.queries.left import living_challenges
from screening.models import Inquiry, NextStep, Routing

from .desk import COUNTED_TO
from .handing_over import left_behind
from .waiting import WAITED_FOR

NUMBER: Final = "screening__proposal__number"
NAMED: Final = 40  # characters of a name


@dataclass(frozen=True, slots=True)
class Orphan:
    """One row that waits for nobody."""

    key: str  # what the admin's page of it is called by
    name: str


@dataclass(frozen=True, slots=True)
class Orphans:
    """Rows of one kind; never empty."""

    key: str
    label: str
    page: str  # the admin page of one
    rows: tuple[Orphan, ...]  # to COUNTED_TO
    next_step: str


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    label: str
    next_step: str
    page: str = "admin:screening_deskproposal_change"


KINDS: Final = (
    _Kind(
        "LEFT_BEHIND",
        "機構改革で終わった課に残っている提案",
        "「機構改革の引継ぎ」で、後の課に引き継いでください。",
    ),
    _Kind(
        "NOBODY",
        "答えられる人のいない課が持つ提案",
        "課長か代決者の席を登録するか、別の課へ送り直してください。",
    ),
    _Kind("HANDLER", "担当者が課の席を離れた提案", "課に、担当者を決め直してもらってください。"),
    _Kind("STEPS_LEFT", "課を離れた人の次の一歩がある提案", "課に、だれがするかを決め直してもらってください。"),
    _Kind(
        "CHALLENGES_LEFT",
        "人のいない課の課題",
        "課題のページで、担当課を選び直すか、取り下げてください。",
        "admin:proposals_challenge_change",
    ),
    _Kind(
        "TROUBLES_LEFT",
        "人のいない課の困りごとメモ",
        "書いた人か後の課に確かめて、課題の下書きにするか、片づけてください。",
        "admin:proposals_trouble_change",
    ),
    _Kind(
        "AGREEMENTS_LEFT",
        "人のいない課の協定",
        "協定のページで、担当課を選び直してください。",
        "admin:directory_agreement_change",
    ),
)


# what the desk's own page shows with links
FOR_NOBODY: Final = frozenset(kind.key for kind in KINDS)


def orphans(on: date) -> list[Orphans]:
    """Return what waits for nobody, without empty kinds. One query."""
    parts = [
        _part("LEFT_BEHIND", left_behind(on), "proposal__number"),
        *(_part("NOBODY", _held_by_nobody(model.objects.open(), on)) for model in (Routing, Inquiry)),  # type: ignore[attr-defined]  # both models have it
        _part("HANDLER", _left_by_handler(on)),
        _part("STEPS_LEFT", _left_steps(on)),
        _part("CHALLENGES_LEFT", _empty(living_challenges(on), "lead", on), "title", key="pk"),
        _part("TROUBLES_LEFT", _empty(Trouble.objects.open(), "division", on), "trouble", key="pk"),
        _part("AGREEMENTS_LEFT", _empty(_running(on), "division", on), "title", key="pk"),
    ]
    found: dict[str, list[Orphan]] = defaultdict(list)
    for kind, key, name in parts[0].union(*parts[1:]).order_by("kind", "key"):
        found[kind].append(Orphan(key, shortened(name, NAMED)))
    return [
        Orphans(kind.key, kind.label, kind.page, tuple(found[kind.key]), kind.next_step)
        for kind in KINDS
        if kind.key in found
    ]


def _part(kind: str, rows: QuerySet[Any], name: str = NUMBER, *, key: str = "") -> QuerySet[Any, Any]:
    """Return kind, key and name of the first rows; the same number twice is one row of the union."""
    return (
        rows.annotate(
            kind=Value(kind, output_field=CharField()),
            key=Cast(F(key or name), CharField()),
            of=Left(Cast(F(name), CharField()), NAMED + 1),
        )
        .order_by()
        .values_list("kind", "key", "of")[:COUNTED_TO]
    )


def _held_by_nobody(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """The rows of standing 課 in which no 課長 and no 代決者 sits, or only such as may not enter any more."""
    seats = Post.objects.held_on(on).filter(
        division=OuterRef("division"),
        kind__in=[PostKind.MANAGER, PostKind.DEPUTY],
        user__is_active=True,
    )
    standing = rows.exclude(division__valid_to__lt=on)
    return standing.filter(~Exists(seats), screening__proposal__status__in=WAITED_FOR)


def _left_by_handler(on: date) -> QuerySet[Routing]:
    seats = Post.objects.held_on(on).filter(
        user=OuterRef("handler"), division=OuterRef("division"), user__is_active=True
    )
    rows = Routing.objects.in_hand().filter(handler__isnull=False, screening__proposal__status__in=WAITED_FOR)
    return rows.filter(~Exists(seats))


def _left_steps(on: date) -> QuerySet[NextStep]:
    """The open steps of which the person is known and no longer sits in the 課."""
    known = User.objects.filter(employee_number__isnull=False, name=OuterRef("person"))
    seats = Post.objects.held_on(on).filter(division=OuterRef("division"), user__name=OuterRef("person"))
    rows = NextStep.objects.open().filter(Exists(known), ~Exists(seats), division__isnull=False)
    return rows.exclude(screening__proposal__status__in=CLOSED_STATUSES)


def _empty(rows: QuerySet[Any], path: str, on: date) -> QuerySet[Any]:
    """The rows whose 課 has ended, or has nobody in it who may enter."""
    seats = Post.objects.held_on(on).filter(division=OuterRef(path), user__is_active=True)
    return rows.filter(Q(**{f"{path}__valid_to__lt": on}) | ~Exists(seats), **{f"{path}__isnull": False})


def _running(on: date) -> QuerySet[Agreement]:
    rows = Agreement.objects.all()
    for over in (AgreementState.EXPIRED, AgreementState.ENDED):
        rows = rows.exclude(pk__in=Agreement.objects.in_state(over, on).values("pk"))
    return rows
