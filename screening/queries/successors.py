"""後任のお知らせ: which 団体 deal with a 課 whose 課長 (or 代決者) changed, and with what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from nara_renkei.accounts.models import Member, Post
from nara_renkei.accounts.queries import speakers, speaking_posts
from nara_renkei.directory.models import Agreement, AgreementRecord, Division, Organization
from proposals.enums import OPEN_STATUSES, Status
from proposals.models import Proposal
from screening.models import SuccessorLetter

RUNNING = (*OPEN_STATUSES, Status.ADOPTED, Status.UNDERWAY)


@dataclass(frozen=True, slots=True)
class Succession:
    """One 課 for which somebody else speaks now, and what the 団体 has with it."""

    post: Post  # of who speaks now, with person and 課
    before: str  # the name of who spoke before
    proposals: list[Proposal] = field(default_factory=list)  # the oldest first
    agreements: list[Agreement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SuccessorRow:
    """One 団体: the letter that waits, or from when it may go."""

    organization: Organization
    successions: list[Succession]
    addresses: tuple[str, ...]  # none: nobody to write to
    not_before: date | None = None  # the first day of who is named; None once it has come

    @property
    def can_go(self) -> bool:
        return self.not_before is None and bool(self.addresses)


def successor_rows(since: date, today: date) -> list[SuccessorRow]:
    """Return the 団体 that were not told yet of who speaks since a day on, by name; then those of a day to come.

    A 団体 stands in both when one 課 has changed and another will. Thirteen queries at most.
    """
    proposals, agreements = _proposals(), _agreements(today)
    units = {one.lead_division_id for one in proposals} | {one.division_id for one in agreements}
    divisions = {pk for pk in units if pk}
    now = speakers(divisions, today)
    changed = _changed(_spoke_before(divisions, since - timedelta(days=1)), now)
    rows = _rows(changed, proposals, agreements)
    coming = (
        speaking_posts(divisions).filter(starts_on__gt=today).order_by("starts_on").values_list("starts_on", flat=True)
    )
    day = coming.first()
    of_today = {pk: [post] for pk, post in now.items()}
    later = _rows(_changed(of_today, speakers(divisions, day)), proposals, agreements) if day else []
    return [*_addressed(_untold(rows)), *_addressed(_untold(later), not_before=day)]


def _proposals() -> list[Proposal]:
    rows = Proposal.objects.filter(status__in=RUNNING, lead_division__isnull=False)
    return list(rows.select_related("organization").oldest_first())


def _agreements(today: date) -> list[Agreement]:
    rows = Agreement.objects.valid_on(today).filter(division__isnull=False)
    return list(rows.select_related("organization").order_by("starts_on", "pk"))


def _spoke_before(divisions: Collection[int], day: date) -> dict[int, list[Post]]:
    """Return who spoke for each 課 on a day; for one that was not there yet, who spoke for those that became it."""
    earlier: dict[int, list[int]] = defaultdict(list)
    pairs = Division.successors.through.objects.filter(to_division__in=divisions).order_by("pk")
    for before, after in pairs.values_list("from_division_id", "to_division_id"):
        earlier[after].append(before)
    spoke = speakers({*divisions, *(pk for found in earlier.values() for pk in found)}, day)
    return {pk: [spoke[pk]] if pk in spoke else [spoke[one] for one in earlier[pk] if one in spoke] for pk in divisions}


def _changed(before: Mapping[int, Sequence[Post]], after: Mapping[int, Post]) -> dict[int, tuple[Post, str]]:
    """Return the 課 for which another person speaks: who, and the names before. Nobody before is no change."""
    found = {}
    for pk, post in after.items():
        others = [str(one.user) for one in before.get(pk, ()) if one.user_id != post.user_id]
        if others:
            found[pk] = (post, "・".join(dict.fromkeys(others)))
    return found


Rows = list[tuple[Organization, list[Succession]]]


def _rows(
    changed: Mapping[int, tuple[Post, str]], proposals: Iterable[Proposal], agreements: Iterable[Agreement]
) -> Rows:
    found: dict[int, dict[int, Succession]] = defaultdict(dict)
    bodies: dict[int, Organization] = {}

    def of(body: Organization | None, division: int | None) -> Succession | None:
        if body is None or division is None or division not in changed:
            return None
        post, before = changed[division]
        bodies[body.pk] = body
        return found[body.pk].setdefault(post.pk, Succession(post, before))

    for proposal in proposals:
        if one := of(proposal.organization, proposal.lead_division_id):
            one.proposals.append(proposal)
    for agreement in agreements:
        if one := of(agreement.organization, agreement.division_id):
            one.agreements.append(agreement)
    rows = [(bodies[pk], list(successions.values())) for pk, successions in found.items()]
    return sorted(rows, key=lambda row: (row[0].name, row[0].pk))


def _untold(rows: Rows) -> Rows:
    """Leave out what a 団体 was told: the same person for the same 課, whatever post it sits on."""
    told = set(
        SuccessorLetter.objects.filter(organization__in=[body for body, _ in rows])
        .order_by("pk")
        .values_list("organization", "post__user", "post__division")
    )
    kept = [
        (body, [one for one in successions if (body.pk, one.post.user_id, one.post.division_id) not in told])
        for body, successions in rows
    ]
    return [(body, successions) for body, successions in kept if successions]


def _addressed(rows: Rows, not_before: date | None = None) -> list[SuccessorRow]:
    """With the members' addresses; without members those of the agreements."""
    bodies = [body for body, _ in rows]
    addresses: dict[int, list[str]] = defaultdict(list)
    members = Member.objects.active().filter(organization__in=bodies, user__is_active=True)
    for body, email in members.order_by("joined_at", "pk").values_list("organization", "user__email"):
        addresses[body].append(email)
    partners = AgreementRecord.objects.filter(agreement__organization__in=bodies).exclude(partner_email="")
    for body, email in partners.order_by("pk").values_list("agreement__organization", "partner_email"):
        if body not in addresses:
            addresses[body] = [email]
    return [
        SuccessorRow(body, successions, tuple(addresses.get(body.pk, ())), not_before) for body, successions in rows
    ]
