from datetime import date

import pytest
from django.db.models.functions import Length

from nara_renkei.core.gathering import Gathering, Worded, any_of, hang
from nara_renkei.core.models import Holiday, PrivateFile
from nara_renkei.directory.models import Department, Division
from proposals.models import Challenge, Meeting, Submission
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.proposals import PrivateFileFactory, ProposalFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db

UNITS = Gathering(
    lambda department, since: {
        "departments": Department.objects.filter(pk=department),
        "divisions": Division.objects.filter(department=department).select_related("department").order_by("-code"),
        "closed": Holiday.objects.filter(day__gte=since).order_by("day"),
    }
)


def test_the_lists_come_in_one_query_and_in_their_order(django_assert_num_queries):
    department = DepartmentFactory()
    first, second = DivisionFactory(department=department, code="11"), DivisionFactory(department=department, code="12")
    DivisionFactory()
    UNITS.ask(department=department.pk, since=date(2090, 1, 1))

    with django_assert_num_queries(1):
        found = UNITS.ask(department=department.pk, since=date(2090, 1, 1))
        assert [one.department.name for one in found["divisions"]] == [department.name] * 2

    assert found == {"departments": [department], "divisions": [second, first], "closed": []}


def test_dates_come_back_as_dates():
    Holiday.objects.create(day=date(2099, 12, 31), name="年末")

    assert [one.day for one in UNITS.ask(department=0, since=date(2099, 1, 1))["closed"]] == [date(2099, 12, 31)]


def test_a_value_that_was_not_given_is_an_error():
    with pytest.raises(KeyError, match="since"):
        UNITS.ask(department=0)


def test_a_column_that_json_would_change_is_refused():
    with pytest.raises(TypeError, match="search_vector is a SearchVectorField"):
        Gathering(lambda: {"challenges": Challenge.objects.all()}).ask()


def test_what_hangs_on_a_row_is_given_to_it(django_assert_num_queries):
    many, none = DepartmentFactory(), DepartmentFactory()
    divisions = DivisionFactory.create_batch(2, department=many)

    with django_assert_num_queries(0):
        hang([many, none], "divisions", divisions, lambda division: division.department_id)

        assert [list(one.divisions.all()) for one in (many, none)] == [divisions, []]


def test_a_file_keeps_its_identifier():
    file = PrivateFileFactory()

    assert Gathering(lambda: {"files": PrivateFile.objects.all()}).ask()["files"][0].uuid == file.uuid


def test_what_was_annotated_is_there():
    DivisionFactory(name="観光戦略課")
    named = Gathering(lambda: {"divisions": Division.objects.annotate(length=Length("name"))})

    assert [one.length for one in named.ask()["divisions"]] == [5]


def test_a_question_is_worded_once_and_asked_again(django_assert_num_queries):
    first, second = DivisionFactory(code="21"), DivisionFactory(code="22")
    of_code = Worded(lambda code: Division.objects.filter(code=code).select_related("department"))

    with django_assert_num_queries(3):
        found = [of_code.ask(code=code) for code in ("21", "22", "23")]
        assert [one.department for rows in found for one in rows] == [first.department, second.department]

    assert found == [[first], [second], []]


def test_a_place_may_hold_several_ids():
    divisions = DivisionFactory.create_batch(3)
    chosen = Worded(lambda ids: Division.objects.filter(pk__in=any_of(ids)).order_by("pk"))

    assert chosen.ask(ids=[divisions[0].pk, divisions[2].pk]) == [divisions[0], divisions[2]]
    assert chosen.ask(ids=[]) == []


def test_values_come_as_they_are():
    division = DivisionFactory(code="31")
    names = Worded(lambda code: Division.objects.filter(code=code).values_list("pk", "name"))

    assert names.ask(code="31") == [(division.pk, division.name)]


def test_a_column_that_django_reads_by_itself_is_read(first_version):
    by_key = Worded(lambda key: Submission.objects.filter(pk=key))

    assert by_key.ask(key=first_version.pk)[0].content == first_version.content


def test_a_list_of_moments_in_one_column_is_read():
    meeting = Meeting.objects.create(proposal=ProposalFactory(submitted=True), dates=[NOON])
    gathered = Gathering(lambda: {"meetings": Meeting.objects.order_by("pk")})

    assert [one.dates for one in gathered.ask()["meetings"]] == [meeting.dates]


@pytest.fixture
def first_version():
    return ProposalFactory(submitted=True).submissions.get()
