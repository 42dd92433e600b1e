"""Who gets a letter, and who sits where on a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from nara_renkei.core.calendar import local_day
from nara_renkei.core.gathering import Worded
from nara_renkei.core.models import CitySettings, Session
from nara_renkei.core.sessions import DEVICE, SEEN_AT, SIGNED_IN_AT, SessionStore
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Department, Division, Organization
from nara_renkei.directory.queries import AgreementCard, agreements_of

from .enums import Holding, MemberRole, Notice, PostKind
from .models import CapabilityLink, Invitation, InvitationQuerySet, JoinRequest, Member, Post, PostQuerySet, User


def desk_addresses(on: date) -> list[str]:
    """Return the desk's own mail address; without one, the addresses of those who sit at the desk that day."""
    shared = CitySettings.load().email
    if shared:
        return [shared]
    with as_city("デスクの宛先を調べる"):
        return _addresses(Post.objects.held_on(on).filter(kind=PostKind.DESK))


def system_addresses(on: date) -> list[str]:
    """Return the addresses of the システム管理者 of a day."""
    return _addresses(Post.objects.held_on(on).filter(kind=PostKind.SYSTEM))


def emergency_addresses(on: date) -> list[str]:
    """Return who is told of a 緊急アクセス on a day: システム管理者, 監査 and the desk."""
    with as_city("緊急アクセスの知らせの宛先を調べる"):
        watching = Post.objects.held_on(on).filter(kind__in=[PostKind.SYSTEM, PostKind.AUDITOR])
        return [*_addresses(watching), *desk_addresses(on)]


def staff_named(field: str, value: str, on: date) -> User | None:
    """Return who has this 職員番号 or address (``field``), is let in and holds a post on a day. People of companies never."""
    user = User.objects.filter(employee_number__isnull=False, **{field: value}).first()
    return user if user is not None and user.may_enter_on(on) and user.posts_on(on) else None


def division_addresses(division: Division, on: date) -> list[str]:
    """Return 課のメール and nothing else: mail goes to the post, never to a person."""
    return [division.email] if division.email and division.is_valid_on(on) else []


def leader_addresses(department: Department, on: date) -> list[str]:
    """Return the addresses of the 共創推進リーダー of a 部 on a day."""
    return _addresses(Post.objects.held_on(on).filter(kind=PostKind.LEADER, department=department))


def head_addresses(department: Department, on: date) -> list[str]:
    """Return whom a letter to the head of a 部 goes to on a day: the 共創推進リーダー, else the 部長."""
    directors = Post.objects.held_on(on).filter(kind=PostKind.DIRECTOR, department=department)
    return leader_addresses(department, on) or _addresses(directors)


def deputy_addresses(division: Division, on: date) -> list[str]:
    """Return the addresses of the 代決者 of a 課 on a day."""
    return _addresses(Post.objects.held_on(on).filter(kind=PostKind.DEPUTY, division=division))


def manager_addresses(division: Division, on: date) -> list[str]:
    """Return the addresses of those who can answer for a 課 on a day: 課長 and 代決者."""
    return _addresses(Post.objects.held_on(on).answering_for(division))


def stand_in_addresses(division: Division, on: date) -> list[str]:
    """Return the addresses of the 共創推進リーダー while nobody can answer for the 課, else none."""
    return [] if can_answer(division, on) else leader_addresses(division.department, on)


def post_addresses(divisions: Iterable[int], on: date) -> dict[int, list[str]]:
    """Return whom a question to each of these 課 goes to on a day: 課長, else 代決者, else the リーダー of its 部.

    A 課 with none of them, and one that has ended, has no entry. Two queries, whatever the number.
    """
    departments = dict(Division.objects.filter(pk__in=divisions).valid_on(on).values_list("pk", "department_id"))
    asked = (PostKind.MANAGER, PostKind.DEPUTY, PostKind.LEADER)
    of_either = Q(division__in=departments) | Q(kind=PostKind.LEADER, department__in=departments.values())
    posts = Post.objects.held_on(on).filter(of_either, kind__in=asked, user__is_active=True).order_by("pk")
    found: dict[tuple[str, int], list[str]] = {}
    for kind, division, department, address in posts.values_list("kind", "division", "department", "user__email"):
        found.setdefault((kind, department if kind == PostKind.LEADER else division), []).append(address)
    ways = {
        pk: [(PostKind.MANAGER, pk), (PostKind.DEPUTY, pk), (PostKind.LEADER, department)]
        for pk, department in departments.items()
    }
    first = {pk: next((found[one] for one in way if one in found), []) for pk, way in ways.items()}
    return {pk: list(dict.fromkeys(addresses)) for pk, addresses in first.items() if addresses}


