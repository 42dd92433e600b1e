"""The second wall: what the database shows a company, whatever the code asks it for (ADR 0013)."""

import ast
from collections import Counter
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse
from psycopg.errors import InsufficientPrivilege

from dialogue.models import Participant, Registration
from knowledge.models import CaseStudy, Chapter, ChapterVersion
from knowledge.rules.cases import CITY_ONLY
from nara_renkei.accounts.models import User
from nara_renkei.core import wall
from nara_renkei.core.audit import record
from nara_renkei.core.gathering import Worded
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.middleware import CompanyWallMiddleware
from proposals.models import Consultation, CoProposer, Proposal, ProposalQuerySet
from proposals.models.consultation import ConsultationQuerySet
from proposals.queries import own
from proposals.rules.drafts import HELD, HELD_CONSULTATIONS
from proposals.usecases.start_consultation import start_consultation
from proposals.usecases.start_draft import start_draft
from proposals.views import access
from tests.addresses import arguments
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.dialogue import ParticipantFactory
from tests.factories.knowledge import ChapterVersionFactory
from tests.factories.proposals import MessageFactory, ProposalFactory
from tests.furnishing import furnish
from tests.harness import NOON, THE_COMPANY
from tests.permission_matrix import MATRIX, expected
from tests.world import World

