from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from nara_renkei.accounts.enums import OrderKind, OrderState
from nara_renkei.accounts.models import NameChange, PersonnelOrder, Post, User
from nara_renkei.accounts.usecases.bring_order import OrderRefused
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.import_staff import import_staff
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.accounts.usecases.turn_the_day import turn_the_day
from nara_renkei.accounts.usecases.withdraw_order import withdraw_order
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import Division
from tests.factories.accounts import PersonnelOrderFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.harness import NOON, THE_DESK, TODAY, at

APRIL, NAIJI = date(2027, 4, 1), date(2027, 3, 22)
HEAD = "職員番号,氏名,カナ,所属コード,職名,級,本務/兼務/併任,任用区分,メール\n"
HANAKO = "000101,山田花子,ヤマダハナコ,010101,課長,7,本務,正規,hanako@city.example\n"
JIRO = "000102,佐藤次郎,サトウジロウ,010101,主事,2,本務,正規,jiro@city.example\n"
NOW = HEAD + HANAKO + JIRO
# 花子 moves, 次郎 leaves, 未来 is hired
THEN = (
    HEAD
    + HANAKO.replace("010101", "010102")
    + "000900,印野未来,シルシノミライ,010101,課長,7,本務,正規,mirai@city.example\n"
)
UNITS_HEAD = "code,department,division,duties,mail,predecessors\n"
UNITS = UNITS_HEAD + "010101,総合政策部,みらい課,仕事,sogo@city.example,\n010102,総合政策部,広報課,仕事,,\n"
BY = {"by": THE_DESK, "at": NOON}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    department = DepartmentFactory(code="0101", name="総合政策部")
    facts = {"department": department, "duties": "仕事"}
    DivisionFactory(code="010101", name="総合政策課", email="sogo@city.example", **facts)
    DivisionFactory(code="010102", name="広報課", email="", accepts_routing=False, **facts)
    import_staff(data=NOW.encode(), as_of=date(2026, 4, 1), by=THE_SYSTEM, at=NOON)


def checked(text=THEN, kind=OrderKind.STAFF, announced_on=NAIJI, as_of=APRIL, **facts):
    return check_order(
        kind=kind, file_name="r9.csv", data=text.encode(), as_of=as_of, announced_on=announced_on, **facts, **BY
    )


def planned(*args, **facts):
    return stage_order(order=checked(*args, **facts), **BY)


def turn(day):
    turn_the_day(on=day, by=THE_SYSTEM, at=at(day, 0))


def rows():
    return (
        User.objects.count(),
        Post.objects.count(),
        Post.objects.filter(ends_on=None).count(),
        NameChange.objects.count(),
        User.objects.exclude(last_day=None).count(),
        Division.objects.count(),
    )


def refusal(act, **facts):
    with pytest.raises(OrderRefused) as caught:
        act(**facts)
    return caught.value.errors


