"""所見 and 採点 of one proposal for one reader, and competing proposals side by side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.directory.models import Division
from proposals.enums import AccessScope, Status
from proposals.models import Proposal, ProposalAccess
from screening.enums import RoutingState
from screening.models import Assessor, ConflictDeclaration, CriteriaSet, Criterion, Finding, Routing, Score, Screening
from screening.rules.judging import Figure, Standing, Total, figure, standing, weighted_total

SEATS = (PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER)
COMPARED = 40  # proposals on one comparison


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who could be named to score."""

    user_id: int
    label: str
    division: Division


@dataclass(frozen=True, slots=True)
class CriterionResult:
    criterion: Criterion
    by_name: list[tuple[str, Score]]  # the assessor's label and score, in the order of the assessors
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class AssessorState:
    assessor: Assessor
    words: str  # how far it is
    can_be_released: bool


@dataclass(frozen=True, slots=True)
class JudgingSheet:
    """What one reader may know. Without the standing to read there are no scores and no findings."""

    screening: Screening
    standing: Standing
    recused: list[ConflictDeclaration]  # on this proposal and on what competes with it
    states: list[AssessorState]
    mine: Assessor | None  # the reader's own naming
    criteria_set: CriteriaSet | None
    criteria: list[Criterion]
    scored: list[Assessor]  # those whose scores are shown
    results: list[CriterionResult]
    total: Total | None
    findings: list[Finding]  # newest first


@dataclass(frozen=True, slots=True)
class ComparedRow:
    proposal: Proposal
    scored: int  # assessors whose scores count
    named: int  # assessors that may still score, and those
    cells: list[tuple[str, Figure | None]]  # in the order of Comparison.criteria, with their names
    total: Total | None
    finding: Finding | None
    version: int | None  # of the criteria


@dataclass(frozen=True, slots=True)
class Comparison:
    criteria: list[Criterion]  # of the newest version among the rows
    rows: list[ComparedRow]  # the highest total first, without scores last
    hindered: Sequence[tuple[Proposal, Standing]]  # why the reader may not read yet; then there are no rows
    versions: list[int]  # of the criteria; more than one is said on the page

    @property
    def found(self) -> list[ComparedRow]:
        """Those of which the lead 課 wrote its three lines."""
        return [row for row in self.rows if row.finding]


def lead_of(screening: Screening) -> Routing | None:
    """Return the 送付 to the lead 課 that stands, or None."""
    leads = Routing.objects.filter(screening=screening, is_lead=True).exclude(state=RoutingState.ENDED)
    return leads.select_related("division").first()


def candidates_for(screening: Screening, on: date) -> list[Seat]:
    """Return who could be named: the people of the 課 that read the whole proposal, without those named already."""
    granted = ProposalAccess.objects.in_force(on).filter(proposal=screening.proposal_id, scope=AccessScope.FULL)
    divisions = list(granted.values_list("division", flat=True))
    named = Assessor.objects.named().filter(screening=screening)
    posts = (
        Post.objects.held_on(on)
        .filter(Q(division__in=divisions) | Q(division__predecessors__in=divisions), kind__in=SEATS)
        .exclude(user__in=named.values("user"))
        .select_related("user", "division", "department")
        .order_by("division__code", "kind", "pk")
    )
    seats: dict[int, Seat] = {}
    for post in posts:
        if post.division and post.user.may_enter_on(on):
            seats.setdefault(post.user_id, Seat(post.user_id, f"{post.user}（{post}）", post.division))
    return list(seats.values())


def judging_sheet(screening: Screening, user: User) -> JudgingSheet:
    """Gather what the reader may know of the judging. Constant number of queries."""
    declared = _declared([screening.proposal])
    assessors = list(Assessor.objects.named().filter(screening=screening).select_related("criteria_set").in_order())
    where = _standing(user, screening, declared, assessors)
    reads = where == Standing.READS
    recused = [one for one in declared if one.has_conflict]
    away = {one.user_id for one in recused}
    criteria_set = assessors[0].criteria_set if assessors else None
    criteria = list(criteria_set.criteria.order_by("position", "pk")) if criteria_set else []
    scored = [one for one in assessors if one.scored_at and one.user_id not in away] if reads else []
    given = _scores_of(scored)
    results = [_result(criterion, scored, given) for criterion in criteria]
    return JudgingSheet(
        screening=screening,
        standing=where,
        recused=recused,
        states=[_state(one, away) for one in assessors],
        mine=next((one for one in assessors if one.user_id == user.pk), None),
        criteria_set=criteria_set,
        criteria=criteria,
        scored=scored,
        results=results,
        total=weighted_total((one.criterion.weight, one.figure) for one in results),
        findings=list(Finding.objects.filter(screening=screening).newest_first()) if reads else [],
    )


def readable_in_full(user: User, on: date) -> "Collection[int] | None":
    """Return the ids of 課 whose full access this person shares; None for who reads everything."""
    return None if may(user, Permission.READ_ALL_PROPOSALS, on) else division_ids(user, on)


