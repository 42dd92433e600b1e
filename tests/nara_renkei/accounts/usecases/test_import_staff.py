from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.models import NameChange, Post, User
from nara_renkei.accounts.usecases.import_staff import TooManyLeavers, import_staff
from nara_renkei.accounts.usecases.turn_the_day import turn_the_day
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.directory.models import Section
from nara_renkei.directory.rules.tables import TableRefused
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.harness import NOON, TODAY, at

LAST_APRIL = date(2026, 4, 1)
APRIL = date(2027, 4, 1)
HEAD = "職員番号,氏名,カナ,所属コード,職名,級,本務/兼務/併任,任用区分,メール\n"
HANAKO = "000101,山田花子,ヤマダハナコ,010101,課長,7,本務,正規,hanako@city.example\n"
JIRO = "000102,佐藤次郎,サトウジロウ,010101,主事,2,本務,正規,jiro@city.example\n"
JIRO_ALSO = "000102,佐藤次郎,サトウジロウ,010102,主事,2,兼務,正規,jiro@city.example\n"
ICHIRO = "000103,鈴木一郎,スズキイチロウ,0101,次長,8,本務,正規,ichiro@city.example\n"
BASE = HEAD + HANAKO + JIRO + JIRO_ALSO + ICHIRO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    department = DepartmentFactory(code="0101", name="総合政策部")
    DivisionFactory(
        code="010101", name="総合政策課", department=department, accepts_routing=False, email="sogo@city.example"
    )
    DivisionFactory(code="010102", name="広報課", department=department, accepts_routing=False)


def bring(text, as_of=LAST_APRIL, encoding="utf-8", **options):
    return import_staff(data=text.encode(encoding), as_of=as_of, by=THE_SYSTEM, at=NOON, **options)


def lines(result):
    return [str(difference) for difference in result.differences]


def seats(number, day):
    user = User.objects.get(employee_number=number)
    return [(post.kind, str(post), post.holding) for post in user.posts_on(day)]


def refusal(text):
    with pytest.raises(TableRefused) as caught:
        bring(text)
    return caught.value.errors


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_new_people_get_their_posts_from_the_day_on(encoding):
    result = bring(BASE, encoding=encoding)

    assert lines(result) == [
        "採用　000101 山田花子 総合政策課課長",
        "採用　000102 佐藤次郎 総合政策課主事、広報課主事",
        "採用　000103 鈴木一郎 総合政策部次長",
    ]
    assert seats("000101", LAST_APRIL) == [(PostKind.MANAGER, "総合政策課課長", Holding.MAIN)]
    assert seats("000102", LAST_APRIL) == [
        (PostKind.OFFICER, "総合政策課主事", Holding.MAIN),
        (PostKind.OFFICER, "広報課主事", Holding.CONCURRENT),
    ]
    assert seats("000103", LAST_APRIL) == [(PostKind.LEADER, "総合政策部次長", Holding.MAIN)]
    assert seats("000101", LAST_APRIL - timedelta(days=1)) == []
    assert User.objects.get(employee_number="000101").has_usable_password() is False


def test_a_division_that_now_has_a_manager_can_be_sent_to():
    bring(BASE)

    division = Post.objects.get(kind=PostKind.MANAGER).division
    assert (division.name, division.accepts_routing) == ("総合政策課", True)


def test_the_same_file_again_changes_nothing():
    bring(BASE)

    assert lines(bring(BASE)) == []
    assert lines(bring(BASE, APRIL)) == []


def test_a_dry_run_tells_and_changes_nothing():
    assert len(lines(bring(BASE, dry_run=True))) == 3
    assert (User.objects.count(), Post.objects.count()) == (0, 0)


def test_a_move_begins_at_midnight_of_the_day():
    bring(BASE)

    result = bring(BASE.replace(HANAKO, HANAKO.replace("010101", "010102")), APRIL)

    assert lines(result) == ["異動　000101 山田花子 総合政策課課長 → 広報課課長"]
    assert seats("000101", APRIL - timedelta(days=1)) == [(PostKind.MANAGER, "総合政策課課長", Holding.MAIN)]
    assert seats("000101", APRIL) == [(PostKind.MANAGER, "広報課課長", Holding.MAIN)]


def test_a_planned_move_can_be_taken_back_before_its_day():
    bring(BASE)
    bring(BASE.replace(HANAKO, HANAKO.replace("010101", "010102")), APRIL)

    bring(BASE, APRIL)

    assert seats("000101", APRIL) == [(PostKind.MANAGER, "総合政策課課長", Holding.MAIN)]


def test_another_title_in_the_same_place_is_no_move():
    bring(BASE)

    result = bring(BASE.replace("010101,主事", "010101,課長補佐"), APRIL)

    assert lines(result) == ["職名の変更　000102 佐藤次郎 総合政策課主事 → 総合政策課課長補佐"]
    assert seats("000102", APRIL)[0] == (PostKind.OFFICER, "広報課主事", Holding.CONCURRENT)


def test_another_grade_changes_in_place():
    bring(BASE)

    assert lines(bring(BASE.replace("課長,7", "課長,8"), APRIL)) == []
    assert Post.objects.get(kind=PostKind.MANAGER).grade == "8"


