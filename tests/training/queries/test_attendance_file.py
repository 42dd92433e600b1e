import pytest

from nara_renkei.directory.rules.tables import TableRefused
from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.training.attendance_files import line, table
from training.enums import Mark
from training.queries.attendance_file import good, plan_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True, number=1, course__name="管理職研修")


def comes(session, name="見本次郎", number="", **fields):
    user = StaffFactory(name=name, kana="ミホン ジロウ", **({"employee_number": number} if number else {}))
    return TraineeFactory(course=session.course, session=session, user=user, **fields)


def plan(session, *rows, reason="", **fields):
    return plan_file(session, table(*rows, **fields), reason)


def error(session, *rows, **fields):
    """The sentence on the last row, and that nothing would be done with it."""
    row = plan(session, *rows, **fields)[-1]
    assert (row.trainee, row.mark) == (None, None)
    return row.error


@pytest.mark.parametrize("name", ["見本次郎", "見本　次郎", "ﾐﾎﾝ ｼﾞﾛｳ", "みほんじろう"])
def test_a_row_that_is_right(session, name):
    trainee = comes(session)

    (row,) = plan(session, line(trainee, name=name))
    assert (row.line, row.trainee, row.mark, row.words, row.error) == (2, trainee, Mark.PRESENT, "出席", "")
    assert good([row]) == {trainee.pk: Mark.PRESENT}


def test_an_unknown_number(session):
    assert error(session, "99999,だれか,出席") == "職員番号「99999」の職員はいません。番号を確かめてください。"
    assert error(session, ",だれか,出席") == "職員番号「」の職員はいません。番号を確かめてください。"


def test_a_number_that_lost_its_zeros(session):
    comes(session, number="00123")

    assert error(session, "123,見本次郎,出席").endswith("先頭の0が落ちていませんか。「00123」なら見本次郎さんです。")


def test_a_number_that_may_be_of_two_people_is_not_guessed(session):
    comes(session, number="00123")
    comes(session, number="0123")

    assert error(session, "123,見本次郎,出席").endswith("番号を確かめてください。")


def test_twice_in_the_file(session):
    trainee = comes(session)

    assert error(session, line(trainee), line(trainee, "欠席")) == "2行目と同じ人です。どちらか一方の行にしてください。"


def test_another_name_than_that_of_the_number(session):
    trainee = comes(session)

    sentence = f"職員番号「{trainee.user.employee_number}」は見本次郎さんです。番号か氏名を確かめてください。"
    assert error(session, line(trainee, name="例示花子")) == sentence
    trainee.user.kana = ""
    trainee.user.save()
    assert error(session, f"{trainee.user.employee_number},,出席") == sentence


def test_a_word_that_is_no_mark(session):
    assert "出欠「早退」が分かりません" in error(session, line(comes(session), "早退"))


@pytest.mark.parametrize(
    ("clock", "mark", "found"),
    [
        ("13:44", "出席", Mark.PRESENT),
        ("13:45", "出席", Mark.LATE),
        ("15:00", "欠席", Mark.ABSENT),
        ("", "出席", Mark.PRESENT),
    ],
)
def test_the_hour_makes_late_who_came_late(session, clock, mark, found):
    (row,) = plan(session, f"{line(comes(session), mark)},{clock}", head="職員番号,氏名,出欠,時刻")

    assert row.mark == found


def test_an_hour_that_cannot_be_read(session):
    words = error(session, f"{line(comes(session))},昼すぎ", head="職員番号,氏名,出欠,時刻")

    assert words == "時刻「昼すぎ」が読めません。「13:50」のように書いてください。"


def test_a_row_of_another_session_or_course(session):
    trainee = comes(session)
    head = "職員番号,氏名,出欠,回,研修"

    assert "この画面は第1回です" in error(session, f"{line(trainee)},第2回,", head=head)
    assert "この画面は「管理職研修」です" in error(session, f"{line(trainee)},1,新任研修", head=head)
    (right,) = plan(session, f"{line(trainee)},１,管理職研修", head=head)
    assert right.error == ""


def test_who_is_not_on_the_list_must_be_added_first(session):
    stranger = StaffFactory(name="飛入五郎")

    words = error(session, f"{stranger.employee_number},飛入五郎,出席")
    assert words.startswith("飛入五郎さんは、この回の名簿にいません。来たのなら")
    assert "免除" in error(session, line(comes(session, excused=True)))


def test_a_correction_takes_a_reason_for_the_whole_file(session):
    marked, moved = comes(session), comes(session, name="例示花子")
    for one in (marked, moved):
        AttendanceFactory(trainee=one, session=session, mark=Mark.ABSENT)
    moved.session = None
    moved.save()

    assert "直す理由を書いてください" in error(session, line(marked))
    first, second = plan(session, line(marked), line(moved), reason="写真で確かめたため")
    assert [first.words, second.words] == ["欠席 → 出席", "欠席 → 出席"]
    (same,) = plan(session, line(marked, "欠席"))
    assert (same.words, same.mark) == ("欠席（もう付いています）", Mark.ABSENT)


def test_a_file_that_is_no_table_is_refused(session):
    with pytest.raises(TableRefused, match="「出欠」の列がありません"):
        plan_file(session, "職員番号,氏名\n1,あ\n", "")


@pytest.mark.parametrize("people", [1, 3])
def test_a_file_costs_the_same_for_one_and_three(session, people, django_assert_num_queries):
    rows = [comes(session) for _ in range(people)]

    with django_assert_num_queries(3):
        assert len(good(plan(session, *rows))) == people