def compared_proposals(user: User, on: date, *, challenge: str = "", numbers: Sequence[str] = ()) -> list[Proposal]:
    """Return the opened proposals that the person reads in full, of one 課題 or by their numbers. Two queries."""
    rows = Proposal.objects.visible_to(user, on).exclude(status=Status.WITHDRAWN).filter(screening__isnull=False)
    rows = rows.filter(challenge__code=challenge) if challenge else rows.filter(number__in=numbers)
    divisions = readable_in_full(user, on)
    if divisions is not None:
        full = ProposalAccess.objects.in_force(on).filter(division__in=divisions, scope=AccessScope.FULL)
        rows = rows.filter(pk__in=full.values("proposal"))
    return list(rows.select_related("organization", "challenge").order_by("number")[:COMPARED])


def comparison(proposals: Sequence[Proposal], user: User) -> Comparison:
    """Put proposals side by side, when the reader may read the scores of all of them. Constant number of queries."""
    folders = {row.proposal_id: row for row in Screening.objects.filter(proposal__in=proposals)}
    declared = _declared(proposals)
    assessors = Assessor.objects.named().filter(screening__in=folders.values()).select_related("criteria_set")
    named: dict[int, list[Assessor]] = defaultdict(list)
    for one in assessors.in_order():
        named[one.screening_id].append(one)
    where = [(one, _standing(user, folders[one.pk], declared, named[folders[one.pk].pk])) for one in proposals]
    hindered = [(one, standing) for one, standing in where if standing != Standing.READS]
    if hindered:
        return Comparison([], [], hindered, [])
    away = {one.user_id for one in declared if one.has_conflict}
    counted = {pk: [one for one in named[folder.pk] if one.user_id not in away] for pk, folder in folders.items()}
    criteria = _criteria_of([one for rows in counted.values() for one in rows])
    given = _scores_of([one for rows in counted.values() for one in rows if one.scored_at])
    found = Finding.objects.filter(screening__in=folders.values()).order_by("written_at", "pk")
    findings = {one.screening_id: one for one in found}
    newest = max(criteria, default=0)
    rows = [
        _compared(one, counted[one.pk], criteria, newest, given, findings.get(folders[one.pk].pk)) for one in proposals
    ]
    rows.sort(key=lambda row: (-row.total.percent if row.total else 1, row.proposal.number))
    return Comparison(
        criteria.get(newest, []), rows, [], sorted({row.version for row in rows if row.version is not None})
    )


def _compared(
    proposal: Proposal,
    assessors: Sequence[Assessor],
    criteria: dict[int, list[Criterion]],
    newest: int,
    given: dict[tuple[int, int], Score],
    finding: Finding | None,
) -> ComparedRow:
    scored = [one for one in assessors if one.scored_at]
    version = scored[0].criteria_set.version if scored else None
    results = {one.code: _result(one, scored, given) for one in criteria.get(version or 0, [])}
    return ComparedRow(
        proposal=proposal,
        scored=len(scored),
        named=len(assessors),
        cells=[
            (one.label, results[one.code].figure if one.code in results else None) for one in criteria.get(newest, [])
        ],
        total=weighted_total((one.criterion.weight, one.figure) for one in results.values()),
        finding=finding,
        version=version,
    )


def _criteria_of(assessors: Sequence[Assessor]) -> dict[int, list[Criterion]]:
    """Return the criteria by the version of their set. One query."""
    versions = {one.criteria_set_id: one.criteria_set.version for one in assessors}
    found: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.filter(criteria_set__in=versions).order_by("position", "pk"):
        found[versions[criterion.criteria_set_id]].append(criterion)
    return found


def _declared(proposals: Iterable[Proposal]) -> list[ConflictDeclaration]:
    """Return the declarations on these proposals and on what competes with them. One query."""
    rows = ConflictDeclaration.objects.touching(proposals).select_related("screening__proposal")
    return list(rows.in_order())


def _standing(
    user: User, screening: Screening, declared: Sequence[ConflictDeclaration], named: Sequence[Assessor]
) -> Standing:
    own = [one for one in declared if one.user_id == user.pk]
    return standing(
        declared=any(one.screening_id == screening.pk for one in own),
        recused=any(one.has_conflict for one in own),
        owes_scores=any(one.user_id == user.pk and one.scored_at is None for one in named),
    )


def _state(assessor: Assessor, away: Collection[int]) -> AssessorState:
    if assessor.user_id in away:
        words = "利害関係があるため加わりません"
    else:
        words = "採点済み" if assessor.scored_at else "採点待ち"
    return AssessorState(assessor, words, assessor.scored_at is None)


def _scores_of(assessors: Sequence[Assessor]) -> dict[tuple[int, int], Score]:
    """Return the scores by assessor and criterion. One query."""
    return {(row.assessor_id, row.criterion_id): row for row in Score.objects.filter(assessor__in=assessors)}


def _result(
    criterion: Criterion, assessors: Sequence[Assessor], given: dict[tuple[int, int], Score]
) -> CriterionResult:
    by_name = [(one.label, given[one.pk, criterion.pk]) for one in assessors]
    return CriterionResult(criterion, by_name, figure([score.value for _, score in by_name]))
