"""企業カルテ of one 団体: what the city agreed, was offered, said and did with it, and who knows it.

What the reader may not read is neither listed nor counted. A 団体 that was merged into this one is this one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import OuterRef, Q, Subquery

from dialogue.enums import Side
from dialogue.models import Encounter, Participant
from dialogue.queries.encounters import encounters_known_to, is_noted_for
from dialogue.rules.stages import STARTED
from knowledge.models import CaseStudy, CaseVersion, Menu
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.permissions import division_ids
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Agreement, Organization
from nara_renkei.directory.rules.agreements import act_by, is_in_force, state_of
from proposals.enums import ConsultationState
from proposals.models import Consultation, CoProposer, Meeting, Proposal
from screening.enums import CheckStage
from screening.models import Contact, Minutes, RecordOpening, Routing, Screening
from screening.queries import Fate, fates_of, last_openings, whole_proposals
from screening.queries.checks import check_stages

from .organization_records import agreements_known_to, is_desk

MOST: Final = 200  # rows of one kind that are read, the newest
SHOWN: Final = 30  # talks of the page
SHOWN_KNOWING: Final = 10  # who knows the 団体; the rest is folded away
DRAWN: Final = timedelta(days=365 * 5)  # how far back the picture goes
MET_WITHIN: Final = timedelta(days=365 * 3)  # whom nobody has met for longer is not named
TALKED: Final = frozenset({"対話", "応接", "ダイアログ", "事前相談"})


@dataclass(frozen=True, slots=True)
class AgreementPart:
    agreement: Agreement  # with 課
    state: str
    next_on: date | None  # by when somebody has to decide
    city_contact: str
    partner_contact: str  # "" for who has no business with it


@dataclass(frozen=True, slots=True)
class ProposalPart:
    proposal: Proposal
    day: date  # of 受付
    is_joint: bool  # as 共同提案者
    fate: Fate | None  # None for who reads a part of it only


@dataclass(frozen=True, slots=True)
class Talk:
    """One time that the city and the 団体 spoke."""

    day: date
    kind: str  # 対話, 応接, ダイアログ or 事前相談
    where: str
    who: str
    lines: tuple[str, ...] = ()  # what was said; empty for who may not read it
    number: str = ""  # of the proposal
    is_coming: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """One person of the 団体 whom the city has met. No address and no number: those stand with the proposal."""

    name: str
    title: str
    last_on: date
    where: str


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Who in the city knows the 団体, and from what."""

    who: str
    how: str
    last_on: date | None  # None: goes on


@dataclass(frozen=True, slots=True)
class CheckLine:
    """団体についての確認 of one stage. What was found is not told here."""

    stage: str
    is_done: bool

    @property
    def words(self) -> str:
        return "済" if self.is_done else "確認中"


