import pytest
from django.urls import reverse

from tests.factories.training import CourseFactory
from tests.factories.understanding import (
    CheckQuestionFactory,
    ResolutionFactory,
    SelfStudyFactory,
    StumbleFactory,
)
from tests.harness import NOON
from tests.training.people import who_missed
from training.models import CheckQuestion, Stumble

pytestmark = pytest.mark.django_db
STUMBLES = reverse("admin:training_stumble_changelist")


def page(course, name):
    return reverse(f"admin:training_course_{name}", args=[course.pk])


def test_the_desk_sees_how_far_the_self_study_is(desk_client):
    untouched = who_missed()
    passed = who_missed(course=untouched.course, questions=0)
    SelfStudyFactory(trainee=passed, session=passed.session, passed=True)

    text = desk_client.get(page(untouched.course, "self_study")).content.decode()

    assert "2人中1人が、自習で合格しました。" in text
    assert ("自習で合格" in text, "確かめの問いは5問、合格は4問から。" in text) == (True, True)


def test_a_course_without_questions_says_what_to_do(desk_client):
    assert "確かめの問いがありません。" in desk_client.get(page(CourseFactory(), "self_study")).content.decode()


def test_the_desk_reads_promises_and_what_became_of_them(desk_client):
    course = CourseFactory()
    for number, trait in enumerate(("done", "not_yet", "due")):
        ResolutionFactory(trainee__course=course, text=f"約束{number}", **{trait: True})
    ResolutionFactory(trainee__course=course, due=True, asked_at=NOON)
    ResolutionFactory(trainee__course=course, not_yet=True, asked_at=NOON, asked_again_at=NOON)

    text = desk_client.get(page(course, "promises")).content.decode()

    assert "5人が書き、3人が答えました。" in text
    assert ("約束2" in text, "返事待ち" in text) == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["self_study", "promises"])
def test_the_lists_cost_the_same_for_one_and_three(name, rows, desk_client, django_assert_max_num_queries):
    course = who_missed().course
    for _ in range(rows):
        ResolutionFactory(trainee__course=course)
        who_missed(course=course, questions=0)
    desk_client.get(page(course, name))  # writes the hour into the session

    with django_assert_max_num_queries(10):
        desk_client.get(page(course, name))


def questions(course, **changed):
    """Return the form of the 研修 with one question."""
    question = course.questions.get()
    row = {
        "id": question.pk, "course": course.pk, "position": 1, "text": question.text, "choice_1": "あ",
        "choice_2": "い", "choice_3": "う", "choice_4": "", "right": 2, "explanation": "解説", **changed,
    }  # fmt: skip
    fields = {
        "name": course.name, "slug": course.slug, "aims": course.aims, "related": "", "lecturer": "",
        "organization": "", "as_of": "2026-10-01", "pass_mark": "4",
        "rules-TOTAL_FORMS": 0, "rules-INITIAL_FORMS": 0, "questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 1,
    }  # fmt: skip
    return fields | {f"questions-0-{name}": value for name, value in row.items()}


def test_the_desk_words_the_questions_on_the_page_of_the_course(desk_client):
    course = CheckQuestionFactory().course
    url = reverse("admin:training_course_change", args=[course.pk])

    refused = desk_client.post(url, questions(course, right=4))
    assert "正しい選択肢は、書いてある選択肢から選んでください。" in refused.content.decode()

    assert desk_client.post(url, questions(course, text="直した問い")).status_code == 302
    assert CheckQuestion.objects.get().text == "直した問い"


def test_hints_are_settled_and_put_back(desk_client):
    stumble = StumbleFactory(hint=True)

    for verb, settled in (("sumi", True), ("modosu", False)):
        desk_client.post(reverse("admin:training_stumble_act", args=[stumble.pk, verb]))
        assert (Stumble.objects.get().settled_at is not None) is settled


def test_the_list_is_narrowed_to_where_a_text_went(desk_client):
    StumbleFactory(text="報告だけの文")
    StumbleFactory(text="待つヒント", hint=True)
    StumbleFactory(text="済んだヒント", settled=True)

    def listed(where):
        text = desk_client.get(STUMBLES, {"yukisaki": where}).content.decode()
        return [words for words in ("報告だけの文", "待つヒント", "済んだヒント") if words in text]

    assert {where: listed(where) for where in ("hint", "settled", "memo", "text")} == {
        "hint": ["待つヒント"],
        "settled": ["済んだヒント"],
        "memo": [],
        "text": ["報告だけの文"],
    }
    assert "ヒント（済）" in desk_client.get(STUMBLES).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_texts_costs_the_same_for_one_and_three(rows, desk_client, django_assert_max_num_queries):
    for _ in range(rows):
        StumbleFactory()
    desk_client.get(STUMBLES)  # writes the hour into the session

    with django_assert_max_num_queries(10):
        desk_client.get(STUMBLES)