# A new table stands in one of these three, and its migration says the same (GRANT, CREATE POLICY).
BEHIND_THE_WALL = {
    "accounts_capabilitylink",
    "accounts_invitation",
    "accounts_joinrequest",
    "accounts_member",
    "accounts_post",
    "accounts_user",
    "core_paperjob",
    "core_privatefile",
    "dialogue_encounter",
    "dialogue_card",
    "dialogue_cardexchange",
    "dialogue_event",
    "dialogue_eventinvitation",
    "dialogue_nextstep",
    "dialogue_participant",
    "dialogue_registration",
    "dialogue_wish",
    "directory_agreement",
    "directory_agreementactivity",
    "directory_organization",
    "knowledge_casepicture",
    "knowledge_casestudy",
    "knowledge_chapter",
    "knowledge_chapterversion",
    "knowledge_menu",
    "knowledge_publicface",
    "proposals_attachment",
    "proposals_challenge",
    "proposals_challengequestion",
    "proposals_condition",
    "proposals_consultation",
    "proposals_consultationfile",
    "proposals_coproposer",
    "proposals_correctionitem",
    "proposals_correctionrequest",
    "proposals_disclosuremark",
    "proposals_draft",
    "proposals_letter",
    "proposals_meeting",
    "proposals_message",
    "proposals_pause",
    "proposals_pledgeanswer",
    "proposals_pledgerequest",
    "proposals_procedurenotice",
    "proposals_promise",
    "proposals_proposal",
    "proposals_rosterentry",
    "proposals_rosterrequest",
    "proposals_statuschange",
    "proposals_submission",
    "proposals_tender",
    "proposals_tolddate",
}
# of its rows a company reads the columns that its pages show
READ_IN_PART = {"knowledge_casestudy"}
# a company writes them and reads no column but the id
WRITTEN_ONLY = {"core_auditevent", "notifications_outgoingmail"}
# no word of a company stands in these
PUBLIC = {
    "core_cache",
    "core_citysettings",
    "core_holiday",
    "directory_department",
    "directory_division",
    "directory_section",
    "knowledge_method",
    "proposals_challenge_supporting",
    "proposals_consultationslot",
    "proposals_correctionreason",
    "proposals_norm",
    "proposals_numbersequence",
    "proposals_pledgeitem",
    "proposals_sortercount",
    "proposals_sorterdestination",
    "reports_yearstatistics",
}
# of these every member of staff finds what the posts open, and no company anything (tests/test_staff_wall.py)
BEHIND_THE_WALL_OF_STAFF = {
    "screening_inquiry",
    "screening_minutes",
    "screening_note",
    "screening_routing",
    "screening_routinganswer",
}
NOT_FOR_COMPANIES = BEHIND_THE_WALL_OF_STAFF | {
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_emergencyaccess",
    "accounts_namechange",
    "accounts_personnelorder",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "core_auditseal",
    "core_heartbeat",
    "core_pageimage",
    "core_sealedevent",
    "dialogue_seat",
    "dialogue_seatingplan",
    "dialogue_seatingplan_missing",
    "dialogue_seatingrule",
    "directory_agreementpaper",
    "directory_agreementrecord",
    "directory_agreementrenewal",
    "dialogue_encounternote",
    "dialogue_troublesource",
    "dialogue_eventletter",
    "knowledge_acknowledgement",
    "knowledge_caseversion",
    "knowledge_cityword",
    "knowledge_faq",
    "knowledge_navigatoranswer",
    "knowledge_navigatorquestion",
    "knowledge_navigatorrule",
    "knowledge_readingletter",
    "knowledge_readingorder",
    "knowledge_standingconsultee",
    "knowledge_supportconsultee",
    "knowledge_supportmessage",
    "knowledge_supportrequest",
    "knowledge_template",
    "knowledge_template_methods",
    "knowledge_templatedownload",
    "knowledge_templateversion",
    "knowledge_vainsearch",
    "knowledge_watch",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "training_attendance",
    "training_attendancechange",
    "training_audiencerule",
    "training_audiencerule_departments",
    "training_checkquestion",
    "training_course",
    "training_letterorder",
    "training_material",
    "training_materialversion",
    "training_resolution",
    "training_selfstudy",
    "training_selfstudytry",
    "training_session",
    "training_sessionletter",
    "training_stumble",
    "training_trainee",
    "directory_division_successors",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
    "django_session",
    "mfa_authenticator",
    "proposals_proposalaccess",
    "proposals_trouble",
    "reports_selfcheck",
    "reports_selfcheckanswer",
    "reports_selfcheckrequest",
    "reports_selfcheckstatement",
    "reports_signreading",
    "reports_visiontarget",
    "screening_afterquestion",
    "screening_afterquestion_people",
    "screening_approval",
    "screening_backgroundcheck",
    "screening_rosterreader",
    "screening_calendarfeed",
    "screening_contact",
    "screening_checkitem",
    "screening_assessor",
    "screening_conflictdeclaration",
    "screening_criteriaset",
    "screening_criterion",
    "screening_budgetdate",
    "screening_contractlimit",
    "screening_decision",
    "screening_decision_near",
    "screening_decision_reasons",
    "screening_decisioncondition",
    "screening_declinereason",
    "screening_finding",
    "screening_disclosuredocument",
    "screening_disclosureground",
    "screening_disclosurerequest",
    "screening_disclosurerequest_proposals",
    "screening_disclosureterms",
    "screening_disposalline",
    "screening_disposallist",
    "screening_extension",
    "screening_hold",
    "screening_retentionclass",
    "screening_handover",
    "screening_redaction",
    "screening_thirdpartyopinion",
    "screening_interest",
    "screening_successorletter",
    "screening_milestone",
    "screening_nextstep",
    "screening_proceduretick",
    "screening_queueexport",
    "screening_recordopening",
    "screening_replytemplate",
    "screening_ruling",
    "screening_score",
    "screening_savedfilter",
    "screening_screening",
    "screening_soundnesscheck",
    "screening_standingconsultee",
    "screening_undertaking",
    "screening_yearend",
    "screening_tenderdisclosure",
    "surveys_addressee",
    "surveys_answer",
    "surveys_answersheet",
    "surveys_question",
    "surveys_survey",
    "surveys_ticket",
}

