"""The clerk's list."""

import pytest
from django.urls import reverse

from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from training.enums import Mark, SessionState, Way
from training.models import Attendance, AttendanceChange, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(today=True)


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session, user=StaffFactory(name="見本次郎"))


def page(session, name="roll", *args):
    return reverse(f"admin:training_session_{name}", args=[session.pk, *args])


def test_one_press_marks_one_person(desk_client, session, trainee):
    answer = desk_client.post(f"{page(session)}?q=見本", {"one": f"{trainee.pk}:LATE"})

    assert answer.url == f"{page(session)}?q=%E8%A6%8B%E6%9C%AC#t{trainee.pk}"
    one = Attendance.objects.get()
    assert (one.trainee, one.mark, one.way, one.marked_by) == (
        trainee,
        Mark.LATE,
        Way.LIST,
        f"{desk_client.user}（{desk_client.user.posts.get()}）",
    )
    assert "遅れて出席" in desk_client.get(page(session)).text


def test_one_press_marks_all_that_are_ticked(desk_client, session, trainee):
    others = TraineeFactory.create_batch(2, course=session.course, session=session)
    AttendanceFactory(trainee=others[0], session=session)

    picked = {"all": "PRESENT", "pick": [trainee.pk, others[0].pk]}
    answer = desk_client.post(page(session), picked, follow=True)

    assert "1人を「出席」にしました。1人は、もう付いていました。" in answer.text
    assert set(Attendance.objects.came().values_list("trainee", flat=True)) == {trainee.pk, others[0].pk}


@pytest.mark.parametrize(
    "data", [{}, {"all": "PRESENT"}, {"pick": "1"}, {"one": "1:PRESENT"}, {"all": "X", "pick": "1"}]
)
def test_a_press_without_people_says_so(desk_client, session, data):
    assert "だれも選ばれていません" in desk_client.post(page(session), data, follow=True).text


def test_before_the_day_the_list_says_what_comes_first(desk_client, session, trainee):
    session.state = SessionState.OPEN
    session.save()

    assert "「当日の段階にする」" in desk_client.get(page(session)).text
    assert "「当日の段階にする」" in desk_client.post(page(session), {"one": f"{trainee.pk}:LATE"}, follow=True).text
    assert "「当日の段階にする」" in desk_client.get(page(session, "rest_absent")).text
    assert "「当日の段階にする」" in desk_client.post(page(session, "rest_absent"), follow=True).text
    assert Attendance.objects.count() == 0


def test_a_search_shows_who_was_meant(desk_client, session, trainee):
    TraineeFactory(course=session.course, session=session, user=StaffFactory(name="例示花子"))

    text = desk_client.get(page(session), {"q": "見本", "mada": "1"}).text
    assert ("見本次郎" in text, "例示花子" in text) == (True, False)
    assert "あてはまる人はいません" in desk_client.get(page(session), {"q": "いない"}).text


def test_an_empty_list_says_where_people_come_from(desk_client, session):
    assert "研修の「対象者」の画面" in desk_client.get(page(session)).text


def test_the_rest_is_named_before_it_is_absent(desk_client, session, trainee):
    named = desk_client.get(page(session, "rest_absent")).text
    assert "見本次郎" in named

    answer = desk_client.post(page(session, "rest_absent"), {"shown": [trainee.pk, "x"]}, follow=True)
    assert "1人を「欠席」にしました。" in answer.text
    assert Attendance.objects.get().mark == Mark.ABSENT
    assert "印のない人はいません" in desk_client.get(page(session, "rest_absent")).text


def test_a_correction_takes_a_reason_and_stands_on_the_row(desk_client, session, trainee):
    AttendanceFactory(trainee=trainee, session=session, mark=Mark.ABSENT)
    one = page(session, "roll_person", trainee.pk)

    assert "入力してください" in desk_client.post(one, {"mark": "PRESENT"}).text
    assert AttendanceChange.objects.count() == 0

    answer = desk_client.post(one, {"mark": "PRESENT", "reason": "紙の署名があったため"}, follow=True)
    assert "見本次郎さんを「出席」に直しました。" in answer.text
    assert "欠席 → 出席" in answer.text
    assert "紙の署名があったため" in desk_client.get(one).text


def test_correcting_to_the_same_mark_is_said_and_keeps_nothing(desk_client, session, trainee):
    AttendanceFactory(trainee=trainee, session=session)

    answer = desk_client.post(page(session, "roll_person", trainee.pk), {"mark": "PRESENT", "reason": "念のため"})
    assert "もう「出席」と付いています" in answer.text
    assert "念のため" in answer.text
    assert AttendanceChange.objects.count() == 0


def test_a_mark_before_the_day_is_refused_on_the_persons_page(desk_client):
    session = SessionFactory(open=True)
    trainee = TraineeFactory(course=session.course, session=session)

    answer = desk_client.post(page(session, "roll_person", trainee.pk), {"mark": "PRESENT", "reason": "試し"})
    assert "「当日の段階にする」" in answer.text


def test_who_is_not_on_the_list_has_no_page(desk_client, session):
    assert desk_client.get(page(session, "roll_person", 0)).status_code == 404


def test_who_stands_at_the_door_is_added_and_marked(desk_client, session):
    person = StaffFactory(name="飛入五郎")

    data = {"person": person.employee_number, "mark": "LATE", "reason": "課長の代理で来たため"}
    answer = desk_client.post(page(session, "admit"), data, follow=True)

    assert "飛入五郎さんを、この回の名簿に加えました。" in answer.text
    assert Trainee.objects.get().attendances.get().mark == Mark.LATE


def test_who_is_only_expected_gets_no_mark(desk_client, session):
    person = StaffFactory()

    desk_client.post(page(session, "admit"), {"person": person.employee_number, "mark": "", "reason": "課の希望"})
    assert Trainee.objects.get().attendances.count() == 0


def test_a_refusal_loses_nothing_that_was_typed(desk_client, session, trainee):
    data = {"person": trainee.user.employee_number, "mark": "PRESENT", "reason": "課長の代理で来たため"}

    text = desk_client.post(page(session, "admit"), data).text
    assert ("もうこの回の名簿にいます" in text, "課長の代理で来たため" in text) == (True, True)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk_client, session, people, django_assert_num_queries):
    for _ in range(people):
        AttendanceFactory(trainee=TraineeFactory(course=session.course, session=session), session=session)
    desk_client.get(page(session))

    with django_assert_num_queries(10):
        desk_client.get(page(session))