def test_a_checked_file_shows_its_differences_and_changes_nothing():
    before = rows()

    order = checked()

    assert order.differences == [
        ["異動", "000101", "山田花子 総合政策課課長 → 広報課課長"],
        ["採用", "000900", "印野未来 総合政策課課長"],
        ["退職", "000102", "佐藤次郎"],
    ]
    assert (order.state, order.staged_by, bytes(order.data), rows()) == (
        OrderState.CHECKED,
        THE_DESK.label,
        THEN.encode(),
        before,
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_file_may_come_as_other_systems_write_it(encoding):
    order = check_order(
        kind=OrderKind.STAFF, file_name="r9.csv", data=THEN.encode(encoding), as_of=APRIL, announced_on=NAIJI, **BY
    )

    assert len(order.differences) == 3


def test_until_the_day_of_the_announcement_no_other_table_knows_of_it():
    before, events = rows(), set(AuditEvent.objects.values_list("pk", flat=True))

    planned()
    turn(NAIJI - timedelta(days=1))

    said = AuditEvent.objects.exclude(pk__in=events)
    assert rows() == before
    assert [event.verb for event in said.order_by("pk")] == ["order.checked", "order.planned"]
    assert not any(word in str(event.keys) + event.about for event in said for word in ("000900", "印野", "user:"))


def test_on_the_day_of_the_announcement_it_becomes_posts_from_its_own_day_on():
    order = planned()

    turn(NAIJI)

    order.refresh_from_db()
    hanako = User.objects.get(employee_number="000101")
    assert (order.state, order.data, order.settled_at) == (OrderState.ANNOUNCED, None, at(NAIJI, 0))
    assert [str(post) for post in hanako.posts_on(APRIL - timedelta(days=1))] == ["総合政策課課長"]
    assert [str(post) for post in hanako.posts_on(APRIL)] == ["広報課課長"]


def test_a_second_turn_of_the_day_brings_nothing_twice():
    planned()
    turn(NAIJI)
    before = rows()

    turn(NAIJI)

    assert rows() == before


def test_what_is_announced_today_or_earlier_is_brought_in_at_once():
    order = planned(announced_on=TODAY)

    assert order.state == OrderState.ANNOUNCED
    assert User.objects.filter(employee_number="000900").exists()


def test_a_file_that_no_longer_fits_is_refused_with_its_reason_and_changes_nothing():
    order = planned()
    Division.objects.filter(code="010102").update(valid_to=date(2027, 1, 31))
    before = rows()

    turn(NAIJI)

    order.refresh_from_db()
    assert (order.state, order.data, rows()) == (OrderState.REFUSED, None, before)
    assert order.why == (
        "2行目: 所属コード「010102」は2027年4月1日の組織にありません。先に部・課を取り込んでください。"
    )


def test_a_refused_file_takes_nothing_from_the_others_of_the_day():
    planned()
    good = planned(NOW, as_of=date(2027, 3, 25))
    Division.objects.filter(code="010102").update(valid_to=date(2027, 1, 31))

    turn(NAIJI)

    assert [PersonnelOrder.objects.get(pk=good.pk).state, PersonnelOrder.objects.refused().count()] == [
        OrderState.ANNOUNCED,
        1,
    ]


def test_the_file_is_looked_at_again_when_it_is_planned():
    order = checked()
    Division.objects.filter(code="010102").update(valid_to=date(2027, 1, 31))

    errors = refusal(stage_order, order=order, **BY)

    order.refresh_from_db()
    assert (order.state, errors[0].startswith("2行目: 所属コード「010102」")) == (OrderState.CHECKED, True)


def test_only_a_checked_file_becomes_the_plan():
    order = planned()

    assert refusal(stage_order, order=order, **BY) == ["この予定は、もう「内示の前」です。画面を開き直してください。"]


@pytest.mark.parametrize(
    ("text", "facts", "sentence"),
    [
        (HEAD, {}, "データの行がありません。"),
        (THEN, {"announced_on": date(2027, 4, 2)}, "内示の日は、効力の始まる日までの日にしてください。"),
        ("code\n", {"kind": OrderKind.UNITS}, "1行目: 見出しに「department」「division」「duties」の列がありません。"),
    ],
)
def test_a_bad_file_is_refused_and_not_kept(text, facts, sentence):
    assert refusal(checked, text=text, **facts) == [sentence]
    assert PersonnelOrder.objects.count() == 0


def test_a_name_of_the_file_that_is_too_long_is_refused():
    facts = {"kind": OrderKind.STAFF, "data": THEN.encode(), "as_of": APRIL, "announced_on": NAIJI}

    assert len(refusal(check_order, file_name="あ" * 256, **facts, **BY)) == 1


def test_a_file_that_was_cut_short_is_refused_unless_allowed():
    for _ in range(20):
        StaffFactory()

    assert refusal(checked) == ["22人のうち21人が退職になります。ファイルが途中で切れていないか確かめてください。"]
    assert planned(allow_many_leavers=True).state == OrderState.PLANNED


def test_a_file_for_an_earlier_day_cannot_undo_what_was_announced():
    planned(announced_on=TODAY)

    assert refusal(checked, text=NOW, as_of=date(2027, 2, 1), announced_on=TODAY) == [
        "令和9年4月1日の内示が済んでいます。効力の始まる日は、令和9年4月1日から後にしてください。"
    ]
    assert checked(announced_on=TODAY).differences == []


def test_people_move_into_the_units_of_a_reform_that_is_planned_before():
    into_new = NOW.replace("000102,佐藤次郎,サトウジロウ,010101", "000102,佐藤次郎,サトウジロウ,010103")
    reform = UNITS + "010103,総合政策部,新しい課,仕事,atarashii@city.example,\n"
    assert refusal(checked, text=into_new)[0].startswith("3行目: 所属コード「010103」")
    planned(reform, kind=OrderKind.UNITS)

    order = planned(into_new)

    assert ["異動", "000102", "佐藤次郎 みらい課主事 → 新しい課主事"] in order.differences
    assert not Division.objects.filter(code="010103").exists()
    turn(NAIJI)
    assert [str(post) for post in User.objects.get(employee_number="000102").posts_on(APRIL)] == ["新しい課主事"]
    assert set(PersonnelOrder.objects.values_list("state", flat=True)) == {OrderState.ANNOUNCED}


def test_a_reform_waits_like_the_people():
    before = rows()

    order = planned(UNITS, kind=OrderKind.UNITS)

    assert (rows(), order.differences) == (before, [["改称", "010101", "総合政策部 総合政策課 → 総合政策部 みらい課"]])
    turn(NAIJI)
    assert [d.name for d in Division.objects.valid_on(NAIJI).filter(code="010101")] == ["総合政策課"]
    assert [d.name for d in Division.objects.valid_on(APRIL).filter(code="010101")] == ["みらい課"]


def test_a_planned_file_can_be_taken_back_and_nothing_of_it_stays():
    order = withdraw_order(order=planned(), **BY)

    turn(NAIJI)

    order.refresh_from_db()
    assert (order.state, order.data, order.differences, order.why) == (OrderState.WITHDRAWN, None, [], "")
    assert not User.objects.filter(employee_number="000900").exists()


def test_what_was_refused_is_put_aside():
    order = PersonnelOrderFactory(state=OrderState.REFUSED, data=None, settled_at=NOON, why="2行目: 合いません。")

    assert withdraw_order(order=order, **BY).state == OrderState.WITHDRAWN


def test_what_was_announced_or_withdrawn_cannot_be_taken_back():
    announced = planned(announced_on=TODAY)
    withdrawn = withdraw_order(order=checked(), **BY)

    assert [refusal(withdraw_order, order=one, **BY)[0][:12] for one in (announced, withdrawn)] == [
        "内示が済んでいるため、取",
        "もう取り下げています。画",
    ]


def test_a_file_that_somebody_left_lying_is_forgotten_after_two_weeks():
    order = checked()

    turn(TODAY + timedelta(days=13))
    kept = PersonnelOrder.objects.get(pk=order.pk).state
    turn(TODAY + timedelta(days=15))

    assert (kept, PersonnelOrder.objects.get(pk=order.pk).state) == (OrderState.CHECKED, OrderState.WITHDRAWN)


def test_the_command_stages_for_a_day(tmp_path, capsys):
    path = tmp_path / "r99.csv"
    path.write_text(THEN)

    call_command("import_staff", path, as_of="2099-04-01", announce_on="2099-03-22")

    order = PersonnelOrder.objects.get()
    assert (order.state, order.file_name) == (OrderState.PLANNED, "r99.csv")
    assert capsys.readouterr().out.splitlines()[-1] == ("3件の差があります。（令和81年4月1日の異動：内示の前）")
    assert not User.objects.filter(employee_number="000900").exists()


def test_the_command_says_why_it_stages_nothing(tmp_path):
    path = tmp_path / "r9.csv"
    path.write_text(HEAD)

    with pytest.raises(CommandError, match="データの行がありません"):
        call_command("import_staff", path, as_of="2099-04-01", announce_on="2099-03-22")
    with pytest.raises(CommandError, match="--announce-on は"):
        call_command("import_staff", path, as_of="2099-04-01", announce_on="いつか")


def test_the_command_stages_a_reform_too(tmp_path, capsys):
    path = tmp_path / "bu-ka.csv"
    path.write_text(UNITS)

    call_command("import_divisions", path, as_of="2099-04-01", announce_on="2099-03-22")

    assert capsys.readouterr().out.splitlines()[-1] == "1件の差があります。（令和81年4月1日の機構改革：内示の前）"
    assert not Division.objects.filter(name="みらい課").exists()
    with pytest.raises(CommandError, match="--announce-on は"):
        call_command("import_divisions", path, as_of="2099-04-01", announce_on="いつか")
