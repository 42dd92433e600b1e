"""What pages show of the 事例 to the staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models.functions import Coalesce

from knowledge.enums import CaseState
from knowledge.models import CaseStudy, CaseStudyQuerySet, CaseVersion, Method
from knowledge.rules.cases import INTERNAL, PUBLIC, benefit_words, changes_of
from knowledge.rules.guideline import Passage
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import division_ids
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.finding import Piece, fold, marked, snippet
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Division
from proposals.models import Challenge, DisclosureMark, Proposal

PER_PAGE = 20
VERSIONS = 10  # of the 改訂の記録 on a page
UNFINISHED = (CaseState.DRAFT, CaseState.HANDED_IN)


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One case of the list."""

    case: CaseStudy  # with 課 and 手法
    title: tuple[Piece, ...]  # with the words that were looked for apart
    says: tuple[Piece, ...]  # the summary, or what stands around the first word
    year: str  # 令和8年度; "" when nobody knows
    is_past_review: bool


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The list as staff see it."""

    page: "Page[CaseStudy]"
    cards: list[CaseCard]
    # of what is open, to choose from
    fields: list[str]
    methods: list[Method]
    divisions: list[Division]
    years: list[FiscalYear]


def find_cases(
    day: date, *, words: str = "", field: str = "", method: str = "", division: str = "", year: str = "", page: str = ""
) -> CasesPage:
    """Return the cases open to staff, the newest first. Seven queries, whatever the number.

    ``method`` and ``division`` are codes, ``year`` the first calendar year of a 年度; what is no year means all.
    """
    found = CaseStudy.objects.open_to_staff().saying(words)
    chosen = {"field": field, "method__code": method, "owner__code": division, "year": _year(year)}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    ordered = found.order_by(Coalesce("opened_at", "drafted_at").desc(), "-pk") if words else found.newest_first()
    shown = Paginator(ordered.select_related("owner", "method"), PER_PAGE).get_page(page)
    stands = CaseStudy.objects.open_to_staff()
    return CasesPage(
        page=shown,
        cards=cards_of(list(shown), words, day),
        fields=[name for name in fields_of(stands) if name],
        methods=list(Method.objects.filter(pk__in=stands.values("method")).in_order()),
        divisions=list(Division.objects.filter(pk__in=stands.values("owner")).order_by("code")),
        years=[FiscalYear(year) for year in _years(stands)],
    )


def cards_of(cases: Sequence[CaseStudy], words: str, day: date) -> list[CaseCard]:
    """Return how a list shows some cases, each with its 課 and 手法. One query."""
    versions = versions_of(cases)
    return [_card(case, versions[case.pk], words, day) for case in cases]


def versions_of(cases: Iterable[CaseStudy]) -> dict[int, CaseVersion]:
    """Return what some cases say now, by their ids. One query."""
    newest = CaseVersion.objects.filter(case__in=[case.pk for case in cases]).order_by("case", "-number")
    return {version.case_id: version for version in newest.distinct("case")}


def _card(case: CaseStudy, version: CaseVersion, words: str, day: date) -> CaseCard:
    says = " ".join(filter(None, (version.summary, version.work, version.stumble, version.reuse)))
    return CaseCard(
        case=case,
        title=marked(version.title, words),
        says=snippet(says if words else version.summary, words, room=200),
        year=str(FiscalYear(case.year)) if case.year else "",
        is_past_review=case.is_past_review(day),
    )


def own_drafts(user: User, day: date) -> list[CaseCard]:
    """Return what the 課 of a person have in hand, the one touched last first. Two queries beyond the posts."""
    mine = division_ids(user, day)
    rows = CaseStudy.objects.filter(owner__in=mine, state__in=UNFINISHED).order_by("-updated_at", "-pk")
    found = list(rows.select_related("owner", "method")) if mine else []
    return cards_of(found, "", day) if found else []


def fields_of(cases: CaseStudyQuerySet) -> list[str]:
    """Return the 分野 of some cases in the order of their names. One query."""
    return list(cases.order_by("field").values_list("field", flat=True).distinct())


def fields_for_cases() -> list[str]:
    """Return the 分野 that 課題 and open cases use, for who writes one: the same words, so that they meet. Two queries."""
    used = {*Challenge.objects.public().field_names(), *fields_of(CaseStudy.objects.open_to_staff())}
    return sorted(filter(None, used))


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _years(cases: CaseStudyQuerySet) -> list[int]:
    rows = cases.filter(year__isnull=False).order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in rows if year]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case as staff read it."""

    case: CaseStudy
    version: CaseVersion
    number: int  # of versions
    year: str
    benefit: str  # 「480,000円」, "" for none
    is_past_review: bool


def case_page(case: CaseStudy, day: date) -> CasePage:
    """Return what the page of a case shows. One query."""
    version = case.current()
    return CasePage(
        case=case,
        version=version,
        number=version.number,
        year=str(FiscalYear(case.year)) if case.year else "",
        benefit=benefit_words(version.benefit_yen),
        is_past_review=case.is_open and case.is_past_review(day),
    )


def left_out(proposal: Proposal) -> list[str]:
    """Return the names of the fields that a company marked as 開示に配慮してほしい部分. One query."""
    return [Proposal.label_of(field) for field in DisclosureMark.objects.by_field(proposal)]


@dataclass(frozen=True, slots=True)
class Revision:
    """One version, and what it says otherwise than the one before."""

    version: CaseVersion
    changes: list[Passage]  # empty for the first


def history_of(case: CaseStudy, page: str) -> "tuple[Page[CaseVersion], list[Revision]]":
    """Return the versions of a case on a page, the newest first. Two queries beyond the count."""
    shown = Paginator(case.versions.order_by("-number"), VERSIONS).get_page(page)
    versions = list(shown)
    before = case.versions.filter(number__lt=versions[-1].number).order_by("-number").first()
    older = [*versions[1:], *([before] if before else [])]
    revisions = [Revision(new, _changes(old, new)) for new, old in zip(versions, older, strict=False)]
    first = [] if before else [Revision(versions[-1], [])]
    return shown, [*revisions, *first]


def _changes(old: CaseVersion, new: CaseVersion) -> list[Passage]:
    return [
        change
        for field in (*PUBLIC, *INTERNAL)
        for change in changes_of(CaseVersion.label_of(field), _text(old, field), _text(new, field))
    ]


def _text(version: CaseVersion, field: str) -> str:
    value = getattr(version, field)
    return benefit_words(value) if field == "benefit_yen" else value


def method_in(text: str) -> Method | None:
    """Return the method that a company named in its own words: the one whose name stands in them. One query.

    Two names that both stand there say nothing, but for one that holds the other.
    """
    said = normalise(fold(text))
    if not said:
        return None
    names = {method: normalise(fold(method.name)) for method in Method.objects.in_use().in_order()}
    found = [method for method, name in names.items() if name in said]
    longest = max(found, key=lambda method: len(names[method]), default=None)
    is_one = longest is not None and all(names[method] in names[longest] for method in found)
    return longest if is_one else None


def case_of(proposal: Proposal) -> CaseStudy | None:
    """Return the case of a proposal, whoever asks. One query."""
    return CaseStudy.objects.filter(proposal=proposal).first()