@dataclass(frozen=True, slots=True)
class YearLine:
    year: FiscalYear
    words: str  # 「提案2件、対話1回」


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture of it: a row of each 協定, of the proposals and of the talks, between two days."""

    rows: list[tuple[str, list[tuple[date, date, str]]]]  # label, (first day, last day, words)
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRecord:
    """The カルテ as one reader reads it."""

    organization: Organization
    former: list[str]  # other names it was registered under
    is_whole: bool  # the reader is the desk
    agreements: list[AgreementPart]  # what must be decided first stands first
    proposals: list[ProposalPart]  # the newest first
    talks: list[Talk]  # what comes first, then the newest first
    menus: list[Menu]
    cases: list[CaseStudy]  # with ``title``
    people: list[Met]
    acquaintances: list[Acquaintance]
    checks: list[CheckLine]  # of the newest proposal; empty before the desk has opened one
    checked_number: str
    openings: list[RecordOpening]  # for the desk only
    years: list[YearLine]  # the newest first
    timeline: Timeline | None  # None while there is nothing to draw

    @property
    def answered(self) -> list[ProposalPart]:
        """Return the proposals that answer a 課題."""
        return [one for one in self.proposals if one.proposal.challenge_id]

    @property
    def first_acquaintances(self) -> list[Acquaintance]:
        return self.acquaintances[:SHOWN_KNOWING]

    @property
    def more_acquaintances(self) -> list[Acquaintance]:
        return self.acquaintances[SHOWN_KNOWING:]

    @property
    def shown_talks(self) -> list[Talk]:
        return self.talks[:SHOWN]

    @property
    def more_talks(self) -> int:
        return max(0, len(self.talks) - SHOWN)


def organization_record(organization: Organization, user: User, on: date) -> OrganizationRecord:
    """Return the カルテ of a current 団体. A constant number of queries; the caller has let the reader in."""
    merged = list(Organization.objects.filter(merged_into=organization).order_by("created_at", "pk"))
    bodies = [organization.pk, *(one.pk for one in merged)]
    whole_reader = is_desk(user, on)
    agreements = _agreements(bodies, user, on)
    proposals = _proposals(bodies, user, on)
    whole = {one.proposal.pk: one.proposal for one in proposals if one.fate}
    encounters = list(
        encounters_known_to(user, on)
        .filter(company__organization__in=bodies)
        .with_both()
        .select_related("note")
        .order_by("-event__held_on", "-pk")[:MOST]
    )
    noted = [one for one in encounters if is_noted_for(one, user, on)]
    contacts = list(
        Contact.objects.filter(
            Q(proposal__in=whole) | Q(proposal=None, organization__in=bodies) if whole_reader else Q(proposal__in=whole)
        )
        .select_related("proposal")
        .newest_first()[:MOST]
    )
    minutes = list(
        Minutes.objects.filter(screening__proposal__in=whole)
        .select_related("screening__proposal")
        .order_by("-held_on", "-pk")[:MOST]
    )
    participants = _participants(bodies, encounters, noted, whole_reader)
    talks = sorted(
        [
            *_meetings_to_come(whole, on),
            *(_minutes(one) for one in minutes),
            *(_contact(one) for one in contacts),
            *_encounters(encounters, noted),
            *_consultations(bodies, user, on),
        ],
        key=lambda one: one.day,
        reverse=True,
    )
    cases = _cases(bodies, user, on)
    checks, number = _checks(proposals)
    return OrganizationRecord(
        organization=organization,
        former=list(dict.fromkeys(one.name for one in merged if one.name != organization.name)),
        is_whole=whole_reader,
        agreements=agreements,
        proposals=proposals,
        talks=talks,
        menus=list(Menu.objects.visible_to(user, on).of_organizations(bodies).newest_first()[:MOST]),
        cases=cases,
        people=_people(participants, minutes, on),
        acquaintances=_acquaintances(agreements, whole, encounters, participants, contacts, on),
        checks=checks,
        checked_number=number,
        openings=last_openings(bodies) if whole_reader else [],
        years=_years(agreements, proposals, talks, encounters),
        timeline=_timeline(agreements, proposals, talks, on),
    )


def _agreements(bodies: Collection[int], user: User, on: date) -> list[AgreementPart]:
    rows = agreements_known_to(user, on).filter(organization__in=bodies).select_related("division", "record")
    mine, whole = division_ids(user, on), is_desk(user, on)
    parts = []
    for one in rows.in_order_of_work()[:MOST]:
        record = getattr(one, "record", None)
        is_ours = whole or one.division_id in mine
        partner = f"{record.partner_section} {record.partner_name}".strip() if record and is_ours else ""
        parts.append(
            AgreementPart(
                agreement=one,
                state=str(state_of(one.term, on).label),
                next_on=act_by(one.term, on),
                city_contact=record.city_contact if record else "",
                partner_contact=partner,
            )
        )
    return parts


def _proposals(bodies: Collection[int], user: User, on: date) -> list[ProposalPart]:
    """Seven queries at most."""
    joined = CoProposer.objects.accepted().filter(organization__in=bodies).values("proposal")
    own = Q(organization__in=bodies)
    whole = whole_proposals(user, on).filter(own | Q(pk__in=joined)).in_bulk()
    # who reads a part only is not told who joined
    seen = Proposal.objects.visible_to(user, on).filter(own | Q(pk__in=whole))
    rows = seen.select_related("challenge").newest_first()[:MOST]
    fates = fates_of(whole, on)
    return [
        ProposalPart(
            proposal=one,
            day=local_day(one.submitted_at) if one.submitted_at else on,
            is_joint=one.organization_id not in bodies,
            fate=fates.get(one.pk),
        )
        for one in rows
    ]


def _meetings_to_come(whole: Collection[int], on: date) -> list[Talk]:
    rows = Meeting.objects.waiting().fixed().filter(proposal__in=whole).select_related("proposal")
    return [
        Talk(
            day=local_day(one.fixed_at),
            kind="対話",
            where=one.where,
            who=one.city_side,
            lines=(one.when,),
            number=str(one.proposal.number),
            is_coming=local_day(one.fixed_at) >= on,
        )
        for one in rows.newest_first()[:MOST]
        if one.fixed_at
    ]


def _minutes(one: Minutes) -> Talk:
    number = str(one.screening.proposal.number)
    return Talk(one.held_on, "対話", one.place, one.attendees, (one.body,), number)


def _contact(one: Contact) -> Talk:
    lines = (one.body, f"このあと：{one.next_step}") if one.next_step else (one.body,)
    where = "　".join(filter(None, (one.get_kind_display(), one.place)))
    number = str(one.proposal.number) if one.proposal else ""
    return Talk(local_day(one.met_at), "応接", where, f"{one.people}／{one.written_by}", lines, number)


def _encounters(encounters: Iterable[Encounter], noted: Collection[Encounter]) -> list[Talk]:
    """Return those with a note the reader may read, one by one, and the rest of each event in one line."""
    talks, rest = [], defaultdict(list)
    for one in encounters:
        note = getattr(one, "note", None) if one in noted else None
        if note is None:
            rest[one.event].append(str(one.division.division))
            continue
        lines = (note.said, f"受けとめ：{note.view}") if note.view else (note.said,)
        where = f"{one.event.name}　{one.where}"
        talks.append(Talk(one.event.held_on, "ダイアログ", where, str(one.division.division), lines))
    talks += [Talk(event.held_on, "ダイアログ", event.name, "、".join(names)) for event, names in rest.items()]
    return talks


def _consultations(bodies: Collection[int], user: User, on: date) -> list[Talk]:
    held = Consultation.objects.visible_to(user, on).filter(organization__in=bodies, state=ConsultationState.HELD)
    return [
        Talk(one.held_on, "事前相談", one.slot.place if one.slot else "", "公民連携デスク", (one.title, one.said))
        for one in held.select_related("slot").order_by("-held_on", "-pk")[:MOST]
        if one.held_on
    ]


def _participants(
    bodies: Collection[int], encounters: Iterable[Encounter], noted: Iterable[Encounter], whole_reader: bool
) -> list[Participant]:
    """Return who came: those of the 課 that met the 団体, and of the 団体 those the reader's 課 met. One query."""
    of_city = {one.division_id for one in encounters}
    met = Q(registration__in=[one.company_id for one in noted])
    if whole_reader:
        met |= Q(registration__organization__in=bodies, registration__event__state__in=STARTED)
    rows = Participant.objects.filter(Q(registration__in=of_city) | met, left_at=None, arrived_at__isnull=False)
    return list(rows.select_related("registration__event").order_by("registration__event__held_on", "pk"))


