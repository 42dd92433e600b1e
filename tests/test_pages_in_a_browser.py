"""Every kind of page of every role, told from the demo city, in a real browser: axe, console, width, bytes, focus."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from dialogue.enums import Side
from dialogue.models import Encounter, Event, Participant, Registration
from knowledge.enums import FaqState, SupportState
from knowledge.models import (
    CaseStudy,
    Chapter,
    Faq,
    Method,
    NavigatorQuestion,
    PublicFace,
    SupportRequest,
    Template,
    Watch,
)
from knowledge.usecases.tell_watchers import stop_token
from knowledge.usecases.withdraw_consent import WITHDRAWN
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import JoinRequest, User
from nara_renkei.accounts.models.emergency import LONGEST
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.accounts.usecases.make_emergency_access import make_emergency_access
from nara_renkei.core.audit_seals import seal_pending
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.directory.models import Division, Organization, Section
from nara_renkei.portal.demo.city import PASSWORD, SHOWN_DIVISION
from nara_renkei.portal.demo.event_day import TODAY as EVENT_TODAY
from nara_renkei.reports.papers import monthly
from nara_renkei.reports.rules.department import DEPARTMENT
from nara_renkei.surveys.models import Survey
from proposals.enums import ChallengeState, ConsultationState, Status
from proposals.models import Challenge, Proposal, Trouble
from proposals.rules.papers import RECEIPT, receipt_about
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.freeze_version import freeze_version
from screening.admin.acts import ACTS
from screening.enums import Disposition
from screening.models import DisclosureRequest, DisposalLine, DisposalList, Hold, Interest, RecordOpening, Ruling
from screening.queries.disclosures import disclosure_papers
from screening.rules.papers import ARCHIVE, DOSSIER, dossier_about
from screening.usecases.draft_decision import Outcome
from screening.usecases.refer_at_desk import refer_at_desk
from tests.browser import PHONE, SCREEN, Visitor
from tests.factories.accounts import MemberFactory, UserFactory
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import ApprovalFactory, DecisionFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import THE_COMPANY, THE_DESK, StrictClient
from tests.nara_renkei.surveys.people import asked
from tests.oidc import CLIENT_ID, provider
from tests.permission_matrix import MATRIX, ROLES
from tests.proposals.views.conftest import BODY, WORDS, Walker
from tests.screening.admin.test_entrusted import typed
from tests.screening.city import accepted, opened
from tests.world import World

# the marker only chooses the test database: the tests read what the city committed before them
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REQUESTS = 8
BYTES = {"document": 15_000, "stylesheet": 20_000, "script": 10_000}  # of a first visit, compressed
QUEUE = "/admin/screening/deskproposal/"
DISCLOSURES = "/admin/screening/disclosurerequest/"
DISPOSALS = "/admin/screening/disposallist/"
SHOWN = "夕暮れ"  # the proposal of the demo city that the shown 課 considers

# Django's own admin markup that axe reports and we do not own; each with its reason.
EXCUSED_IN_THE_ADMIN = {
    ".select2-container": "select2 names its combobox and its search box for nobody; a select with the label is beside it",
    ".tabular td": "a table of inlines has the names of its fields in the head of the column only",
}


ROLE = {  # of the demo city's logins
    "desk": "デスク",
    "officer": "課職員",
    "deputy": "代決者",
    "manager": "課長",
    "leader": "共創推進リーダー",
    "executive": "管理職",
    "system": "システム管理者",
    "auditor": "監査",
}
NAVIGATED = "navi/?cost=none&place=park&period=longer&partners=open&money-flow=earn&urgency=next-year"
TOLD = [status for status in Status if status != Status.DRAFT]


@dataclass(frozen=True)
class Sight:
    """A page as one role sees it ("" is anybody). The path may name {places} of the city."""

    role: str
    path: str
    status: int = 200

    def __str__(self) -> str:
        return f"{self.role or 'anybody'} {self.path}"

    @property
    def is_for_the_desk(self) -> bool:
        return self.path.startswith(("/admin/", "{admin:", "{act_"))


SORTER = "/teian/hajimeru/?existing={}&only={}&talking=no"
PUBLIC = [
    Sight("", "/"),
    Sight("", "/kadai/"),
    Sight("", "/kadai/{open_challenge}/"),
    Sight("", "/kadai/{closed_challenge}/"),
    Sight("", "/kadai/?q=見守り"),
    Sight("", "/jirei/"),
    Sight("", "/jirei/{public_case}/"),
    Sight("", "/jirei/{withdrawn_case}/", 410),
    Sight("partner", "/teian/jirei/"),
    Sight("partner", "/teian/jirei/{asked_case}/"),
    Sight("withdrawer", "/teian/jirei/{public_case}/torisage/"),
    Sight("desk", "/ka/jirei/{public_case}/gazo/"),
    *(Sight("", f"/guideline/{page}") for page in ("", "kohei/", "kubun/kaitei/")),
    *(Sight("", f"/sagasu/?q={words}") for words in ("提案", "見つからない言葉")),
    Sight("", "/kadai/{open_challenge}/jirei/"),
    Sight("", "/kadai/{open_challenge}/shitsumon/"),
    Sight("", "/teian/jiko-check/"),
    Sight("", "/soudan/"),
    *(Sight("", f"/teian/{page}/tsukaenai/", 410) for page in ("shotai", "kyodo", "kakunin")),
    Sight("", "/teian/shotai/{invitation}/"),
    Sight("", "/teian/kyodo/{joint}/"),
    Sight("", "/teian/kakunin/{entrusted}/"),
    Sight("", "/anketo/{survey}/"),
    Sight("", "/anketo/tsukaenai/", 410),
    Sight("", "/ka/anketo/{survey_staff}/"),
    Sight("", "/ka/kadai/tsuzukeru/tsukaenai/", 404),
    Sight("", "/ka/saitei/tsukaenai/", 410),
    Sight("", "/dialogue/watashi/tsukaenai/", 410),
    Sight("", f"/dialogue/{EVENT_TODAY}/watashi/", 404),
    Sight("", "/ka/komarigoto/"),
    Sight("", "/ka/komarigoto/tsukaenai/", 404),
    Sight("", "/privacy/"),
    Sight("", "/riyo/"),
    Sight("", "/accessibility/"),
    Sight("", "/accessibility/kekka/"),
    Sight("", "/tokei/"),
    Sight("", "/teian/hajimeru/"),
    Sight("", SORTER.format("no", "no")),
    Sight("", SORTER.format("voice", "no")),
    *(Sight("", SORTER.format("no", only)) for only in ("sales", "donation", "advertising")),
    Sight("", "/teian/kakunin/"),
    Sight("", "/accounts/login/"),
    Sight("", "/accounts/password/reset/"),
    Sight("", "/accounts/password/reset/done/"),
    Sight("", "/mailbox/"),
    Sight("", "/mailbox/mail/"),
    Sight("", "/nai/", 404),
]
COMPANY = [
    Sight("writer", "/teian/{blank_draft}/proposal/"),
    Sight("writer", "/teian/{blank_draft}/email/"),
    Sight("writer", "/teian/{blank_draft}/atode/"),
    Sight("writer", "/teian/kakunin/code/"),
    Sight("walker", "/teian/{full_draft}/proposal/"),
    Sight("walker", "/teian/{full_draft}/organization/"),
    Sight("walker", "/teian/{full_draft}/pledges/"),
    Sight("walker", "/teian/{full_draft}/check/"),
    Sight("walker", "/teian/"),
    Sight("firm", "/teian/"),
    Sight("firm", "/teian/{shown}/uketsuke/"),
    *(Sight(f"owner {status}", f"/teian/{{{status}}}/") for status in TOLD),
    Sight("owner RETURNED", "/teian/{RETURNED}/naosu/"),
    Sight("owner RETURNED", "/teian/{RETURNED}/han/1/"),
    Sight("owner IN_REVIEW", "/teian/{IN_REVIEW}/kijitsu/"),
    *(Sight(f"owner {status}", f"/teian/{{{status}}}/taiwa/") for status in ("IN_REVIEW", "IN_DIALOGUE", "DECLINED")),
    Sight("walker", "/teian/{full_draft}/kyodo/"),
    *(Sight("member", f"/soudan/{{{state}}}/") for state in ("booked", "held", "cancelled")),
    *(Sight("member", f"/soudan/{{answered}}/{step}/") for step in ("shiryo", "jikan", "yoyaku")),
    Sight("member", "/teian/"),
    *(Sight("member", f"/teian/dantai/{{organization}}/{page}") for page in ("", "naosu/")),
    Sight("member", "/teian/tsuchi/"),
    *(Sight(role, "/my/tanmatsu/") for role in ("member", "desk")),
    *(Sight("entrant", f"/dialogue/dialogue-kosodate/moushikomi/{page}") for page in ("", "naosu/", "torikeshi/")),
    Sight("member", "/teian/{joint_draft}/kyodo/"),
    Sight("member", "/teian/{joint_draft}/check/"),
    *(
        Sight("corrected", f"/teian/{{corrected}}/{page}/")
        for page in (
            "han/2",
            "han/1/2",
            "kakuninjiko",
            "kijitsu",
            "susumekata",
            "renraku",
            "kami/{receipt_WAITING}",
            "kami/{receipt_DONE}",
        )
    ),
    Sight("met", "/dialogue/{met_event}/deai/"),
    Sight("met", "/dialogue/{met_event}/deai/{met}/"),
    Sight("firm", "/accounts/logout/"),
    Sight("guest", f"/dialogue/{EVENT_TODAY}/watashi/"),
]
STAFF = [
    *(Sight(role, "/ka/") for role in ("officer", "deputy", "manager", "leader")),
    *(Sight(role, "/ka/{shown}/") for role in ("officer", "deputy", "manager", "leader")),
    Sight("officer", "/ka/dialogue/{met_event}/deai/"),
    Sight("officer", "/ka/dialogue/{met_event}/deai/{met}/"),
    Sight("officer", "/ka/dialogue/{met_event}/deai/{met}/komarigoto/"),
    Sight("officer", "/ka/{shown}/kakuninjiko/"),
    Sight("officer", "/ka/{shown}/kijitsu/"),
    Sight("officer", "/ka/{shown}/kakari/{shown_code}/"),
    Sight("officer", "/ka/kanshin/"),
    Sight("officer", "/ka/kanshin/{summary}/"),
    Sight("leader", "/ka/{ruling}/saitei/"),
    *(Sight(role, "/ka/{shown}/osetsu/") for role in ("officer", "desk", "leader")),
    *(Sight(role, f"/ka/?tab={tab}") for role in ("officer", "leader", "desk") for tab in ("shinko", "owari", "kadai")),
    Sight("officer", "/ka/?tab=shokai"),
    *(Sight("desk", f"/ka/{page}") for page in ("", "{shown}/taiwa/", "{IN_DIALOGUE}/taiwa/", "{IN_REVIEW}/taiwa/")),
    Sight("officer", "/ka/{shown}/taiwa/"),
    Sight("officer", "/ka/{shown}/hozon/"),
    Sight("officer", "/ka/{shown}/tetsuzuki/"),
    *(Sight("officer", f"/ka/sagasu/{words}") for words in ("", "?q=防災", "?q=見つからない言葉")),
    *(
        Sight("officer", f"/ka/guideline/{page}")
        for page in ("", "kento/", "tsumazuki/", "kento/kaitei/", "kento/kaitei/2/")
    ),
    *(Sight("officer", f"/ka/{page}/") for page in ("mimamori", "minaoshi")),
    Sight("desk", "/ka/minaoshi/sho/tsumazuki/"),
    Sight("desk", "/ka/minaoshi/"),
    Sight("", "/ka/mimamori/tomeru/{stop_token}/"),
    *(Sight(role, "/ka/guideline/bu/hitsudoku/?sho=kento") for role in ("leader", "desk")),
    *(Sight("officer", f"/ka/shuho/{page}") for page in ("", "trial/", "navi/", NAVIGATED)),
    # 事例: the list, one that was changed, its changes, and a form of the desk
    *(Sight("officer", f"/ka/jirei/{page}") for page in ("", "{case}/", "{case}/kaitei/", "kaku/")),
    *(Sight("desk", f"/ka/jirei/{{case}}/{page}") for page in ("", "naosu/")),
    Sight("officer", "/ka/koyomi/"),
    *(Sight(role, "/ka/dantai/") for role in ("officer", "desk")),
    Sight("desk", "/ka/dantai/?q=見つからない団体"),
    *(Sight("officer", f"/ka/dantai/{{{place}}}/") for place in ("opened_record", "closed_record")),
    Sight("desk", "/ka/dantai/{opened_record}/"),
    Sight("host", f"/ka/dialogue/{EVENT_TODAY}/watashi/"),
    Sight("officer", "/ka/{shown}/tsutaeta/"),
    *(Sight(role, "/ka/{shown}/saiten/") for role in ("officer", "manager", "desk")),
    *(Sight(role, "/ka/kadai/kadai-7/hikaku/") for role in ("officer", "manager")),
    Sight("desk", "/ka/hikaku/"),
    *(Sight("desk", f"/ka/{{{status}}}/") for status in ("SUBMITTED", "ON_HOLD", "UNDERWAY", "DECLINED")),
    *(
        Sight("officer", f"/ka/kadai/{path}")
        for path in ("", "{sheet}/", "{sheet}/kaku/komarigoto/", "{sheet}/kaku/kikan/")
    ),
    Sight("officer", "/ka/kadai/{retired_sheet}/"),
    Sight("officer", "/ka/komarigoto/"),
    *(Sight(role, "/hokoku/") for role in ("executive", "desk", "leader")),
    Sight("executive", "/hokoku/ima/"),
    Sight("executive", "/hokoku/?shurui=annual"),
    Sight("executive", "/hokoku/suji/"),
    *(Sight(role, "/ka/bu/") for role in ("executive", "desk")),
    *(Sight(role, "/ka/bu/{shown_department}/") for role in ("leader", "executive", "desk")),
    Sight("leader", "/ka/bu/{shown_department}/pdf/{department_WAITING}/"),
    Sight("leader", "/ka/bu/{shown_department}/?hajime=2027-01-02&owari=2026-01-01", 422),
    *(Sight(role, "/hokoku/mezasu-sugata/") for role in ("executive", "desk")),
    Sight("officer", "/ka/jikotenken/{shown_division}/"),
    Sight("leader", "/ka/jikotenken/{shown_division}/"),
    *(Sight(role, "/ka/jikotenken/") for role in ("leader", "desk")),
    *(Sight("executive", f"/hokoku/{{paper_{state}}}/") for state in ("WAITING", "FAILED", "DONE")),
    Sight("officer", "/accounts/password/change/"),
    Sight("officer", "/accounts/2fa/"),
    Sight("officer", "/accounts/2fa/totp/activate/"),
    *(Sight("officer", f"/ka/dialogue/{page}") for page in ("", "dialogue-kosodate/", "dialogue-kosodate/moushikomi/")),
    Sight("officer", "/accounts/2fa/webauthn/"),
    Sight("officer", "/accounts/2fa/webauthn/add/"),
    Sight("deputy", "/accounts/reauthenticate/"),
]


BUTTON = "庁内の共通認証でログイン"
PROVIDER = {"OIDC_ISSUER": "https://ninsho.example", "OIDC_CLIENT_ID": CLIENT_ID}
NO_PASSWORD = {**PROVIDER, "STAFF_PASSWORD_LOGIN": False}
ELSEWHERE = {"STAFF_ALLOWED_NETWORKS": [ip_network("10.1.0.0/16")]}
HERE, OUTSIDE = ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16")
TWO_FACTORS = {"SECOND_FACTOR_REQUIRED": True}
# The staff's doors as the city may set them.
DOORS: list[tuple[str, dict[str, Any], Sight]] = [
    ("both doors", PROVIDER, Sight("", "/accounts/login/")),
    ("the provider alone", NO_PASSWORD, Sight("", "/accounts/login/")),
    ("a way home that nobody asked for", PROVIDER, Sight("", "/accounts/oidc/callback/", 400)),
    ("asked again", NO_PASSWORD, Sight("officer", "/accounts/oidc/again/")),
    ("going out", PROVIDER, Sight("officer", "/accounts/logout/")),
    ("a secret", {}, Sight("", "/accounts/kinkyu/{emergency}/")),
    ("a secret that opens nothing", {}, Sight("", "/accounts/kinkyu/tsukaenai/", 410)),
    ("the red band", {}, Sight("emergency", "/ka/")),
    ("the red band", {}, Sight("emergency", "/admin/")),
    ("what was done", {}, Sight("emergency", "/accounts/kinkyu/owaru/")),
    ("another network", ELSEWHERE, Sight("", "/accounts/login/", 403)),
    ("another network", ELSEWHERE, Sight("officer", "/ka/", 403)),
    ("a code to 庁内メール", {**TWO_FACTORS, "STAFF_NETWORKS": [HERE]}, Sight("officer", "/accounts/2fa/mail/")),
    ("outside without a factor", {**TWO_FACTORS, "STAFF_NETWORKS": [OUTSIDE]}, Sight("officer", "/ka/", 403)),
]


def admin_sights() -> Iterator[Sight]:
    """The list and the first row of every model, as the first role that may see them."""
    for name, line in MATRIX.items():
        answers = dict(zip(ROLES, line.split(), strict=True))
        role = next((role for role in ("desk", "system", "auditor") if answers[role] == "200"), "")
        if role and re.fullmatch(r"admin:\w+_\w+_(changelist|change)", name) and "deskproposal" not in name:
            yield Sight(role, f"{{{name}}}")


DESK = [
    *(Sight("desk", f"/admin/surveys/survey/{{open_survey}}/{page}/") for page in ("okuru", "mouichido", "shukei")),
    Sight("desk", "/admin/surveys/survey/{closed_survey}/shukei/"),
    *(Sight(role, "/admin/") for role in ("desk", "system", "auditor")),
    Sight("desk", QUEUE),
    Sight("desk", f"{QUEUE}?q=見守り"),
    Sight("desk", f"{QUEUE}?q=見つからない言葉"),
    *(Sight("desk", f"{QUEUE}{{{status}}}/") for status in TOLD),
    *(Sight("desk", f"{{act_{act.verb}}}") for act in ACTS),
    Sight("desk", f"{QUEUE}{{SUBMITTED}}/tegakari/"),
    *(Sight("desk", f"{QUEUE}{{corrected}}/ikken/{{dossier_{state}}}/") for state in ("WAITING", "DONE")),
    *(
        Sight("desk", f"/admin/proposals/challenge/{{handed_in}}/{page}/")
        for page in ("change", "suru/kokai", "suru/sashimodosu")
    ),
    Sight("desk", "/admin/proposals/trouble/{trouble}/suru/kadai/"),
    *(
        Sight("desk", f"/admin/dialogue/event/{{met_pk}}/deai/{page}")
        for page in ("", "{met}/", "shirase/", "uchikomu/{met_division}/")
    ),
    *(
        Sight("desk", f"/admin/knowledge/chapter/{{guideline_draft}}/{page}/")
        for page in ("shitagaki", "suru/yuko", "suru/kimeru")
    ),
    *(Sight("desk", f"/admin/knowledge/method/{{method}}/{page}/") for page in ("naosu", "kisoku")),
    *(Sight("desk", f"/admin/knowledge/casestudy/{page}/") for page in ("torikomi", "{case_handed_in}/suru/kokai")),
    Sight("desk", "/admin/knowledge/navigatorquestion/{question}/naosu/"),
    # デスクへの相談 and FAQ
    Sight("officer", "/ka/sodan/?tab=subete"),
    Sight("officer", "/ka/sodan/suru/"),
    Sight("officer", "/ka/sodan/{support}/"),
    Sight("officer", "/ka/faq/?q=契約"),
    Sight("officer", "/ka/faq/{faq}/"),
    Sight("officer", "/ka/yoshiki/"),
    Sight("officer", "/ka/yoshiki/jigyo-kyotei/"),
    *(Sight("desk", f"/admin/knowledge/template/{{template}}/{page}/") for page in ("change", "han", "naosu")),
    Sight("desk", "/admin/knowledge/supportrequest/"),
    *(Sight("desk", f"/admin/knowledge/supportrequest/{{support_pk}}/{page}/") for page in ("change", "faq")),
    Sight("desk", "/admin/knowledge/supportrequest/{late_support}/kotaeru/"),
    Sight("desk", "/admin/knowledge/faq/{faq_draft}/change/"),
    Sight("desk", "/admin/knowledge/faq/{faq_draft}/naosu/"),
    Sight("desk", f"{QUEUE}daiko/"),
    Sight("desk", f"{QUEUE}denwa/"),
    Sight("desk", f"{QUEUE}denwa/?q={{shown}}"),
    Sight("desk", f"{QUEUE}kyo/"),
    Sight("desk", "/admin/screening/contact/add/"),
    # 情報公開
    *(Sight("desk", f"{DISCLOSURES}{page}") for page in ("", "add/")),
    *(
        Sight("desk", f"{DISCLOSURES}{{opposed}}/{page}")
        for page in ("", "miru/", "bunsho/{opposed_document}/", "tokutei/", "encho/", "kettei/", "torisage/")
    ),
    *(
        Sight("desk", f"{DISCLOSURES}{{opened}}/{page}")
        for page in ("", "miru/", "bunsho/{opened_document}/", "kami/{opened_paper}/")
    ),
    # 保存と廃棄: a list at every stage, and its buttons
    *(Sight("desk", f"/admin/screening/{page}/add/") for page in ("hold", "disposallist")),
    Sight("desk", "/admin/screening/hold/{standing_hold}/suru/toku/"),
    *(
        Sight("desk", f"{DISPOSALS}{{disposal_{state}}}/change/")
        for state in ("DRAFT", "SUBMITTED", "APPROVED", "RUNNING", "DONE")
    ),
    *(
        Sight("desk", f"{DISPOSALS}{{disposal_DRAFT}}/{page}/")
        for page in ("suru/onegai", "suru/yameru", "gyo/{line}/nobasu", "gyo/{line}/tomeru")
    ),
    Sight("desk", f"{DISPOSALS}{{disposal_SUBMITTED}}/suru/shonin/"),
    Sight("desk", f"{DISPOSALS}{{disposal_APPROVED}}/suru/jikko/"),
    Sight("desk", f"{QUEUE}{{wiped}}/"),
    Sight("desk", f"{QUEUE}{{corrected}}/hozon/{{archive_DONE}}/"),
    Sight("desk", f"{QUEUE}daiko/?q=見本"),
    Sight("desk", "/admin/proposals/consultationslot/add/"),
    *(Sight("desk", f"/admin/proposals/consultation/{{booked}}/{verb}/") for verb in ("kiroku", "torikeshi")),
    Sight("desk", "/admin/proposals/consultation/{held}/shitagaki/"),
    Sight("desk", "/admin/directory/organization/{organization_pk}/togo/"),
    Sight("desk", "/admin/dialogue/registration/"),
    Sight("desk", "/admin/dialogue/registration/add/"),
    *(
        Sight("desk", f"/admin/dialogue/registration/{{waiting}}/{page}/")
        for page in ("change", "suru/kuriageru", "suru/naosu", "suru/taku", "suru/torikesu")
    ),
    Sight("desk", "/admin/directory/organization/{organization_pk}/togo/{twin_pk}/"),
    *(Sight("desk", f"/admin/dialogue/event/{{met_pk}}/{page}/") for page in ("anketo", "hokoku", "menyu")),
    Sight("desk", "/admin/dialogue/event/{event_today}/anketo/"),
    *(
        Sight("desk", f"/admin/dialogue/event/{{event_today}}/{page}/")
        for page in ("uketsuke", "uketsuke/{badge}", "uketsuke/{badge}/torikesu", "uchikomu", "shinko", "gamen", "kami")
    ),
    *admin_sights(),
]


@dataclass
class City:
    """The demo city behind a server, and who has signed in there."""

    site: str
    cookies: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    windows: dict[str, Visitor] = field(default_factory=dict)

    def let_in(self, role: str, client: StrictClient) -> None:
        self.cookies[role] = [
            {"name": one.key, "value": one.value, "url": self.site} for one in client.cookies.values()
        ]

    def path(self, sight: Sight) -> str:
        return re.sub(r"\{([^}]+)\}", lambda found: self.places[found[1]], sight.path)


def tell(city: City, logins: list[dict[str, str]]) -> None:
    """Sign everybody in, and find out where things stand."""
    complete_the_city()
    emails = {one["role"]: one["email"] for one in logins}
    clients = {role: StrictClient() for role in ("", *ROLE)}
    for role, name in ROLE.items():
        clients[role].post("/accounts/login/", {"login": emails[name], "password": PASSWORD})
    clients["officer"].post("/accounts/reauthenticate/", {"password": PASSWORD})
    places = city.places
    windows = {one.window_on(timezone.localdate()): one.code for one in Challenge.objects.public().order_by("code")}
    shown_division = Division.objects.get(name=SHOWN_DIVISION)
    places["shown_code"], places["shown_division"] = shown_division.code, str(shown_division.pk)
    places["summary"] = Interest.objects.raised().order_by("-pk")[0].proposal.number
    openings = RecordOpening.objects.filter(reader__posts__division__name=SHOWN_DIVISION)
    places["opened_record"] = str(openings.get().organization.uuid)
    places["closed_record"] = str(Organization.objects.filter(name__startswith="株式会社ふたもみじ").get().uuid)
    places["ruling"] = Ruling.objects.open().get().screening.proposal.number
    places["open_challenge"], places["closed_challenge"] = windows["募集中"], windows["終了"]
    own = Challenge.objects.filter(lead__name=SHOWN_DIVISION).order_by("pk")
    places["sheet"] = own.filter(state=ChallengeState.DRAFT)[0].code
    places["retired_sheet"] = own.filter(state=ChallengeState.RETIRED)[0].code
    places["method"] = str(Method.objects.get(code="trial").pk)
    places["question"] = str(NavigatorQuestion.objects.get(code="cost").pk)
    places |= _supports()
    places["case"] = CaseStudy.objects.get(versions__number=2).code
    places["case_handed_in"] = str(CaseStudy.objects.handed_in().order_by("pk")[0].pk)
    places["guideline_draft"] = str(Chapter.objects.get(anchor="owari").pk)
    places["stop_token"] = stop_token(Watch.objects.order_by("pk")[0].user)
    for name, state in (("opposed", "FOUND"), ("opened", "OPENED")):
        asked_for = DisclosureRequest.objects.filter(state=state).order_by("-pk")[0]
        document = asked_for.documents.exclude(redactions=None).order_by("position")[0]
        places |= {name: str(asked_for.uuid), f"{name}_document": str(document.uuid)}
    places["opened_paper"] = str(disclosure_papers(asked_for)[0].uuid)
    places |= {f"disposal_{one.state}": str(one.pk) for one in DisposalList.objects.order_by("pk")}
    places["line"] = str(DisposalLine.objects.filter(disposal__state="DRAFT", state="WAITING").latest("pk").uuid)
    places["wiped"] = str(DisposalLine.objects.filter(state="WIPED").earliest("pk").number)
    places["standing_hold"] = str(Hold.objects.standing().get().pk)
    places["handed_in"] = str(Challenge.objects.get(state=ChallengeState.HANDED_IN).pk)
    places["trouble"] = str(Trouble.objects.open().newest_first()[0].pk)
    places["event_today"] = str(Event.objects.get(slug=EVENT_TODAY).pk)
    comers = Participant.objects.coming().filter(registration__event__slug=EVENT_TODAY)
    guest, host = (comers.filter(registration__side=side).in_order()[0] for side in Side)
    places["badge"] = guest.code
    clients["guest"] = StrictClient.of(
        MemberFactory(organization=guest.registration.organization, user__email=guest.email).user
    )
    clients["host"] = StrictClient.of(User.objects.get(email=host.email))
    asked = PublicFace.objects.asked().select_related("case__organization").get()
    agreed = PublicFace.objects.standing().filter(has_agreed=True).select_related("case__organization")[0]
    withdrawn = PublicFace.objects.filter(taken_down_why=WITHDRAWN).select_related("case").get()
    for name, face in (("asked_case", asked), ("public_case", agreed), ("withdrawn_case", withdrawn)):
        places[name] = face.case.code
    for name, face in (("partner", asked), ("withdrawer", agreed)):
        clients[name] = StrictClient.of(face.case.organization.members.order_by("pk")[0].user)
    for status in TOLD:
        proposal = Proposal.objects.filter(status=status, organization__members__isnull=False).order_by("-pk")[0]
        places[status] = proposal.number
        clients[f"owner {status}"] = StrictClient.of(proposal.organization.members.order_by("pk")[0].user)
    shown = Proposal.objects.submitted().get(title__startswith=SHOWN)
    entered = Registration.objects.filter(event__slug="dialogue-kosodate")
    first = entered.of_companies().entered().first_come()[0]
    places["waiting"] = str(entered.waiting().get().pk)
    clients["entrant"] = StrictClient.of(first.organization.members.order_by("pk")[0].user)
    places["shown"], clients["firm"] = shown.number, StrictClient.of(shown.organization.members.order_by("pk")[0].user)
    met = (
        Encounter.objects.filter(division__division__name=SHOWN_DIVISION, note__isnull=False).with_both().in_order()[0]
    )
    places |= {"met": met.code, "met_event": met.event.slug, "met_pk": str(met.event_id)}
    places["met_division"] = str(met.division.uuid)
    clients["met"] = StrictClient.of(met.company.organization.members.order_by("pk")[0].user)
    # here a paper is made as soon as it is asked for: one that still waits is laid beside them
    PaperJob.objects.create(
        kind=monthly.KIND,
        about="2026-01",
        title="月次報告",
        requested_by="見本",
        requested_by_key="",
        created_at=timezone.now(),
    )
    for state in PaperState:
        paper = PaperJob.objects.filter(state=state, kind=monthly.KIND).order_by("pk").first()
        places[f"paper_{state}"] = str(paper.uuid) if paper else ""
    places["shown_department"] = Division.objects.get(name=SHOWN_DIVISION).department.code
    about = f"{places['shown_department']}/2026-04-01/2027-03-31"
    asked_for = {"title": "部の状況", "requested_by": "見本", "requested_by_key": "", "created_at": timezone.now()}
    waits = PaperJob.objects.create(kind=DEPARTMENT, about=about, **asked_for)
    places["department_WAITING"] = str(waits.uuid)
    break_in(clients, places, emails[ROLE["desk"]])
    write_drafts(clients, places)
    begin_much(clients, places)
    places.update(desk_places(clients["desk"]))
    for role, client in clients.items():
        city.let_in(role, client)


def break_in(clients: dict[str, StrictClient], places: dict[str, str], email: str) -> None:
    """Make two 緊急アクセス for this person and open one."""
    number = User.objects.get(email=email).employee_number or ""
    # their quarter of an hour begins tomorrow: the page is looked at long after the city was made
    asked = {"minutes": LONGEST, "by": THE_DESK, "at": timezone.now() + timedelta(days=1)}
    why = "認証基盤が止まり、今夜の公開を止めるため"
    paths = [urlsplit(make_emergency_access(number=number, reason=why, **asked)[1]).path for _ in range(2)]
    places["emergency"] = paths[0].split("/")[-2]
    clients["emergency"] = StrictClient()
    clients["emergency"].post(paths[1])


def write_drafts(clients: dict[str, StrictClient], places: dict[str, str]) -> None:
    """A stranger with a blank draft who was sent a code, and a company whose draft is ready to go."""
    writer = Walker(StrictClient())
    places["blank_draft"] = str(writer.begin().uuid)
    writer.client.post("/teian/kakunin/", {"email": "kakite@futamomiji.example", "next": "/teian/"})
    walker = Walker(StrictClient.of(User.objects.create_user("aruku@futamomiji.example", name="歩く　人")))
    places["full_draft"] = str(walker.fill(timezone.localdate()).uuid)
    newcomer = Walker(StrictClient.of(User.objects.create_user("hajimete@futamomiji.example", name="初めて　人")))
    places["new_draft"] = str(newcomer.begin().uuid)
    started = Walker(StrictClient.of(User.objects.create_user("tochu@futamomiji.example", name="途中　人")))
    draft = started.begin()
    started.post(draft, "proposal", WORDS)
    started.post(draft, "organization", {**BODY, "kind": "GROUP", "corporate_number": ""})
    places["started_draft"] = str(draft.uuid)
    clients |= {
        "writer": writer.client,
        "walker": walker.client,
        "newcomer": newcomer.client,
        "started": started.client,
    }


def begin_much(clients: dict[str, StrictClient], places: dict[str, str]) -> None:
    """A 団体 that has begun everything one can begin, and what the mails to others lead to."""
    now = timezone.now()
    member = MemberFactory()
    organization, clients["member"] = member.organization, StrictClient.of(member.user)
    places["organization"], places["organization_pk"] = str(organization.uuid), str(organization.pk)
    places["twin_pk"] = str(OrganizationFactory(corporate_number=organization.corporate_number).pk)
    MemberFactory(organization=organization, role=MemberRole.CONTACT)
    JoinRequest.objects.create(organization=organization, user=UserFactory(), name="見本花子", requested_at=now)
    for number, state in enumerate(("answered", "booked", "held", "cancelled"), start=1):
        starts_at = now + timedelta(days=number)
        made = ConsultationFactory(
            author=member.user,
            organization=organization,
            slot=SlotFactory(starts_at=starts_at),
            **({} if state == "answered" else {state: True}),
        )
        places[state] = str(made.uuid)
    SlotFactory(starts_at=now + timedelta(days=9))
    draft = ProposalFactory(organization=organization, author=member.user)
    places["joint_draft"] = str(draft.uuid)
    invite_member(
        organization=organization, email="kuru@mihon.example", role=MemberRole.CONTACT, by=THE_COMPANY, at=now
    )
    places["invitation"] = mailed_token("shotai")
    ask_co_proposer(proposal_id=draft.pk, name="見本の会", email="tomo@mihon.example", by=THE_COMPANY, at=now)
    places["joint"] = mailed_token("kyodo")
    clients["desk"].post(f"{QUEUE}daiko/", typed())
    places["entrusted"] = mailed_token("kakunin")
    survey, tokens = asked(1, 1, SurveyFactory(open=True, closes_on=date(2099, 12, 31)))
    places["survey"], places["survey_staff"], places["open_survey"] = tokens["c0"], tokens["d0"], str(survey.pk)
    places["closed_survey"] = str(Survey.objects.filter(closed_at__isnull=False).newest_first()[0].pk)
    corrected = Proposal.objects.get(number="R8-J-9002")
    places["corrected"], clients["corrected"] = (
        corrected.number,
        StrictClient.of(corrected.organization.members.get().user),
    )
    about = receipt_about(corrected.number, 1, corrected.organization_id)
    for_desk = dossier_about(corrected.number, int(clients["desk"].session["_auth_user_id"]))
    places["archive_DONE"] = str(World.make_paper(ARCHIVE, for_desk).uuid)
    places["dossier_DONE"] = str(World.make_paper(DOSSIER, for_desk).uuid)
    places["dossier_WAITING"] = str(
        PaperJob.objects.create(
            kind=DOSSIER,
            about=for_desk,
            title=f"一件記録 {corrected.number}",
            requested_by="受付花子",
            requested_by_key="",
            created_at=now,
        ).uuid
    )
    places["receipt_DONE"] = str(World.make_paper(RECEIPT, about).uuid)
    places["receipt_WAITING"] = str(
        PaperJob.objects.create(
            kind=RECEIPT,
            about=receipt_about(corrected.number, 2, corrected.organization_id),
            title="受付票",
            requested_by="会社次郎",
            requested_by_key="",
            created_at=now,
        ).uuid
    )


def mailed_token(page: str) -> str:
    """Return the secret end of the link to this page that was mailed last."""
    found = [token for one in mail.outbox for token in re.findall(rf"/teian/{page}/([\w-]+)/", one.body)]
    return str(found[-1])


def complete_the_city() -> None:
    """What lasts too short a time for the demo city to stand still in it, so that every button and page exists."""
    now = timezone.now()
    opened(number="R8-J-9001", submitted_at=now)
    corrected = opened(number="R8-J-9002", submitted_at=now)
    freeze_version(proposal=corrected.proposal, version=2, by=THE_COMPANY, at=now)
    accepted(number="R8-J-9003", submitted_at=now)
    for number, trait in (("R8-J-9004", "proposed"), ("R8-J-9005", "confirmed")):
        screening, _, _ = accepted(number=number, submitted_at=now)
        DecisionFactory(screening=screening, **{trait: True})
    ApprovalFactory(
        decision=DecisionFactory(screening=accepted(number="R8-J-9006", submitted_at=now)[0], confirmed=True)
    )
    by_the_desk = opened(number="R8-J-9007", submitted_at=now)
    outcome = Outcome(Disposition.REFER, "契約課が受け付けるため。", referred_to="契約課")
    refer_at_desk(screening=by_the_desk, outcome=outcome, by=THE_DESK, at=now)
    asked = PaperJob.objects.filter(state=PaperState.DONE).order_by("pk")[0]
    PaperJob.objects.create(
        kind=asked.kind,
        about="2026-01",
        title="順番を待つ報告",
        requested_by="受付花子",
        requested_by_key="",
        created_at=now,
    )
    Section.objects.create(code="9999", name="見本係", division=Division.objects.all()[0], valid_from=date(2025, 4, 1))
    seal_pending(now, everything=True)


def desk_places(desk: StrictClient) -> dict[str, str]:
    """For each button of the desk a proposal on whose page it stands; for each model its pages."""
    places: dict[str, str] = {}
    for number in Proposal.objects.submitted().order_by("-pk").values_list("number", flat=True):
        page = desk.get(f"{QUEUE}{number}/").content.decode()
        for verb in re.findall(r'class="desk-button[^"]*"\s+href="([a-z-]+)/"', page):
            places.setdefault(f"act_{verb}", f"{QUEUE}{number}/{verb}/")
    for sight in admin_sights():
        name = sight.path.strip("{}")
        app, model, kind = name.removeprefix("admin:").split("_")
        rows = apps.get_model(app, model).objects.order_by("pk")
        is_booked = model == "consultation"  # the desk sees none that is only answered
        row = rows.exclude(state=ConsultationState.DRAFT).first() if is_booked else rows.first()
        key = row and (row.uuid if is_booked or model == "disclosurerequest" else row.pk)
        places[name] = reverse(name, args=[key] if kind == "change" else None)
    return places


def _supports() -> dict[str, str]:
    """Return which 相談 and FAQ of the demo city are looked at."""
    shown = SupportRequest.objects.get(division__name=SHOWN_DIVISION, state=SupportState.CLOSED)
    late = SupportRequest.objects.overdue(timezone.localdate()).get()
    return {
        "support": str(shown.uuid),
        "support_pk": str(SupportRequest.objects.filter(state=SupportState.ANSWERED).order_by("pk")[0].pk),
        "late_support": str(late.pk),
        "faq": Faq.objects.open_to_staff().past_review(timezone.localdate()).get().code,
        "template": str(Template.objects.get(code="jigyo-kyotei").pk),
        "faq_draft": str(Faq.objects.get(state=FaqState.DRAFT).pk),
    }


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any, browser: Browser) -> Iterator[City]:
    """Made once for all tests of this file, which only read; swept away at the end."""
    folder: Path = tmp_path_factory.mktemp("city")
    (folder / "mail.eml").write_text("To: a@b.example\nSubject: test\n\nhello\n")
    # on a slow machine the last page is opened long after the sign-in
    as_demo = override_settings(IS_DEMO=True, MAILBOX_DIR=str(folder), ACCOUNT_REAUTHENTICATION_TIMEOUT=3600)
    with django_db_blocker.unblock(), as_demo:
        call_command("seed_demo", logins=str(folder / "logins.json"), verbosity=0)
        server = LiveServer("127.0.0.1")
        made = City(server.url)
        try:
            tell(made, json.loads((folder / "logins.json").read_text(encoding="utf-8")))
            yield made
        finally:
            for visitor in made.windows.values():
                visitor.page.context.close()
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def look(city: City, browser: Browser, browser_context_args: dict[str, Any]) -> Callable[[Sight], Visitor]:
    """Open a page as its role does: the public and companies on a phone, the city's staff at a desk.

    A role keeps its window: a new one costs Chromium more than everything that is asked about the page.
    """

    def open_it(sight: Sight) -> Visitor:
        if sight.role not in city.windows:
            context = browser.new_context(**browser_context_args)
            context.add_cookies(city.cookies.get(sight.role, []))
            city.windows[sight.role] = Visitor.come(context, city.site)
        visitor = city.windows[sight.role]
        visitor.page.set_viewport_size(SCREEN if sight.is_for_the_desk else PHONE)
        answer = visitor.open(city.path(sight))
        assert answer
        assert answer.status == sight.status
        assert urlsplit(visitor.page.url).path == urlsplit(city.path(sight)).path
        return visitor

    return open_it


def faults(visitor: Visitor, sight: Sight) -> list[str]:
    """Everything that is wrong with the page that is open."""
    found = [f"console: {line}" for line in visitor.said]
    for size in (SCREEN, PHONE):
        visitor.page.set_viewport_size(size)
        if wide := visitor.width_to_scroll():
            found.append(f"{wide} px too wide at {size['width']}")
    if sight.is_for_the_desk:
        visitor.page.set_viewport_size(SCREEN)
    found += visitor.barriers(excused=tuple(EXCUSED_IN_THE_ADMIN) if sight.is_for_the_desk else ())
    return found


@pytest.mark.parametrize("sight", PUBLIC, ids=str)
def test_every_public_page_is_accessible_quiet_fits_a_phone_and_is_small(look, sight):
    visitor = look(sight)

    sizes = visitor.sizes()
    assert {kind: size for kind, size in sizes.items() if size > BYTES[kind]} == {}
    assert len(visitor.fetched) <= REQUESTS
    assert faults(visitor, sight) == []


@pytest.mark.parametrize("sight", [*COMPANY, *STAFF, *DESK], ids=str)
def test_every_page_behind_a_door_is_accessible_quiet_and_fits_a_phone(look, sight):
    assert faults(look(sight), sight) == []


@pytest.mark.parametrize(("under", "sight"), [one[1:] for one in DOORS], ids=[f"{one[0]} {one[2]}" for one in DOORS])
def test_every_door_of_the_staff_is_accessible_quiet_and_fits_a_phone(look, sight, under, settings):
    for name, value in under.items():
        setattr(settings, name, value)

    assert faults(look(sight), sight) == []


def test_the_whole_way_by_a_real_provider_ends_on_a_page_that_says_why(city, look, settings):
    with provider({"nobody": {"email": "nobody@city.example", "email_verified": True}}) as wire:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.SITE_URL = wire.issuer, CLIENT_ID, city.site
        settings.OIDC_CLIENT_SECRET = "a-secret-of-the-client"
        door = Sight("", "/accounts/login/")
        visitor = look(door)
        # the provider's own page asks for a style sheet from another host
        visitor.page.route(lambda url: not url.startswith((wire.issuer, city.site)), lambda route: route.abort())
        visitor.page.get_by_role("button", name=BUTTON).click()
        visitor.page.get_by_role("button", name="nobody").click()

        expect(visitor.page).to_have_title(re.compile("^入れる席がありません"))
        assert urlsplit(visitor.page.url).path == "/accounts/oidc/callback/"
        visitor.page.unroute_all()
        assert [fault for fault in faults(visitor, door) if "net::ERR_FAILED" not in fault] == []


@dataclass(frozen=True)
class Slip:
    """A form sent with nothing in it, as one role sends it."""

    role: str
    path: str
    button: str
    fields: int = 1  # at least so many errors
    folded: str = ""  # the heading under which the form lies

    def __str__(self) -> str:
        return f"{self.role or 'anybody'} {self.path} {self.button}"


SLIPS = [
    Slip("", "/teian/hajimeru/", "次へ進む", 3),
    Slip("", SORTER.format("no", "no"), "書き始める"),
    Slip("", "/teian/kakunin/", "確認コードを送る"),
    Slip("", "/anketo/{survey}/", "回答を送る"),
    Slip("", "/accounts/login/", "ログイン", 2),
    Slip("", "/accounts/password/reset/", ""),
    Slip("writer", "/teian/{blank_draft}/proposal/", "次へ進む", 6),
    Slip("writer", "/teian/{blank_draft}/email/", "確認コードを送る"),
    Slip("writer", "/teian/kakunin/code/", "確認して進む"),
    Slip("newcomer", "/teian/{new_draft}/organization/", "次へ進む", 6),
    Slip("started", "/teian/{started_draft}/pledges/", "次へ進む", 10),
    Slip("owner RETURNED", "/teian/{RETURNED}/naosu/", "直した提案を出す"),
    Slip("owner IN_REVIEW", "/teian/{IN_REVIEW}/", "メッセージを送る"),
    Slip("owner IN_REVIEW", "/teian/{IN_REVIEW}/", "取り下げる", folded="この提案を取り下げる"),
    Slip("officer", "/ka/{shown}/", "メモを残す"),
    Slip("officer", "/ka/{shown}/taiwa/", "記録を残す", 3, folded="対話を記録する"),
    Slip("officer", "/ka/{shown}/taiwa/", "足す", 3, folded="次の一歩を足す"),
    Slip("desk", "/ka/{shown}/taiwa/", "候補日を出す", folded="提案者に候補日を出す"),
    Slip("officer", "/accounts/password/change/", ""),
    Slip("emergency", "/accounts/kinkyu/owaru/", "記録して終える"),
    *(Slip("desk", f"{{act_{verb}}}", "") for verb in ("memo", "henji", "okuru", "kessai", "shokai")),
    # no single field is wrong: the sentence is about all of them
    Slip("desk", "{act_shusei}", "修正をお願いする", 0),
]


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_an_empty_form_comes_back_with_its_errors_in_the_title_and_in_focus(look, slip):
    visitor = look(Sight(slip.role, slip.path))
    form = visitor.page.locator("main, #content")
    if slip.folded:
        form.get_by_text(slip.folded, exact=True).click()
    button = form.get_by_role("button", name=slip.button, exact=True) if slip.button else form.locator("[type=submit]")
    button.last.click()

    expect(visitor.page).to_have_title(re.compile("^エラー："))
    expect(visitor.page.locator(".error-summary:focus, .errornote:focus")).to_have_count(1)
    links = visitor.page.locator(":focus a[href^='#']")
    assert links.count() >= slip.fields
    for link in links.all():
        assert visitor.page.locator(f"[id='{(link.get_attribute('href') or '').lstrip('#')}']").count() == 1
    assert faults(visitor, Sight(slip.role, slip.path)) == []
