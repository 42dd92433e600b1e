"""The wall of staff: 送付, 回答, 意見照会, メモ and 対話の記録 as the database shows them to a person (ADR 0031)."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core import wall
from proposals.enums import AccessScope
from proposals.models import ProposalAccess, ProposalQuerySet
from screening.middleware import StaffWallMiddleware
from screening.models import Inquiry, Minutes, Note, Routing, RoutingAnswer
from screening.models.routing import RoutingQuerySet
from screening.queries import fates, folder, precedents, waiting
from tests.addresses import arguments
from tests.factories.accounts import CompanyUserFactory, StaffFactory, give_post
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalAccessFactory
from tests.factories.screening import NoteFactory, RoutingAnswerFactory, RoutingFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.permission_matrix import MATRIX
from tests.world import World

WALLED = {model._meta.db_table: model for model in (Routing, RoutingAnswer, Inquiry, Note, Minutes)}
WORDS = ("送付のひとことの印", "回答の一言の印", "照会の問いの印", "メモの本文の印", "対話の本文の印")


def furnish(routing, asked):
    """Give the proposal of a 送付 one row in every walled table; ``asked``: the 課 of the 意見照会."""
    screening = routing.screening
    routing.note = WORDS[0]
    routing.save()
    RoutingAnswerFactory(routing=routing, comment=WORDS[1])
    Inquiry.objects.create(
        screening=screening, division=asked, question=WORDS[2], asked_by="担当太郎", asked_at=NOON, due_on=TODAY
    )
    ProposalAccessFactory(proposal=screening.proposal, division=asked, scope=AccessScope.QUESTION)
    NoteFactory(screening=screening, body=WORDS[3])
    Minutes.objects.create(
        screening=screening, held_on=TODAY, attendees="担当太郎", body=WORDS[4], written_by="担当太郎", written_at=NOON
    )


@pytest.fixture
def city(db):
    """One proposal at one 課, which asked another; ``other`` sits in neither."""
    routing, asked = RoutingFactory(), DivisionFactory()
    furnish(routing, asked)
    division = routing.division
    return SimpleNamespace(
        routing=routing,
        division=division,
        officer=StaffFactory(officer=True, division=division),
        other=StaffFactory(officer=True),
        asked=StaffFactory(officer=True, division=asked),
        leader=StaffFactory(leader=True, department=division.department),
        director=StaffFactory(director=True, department=division.department),
        desk=StaffFactory(desk=True),
        executive=StaffFactory(executive=True),
        system=StaffFactory(system=True),
        auditor=StaffFactory(auditor=True),
        nobody=StaffFactory(),
        company=CompanyUserFactory(member=True),
    )


def counts():
    return {table: found for table, model in WALLED.items() if (found := model.objects.count())}


def seen(user, day=TODAY):
    with wall.raised_for_staff(user=user.pk, day=day):
        return counts()


EVERYTHING = dict.fromkeys(WALLED, 1)


# --- the rows


@pytest.mark.parametrize("who", ["officer", "leader", "director", "desk"])
def test_who_may_read_the_proposal_finds_its_rows(who, city):
    assert seen(getattr(city, who)) == EVERYTHING


@pytest.mark.parametrize("who", ["other", "executive", "system", "auditor", "nobody", "company"])
def test_nobody_else_finds_any(who, city):
    assert seen(getattr(city, who)) == {}


def test_who_is_asked_for_an_opinion_finds_the_question_alone(city):
    assert seen(city.asked) == {"screening_inquiry": 1}


def test_without_the_keys_there_are_no_rows(city):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_staff")
        found = counts()
        cursor.execute("RESET ROLE")

    assert found == {}


def test_the_worker_sees_everything(city):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nara_app")
        found = counts()
        cursor.execute("RESET ROLE")

    assert found == EVERYTHING


def test_who_loses_the_post_finds_nothing_from_the_next_statement_on(city):
    with wall.raised_for_staff(user=city.officer.pk, day=TODAY):
        assert counts() == EVERYTHING
        city.officer.posts.update(ends_on=TODAY - timedelta(days=1))
        assert counts() == {}


@pytest.mark.parametrize("gone", [{"is_active": False}, {"last_day": TODAY - timedelta(days=1)}])
def test_who_has_left_finds_nothing(gone, city):
    for user in (city.officer, city.desk):
        for name, value in gone.items():
            setattr(user, name, value)
        user.save()

        assert seen(user) == {}


def test_a_post_counts_on_its_days(city):
    city.officer.posts.update(starts_on=TODAY, ends_on=TODAY)
    day = timedelta(days=1)

    assert [bool(seen(city.officer, on)) for on in (TODAY - day, TODAY, TODAY + day)] == [False, True, False]


def test_when_the_guest_list_ends_the_own_routing_stays_and_the_rest_goes(city):
    ProposalAccess.objects.filter(division=city.division).update(ends_on=TODAY - timedelta(days=1))

    assert seen(city.officer) == {"screening_routing": 1, "screening_routinganswer": 1}


def test_a_wider_guest_list_opens_the_rows(city):
    proposal = city.routing.screening.proposal
    access = ProposalAccessFactory(
        proposal=proposal, division=city.other.posts.get().division, scope=AccessScope.SUMMARY
    )
    assert seen(city.other) == {}
    ProposalAccess.objects.filter(pk=access.pk).update(scope=AccessScope.FULL)
    assert seen(city.other) == EVERYTHING


# --- it says what the rules in Python say


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PostKind)
def test_the_database_knows_which_posts_read_everything(kind):
    user = StaffFactory(post_kind=kind)
    with wall.raised_for_staff(user=user.pk, day=TODAY):
        assert ask("staff_reads_all()") == may(user, Permission.READ_ALL_PROPOSALS, TODAY)


@pytest.mark.django_db
def test_the_database_knows_the_divisions_of_a_person():
    """Posts of a 課 and of a 部, and what came before: through two reforms, and not after a split."""
    now, half, other_half = DivisionFactory(), DivisionFactory(), DivisionFactory()
    before, earlier, split = (DivisionFactory(abolished=True) for _ in range(3))
    before.successors.add(now)
    earlier.successors.add(before)
    split.successors.add(half, other_half)
    people = [
        StaffFactory(officer=True, division=now),
        StaffFactory(deputy=True, division=half),
        StaffFactory(manager=True, division=earlier),
        *(StaffFactory(post_kind=kind, department=now.department) for kind in (PostKind.LEADER, PostKind.DIRECTOR)),
        StaffFactory(desk=True),
        StaffFactory(),
    ]
    give_post(people[0], PostKind.LEADER, department=half.department)

    for user in people:
        with wall.raised_for_staff(user=user.pk, day=TODAY):
            assert sorted(ask("staff_divisions()")) == division_ids(user, TODAY)


def ask(function):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}")
        return cursor.fetchone()[0]


# --- writing


def test_nobody_writes_what_is_not_theirs(city):
    with wall.raised_for_staff(user=city.other.pk, day=TODAY):
        assert Routing.objects.update(note="書換え") == 0
        assert Inquiry.objects.all().delete()[0] == 0
        for make in (
            lambda: NoteFactory(screening=city.routing.screening),
            lambda: RoutingFactory(screening=city.routing.screening, is_lead=False, access=False),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                make()


def test_a_division_writes_its_own(city):
    with wall.raised_for_staff(user=city.officer.pk, day=TODAY):
        assert Routing.objects.update(note="受け取りました") == 1
        assert NoteFactory(screening=city.routing.screening).pk


def test_beside_these_tables_the_role_may_what_the_app_may(city):
    with wall.raised_for_staff(user=city.other.pk, day=TODAY):
        assert Post.objects.count() >= 8
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM core_auditevent")


# --- the pages


@pytest.fixture
def no_first_wall(monkeypatch):
    """Everything that asks whose a proposal is says: yours, the whole of it."""
    monkeypatch.setattr(ProposalQuerySet, "visible_to", lambda self, *args: self.submitted())
    monkeypatch.setattr(RoutingQuerySet, "addressed_to", lambda self, *args: self.all())
    monkeypatch.setattr(folder, "scope_of", lambda *args: AccessScope.FULL)
    for module in (fates, precedents):
        monkeypatch.setattr(module, "whole_proposals", lambda user, on: folder.Proposal.objects.submitted())
    monkeypatch.setattr(waiting.Scope, "of", classmethod(lambda cls, *args: cls(None)))


@pytest.fixture
def world(db):
    world = World()
    furnish(Routing.objects.get(division=world.division), DivisionFactory())
    return world


def pages(world):
    """Return the pages of the city's side, and the lists of the admin: {name: address}."""
    names = [
        name
        for name in sorted(MATRIX)
        if name.startswith(("screening:", "portal:", "reports:")) or name.endswith("_changelist")
    ]
    return {name: reverse(name, kwargs=arguments(name, world)) for name in names}