def _people(participants: Iterable[Participant], minutes: Iterable[Minutes], on: date) -> list[Met]:
    """Return whom the city has met, whom it met last first: each name once."""
    seen = [
        Met(one.name, one.title, one.registration.event.held_on, one.registration.event.name)
        for one in participants
        if one.registration.side == Side.COMPANY
    ]
    talked = [(one.screening.proposal, one.held_on) for one in minutes]
    seen += [
        Met(proposal.contact_name, "提案の担当者", day, f"対話（{proposal.number}）")
        for proposal, day in talked
        if proposal.contact_name
    ]
    people: dict[str, Met] = {}
    for met in sorted(seen, key=lambda one: one.last_on, reverse=True):
        if met.last_on >= on - MET_WITHIN:
            people.setdefault("".join(normalise(met.name).split()), met)
    return list(people.values())


def _acquaintances(
    agreements: Iterable[AgreementPart],
    whole: Collection[int],
    encounters: Iterable[Encounter],
    participants: Iterable[Participant],
    contacts: Iterable[Contact],
    on: date,
) -> list[Acquaintance]:
    """Return who knows the 団体: what goes on first, then whoever met it last. Two queries."""
    came = defaultdict(list)
    for one in participants:
        came[one.registration_id].append(f"{one.title} {one.name}".strip())
    found = [
        Acquaintance(f"{one.agreement.division}　{one.city_contact}".strip(), "協定の担当課", None)
        for one in agreements
        if one.agreement.division and is_in_force(one.agreement.term, on)
    ]
    leads = Routing.objects.filter(screening__proposal__in=whole, is_lead=True).select_related("division", "handler")
    rows = list(leads.order_by("-sent_at", "-pk")[:MOST])
    posts = _posts({one.handler_id for one in rows if one.handler_id}, on)
    for routing in rows:
        who = str(routing.division)
        if routing.handler:
            who = f"{who}　{routing.handler}（いまは{posts.get(routing.handler.pk, '席がありません')}）"
        found.append(Acquaintance(who, "提案の主担当", local_day(routing.sent_at)))
    for met in encounters:
        who = "　".join(filter(None, (str(met.division.division), "、".join(came[met.division_id]))))
        found.append(Acquaintance(who, "ダイアログで会った", met.event.held_on))
    found += [Acquaintance(one.written_by, "応接", local_day(one.met_at)) for one in contacts]
    latest: dict[tuple[str, str], Acquaintance] = {}
    for acquaintance in sorted(found, key=lambda one: (one.last_on is None, one.last_on or on), reverse=True):
        latest.setdefault((acquaintance.who, acquaintance.how), acquaintance)
    return list(latest.values())