def test_who_is_left_out_has_left():
    bring(BASE)

    result = bring(BASE.replace(HANAKO, ""), APRIL)

    user = User.objects.get(employee_number="000101")
    assert lines(result) == ["退職　000101 山田花子"]
    assert (user.last_day, user.posts_on(APRIL)) == (APRIL - timedelta(days=1), [])
    assert (user.may_enter_on(APRIL - timedelta(days=1)), user.may_enter_on(APRIL)) == (True, False)
    assert lines(bring(BASE.replace(HANAKO, ""), APRIL)) == []


def test_who_left_before_today_is_out_at_once():
    bring(BASE)

    bring(BASE.replace(HANAKO, ""), TODAY)

    assert User.objects.get(employee_number="000101").may_enter_on(TODAY) is False


def test_who_comes_back_can_enter_again():
    bring(BASE)
    bring(BASE.replace(HANAKO, ""), TODAY)

    result = bring(BASE, APRIL)

    assert lines(result)[0] == "採用　000101 山田花子"
    assert User.objects.get(employee_number="000101").may_enter_on(APRIL) is True


def test_a_new_name_waits_for_its_day():
    bring(BASE)

    result = bring(BASE.replace("山田花子,ヤマダハナコ", "髙橋花子,タカハシハナコ"), APRIL)

    user = User.objects.get(employee_number="000101")
    assert lines(result) == ["改姓　000101 山田花子 → 髙橋花子"]
    assert (user.name, NameChange.objects.get().applied_at) == ("山田花子", None)
    turn_the_day(on=APRIL - timedelta(days=1), by=THE_SYSTEM, at=at(APRIL - timedelta(days=1)))
    user.refresh_from_db()
    assert user.name == "山田花子"
    for _ in range(2):
        turn_the_day(on=APRIL, by=THE_SYSTEM, at=at(APRIL, 0))
    user.refresh_from_db()
    assert (user.name, user.kana) == ("髙橋花子", "タカハシハナコ")


def test_a_new_name_and_address_of_the_past_hold_at_once():
    bring(BASE)

    result = bring(BASE.replace("山田花子", "髙橋花子").replace("hanako@", "takahashi@"), TODAY)

    user = User.objects.get(employee_number="000101")
    assert lines(result) == [
        "改姓　000101 山田花子 → 髙橋花子",
        "メールの変更　000101 髙橋花子 hanako@city.example → takahashi@city.example",
    ]
    assert (user.name, user.email) == ("髙橋花子", "takahashi@city.example")


def test_an_address_that_was_taken_meanwhile_stays_the_old_one():
    bring(BASE)
    bring(BASE.replace("hanako@", "takahashi@"), APRIL)
    CompanyUserFactory(email="takahashi@city.example")

    turn_the_day(on=APRIL, by=THE_SYSTEM, at=at(APRIL, 0))

    assert User.objects.get(employee_number="000101").email == "hanako@city.example"


def test_posts_given_by_hand_are_left_alone():
    bring(BASE)
    user = User.objects.get(employee_number="000102")
    Post.objects.create(user=user, kind=PostKind.DESK, starts_on=LAST_APRIL)

    bring(BASE.replace(JIRO_ALSO, ""), TODAY)

    assert [kind for kind, _, _ in seats("000102", TODAY)] == [PostKind.OFFICER, PostKind.DESK]


def test_a_system_administrator_outside_the_file_stays():
    bring(BASE)
    keeper = StaffFactory(system=True, name="情報太郎", employee_number="900001")

    result = bring(BASE, TODAY)

    assert (lines(result), result.warnings) == (
        [],
        ["情報太郎（900001）はファイルにありませんが、システム管理者なので残します。"],
    )
    assert User.objects.get(pk=keeper.pk).last_day is None


def test_a_file_that_was_cut_short_is_refused():
    StaffFactory.create_batch(20)

    with pytest.raises(TooManyLeavers) as caught:
        bring(BASE)

    assert str(caught.value) == "20人のうち20人が退職になります。ファイルが途中で切れていないか確かめてください。"
    assert User.objects.filter(last_day__isnull=False).exists() is False
    assert len(bring(BASE, allow_many_leavers=True).differences) == 23


def test_a_section_leads_to_its_division():
    division = DivisionFactory(code="020101", name="市民課")
    Section.objects.create(code="02010101", name="窓口係", division=division)

    bring(HEAD + "000104,田中三郎,タナカ,02010101,係長,4,本務,正規,saburo@city.example\n")

    post = Post.objects.get()
    assert (post.division, post.section.name, post.department) == (division, "窓口係", division.department)