# where a request steps out of the wall, a company's or one of staff, how often in a file; the reason stands beside it
STEPS_OUT = {
    "dialogue/queries/cards.py": 2,
    "dialogue/usecases/exchange_cards.py": 3,
    "dialogue/views/badges.py": 1,
    "dialogue/permissions.py": 1,
    "dialogue/queries/people.py": 2,
    "dialogue/queries/registrations.py": 2,
    "dialogue/queries/seating.py": 1,
    "dialogue/usecases/enter_event.py": 2,
    "dialogue/queries/encounters.py": 1,
    "dialogue/usecases/start_encounter_proposal.py": 2,
    "nara_renkei/accounts/queries.py": 6,
    "knowledge/queries/faces.py": 1,
    "knowledge/queries/guideline.py": 1,
    "knowledge/usecases/agree_to_face.py": 1,
    "knowledge/usecases/refuse_face.py": 1,
    "knowledge/usecases/withdraw_consent.py": 1,
    "knowledge/queries/suggest.py": 1,
    "knowledge/usecases/count_vain_search.py": 1,
    "nara_renkei/accounts/usecases/accept_invitation.py": 1,
    "nara_renkei/accounts/usecases/end_sessions.py": 1,
    "nara_renkei/accounts/usecases/found_organization.py": 1,
    "nara_renkei/accounts/usecases/join_organization.py": 1,
    "nara_renkei/accounts/usecases/open_emergency_access.py": 2,
    "nara_renkei/accounts/usecases/open_link.py": 1,
    "nara_renkei/accounts/usecases/revoke_links.py": 1,
    "nara_renkei/accounts/usecases/send_link.py": 1,
    "nara_renkei/accounts/usecases/send_sign_in_code.py": 1,
    "nara_renkei/accounts/usecases/spend_link.py": 1,
    "nara_renkei/core/background.py": 1,
    "nara_renkei/core/private_files.py": 2,
    "nara_renkei/directory/usecases/register_organization.py": 1,
    "nara_renkei/surveys/queries.py": 1,
    "nara_renkei/surveys/usecases/answer.py": 1,
    "proposals/queries/joint.py": 3,
    "proposals/queries/lists.py": 1,
    "proposals/usecases/choose_slot.py": 2,
    "proposals/usecases/decline_co_proposal.py": 1,
    "proposals/usecases/discard_draft.py": 1,
    "proposals/usecases/keep_roster.py": 1,
    "proposals/usecases/submit_proposal.py": 2,
    # staff
    "nara_renkei/portal/queries/dashboard.py": 1,
    "nara_renkei/portal/usecases/project_dates.py": 1,
    "nara_renkei/reports/queries/department.py": 1,
    "nara_renkei/reports/queries/figures.py": 1,
    "nara_renkei/reports/queries/handover.py": 1,
    "nara_renkei/reports/queries/vision.py": 1,
    "screening/queries/calendar.py": 1,
    "screening/queries/handovers.py": 1,
    "screening/queries/rulings.py": 1,
    "screening/usecases/give_ruling.py": 1,
    "screening/usecases/hand_over_work.py": 1,
}


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def is_read(sql):
    try:
        with transaction.atomic():
            rows(sql)
    except ProgrammingError as refused:
        if isinstance(refused.__cause__, InsufficientPrivilege):
            return False
        raise
    return True


def seen(tables):
    """Return how many rows each table shows at this moment, those that show some."""
    counts = {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in sorted(tables)}
    return {table: count for table, count in counts.items() if count}


def is_role(name):
    return rows("SELECT current_user")[0][0] == name


@pytest.fixture
def world(db):
    world = World()
    furnish(world)
    return world


# --- the tables


# 課題, events, a case with its picture and card, and the public chapters: 19 of the first edition, and one of two versions
WHAT_EVERYBODY_READS = {
    "core_privatefile": 2,
    "dialogue_event": 2,
    "knowledge_casepicture": 1,
    "knowledge_casestudy": 1,
    "knowledge_chapter": 20,
    "knowledge_chapterversion": 21,
    "knowledge_publicface": 1,
    "proposals_challenge": 1,
}