def member_addresses(organization: Organization, notice: Notice | None = None) -> list[str]:
    """Return the addresses of the people who belong to a 団体 now, in the order they joined.

    ``notice``: what kind of letter it is, when members may switch it off; without it everybody gets the letter.
    """
    members = Member.objects.active().filter(organization=organization, user__is_active=True)
    if notice is not None:
        members = members.exclude(muted__contains=[notice])
    return list(members.order_by("joined_at", "pk").values_list("user__email", flat=True))


def organizations_of(user: User) -> list[Organization]:
    """Return the 団体 a person belongs to now, the first joined first. One query."""
    return [member.organization for member in memberships_of(user)]


def memberships_of(user: User) -> list[Member]:
    """Return the memberships of a person now with their 団体, the first joined first. One query."""
    return MEMBERSHIPS.ask(user=user.pk)


MEMBERSHIPS = Worded(
    lambda user: Member.objects.active().filter(user=user).select_related("organization").order_by("joined_at", "pk")
)


def membership_of(user: User, uuid: UUID) -> Member | None:
    """Return the active membership in the 団体 of this identifier, followed to where it was merged. One query or two."""
    members = Member.objects.active().filter(user=user).select_related("organization")
    return (
        members.filter(organization__uuid=uuid).first()
        or members.filter(organization__merged__uuid=uuid).order_by("pk").first()
    )


def invitation_of(link: CapabilityLink) -> Invitation:
    """Return the invitation that a mailed link opens, with the 団体."""
    with as_city("招待されたがまだ入っていない団体を見せる"):
        return _invitations().get(link=link)


def open_invitation(pk: int | None, at: datetime) -> Invitation | None:
    """Return an invitation that can still be accepted, with the 団体."""
    with as_city("招待されたがまだ入っていない団体を見せる"):
        return _invitations().open(at).filter(pk=pk or 0).first()


def _invitations() -> InvitationQuerySet:
    return Invitation.objects.select_related("link", "organization__merged_into")


@dataclass(frozen=True, slots=True)
class OrganizationSheet:
    """The 団体's page: who belongs, who is asked, who asks."""

    organization: Organization
    members: list[Member]
    invitations: list[Invitation]  # still open; only for a 管理者
    requests: list[JoinRequest]  # only for a 管理者 of a confirmed 団体
    agreements: list[tuple[AgreementCard, str]]  # signed, with who speaks for the city


def organization_sheet(member: Member, at: datetime) -> OrganizationSheet:
    """Gather the page as this member may see it. Six queries at most."""
    organization, is_admin = member.organization, member.role == MemberRole.ADMIN
    invitations = Invitation.objects.open(at).filter(organization=organization).select_related("link")
    requests = JoinRequest.objects.waiting().filter(organization=organization).select_related("user").oldest_first()
    cards = agreements_of(organization, local_day(at))
    who = speaker_words([card.agreement.division_id for card in cards], local_day(at))
    return OrganizationSheet(
        organization=organization,
        members=list(Member.objects.active().filter(organization=organization).in_order()),
        invitations=list(invitations.order_by("-link__created_at", "-pk")) if is_admin else [],
        requests=list(requests) if is_admin and organization.is_confirmed else [],
        agreements=[(card, who.get(card.agreement.division_id or 0, "")) for card in cards],
    )


def holders(division: Division, on: date) -> Sequence[Post]:
    """Return the posts of a 課 held on a day: 課長, 代決者, 担当. One query, with the people."""
    posts = Post.objects.held_on(on).filter(division=division).select_related("user", "division")
    order = {PostKind.MANAGER: 0, PostKind.DEPUTY: 1, PostKind.OFFICER: 2}
    return sorted(posts, key=lambda post: (order.get(PostKind(post.kind), 9), post.pk))


def can_answer(division: Division, on: date) -> bool:
    """Return whether somebody can confirm an answer for the 課 on a day (decisions.md 29)."""
    return Post.objects.held_on(on).answering_for(division).filter(user__is_active=True).exists()


def speakers(divisions: Collection[int], on: date) -> dict[int, Post]:
    """Return who speaks for each 課 to companies on a day: 課長, else 代決者. A 課 with neither has no entry.

    For a 課 that has ended speaks who speaks for the one it became; for one that was split, nobody. One query.
    """
    units: dict[int, dict[int, Post]] = {pk: {} for pk in divisions}
    for post in speaking_posts(units).held_on(on):
        unit = post.division_id or 0  # both kinds have one (post_of_division_names_it)
        before = post.before if post.before_ended and post.before_ended < on else unit  # type: ignore[attr-defined]  # annotated
        for pk in units.keys() & {unit, before}:
            units[pk].setdefault(unit, post)
    return {pk: next(iter(found.values())) for pk, found in units.items() if len(found) == 1}


