"""Every kind of page of every role, told from the demo city, in a real browser: axe, console, width, bytes, focus."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
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
from proposals.enums import ChallengeState, ConsultationState
from proposals.models import Challenge, Proposal, Trouble
from proposals.rules.papers import RECEIPT, receipt_about
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.freeze_version import freeze_version
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
from tests.proposals.views.conftest import BODY, WORDS, Walker
from tests.screening.city import accepted, opened
from tests.screening.entrusted import typed
from tests.sights import (
    BUTTON,
    COMPANY,
    DESK,
    DOORS,
    EXCUSED_IN_THE_ADMIN,
    PUBLIC,
    QUEUE,
    ROLE,
    SHOWN,
    SORTER,
    STAFF,
    TOLD,
    Sight,
    admin_sights,
)
from tests.world import World

# the marker only chooses the test database: the tests read what the city committed before them
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REQUESTS = 8
BYTES = {"document": 15_000, "stylesheet": 20_000, "script": 10_000}  # of a first visit, compressed


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
        for verb in re.findall(r'(?:class="desk-button[^"]*"\s+href|<form method="post" action)="([a-z-]+)/"', page):
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