@pytest.mark.django_db
def test_every_table_has_a_decision():
    tables = {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    decided = (BEHIND_THE_WALL, WRITTEN_ONLY, PUBLIC, NOT_FOR_COMPANIES)

    assert sorted(tables) == sorted(name for group in decided for name in group)


@pytest.mark.django_db
def test_the_database_says_the_same():
    guarded = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")}
    granted = {
        name
        for (name,) in rows(
            "SELECT DISTINCT table_name FROM information_schema.column_privileges WHERE grantee = 'nara_company'"
        )
    }
    whole = {
        name
        for (name,) in rows(
            "SELECT table_name FROM information_schema.role_table_grants "
            "WHERE grantee = 'nara_company' AND privilege_type = 'SELECT'"
        )
    }

    assert guarded == BEHIND_THE_WALL | WRITTEN_ONLY | BEHIND_THE_WALL_OF_STAFF
    assert granted == BEHIND_THE_WALL | WRITTEN_ONLY | PUBLIC
    assert whole == (BEHIND_THE_WALL | PUBLIC) - READ_IN_PART


def test_what_the_city_wrote_of_a_public_case_is_closed(world):
    with wall.raised(user=world.member.user.pk):
        assert CaseStudy.objects.values_list("code", "state").first()
        assert [column for column in CITY_ONLY if is_read(f"SELECT {column} FROM knowledge_casestudy")] == []


def test_a_company_finds_its_own_rows_in_every_table(world):
    with wall.raised(user=world.member.user.pk):
        found = seen(BEHIND_THE_WALL)

    # a person of a company holds no post
    assert sorted(BEHIND_THE_WALL - set(found)) == ["accounts_post"]


def test_another_company_finds_none_of_them(world):
    with wall.raised(user=world.people["stranger"].pk):
        found = seen(BEHIND_THE_WALL)

    # itself, its membership, its 団体, and what everybody reads
    assert found == {"accounts_member": 1, "accounts_user": 1, "directory_organization": 1, **WHAT_EVERYBODY_READS}


def test_nobody_finds_any_row(world):
    with wall.raised(user=None):
        found = seen(BEHIND_THE_WALL)

    assert found == WHAT_EVERYBODY_READS


def test_without_the_keys_there_are_no_rows(world):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_company")
        found = seen(BEHIND_THE_WALL)
        cursor.execute("RESET ROLE")

    assert found == WHAT_EVERYBODY_READS


def test_staff_and_worker_see_everything_with_the_role_of_the_app(world):
    tables = BEHIND_THE_WALL | WRITTEN_ONLY
    whole = seen(tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_app")
        found = seen(tables)
        cursor.execute("RESET ROLE")

    assert found == whole


def test_what_is_the_citys_is_closed(world):
    with wall.raised(user=world.member.user.pk):
        assert [table for table in sorted(NOT_FOR_COMPANIES) if is_read(f"SELECT * FROM {table}")] == []


@pytest.mark.parametrize("table", sorted(WRITTEN_ONLY))
def test_the_audit_and_the_outbox_are_written_and_not_read(table, world):
    with wall.raised(user=world.member.user.pk):
        record("probe", about="proposal:none", by=THE_COMPANY, at=NOON)
        queue_mail(
            "accounts/joined", to="a@company.example", about="", context={"organization": "", "url": ""}, at=NOON
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows(f"SELECT * FROM {table}")

    assert AuditEvent.objects.filter(verb="probe").count() == 1
    assert OutgoingMail.objects.filter(to="a@company.example").count() == 1


def test_a_company_writes_nothing_into_another(world):
    with wall.raised(user=world.people["stranger"].pk):
        assert Proposal.objects.filter(pk=world.proposal.pk).update(title="乗っ取り") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            ProposalFactory(organization=world.organization)
        with pytest.raises(ProgrammingError), transaction.atomic():
            MessageFactory(proposal=world.proposal)
        with pytest.raises(ProgrammingError), transaction.atomic():
            world.people["stranger"].memberships.update(organization=world.organization)


# --- who else may see a proposal


def test_a_co_proposer_reads_what_it_joined_once_it_is_submitted(world):
    stranger = world.people["stranger"]
    theirs = stranger.memberships.get().organization
    for proposal in (world.proposal, world.draft):
        CoProposer.objects.create(
            proposal=proposal, name="相手", organization=theirs, accepted_at=NOON, accepted_sha256="0" * 64
        )
    with wall.raised(user=stranger.pk):
        assert list(Proposal.objects.values_list("pk", flat=True)) == [world.proposal.pk]
        assert world.proposal.messages.count() == 1
        assert Proposal.objects.update(title="書換え") == 0


def test_a_member_who_left_finds_nothing_from_then_on(world):
    with wall.raised(user=world.member.user.pk):
        assert Proposal.objects.count() == 2
        with wall.as_city("試験"):
            world.member.left_at = NOON
            world.member.save()
        assert Proposal.objects.count() == 0


def test_a_browser_finds_what_it_began_and_only_that(world):
    begun, other = (ProposalFactory(organization=None, author=None) for _ in range(2))
    talk = ConsultationFactory()
    ConsultationFactory()
    with wall.raised(user=None, drafts=[str(begun.uuid)], consultations=[str(talk.uuid)]):
        assert list(Proposal.objects.all()) == [begun]
        assert list(Consultation.objects.all()) == [talk]
        assert Proposal.objects.filter(pk=other.pk).exists() is False


def test_what_begins_behind_the_wall_is_found_there(db):
    with wall.raised(user=None):
        draft = start_draft(challenge=None, author=None, by=THE_COMPANY, at=NOON)
        talk = start_consultation(challenge=None, author=None, by=THE_COMPANY, at=NOON)

        assert (list(Proposal.objects.all()), list(Consultation.objects.all())) == ([draft], [talk])


def test_a_personal_link_opens_one_registration_with_its_people_and_changes_nothing_of_it(world):
    other = ParticipantFactory().registration
    with wall.raised(user=None, registrations=[other.pk]):
        assert list(Registration.objects.all()) == [other]
        assert Participant.objects.count() == 1
        assert Registration.objects.update(care="") == 0


def test_a_mailed_link_opens_one_draft_and_no_other(world):
    other = ProposalFactory()
    with wall.raised(user=None):
        wall.admit("proposals", world.draft.pk)
        wall.admit("proposals", world.draft.pk)

        assert list(Proposal.objects.all()) == [world.draft]
        assert Proposal.objects.filter(pk=other.pk).exists() is False
    with wall.raised(user=None):
        assert Proposal.objects.count() == 0


def test_of_the_guideline_everybody_reads_what_is_public_and_what_it_said_since(world):
    kept = ChapterVersionFactory(chapter__anchor="naibu").chapter
    opened = ChapterVersionFactory(number=2, first=True, chapter__public=True, chapter__public_from=2).chapter
    ChapterVersionFactory(chapter=opened, number=3, effective_from=date(2099, 1, 1))
    ChapterVersionFactory(chapter=opened, number=4, draft=True)
    with wall.raised(user=world.member.user.pk):
        assert Chapter.objects.filter(pk=kept.pk).exists() is False
        assert ChapterVersion.objects.filter(chapter__in=[kept.pk]).count() == 0
        assert [one.number for one in opened.versions.order_by("number")] == [2]


# --- the pages


@pytest.fixture
def no_first_wall(monkeypatch):
    """visible_to and its sisters let everything through."""
    for queryset in (ProposalQuerySet, ConsultationQuerySet):
        for name in ("visible_to", "of_members", "belonging_to", "open_to"):
            if hasattr(queryset, name):
                monkeypatch.setattr(queryset, name, lambda self, *args: self.all())
    monkeypatch.setattr(access, "drafts_open_to", lambda *args: Proposal.objects.drafts())
    for name in ("DRAFT", "SUBMITTED"):  # worded anew, with what lets everything through
        monkeypatch.setattr(own, name, Worded(getattr(own, name).queryset))


def leaks(world, browser):
    """Return the pages that answered a stranger as if the thing were its own, or that say its words."""
    words = (world.proposal.title, world.draft.title, world.organization.name, world.consultation.title)
    found = {}
    for name in sorted(MATRIX):
        answers = expected(name)
        if not name.startswith(("proposals:", "accounts:", "dialogue:", "knowledge:", "portal:", "reports:")):
            continue
        response = browser.get(reverse(name, kwargs=arguments(name, world)))
        body = b"".join(response) if response.streaming else response.content
        own = answers["company"] != 404 and answers["stranger"] == 404 and response.status_code != 404
        said = response.status_code == 200 and any(word and word.encode() in body for word in words)
        if own or (said and name not in SAY_IT_BY_RIGHT):
            found[name] = response.status_code
    return found


# an invitation names the 団体 that invites, a public 事例 the one that agreed to it
SAY_IT_BY_RIGHT = {
    "accounts:invitation",
    *(f"knowledge:{page}" for page in ("public_cases", "public_case", "cases_json", "cases_csv")),
}


def test_no_page_leaks_when_visible_to_lets_everything_through(world, no_first_wall):
    assert leaks(world, world.browser("stranger")) == {}


def test_the_wall_is_what_keeps_them(world, no_first_wall, settings):
    """Without the middleware the same pages do leak: the test above sees what it looks for."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "CompanyWall" not in name]

    found = leaks(world, world.browser("stranger"))

    assert {"proposals:mine", "proposals:proposal", "proposals:step", "proposals:consultation"} <= set(found)


# --- raising it and stepping out


@pytest.mark.django_db
def test_where_no_wall_stands_nothing_happens():
    with wall.as_city("試験"):
        wall.admit("drafts", "x")

    assert is_role("nara_company") is False


@pytest.mark.django_db
def test_the_wall_stands_as_long_as_the_block():
    home = rows("SELECT current_user, current_setting('app.user', true)")
    with wall.raised(user=7):
        assert rows("SELECT current_user, current_setting('app.user')") == [("nara_company", "7")]
        with wall.as_city("試験"), wall.as_city("中の試験"):
            assert is_role("nara_company") is False
        assert is_role("nara_company") is True

    assert rows("SELECT current_user")[0][0] == home[0][0]
    assert rows("SELECT current_setting('app.user')") == [("",)]


@pytest.mark.django_db
def test_an_error_leaves_the_role_as_it_was():
    home = rows("SELECT current_user")
    with wall.raised(user=7):
        with pytest.raises(KeyError), wall.as_city("試験"):
            raise KeyError
        assert is_role("nara_company")
    with pytest.raises(KeyError), wall.raised(user=7):
        raise KeyError

    assert rows("SELECT current_user") == home


@pytest.mark.django_db
def test_a_transaction_that_fails_outside_the_wall_falls_back_behind_it():
    with wall.raised(user=7):
        with pytest.raises(ProgrammingError), transaction.atomic(), wall.as_city("試験"):
            rows("SELECT no_such_column FROM core_holiday")

        assert is_role("nara_company")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_not_used_without_its_wall():
    with wall.raised(user=7):
        connection.close()
        with pytest.raises(OperationalError):
            User.objects.exists()

    assert is_role("nara_company") is False


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_cannot_be_taken_back_is_closed():
    with pytest.raises(OperationalError), wall.raised(user=7):
        connection.connection.close()

    assert connection.connection is None


@pytest.mark.django_db(transaction=True)
def test_the_app_takes_its_own_role_back(settings):
    settings.DATABASE_ROLE = "nara_app"
    with wall.raised(user=7), wall.as_city("試験"):
        assert is_role("nara_app")

    assert is_role("nara_app")
    connection.close()


# --- before whom it is raised


def answer(path, user, response=None):
    """Return whether the wall stood while the view ran."""
    request = RequestFactory().get(path)
    request.user, request.session = user, {HELD: [], HELD_CONSULTATIONS: []}
    stood = []

    def view(request):
        stood.append(is_role("nara_company"))
        return response or HttpResponse()

    CompanyWallMiddleware(view)(request)
    return stood[0]


@pytest.mark.django_db
def test_everybody_but_staff_meets_it():
    nobody, company, staff = SimpleNamespace(), CompanyUserFactory(), StaffFactory(desk=True)

    assert [answer("/teian/", user) for user in (nobody, company, staff)] == [True, True, False]
    assert [answer("/ka/komarigoto/", user) for user in (nobody, company, staff)] == [False, True, False]
    assert [answer("/accounts/login/", user) for user in (nobody, company, staff)] == [False, False, False]
    assert [answer("/", user) for user in (nobody, company, staff)] == [False, False, False]


@pytest.mark.django_db
def test_a_page_that_is_read_later_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"a")

    assert answer("/teian/", CompanyUserFactory(), FileResponse((tmp_path / "a").open("rb"))) is True
    with pytest.raises(RuntimeError):
        answer("/teian/", CompanyUserFactory(), StreamingHttpResponse(["a"]))


def test_the_wall_stands_innermost():
    """Whoever signs people in, keeps sessions or messages does so outside it."""
    assert settings.MIDDLEWARE[-1] == "proposals.middleware.CompanyWallMiddleware"


def test_every_step_out_of_the_wall_is_known():
    found = Counter()
    for folder in ("nara_renkei", "proposals", "screening", "knowledge", "dialogue", "training"):
        for path in Path(settings.BASE_DIR, folder).rglob("*.py"):
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            steps = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "as_city"]
            if steps:
                assert all(isinstance(call.args[0], ast.Constant) and call.args[0].value for call in steps), path
                found[str(path.relative_to(settings.BASE_DIR))] = len(steps)

    assert dict(found) == STEPS_OUT