def leaks(world):
    """Return the pages that tell the officer of another 課 one of the words."""
    browser, found = world.browser("other"), {}
    for name, url in pages(world).items():
        response = browser.get(url)
        body = b"".join(response) if response.streaming else response.content
        if said := [word for word in WORDS if word.encode() in body]:
            found[name] = said
    return found


def test_no_page_leaks_when_visible_to_lets_everything_through(world, no_first_wall):
    assert leaks(world) == {}


def test_the_wall_is_what_keeps_them(world, no_first_wall, settings):
    """Without the middleware the same pages do leak: the test above sees what it looks for."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "StaffWall" not in name]

    found = leaks(world)

    assert {word for said in found.values() for word in said} >= set(WORDS[1:]), found
    assert "screening:dossier" in found


CHANGING = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="key" value="[^"]*"|value="[0-9a-f-]{36}"'
)


@pytest.mark.parametrize("role", ["manager", "leader", "executive"])
@time_machine.travel(timezone.now(), tick=False)  # a form may offer the present minute
def test_the_wall_takes_nothing_from_who_may_read_it(role, world, settings):
    """Every page of the city's side says the same behind the wall and without it."""
    urls = list(pages(world).values())
    behind = bodies(world.browser(role), urls)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "StaffWall" not in name]

    assert [url for url, body in bodies(world.browser(role), urls).items() if body != behind[url]] == []