def test_every_bad_row_is_named_with_its_line_and_nobody_comes_in():
    CompanyUserFactory(email="taken@company.example")
    text = HEAD + (
        "職員１,氏名,カナ,010101,主事,1,本務,正規,a@city.example\n"
        "000201,,カナ,10101,主事,1,本務,正規,b@city.example\n"
        "000202,名,カナ,999999,主事,1,専任,正規,bad\n"
        "000203,名,カナ,010101,主事,1,本務,正規,taken@company.example\n"
        "000204,名,カナ,010101,主事,1,兼務,正規,d@city.example\n"
        "000205,名,カナ,010101,主事,1,本務,正規,e@city.example\n"
        "000205,別名,カナ,010101,主事,1,兼務,正規,e@city.example\n"
        "000206,名,カナ,0101,主事,1,本務,正規,f@city.example\n"
        "000207,名,カナ,010101,主事,1,本務,正規,e@city.example\n"
        f"000208,{'長' * 61},カナ,010101,主事,1,本務,正規,h@city.example\n"
        "000209,名,カナ,010101,主事,1,本務,正規,i@city.example\n"
        "000209,名,カナ,010101,主事,1,本務,正規,i@city.example\n"
    )

    assert refusal(text) == [
        "2行目: 職員番号「職員１」は、半角の英数字12字までにしてください。",
        "3行目: 氏名がありません。",
        "3行目: 所属コード「10101」は2026年4月1日の組織にありません。先頭の0が消えていませんか。",
        "4行目: メール「bad」の形が正しくありません。",
        "4行目: 本務/兼務/併任「専任」は、本務・兼務・併任のどれかにしてください。",
        "4行目: 所属コード「999999」は2026年4月1日の組織にありません。先に部・課を取り込んでください。",
        "5行目: メール「taken@company.example」は、ほかの利用者が使っています。",
        "6行目: 職員番号「000204」の本務が0行あります。1行にしてください。",
        "8行目: 職員番号「000205」の氏名・カナ・メールが7行目と違います。",
        "9行目: 職名「主事」には課の所属コードが必要です。",
        "10行目: メール「e@city.example」が、ほかの職員（000205）と同じです。",
        "11行目: 氏名は60字までです。",
        "12行目: 職員番号「000209」の本務が2行あります。1行にしてください。",
        "12行目: 職員番号「000209」に同じ席が2行あります。",
    ]
    assert User.objects.filter(employee_number__isnull=False).exists() is False


def test_the_command_prints_the_differences_and_says_when_it_only_looked(tmp_path, capsys):
    file = tmp_path / "staff.csv"
    file.write_bytes((HEAD + HANAKO).encode("cp932"))

    call_command("import_staff", str(file), "--as-of", "2026-04-01", "--dry-run")

    assert (
        capsys.readouterr().out
        == "採用　000101 山田花子 総合政策課課長\n1件の差があります。（確認のみ。何も変えていません）\n"
    )
    assert User.objects.exists() is False


def test_the_command_refuses_in_japanese(tmp_path):
    file = tmp_path / "staff.csv"
    file.write_text("a,b\n")

    with pytest.raises(CommandError, match="取り込みませんでした。\n1行目: 見出しに「職員番号」"):
        call_command("import_staff", str(file), "--as-of", "2026-04-01")
    with pytest.raises(CommandError, match="--as-of は 2027-04-01 のように書いてください。"):
        call_command("import_staff", str(file), "--as-of", "あす")
    with pytest.raises(CommandError, match="ファイルを開けません"):
        call_command("import_staff", str(tmp_path / "none.csv"), "--as-of", "2026-04-01")


KEIKO = "000201,会田計子,アイダケイコ,010101,課長補佐,,本務,会計年度任用職員,keiko@city.example\n"


def test_who_is_there_for_a_year_ends_by_the_end_of_march_and_is_no_deputy():
    bring(BASE + KEIKO)

    post = Post.objects.get(user__employee_number="000201")
    assert (post.kind, post.ends_on) == (PostKind.OFFICER, date(2027, 3, 31))
    assert seats("000201", APRIL) == []


def test_the_file_of_the_next_april_renews_who_stays_for_another_year():
    bring(BASE + KEIKO)

    result = bring(BASE + KEIKO, APRIL)

    assert lines(result) == ["任用の更新　000201 会田計子 総合政策課課長補佐 → 総合政策課課長補佐"]
    assert seats("000201", APRIL) == [(PostKind.OFFICER, "総合政策課課長補佐", Holding.MAIN)]
    assert lines(bring(BASE + KEIKO, APRIL)) == []


def test_who_is_renewed_in_another_division_has_moved():
    bring(BASE + KEIKO)

    result = bring(BASE + KEIKO.replace("010101", "010102"), APRIL)

    assert lines(result) == ["異動　000201 会田計子 総合政策課課長補佐 → 広報課課長補佐"]


def test_who_is_not_renewed_has_left():
    bring(BASE + KEIKO)

    assert lines(bring(BASE, APRIL)) == ["退職　000201 会田計子"]


def test_who_becomes_regular_in_the_same_seat_gets_a_post_without_an_end():
    bring(BASE + KEIKO.replace("課長補佐", "主事"))

    result = bring(BASE + KEIKO.replace("課長補佐", "主事").replace("会計年度任用職員", "正規"), TODAY)

    assert lines(result) == ["職名の変更　000201 会田計子 総合政策課主事 → 総合政策課主事"]
    assert [post.ends_on for post in Post.objects.filter(user__employee_number="000201").order_by("pk")] == [
        TODAY - timedelta(days=1),
        None,
    ]