def _posts(users: Collection[int], on: date) -> dict[int, str]:
    """Return where these people sit on a day. One query."""
    rows = Post.objects.held_on(on).filter(user__in=users).select_related("division", "department")
    return {post.user_id: str(post) for post in rows.order_by("-starts_on", "-pk")}


def _cases(bodies: Collection[int], user: User, on: date) -> list[CaseStudy]:
    title = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number").values("title")[:1]
    rows = CaseStudy.objects.visible_to(user, on).open_to_staff().filter(organization__in=bodies)
    return list(rows.annotate(title=Subquery(title)).newest_first()[:MOST])


def _checks(proposals: Sequence[ProposalPart]) -> tuple[list[CheckLine], str]:
    """Return how far the stages of the newest proposal are, and its number. Two queries."""
    newest = next((one.proposal for one in proposals if one.fate and not one.is_joint), None)
    screening = Screening.objects.filter(proposal=newest).first() if newest else None
    if newest is None or screening is None:
        return [], ""
    lines = [
        CheckLine(str(CheckStage(one.stage).label), is_done=not one.waiting and not one.blocked)
        for one in check_stages(screening)
        if one.items
    ]
    return lines, str(newest.number)


def _years(
    agreements: Iterable[AgreementPart],
    proposals: Iterable[ProposalPart],
    talks: Iterable[Talk],
    encounters: Iterable[Encounter],
) -> list[YearLine]:
    years: dict[FiscalYear, Counter[str]] = defaultdict(Counter)
    for agreement in agreements:
        if agreement.agreement.signed_on:
            years[FiscalYear.of(agreement.agreement.signed_on)]["協定の締結"] += 1
    for part in proposals:
        years[FiscalYear.of(part.day)]["提案"] += 1
    for talk in talks:
        if not talk.is_coming and talk.kind != "ダイアログ":
            years[FiscalYear.of(talk.day)][talk.kind] += 1
    for met in encounters:
        years[FiscalYear.of(met.event.held_on)]["ダイアログ"] += 1
    return [
        YearLine(year, "、".join(f"{what}{count}{'回' if what in TALKED else '件'}" for what, count in counts.items()))
        for year, counts in sorted(years.items(), reverse=True)
    ]


def _timeline(
    agreements: Iterable[AgreementPart], proposals: Sequence[ProposalPart], talks: Sequence[Talk], on: date
) -> Timeline | None:
    rows = []
    for part in agreements:
        one = part.agreement
        if one.signed_on and one.starts_on:
            ends = one.ended_on or one.ends_on or on
            rows.append((one.title, [(one.starts_on, max(one.starts_on, ends), part.state)]))
    days = sorted((one.day, one.day, str(one.proposal.number)) for one in proposals)
    kinds: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for talk in reversed(talks):
        kinds[talk.kind].append((talk.day, talk.day, talk.where))
    rows += [("提案", days)] if days else []
    rows += list(kinds.items())
    drawn = [day for _, spans in rows for span in spans for day in span[:2]]
    if not drawn:
        return None
    return Timeline(rows, max(min(drawn), on - DRAWN), max(*drawn, on))