def bodies(browser, urls):
    found = {}
    for url in urls:
        response = browser.get(url)
        if response.get("Content-Type", "").startswith("text/html"):
            found[url] = response.status_code, CHANGING.sub(b"", response.content)
        else:
            found[url] = response.status_code, b""
    return found


# --- before whom it is raised


def answer(path, user, response=None):
    """Return as which role the view asked, and for whom."""
    request = RequestFactory().get(path)
    request.user = user
    stood = []

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('app.staff', true), current_setting('app.day', true)")
            stood.append(cursor.fetchone())
        return response or HttpResponse()

    StaffWallMiddleware(view)(request)
    return stood[0]


@pytest.mark.django_db
def test_every_page_of_staff_but_the_desk_stands_behind_it():
    staff, today = StaffFactory(officer=True), timezone.localdate().isoformat()

    for path in ("/ka/", "/admin/", "/hokoku/", "/"):
        assert answer(path, staff) == ("nara_staff", str(staff.pk), today)
    for path in ("/healthz", "/readyz"):
        assert answer(path, staff)[0] != "nara_staff"
    for user in (SimpleNamespace(), CompanyUserFactory(), StaffFactory(desk=True)):
        assert answer("/ka/", user)[0] != "nara_staff"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.staff'), current_setting('app.day')")
        assert cursor.fetchone() == ("", "")


@pytest.mark.django_db
def test_a_page_that_is_read_later_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    staff = StaffFactory()

    assert answer("/ka/", staff, FileResponse((tmp_path / "a").open("rb")))[0] == "nara_staff"
    with pytest.raises(RuntimeError):
        answer("/ka/", staff, StreamingHttpResponse(["a"]))


def test_it_stands_inside_whoever_signs_people_in():
    assert settings.MIDDLEWARE[-2] == "screening.middleware.StaffWallMiddleware"


@pytest.mark.django_db
def test_it_steps_out_and_comes_back_as_staff():
    staff = StaffFactory()
    with wall.raised_for_staff(user=staff.pk, day=date(2026, 10, 5)):
        wall.admit("drafts", "x")
        with wall.as_city("試験"):
            assert ask("current_user") != "nara_staff"
        assert ask("current_user") == "nara_staff"
        assert ask("current_setting('app.staff')") == str(staff.pk)
        assert not ask("current_setting('app.drafts', true)")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_not_used_without_its_wall():
    user = StaffFactory(desk=True)
    with wall.raised_for_staff(user=user.pk, day=TODAY):
        connection.close()
        with pytest.raises(OperationalError):
            Routing.objects.exists()

    assert ask("current_user") != "nara_staff"


@pytest.mark.django_db
def test_a_request_that_fails_leaves_no_wall_behind(monkeypatch):
    browser = StrictClient.of(StaffFactory(officer=True))
    browser.raise_request_exception = False

    def broken(*args):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM core_holiday")

    monkeypatch.setattr(ProposalQuerySet, "visible_to", broken)

    assert browser.get(reverse("screening:worklist")).status_code in {200, 500}
    assert ask("current_user") != "nara_staff"