def speaking_posts(divisions: Iterable[int]) -> PostQuerySet:
    """Return the posts of 課長 and 代決者 of these 課 and of those they became; of one day the first is who speaks."""
    posts = Post.objects.filter(kind__in=[PostKind.MANAGER, PostKind.DEPUTY], user__is_active=True)
    both = posts.annotate(before=F("division__predecessors"), before_ended=F("division__predecessors__valid_to"))
    mine = both.filter(Q(division__in=list(divisions)) | Q(before__in=list(divisions)))
    # 課長 and 本務 come later in the alphabet of the codes
    return mine.select_related("user", "division").order_by("-kind", "-holding", "starts_on", "pk")


def spoken(post: Post) -> str:
    """Return 「課長 奈良 花子」, as a company reads it."""
    return f"{post.title or post.get_kind_display()} {post.user}"


def speaker_words(divisions: Iterable[int | None], on: date) -> dict[int, str]:
    """Return what a company reads of who speaks for each 課 on a day. One query, none without a 課."""
    wanted = {pk for pk in divisions if pk}
    if not wanted:
        return {}
    with as_city("課を代表する人の職と氏名を見せる"):
        return {pk: spoken(post) for pk, post in speakers(wanted, on).items()}


@dataclass(frozen=True, slots=True)
class Unit:
    """The post of a person on a day: 本務 before 兼務, the older first."""

    department: int  # id of the 部; 0 where the post belongs to none
    department_code: str
    department_name: str
    division_name: str
    grade: str
    title: str

    def __str__(self) -> str:
        return f"{self.department_name}{f' {self.division_name}' if self.division_name else ''}"


def units_on(users: "QuerySet[Any] | Iterable[int]", on: date) -> dict[int, Unit]:
    """Return where each of these people sits, by the id of the person; who has no post that day is left out. One query.

    It is asked anew each time: what somebody attended or read follows the person through an 異動.

    ``users``: ids, or a queryset of one column of ids.
    """
    rows = (
        Post.objects.held_on(on)
        .filter(user__in=users)
        .order_by("starts_on", "pk")
        .values_list(
            "user_id",
            "holding",
            Coalesce("department", "division__department"),
            Coalesce("department__code", "division__department__code"),
            Coalesce("department__name", "division__department__name"),
            "division__name",
            "grade",
            "title",
        )
    )
    found: dict[int, Unit] = {}
    # a stable sort: among the 本務 the older stays first
    for user, _, department, code, name, division, grade, title in sorted(rows, key=lambda row: row[1] != Holding.MAIN):
        found.setdefault(user, Unit(department or 0, code or "", name or "", division or "", grade, title))
    return found


def _addresses(posts: PostQuerySet) -> list[str]:
    rows = posts.filter(user__is_active=True).order_by("pk").values_list("user__email", flat=True)
    return list(dict.fromkeys(rows))


def staff_url(path: str) -> str:
    """Return the address of a page on the staff's host, from the settings and never from a request."""
    if not settings.STAFF_HOST:
        return f"{settings.SITE_URL}{path}"
    return f"{urlsplit(settings.SITE_URL).scheme}://{settings.STAFF_HOST}{path}"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which a person is signed in now."""

    reference: str  # names the session in a form; the key itself never leaves the cookie
    words: str
    since: datetime
    seen_at: datetime  # for people of companies within the hour
    is_current: bool


def session_reference(key: str) -> str:
    """Return what stands for a session's key on its owner's page."""
    return salted_hmac("accounts.session", key, algorithm="sha256").hexdigest()[:20]


def session_end(user: User, known: Mapping[str, Any], now: int) -> str:
    """Return "idle" or "over" for a session that has lasted too long, else "". ``now`` in seconds since 1970."""
    longest = settings.STAFF_SESSION_SECONDS if user.is_employee else settings.SESSION_COOKIE_AGE
    if now - known.get(SIGNED_IN_AT, now) > longest:
        return "over"
    is_idle = user.is_employee and now - known.get(SEEN_AT, now) > settings.STAFF_IDLE_SECONDS
    return "idle" if is_idle else ""


def sessions_of(user: User, own_key: str, at: datetime) -> list[SignedIn]:
    """Return where this person is signed in, this browser first, then the last used. One query."""
    with as_city("ログイン中の端末を本人に見せる"):
        rows = list(Session.objects.filter(account=user.pk, expire_date__gt=at).values_list("pk", "session_data"))
    now, store, found = int(at.timestamp()), SessionStore(), []
    for key, data in rows:
        known = store.decode(data)
        # a session from before the last change of the password is dead already
        if known.get(HASH_SESSION_KEY) != user.get_session_auth_hash() or session_end(user, known, now):
            continue
        since, seen = (datetime.fromtimestamp(known.get(name, now), UTC) for name in (SIGNED_IN_AT, SEEN_AT))
        words = known.get(DEVICE, "種類のわからない端末")
        found.append(SignedIn(session_reference(key), words, since, seen, key == own_key))
    return sorted(found, key=lambda one: (not one.is_current, -one.seen_at.timestamp()))
