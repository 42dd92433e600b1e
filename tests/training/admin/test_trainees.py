"""The desk's list of a 研修."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.training import (
    AttendanceFactory,
    AudienceRuleFactory,
    CourseFactory,
    SessionFactory,
    TraineeFactory,
)
from tests.harness import TODAY
from training.enums import Duty, Mark, Origin
from training.models import Trainee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def session(course):
    return SessionFactory(course=course, open=True, number=1)


def url(page, course, *args):
    return reverse(f"admin:training_course_{page}", args=[course.pk, *args])


def read(desk, page, course, *args, **asked):
    return desk.get(url(page, course, *args), asked).content.decode()


def press(desk, page, course, *args, **said):
    return desk.post(url(page, course, *args), said, follow=True).content.decode()


def test_without_a_rule_the_page_says_what_to_do_first(desk_client, course):
    assert "対象の決まりがまだありません。" in read(desk_client, "trainees", course)


def test_the_first_list_is_read_then_drawn(desk_client, course):
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    StaffFactory(manager=True, name="秋篠 課長")
    assert "決まりから名簿を引く" in read(desk_client, "trainees", course)

    page = read(desk_client, "changes", course)
    seen = page.partition('name="seen" value="')[2][:16]
    assert "1人を名簿に引く" in page
    assert Trainee.objects.count() == 0

    after = press(desk_client, "changes", course, hi="hiku", seen=seen)
    assert "1人を名簿に入れ、0人を対象から外しました。" in after
    assert "秋篠 課長" in after
    assert "名簿と決まりは同じです。" in read(desk_client, "changes", course)


def test_what_changed_meanwhile_is_shown_before_it_is_taken_over(desk_client, course):
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    StaffFactory(manager=True, name="秋篠 課長")

    page = press(desk_client, "changes", course, hi="kyou", seen="0123456789abcdef")

    assert "下の違いを読み直してから、もう一度押してください。" in page
    assert "秋篠 課長" in page
    assert Trainee.objects.count() == 0


def test_who_has_moved_is_shown_between_the_two_days(desk_client, course):
    course.as_of = TODAY - timedelta(days=30)
    course.save()
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    trainee = TraineeFactory(course=course, user__name="移った人")
    trainee.user.posts.update(ends_on=TODAY - timedelta(days=1))
    PostFactory(user=trainee.user, kind="MANAGER", starts_on=TODAY, title="課長", division__name="新しい課")

    today, then = read(desk_client, "changes", course), read(desk_client, "changes", course, hi="hiku")

    assert "席が変わった人（1人）" in today
    assert "新しい課　課長" in today
    assert "席が変わった人（0人）" in then


def test_only_the_first_names_are_written_out(desk_client, course, monkeypatch):
    monkeypatch.setattr("training.admin.trainees.NAMED", 1)
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    StaffFactory.create_batch(2, manager=True)

    assert "職員番号の順に1人まで出しています。" in read(desk_client, "changes", course)


@pytest.fixture
def people(course, session):
    department = DepartmentFactory()
    return {
        "placed": TraineeFactory(course=course, session=session, user__name="入った 人"),
        "waiting": TraineeFactory(
            course=course, user=StaffFactory(director=True, department=department, name="待つ 部長")
        ),
        "excused": TraineeFactory(course=course, excused=True, user__name="免除の 人"),
        "department": department,
    }


NAMES = ("入った 人", "待つ 部長", "免除の 人")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, NAMES),
        ({"kai": "1"}, NAMES[:1]),
        ({"kai": "nashi"}, NAMES[1:2]),
        ({"atsukai": "EXCUSED"}, NAMES[2:]),
        ({"q": "待つ部長"}, NAMES[1:2]),
        ({"q": "部長", "atsukai": "EXCUSED"}, ()),
        ({"q": "　 "}, NAMES),
        ({"kai": "99"}, NAMES),
    ],
)
def test_the_list_is_filtered(desk_client, course, people, asked, found):
    page = read(desk_client, "trainees", course, **asked)

    assert tuple(name for name in NAMES if f">{name}</a>" in page) == found


def test_the_list_is_filtered_by_number_and_by_department(desk_client, course, people):
    waiting = people["waiting"]

    by_number = read(desk_client, "trainees", course, q=waiting.user.employee_number)
    by_department = read(desk_client, "trainees", course, bu=people["department"].pk)

    for page in (by_number, by_department):
        assert [name for name in NAMES if f">{name}</a>" in page] == ["待つ 部長"]


def test_what_a_filter_cannot_mean_is_said_and_everybody_shown(desk_client, course, people):
    page = read(desk_client, "trainees", course, kai="99")

    assert "絞る条件に読めないものがあったので、全員を出しています。" in page


def test_the_list_counts_and_shows_who_came(desk_client, course, people, session):
    AttendanceFactory(trainee=people["placed"], session=session, mark=Mark.LATE)
    stands_in = TraineeFactory(course=course, session=session, origin=Origin.SUBSTITUTE, reason="出張")
    TraineeFactory(course=course, session=session, substitute=stands_in)
    TraineeFactory(course=course, gone=True)

    page = read(desk_client, "trainees", course)

    assert "対象 <strong>3人</strong>　免除 1人　対象から外れた 1人　代わりの人 1人" in page
    assert "遅れて出席" in page
    assert "2人／定員150人" in page
    assert 'href="?kai=nashi">1人</a>' in page
    assert f"代わりに{stands_in.user}さん（第1回）" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, course, session, rows, django_assert_num_queries):
    for _ in range(rows):
        stands_in = TraineeFactory(course=course, session=session, origin=Origin.SUBSTITUTE, reason="出張")
        AttendanceFactory(trainee=stands_in, session=session)
        TraineeFactory(course=course, session=session, substitute=stands_in)

    read(desk_client, "trainees", course)
    with django_assert_num_queries(12):
        read(desk_client, "trainees", course)


def test_pages_of_a_hundred_keep_the_filter(desk_client, course, session, monkeypatch):
    monkeypatch.setattr("training.queries.trainees.A_PAGE", 1)
    TraineeFactory.create_batch(3, course=course, session=session)

    page = read(desk_client, "trainees", course, kai="1", p="2")

    assert "2から2人目" in page
    assert "kai=1&amp;p=1" in page
    assert "kai=1&amp;p=3" in page


def test_many_are_placed_at_once_and_who_is_left_is_named(desk_client, course):
    session = SessionFactory(course=course, open=True, number=1, capacity=1)
    busy = TraineeFactory(course=course, user__name="忙しい人")
    TraineeFactory.create_batch(2, course=course)
    other = SessionFactory(held_on=session.held_on)
    TraineeFactory(course=other.course, session=other, user=busy.user)

    page = press(desk_client, "assign", course, session=session.pk, department="")

    assert "1人を第1回に入れました。" in page
    assert "定員のため、1人は回が決まっていないままです。" in page
    assert "忙しい人さんは、同じ時間の" in page


def test_a_session_that_is_over_is_not_on_offer(desk_client, course):
    over = SessionFactory(course=course, ended=True)
    TraineeFactory(course=course)

    press(desk_client, "assign", course, session=over.pk)

    assert not over.trainees.exists()


def test_a_session_that_ends_meanwhile_takes_nobody(desk_client, course, session, monkeypatch):
    from training.usecases import lock_place  # the refusal that a race would bring

    def over(**_):
        raise lock_place.CannotPlace("この回には、いま人を入れられません。")

    monkeypatch.setattr("training.admin.trainees.assign_session", over)

    assert "この回には、いま人を入れられません。" in press(desk_client, "assign", course, session=session.pk)


def test_somebody_is_added_by_number(desk_client, course):
    user = StaffFactory(name="春日 係長")

    page = press(desk_client, "add_trainee", course, person=user.employee_number, reason="担当のため")

    assert "春日 係長さんを名簿に加えました。次に、出る回を決めてください。" in page
    assert "デスクが加えた：担当のため" in page


def test_what_was_typed_about_an_unknown_person_stays(desk_client, course):
    page = press(desk_client, "add_trainee", course, person="いない人", reason="消えては困る言葉")

    assert "「いない人」という職員はいません。" in page
    assert "消えては困る言葉" in page


def test_two_of_one_name_are_told_apart_by_number(desk_client, course):
    for name in ("大宮 一郎", "大宮 二郎"):
        StaffFactory(name=name)

    page = press(desk_client, "add_trainee", course, person="大宮", reason="担当のため")

    assert "職員番号を入れてください。" in page
    assert "大宮 一郎（" in page


def test_who_is_on_the_list_already_is_said(desk_client, course):
    row = TraineeFactory(course=course)

    page = press(desk_client, "add_trainee", course, person=row.user.employee_number, reason="担当のため")

    assert "もう名簿にいます" in page


def test_a_person_is_excused_put_back_and_placed(desk_client, course, session):
    row = TraineeFactory(course=course, user__name="長谷 課長")

    def act(verb, **said):
        return press(desk_client, "trainee", course, row.pk, suru=verb, **said)

    assert "長谷 課長さん：免除しました。" in act("menjo", reason="休みのため")
    assert "免除：休みのため" in read(desk_client, "trainee", course, row.pk)
    assert "長谷 課長さん：対象に戻しました。" in act("modosu", reason="復帰した")
    assert "長谷 課長さん：出る回を決めました。" in act("kai", session=session.pk, reason="はじめの割り当て")
    row.refresh_from_db()
    assert (row.duty, row.session) == (Duty.REQUIRED, session)


def test_a_colleague_or_anybody_else_stands_in(desk_client, course, session):
    row = TraineeFactory(course=course, session=session, user__name="長谷 課長")
    colleague = StaffFactory(officer=True, division=row.user.posts.get().division, name="同じ課の人")
    other = StaffFactory(name="ほかの人")

    def act(verb, **said):
        return press(desk_client, "trainee", course, row.pk, suru=verb, **said)

    assert "どちらか一方を選んでください。" in act("kawari", reason="出張")
    both = {"colleague": colleague.pk, "person": other.employee_number}
    assert "どちらか一方を選んでください。" in act("kawari", **both, reason="出張")
    assert "「いない人」という職員はいません。" in act("kawari", person="いない人", reason="出張")
    assert "入力してください。" in act("kawari", colleague=colleague.pk)
    assert "代わりの人を名簿に入れました。" in act("kawari", colleague=colleague.pk, reason="出張")
    assert "同じ課の人</a>さん：出張" in read(desk_client, "trainee", course, row.pk)
    assert "代わりを取りやめました。" in act("torikeshi")
    assert "代わりの人を名簿に入れました。" in act("kawari", person=other.employee_number, reason="出張")


def test_whom_the_desk_added_it_takes_off_again(desk_client, course):
    row = TraineeFactory(course=course, added=True)

    page = press(desk_client, "trainee", course, row.pk, suru="hazusu", reason="人違い")

    assert "名簿から外しました。" in page


def test_a_refusal_opens_the_form_and_keeps_the_words(desk_client, course, session):
    row = TraineeFactory(course=course)
    other = SessionFactory(held_on=session.held_on, course__name="財政の研修")
    TraineeFactory(course=other.course, session=other, user=row.user)

    page = press(desk_client, "trainee", course, row.pk, suru="kai", session=session.pk, reason="消えては困る言葉")

    assert "同じ時間の「財政の研修" in page
    assert "消えては困る言葉" in page
    assert "<details" in page
    assert " open>" in page


def test_somebody_of_another_list_is_nobody_here(desk_client, course):
    assert desk_client.get(url("trainee", course, TraineeFactory().pk)).status_code == 404
