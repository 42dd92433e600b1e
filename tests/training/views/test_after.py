"""What a person does on the page of one 研修: reads 教材, promises, answers, studies."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, FileState, PageImage
from nara_renkei.core.private_files import store_bytes
from proposals.models import Trouble
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.factories.training import SessionFactory, TraineeFactory
from tests.factories.understanding import MaterialVersionFactory, ResolutionFactory, SelfStudyTryFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.training.links import link_to
from tests.training.people import who_came, who_missed
from training.enums import Outcome, Timing
from training.models import Resolution, SelfStudy, Stumble
from training.rules.surveys import key_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(trainee, name="course", *args):
    return reverse(f"training:{name}", args=[trainee.course.slug, *args])


def browser(trainee):
    return StrictClient.of(trainee.user)


def text(trainee, name="course"):
    answer = browser(trainee).get(page(trainee, name))
    assert answer.status_code == 200
    return answer.content.decode()


def picture(version):
    image = store_bytes(b"RIFF", name="1.webp", content_type="image/webp", at=NOON)
    PageImage.objects.create(source=version.file, page=1, image=image, width=1, height=1)


def test_a_material_is_read_as_pictures_and_taken_and_both_are_kept():
    trainee = who_came()
    version = MaterialVersionFactory(material__session=trainee.session, material__title="講義の資料")
    picture(version)
    version.file.pictured_at = NOON
    version.file.save()
    reader = browser(trainee)

    assert "講義の資料" in text(trainee)
    assert "講義の資料 1ページ目" in reader.get(page(trainee, "material_pages", version.file.uuid)).content.decode()
    assert reader.get(page(trainee, "material_page", version.file.uuid, 1)).status_code == 200
    assert reader.get(page(trainee, "material", version.file.uuid)).status_code == 200

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "actor_key")) == [
        ("file.view_page", f"user:{trainee.user_id}"),
        ("file.download", f"user:{trainee.user_id}"),
    ]


def test_who_came_by_the_link_of_a_letter_reads_it_too(client):
    trainee = who_came()
    version = MaterialVersionFactory(material__session=trainee.session)
    client.get(link_to(trainee))

    assert client.get(page(trainee, "material", version.file.uuid)).status_code == 200
    assert AuditEvent.objects.get(verb="file.download").actor_key == f"user:{trainee.user_id}"


def test_what_is_for_afterwards_or_not_safe_or_of_another_session_is_not_found():
    session = SessionFactory(open=True)
    trainee = TraineeFactory(course=session.course, session=session)
    later = MaterialVersionFactory(material__session=session, material__after=True)
    unsafe = MaterialVersionFactory(material__session=session)
    unsafe.file.state = FileState.PENDING
    unsafe.file.save()
    foreign = MaterialVersionFactory()

    for version in (later, unsafe, foreign):
        for name, more in (("material", ()), ("material_pages", ()), ("material_page", (1,))):
            url = page(trainee, name, version.file.uuid, *more)
            assert browser(trainee).get(url).status_code == 404


def test_a_file_without_pictures_has_no_page_of_them():
    trainee = who_came()
    file = store_bytes(b"x", name="資料.xlsx", content_type="application/vnd.ms-excel", at=NOON)
    version = MaterialVersionFactory(material__session=trainee.session, file=file)

    assert browser(trainee).get(page(trainee, "material_pages", version.file.uuid)).status_code == 404


def test_of_a_course_that_is_not_theirs_people_find_nothing():
    trainee, stranger = who_came(), TraineeFactory()

    for name in ("resolution", "stumble", "self_study"):
        assert browser(stranger).get(page(trainee, name)).status_code == 404


def test_the_page_says_where_to_answer_the_survey():
    trainee = who_came()
    survey = SurveyFactory(open=True, about=key_of(trainee.session.key, Timing.AFTER))
    AddresseeFactory(survey=survey, email=trainee.user.email.lower())

    assert "研修のあとのアンケートのお願いを、庁内メールに送りました。" in text(trainee)


def test_a_promise_is_written_and_worded_anew():
    trainee = who_came()
    assert "次に試すことを書く" in text(trainee)

    for words in ("困りごとを一つ書き出す。", "企業の方と一度話す。"):
        answer = browser(trainee).post(page(trainee, "resolution"), {"text": words}, follow=True)
        assert words in answer.content.decode()

    assert Resolution.objects.get().text == "企業の方と一度話す。"
    assert "企業の方と一度話す。" in text(trainee, "resolution")


def test_a_promise_that_is_too_late_is_not_offered_and_refused_in_words():
    trainee = who_came(held_on=TODAY - timedelta(days=91))
    assert "次に試すことを書く" not in text(trainee)

    answer = browser(trainee).post(page(trainee, "resolution"), {"text": "書いたこと"})

    assert "研修から90日が過ぎたため、もう書けません。" in answer.content.decode()
    assert "書いたこと" in answer.content.decode()


def test_who_did_not_come_has_no_page_for_a_promise_or_a_stumble():
    trainee = who_missed()

    for name in ("resolution", "stumble"):
        assert browser(trainee).get(page(trainee, name)).status_code == 404


def test_after_ninety_days_the_page_asks_what_became_of_it():
    trainee = who_came()
    ResolutionFactory(trainee=trainee, due=True)
    assert "した・まだ・やめたを答える" in text(trainee)

    browser(trainee).post(page(trainee, "resolution"), {"outcome": "NOT_YET", "line": "準備中です。"})

    assert Resolution.objects.get().outcome == Outcome.NOT_YET
    shown = text(trainee)
    assert ("準備中です。" in shown, "もう一度だけお尋ねします" in shown, "答えを変える" in shown) == (True, True, True)
    assert "どれか一つを選んでください。" in (
        browser(trainee).post(page(trainee, "resolution"), {"line": "一言"}).content.decode()
    )


def test_a_stumble_goes_where_it_was_ticked():
    trainee = who_came()
    assert "名前は付けずに、デスクが読みます。" in text(trainee)

    browser(trainee).post(page(trainee, "stumble"), {"text": "名前のない文"})
    browser(trainee).post(page(trainee, "stumble"), {"text": "デスクへ", "to_desk": "on", "as_hint": "on"})

    first, second = Stumble.objects.order_by("pk")
    assert (first.trouble, first.is_hint, first.session) == (None, False, trainee.session)
    assert (second.trouble.trouble, second.is_hint) == ("デスクへ", True)
    assert trainee.user.name in Trouble.objects.get().author


def answers(trainee, right):
    questions = trainee.course.questions.in_order()
    form = browser(trainee).get(page(trainee, "self_study") + "?mouichido=1").context["form"]
    picked = {f"q{one.pk}": "2" if number < right else "1" for number, one in enumerate(questions)}
    return {"shown": form.fields["shown"].initial, **picked}


def test_the_self_study_shows_the_right_answers_and_may_be_tried_again():
    trainee = who_missed(recording_url="https://rokuga.example/1")
    assert "自習をする" in text(trainee)
    first = text(trainee, "self_study")
    assert ("https://rokuga.example/1" in first, "5問のうち4問が合えば合格です。" in first) == (True, True)
    assert "デスクが受け付けて" not in first

    failed = browser(trainee).post(page(trainee, "self_study"), answers(trainee, 3), follow=True).content.decode()
    assert ("5問のうち3問が合いました。" in failed, "もう一度答える" in failed) == (True, True)
    assert "デスクが受け付けて" in failed

    passed = browser(trainee).post(page(trainee, "self_study"), answers(trainee, 4), follow=True).content.decode()
    assert ("合格です。" in passed, "もう一度答える" in passed) == (True, False)
    assert SelfStudy.objects.get().passed_at == NOON
    assert "自習に合格しました。出席とは別に数えます。" in text(trainee)


def test_an_answer_left_out_is_said_and_nothing_is_lost():
    trainee = who_missed()
    given = answers(trainee, 5)
    left_out = f"q{trainee.course.questions.in_order()[0].pk}"
    del given[left_out]

    answer = browser(trainee).post(page(trainee, "self_study"), given).content.decode()

    assert "どれか一つを選んでください。" in answer
    assert answer.count("checked") == 4


def test_questions_that_changed_are_shown_again_with_what_was_chosen():
    trainee = who_missed()
    given = answers(trainee, 5)
    trainee.course.questions.filter(position=1).update(text="直した問い")

    answer = browser(trainee).post(page(trainee, "self_study"), given)
    again = {**given, "shown": answer.context["form"]["shown"].value()}

    assert "デスクが問いを直しました。" in answer.content.decode()
    assert answer.content.decode().count("checked") == 5
    assert browser(trainee).post(page(trainee, "self_study"), again).status_code == 302


def test_without_questions_the_self_study_is_in_preparation():
    assert "確かめの問いは、準備中です。" in text(who_missed(questions=0), "self_study")


def test_after_its_last_day_the_self_study_is_closed():
    trainee = who_missed(self_study_until=TODAY - timedelta(days=1))
    assert "自習は、令和8年（2026年）10月4日（日）に締め切りました。" in text(trainee)
    assert browser(trainee).get(page(trainee, "self_study")).status_code == 404

    SelfStudyTryFactory(self_study__trainee=trainee, self_study__session=trainee.session, right=3)

    assert "自習は締め切りました。" in text(trainee, "self_study")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, django_assert_max_num_queries):
    trainee = who_came()
    for _ in range(rows):
        MaterialVersionFactory(material__session=trainee.session)
    reader = browser(trainee)
    reader.get(page(trainee))  # writes the hour into the session

    with django_assert_max_num_queries(12):
        reader.get(page(trainee))
