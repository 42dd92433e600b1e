"""人事課 stages a file in the admin; nobody else finds a word of it, before the 内示 and before its day."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import OrderKind, OrderState
from nara_renkei.accounts.models import PersonnelOrder, Post, User
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.core.actors import THE_SYSTEM
from tests.addresses import arguments
from tests.factories.accounts import PersonnelOrderFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.harness import StrictClient
from tests.permission_matrix import MATRIX, PARTS, expected
from tests.world import World

pytestmark = pytest.mark.django_db
MARK = "印野未来"
AS_OF = date(2099, 4, 1)
HEAD = "職員番号,氏名,カナ,所属コード,職名,級,本務/兼務/併任,任用区分,メール"
LIST = reverse("admin:accounts_personnelorder_changelist")
ADD = reverse("admin:accounts_personnelorder_add")
REFORM = "code,department,division,duties\n{code},{department}," + MARK + "課,仕事\n"


@pytest.fixture
def system_client():
    return StrictClient.of(StaffFactory(system=True, name="情報太郎"))


def row(user, division, title="主査", name=""):
    return f"{user.employee_number},{name or user.name},,{division.code},{title},,本務,正規,{user.email}"


def staged(lines, announced_on=AS_OF, kind=OrderKind.STAFF, data=None):
    order = check_order(
        kind=kind,
        file_name="idou.csv",
        data=data or "\n".join([HEAD, *lines]).encode(),
        as_of=AS_OF,
        announced_on=announced_on,
        allow_many_leavers=True,
        by=THE_SYSTEM,
        at=timezone.now(),
    )
    return stage_order(order=order, by=THE_SYSTEM, at=timezone.now())


def april(world):
    """The rows of an April in which everything that can be told carries the mark."""
    people, place = world.people, world.division
    return [
        row(people["officer"], DivisionFactory(), f"{MARK}担当"),  # moves to a seat of that name
        row(people["manager"], place, "課長", MARK),  # takes that name
        f"990001,{MARK},,{place.code},課長補佐,,本務,正規,mirai@city.example",  # is hired
    ]


def sent(**fields):
    upload = SimpleUploadedFile("idou.csv", fields.pop("text").encode("cp932"), content_type="text/csv")
    return {"kind": "STAFF", "file": upload, "as_of": "2099-04-01", "announced_on": "2099-03-22", **fields}


def test_before_the_announcement_no_table_but_its_own_holds_a_word_of_it():
    world = World()
    staged(april(world), announced_on=AS_OF - timedelta(days=9))
    code, department = world.division.code, world.division.department.name
    staged([], kind=OrderKind.UNITS, data=REFORM.format(code=code, department=department).encode())

    found = {
        model._meta.db_table
        for model in apps.get_models()
        if MARK in str(list(model._base_manager.order_by("pk").values()))
    }

    assert found == {"accounts_personnelorder"}


# the moved person finds the own seat on the own page, nobody finds anything else
OWN = {("officer", "screening:worklist")}


@pytest.mark.parametrize("part", range(PARTS))
def test_between_the_announcement_and_its_day_nobody_but_the_personnel_office_reads_it(part):
    world = World()
    staged(april(world), announced_on=timezone.localdate())
    assert Post.objects.filter(title=f"{MARK}担当").exists()
    urls = {name: reverse(name, kwargs=arguments(name, world)) for name in sorted(MATRIX)[part::PARTS]}

    told = set()
    for role in ("company", "officer", "manager", "leader", "desk", "auditor"):
        browser = world.browser(role)
        for name, url in urls.items():
            if expected(name)[role] == 200 and MARK in _text(browser.get(url)):
                told.add((role, name))

    assert told == {(role, name) for role, name in OWN if name in urls}


def _text(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def test_who_moves_reads_the_own_seat_to_come_and_nobody_elses():
    officer, division = StaffFactory(officer=True), DivisionFactory(name="広報課")
    colleague = StaffFactory(officer=True, division=officer.posts.get().division)
    staged([row(officer, division)], announced_on=timezone.localdate())

    pages = [StrictClient.of(one).get(reverse("screening:worklist")).content.decode() for one in (officer, colleague)]

    assert ["からの席" in page for page in pages] == [True, False]
    assert "令和81年4月1日からの席：広報課主査" in pages[0]


def test_the_office_reads_a_file_plans_it_and_takes_it_back(system_client):
    hanako, division = StaffFactory(officer=True, name="山田花子"), DivisionFactory(name="広報課")
    lines = "\n".join([HEAD, row(system_client.user, division), row(hanako, division, "主任")])

    page = system_client.post(ADD, sent(text=lines), follow=True).content.decode()
    order = PersonnelOrder.objects.get()
    address = reverse("admin:accounts_personnelorder_act", args=[order.pk, "yotei"])
    asked = system_client.get(address).content.decode()
    system_client.post(address)
    planned = PersonnelOrder.objects.get().state
    system_client.post(reverse("admin:accounts_personnelorder_act", args=[order.pk, "torisage"]))

    assert "異動（2件）" in page
    assert "→ 広報課主任" in page
    assert "内示の日の0時すぎに取り込みます" in asked
    assert (planned, PersonnelOrder.objects.get().state) == (OrderState.PLANNED, OrderState.WITHDRAWN)
    assert User.objects.get(pk=hanako.pk).posts.count() == 1


def test_a_bad_file_keeps_what_was_chosen_and_says_every_line(system_client):
    lines = "\n".join([HEAD, *(f"1{n},,,0,,,本務,正規,a" for n in range(60))])

    page = system_client.post(ADD, sent(text=lines)).content.decode()

    assert ("2行目: 氏名がありません。" in page, "ほか" in page, 'value="2099-03-22"' in page) == (True, True, True)
    assert PersonnelOrder.objects.count() == 0


def test_a_form_without_a_file_or_days_says_what_is_missing(system_client):
    page = system_client.post(ADD, {"kind": "STAFF"}).content.decode()

    assert "CSVファイル：ファイルを選んでください。" in page
    assert page.count("日付を選んでください。") >= 2


def test_a_file_that_is_too_big_is_refused(system_client, settings):
    assert "ファイルが大きすぎます" in system_client.post(ADD, sent(text="あ" * 3_000_000)).content.decode()


def test_a_refused_order_says_why(system_client):
    order = PersonnelOrderFactory(
        state=OrderState.REFUSED, data=None, settled_at=timezone.now(), why="2行目: 所属コード「010102」は合いません。"
    )

    page = system_client.get(reverse("admin:accounts_personnelorder_change", args=[order.pk])).content.decode()

    assert "2行目: 所属コード「010102」は合いません。" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(system_client, number, django_assert_max_num_queries):
    for n in range(number):
        PersonnelOrderFactory(as_of=date(2098, 4, 1 + n))

    with django_assert_max_num_queries(10):
        page = system_client.get(LIST).content.decode()

    assert page.count("の異動</a>") == number
