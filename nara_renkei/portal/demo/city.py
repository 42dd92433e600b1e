"""The city itself: settings, 部課 and their posts, 団体 with members and agreements, 課題."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from nara_renkei.accounts.enums import Holding, MemberRole, PostKind
from nara_renkei.accounts.models import Member, Post, User
from nara_renkei.core.actors import DESK, DIVISION, PROPOSER, THE_SYSTEM, Actor
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Department, Division, Organization, Section
from nara_renkei.directory.usecases.import_divisions import import_divisions
from proposals.models import Challenge

from .challenges import build_challenges
from .clock import Clock, moment
from .organizations import ORGANIZATIONS, TWINS
from .people import name_of

DIVISIONS_CSV = Path(__file__).with_name("divisions.csv")
PASSWORD = "nara-demo-2026"  # noqa: S105 - printed by bin/demo; seed_demo refuses to run in production
DESK_DIVISION = "総合政策課"
SHOWN_DIVISION = "観光戦略課"
SHOWN_DEPARTMENT = "観光経済部"


@dataclass(slots=True)
class City:
    """What the stories need to hand: 課 and 団体 by name or key, who answers, who writes."""

    clock: Clock
    divisions: dict[str, Division] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    members: dict[str, User] = field(default_factory=dict)
    staff: dict[tuple[str, PostKind], User] = field(default_factory=dict)
    clerks: list[User] = field(default_factory=list)
    challenges: dict[str, Challenge] = field(default_factory=dict)
    logins: list[dict[str, str]] = field(default_factory=list)

    def desk(self, clerk: int = 0) -> Actor:
        user = self.clerks[clerk % len(self.clerks)]
        return Actor(DESK, f"{user.name}（公民連携デスク）", f"user:{user.pk}", "192.0.2.10")

    def company(self, key: str) -> Actor:
        user = self.members[key]
        return Actor(PROPOSER, user.name, f"user:{user.pk}", "198.51.100.20")

    def of(self, division: str, kind: PostKind) -> User:
        return self.staff[(division, kind)]

    def officer(self, division: str, kind: PostKind = PostKind.OFFICER) -> Actor:
        user = self.of(division, kind)
        title = {PostKind.OFFICER: "主査", PostKind.DEPUTY: "課長補佐", PostKind.MANAGER: "課長"}[kind]
        return Actor(DIVISION, f"{user.name}（{division}{title}）", f"user:{user.pk}", "192.0.2.30")


def build_city(base: date) -> City:
    """Make everything that is there before the first proposal."""
    _settings()
    city = City(Clock.at(base))
    opened = date(base.year - 2, 4, 1)
    import_divisions(data=DIVISIONS_CSV.read_bytes(), as_of=opened, by=THE_SYSTEM, at=moment(opened, 0))
    _people(city, opened)
    _section(city, opened)
    _organizations(city)
    build_challenges(city)
    return city


def _settings() -> None:
    settings = CitySettings.load()
    settings.postal_code, settings.address = "630-8580", "奈良市二条大路南一丁目1番1号"
    settings.phone, settings.email = "0742-00-0001", "desk@city.nara.example"
    settings.sample_notice = "見本のデータです。奈良市の実際の課題・提案ではありません"
    settings.save()


@dataclass(slots=True)
class _Staff:
    """The people of the city with their posts, numbered as they come; stored in two statements."""

    opened: date
    users: list[User] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def person(
        self,
        mailbox: str,
        *,
        kind: PostKind,
        title: str,
        grade: str,
        division: Division | None = None,
        department: Department | None = None,
    ) -> User:
        user = User(
            email=f"{mailbox}@city.nara.example",
            name=name_of(len(self.users)),
            employee_number=f"{len(self.users) + 100001}",
        )
        user.set_unusable_password()
        self.users.append(user)
        self.posts.append(
            Post(
                user=user,
                kind=kind,
                title=title,
                grade=grade,
                division=division,
                department=department or (division.department if division else None),
                holding=Holding.MAIN,
                appointment="正規",
                starts_on=self.opened,
            )
        )
        return user

    def store(self) -> None:
        User.objects.bulk_create(self.users)
        Post.objects.bulk_create(self.posts)


def _people(city: City, opened: date) -> None:
    """Give every 課 and 部 its people, then the desk and the others; some of them may sign in."""
    staff = _Staff(opened)
    _staff_divisions(city, staff)
    _staff_departments(city, staff)
    desk = city.divisions[DESK_DIVISION]
    city.clerks = [
        staff.person(f"desk{n}", kind=PostKind.DESK, title="公民連携デスク", grade="4", division=desk) for n in (1, 2)
    ]
    mayor = staff.person("shicho", kind=PostKind.EXECUTIVE, title="市長", grade="")
    administrator = staff.person(
        "system", kind=PostKind.SYSTEM, title="システム管理者", grade="4", division=city.divisions["DX推進課"]
    )
    auditor = staff.person("kansa", kind=PostKind.AUDITOR, title="監査委員事務局", grade="4")
    _let_in(
        city,
        [
            ("デスク", city.clerks[0], "/admin/"),
            ("デスク（もう一人）", city.clerks[1], "/admin/"),
            ("課職員", city.of(SHOWN_DIVISION, PostKind.OFFICER), "/ka/"),
            ("代決者", city.of(SHOWN_DIVISION, PostKind.DEPUTY), "/ka/"),
            ("課長", city.of(SHOWN_DIVISION, PostKind.MANAGER), "/ka/"),
            ("共創推進リーダー", city.of(SHOWN_DEPARTMENT, PostKind.LEADER), "/ka/"),
            ("管理職", mayor, "/hokoku/"),
            ("システム管理者", administrator, "/admin/"),
            ("監査", auditor, "/admin/"),
            # 危機管理課 answers the new proposal in the walk of bin/demo --smoke.
            ("課職員（危機管理課）", city.of("危機管理課", PostKind.OFFICER), "/ka/"),
            ("課長（危機管理課）", city.of("危機管理課", PostKind.MANAGER), "/ka/"),
        ],
    )
    staff.store()
    _accept_routing(city)


def _staff_divisions(city: City, staff: _Staff) -> None:
    """Give every 課 a 課長, a 代決者 and a 担当."""
    for n, division in enumerate(Division.objects.valid_on(city.clock.base).select_related("department").in_order(), 1):
        city.divisions[division.name] = division
        for kind, title, grade, mailbox in (
            (PostKind.MANAGER, "課長", "6", "kacho"),
            # in every eighth 課 the 課長補佐 is one 級 lower, and no 管理職: 130 are
            (PostKind.DEPUTY, "課長補佐", "5" if n % 8 else "4", "hosa"),
            (PostKind.OFFICER, "主査", "3", "tanto"),
        ):
            city.staff[(division.name, kind)] = staff.person(
                f"{mailbox}-{division.code}", kind=kind, title=title, grade=grade, division=division
            )


def _staff_departments(city: City, staff: _Staff) -> None:
    """Give every 部 a 部長 and a 次長."""
    for department in Department.objects.valid_on(city.clock.base).in_order():
        for kind, title, grade, mailbox in (
            (PostKind.DIRECTOR, "部長", "8", "bucho"),
            (PostKind.LEADER, "次長", "7", "jicho"),
        ):
            city.staff[(department.name, kind)] = staff.person(
                f"{mailbox}-{department.code}", kind=kind, title=title, grade=grade, department=department
            )


def _let_in(city: City, shown: list[tuple[str, User, str]]) -> None:
    """Give the people who are shown, by role, the password, and write down where each begins."""
    password = User()
    password.set_password(PASSWORD)
    for _, user, _ in shown:
        user.password = password.password
    city.logins += [
        {"role": role, "email": user.email, "password": PASSWORD, "where": where} for role, user, where in shown
    ]


def _accept_routing(city: City) -> None:
    for division in city.divisions.values():
        division.email = f"ka-{division.code}@city.nara.example"
        division.accepts_routing = True
    Division.objects.bulk_update(city.divisions.values(), ["email", "accepts_routing"])


def _section(city: City, opened: date) -> None:
    """Give the 課 that is shown one 係, where its 担当 sits."""
    division = city.divisions[SHOWN_DIVISION]
    section = Section.objects.create(code=f"{division.code}1", name="滞在推進係", division=division, valid_from=opened)
    Post.objects.filter(user=city.of(SHOWN_DIVISION, PostKind.OFFICER)).update(section=section)


def _organizations(city: City) -> None:
    for n, row in enumerate((*ORGANIZATIONS, *TWINS)):
        created = moment(city.clock.ago(420 - n), 9)
        organization = Organization.objects.create(
            kind=row.kind,
            corporate_number=row.number,
            name=row.name,
            kana=row.kana,
            postal_code="630-8001",
            address=row.address,
            representative=row.representative,
            created_at=created,
            confirmed_at=created + timedelta(days=2) if row.is_confirmed else None,
            confirmed_by="公民連携デスク" if row.is_confirmed else "",
        )
        user = User.objects.create_user(f"{row.mailbox}@{row.domain}", name=row.contact)
        Member.objects.create(organization=organization, user=user, role=MemberRole.ADMIN, joined_at=created)
        city.organizations[row.key], city.members[row.key] = organization, user
    for key, role in (
        ("F", "企業（検討中の提案がある）"),
        ("L", "企業（修正のお願いが来ている）"),
        ("C", "企業（結果が届いている）"),
    ):
        city.logins.append({"role": role, "email": city.members[key].email, "password": "", "where": "/teian/"})
