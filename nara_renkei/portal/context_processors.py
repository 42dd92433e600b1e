"""What every page needs to know about the site. Everything that costs a query waits until it is shown."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from knowledge.permissions import asks_desk, may_read_menus
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, divisions_of, may, password_opens
from nara_renkei.core.links import fixed_path
from nara_renkei.core.middleware import is_staff_host
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.permissions import reads_departments

from .queries import holds_division_post

SAMPLE_NOTICE = "見本のデータです。奈良市の実際の課題・提案ではありません"


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    url: str
    is_here: bool


def site(request: HttpRequest) -> dict[str, object]:
    city = SimpleLazyObject(CitySettings.load)
    user = getattr(request, "user", None)
    is_employee = isinstance(user, User) and user.is_employee
    return {
        "city": city,
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "reads_reports": SimpleLazyObject(
            lambda: user is not None and may(user, Permission.READ_REPORTS, timezone.localdate())
        ),
        "opens_records": SimpleLazyObject(
            lambda: user is not None and may(user, Permission.OPEN_RECORDS, timezone.localdate())
        ),
        "coming_seats": SimpleLazyObject(
            lambda: user.posts_after(timezone.localdate()) if isinstance(user, User) else []
        ),
        "is_demo": settings.IS_DEMO,
        "sample_notice": SAMPLE_NOTICE if settings.IS_DEMO else SimpleLazyObject(lambda: city.sample_notice),
        "second_factor_notice": settings.IS_DEMO
        and not settings.SECOND_FACTOR_REQUIRED
        and (is_employee or request.path.startswith("/accounts/login")),
        "emergency": getattr(request, "emergency", None),
        "provider_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "password_opens": password_opens(),
        "public_home": public_address(request, "portal:home"),
        "company_door": public_address(request, "account_request_login_code"),
        "staff_door": ""
        if settings.PUBLIC_HOST and request.get_host() == settings.PUBLIC_HOST
        else fixed_path("account_login"),
    }


def public_address(request: HttpRequest, name: str) -> str:
    """Return the address of a public page; the staff's own host does not serve it and names the other host."""
    path = fixed_path(name)
    return f"{request.scheme}://{settings.PUBLIC_HOST}{path}" if is_staff_host(request) else path


def menu_of(request: HttpRequest) -> list[MenuItem]:
    """Return the menu of the reader's role; at most one query, for the posts of a member of staff."""
    return [MenuItem(label, url, request.path == url) for label, url in _entries(request)]


def _entries(request: HttpRequest) -> list[tuple[str, str]]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        if is_staff_host(request):
            return [("職員のログイン", fixed_path("account_login"))]
        return [
            ("課題を見る", fixed_path("proposals:challenges")),
            ("事例", fixed_path("knowledge:public_cases")),
            ("提案する", fixed_path("proposals:start")),
            ("ガイドライン", fixed_path("knowledge:guideline")),
            ("探す", fixed_path("knowledge:search")),
            ("提案の続き・状況", fixed_path("account_request_login_code")),
        ]
    if not user.is_employee:
        return [
            ("わたしの提案", fixed_path("proposals:mine")),
            ("団体", fixed_path("accounts:organizations")),
            ("ダイアログ", fixed_path("dialogue:events")),
            ("課題を見る", fixed_path("proposals:challenges")),
            ("事例", fixed_path("knowledge:public_cases")),
            ("提案する", fixed_path("proposals:start")),
            ("ガイドライン", fixed_path("knowledge:guideline")),
        ]
    today = timezone.localdate()
    reads_library = may_read_menus(user, today)
    entries = [
        ("管理画面", fixed_path("admin:index"), may(user, Permission.ENTER_ADMIN, today)),
        ("担当課の仕事", fixed_path("screening:worklist"), holds_division_post(user, today)),
        (
            "課題をつくる",
            fixed_path("proposals:sheets"),
            holds_division_post(user, today) or may(user, Permission.EDIT_WORDS, today),
        ),
        ("ダイアログ", fixed_path("dialogue:staff_events"), bool(divisions_of(user, today))),
        ("わたしの研修", fixed_path("training:mine"), True),
        # who holds a post finds the rest of the library behind the first
        ("ナレッジ", fixed_path("knowledge:staff_search"), reads_library),
        ("ガイドライン", fixed_path("knowledge:staff_guideline"), not reads_library),
        ("連携手法", fixed_path("knowledge:methods"), not reads_library),
        ("デスクに相談", fixed_path("knowledge:supports"), asks_desk(user, today)),
        ("部の状況", fixed_path("portal:departments"), reads_departments(user, today)),
        ("報告", fixed_path("reports:index"), may(user, Permission.READ_REPORTS, today)),
        ("課題を見る", public_address(request, "proposals:challenges"), True),
    ]
    return [(label, url) for label, url, shown in entries if shown]
