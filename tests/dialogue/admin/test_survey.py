"""The desk's tab アンケート, from nothing to the result."""

import pytest
from django.urls import reverse

from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.usecases.close import close
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK, TODAY, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def event():
    return EventFactory(today=True)


@pytest.fixture
def person(event):
    return ParticipantFactory(registration__event=event, name="髙橋 𠮷乃", email="kou@company.example")


def page(event):
    return reverse("admin:dialogue_event_survey", args=[event.pk])


def test_it_is_made_of_the_usual_questions_and_the_way_on_is_shown(desk_client, event):
    assert "この回のアンケートをつくる" in text_of(desk_client.get(page(event)))

    answer = desk_client.post(page(event), {"closes_on": TODAY.isoformat()}, follow=True)

    survey = Survey.objects.get()
    assert survey.about == event.key
    assert reverse("admin:surveys_survey_act", args=[survey.pk, "hajimeru"]) in text_of(answer)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "said"), [("2020-01-01", "過ぎた日にはできません。"), ("きょう", "正しい日付で入れてください。")]
)
def test_a_wrong_day_is_refused_and_stands_there_still(desk_client, event, day, said):
    answer = desk_client.post(page(event), {"closes_on": day})

    assert (answer.status_code, said in text_of(answer), f'value="{day}"' in text_of(answer)) == (200, True, True)
    assert Survey.objects.count() == 0


def test_looking_sends_nothing_and_the_button_sends_to_those_ticked(desk_client, event, person):
    SurveyFactory(open=True, about=event.key, company_intro="企業の皆様へのひとこと")
    ParticipantFactory(registration=RegistrationFactory(event=event, of_division=True), email="hei@city.example")

    seen = text_of(desk_client.get(page(event)))
    assert seen.count(" checked>") == 2
    assert ("髙橋 𠮷乃" in seen, "企業の皆様へのひとこと" in seen, "職員に届くメール" in seen) == (True, True, False)
    assert OutgoingMail.objects.count() == 0

    sent = text_of(desk_client.post(page(event), {"people": [person.code]}, follow=True))

    assert "1人にお願いを送りました。" in sent
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["kou@company.example"]
    assert ("お願いを送りました。" in sent, sent.count(" checked>")) == (True, 1)


@pytest.mark.parametrize(
    ("people", "said"), [([], "印を付けてください。"), (["ZZZZ2222"], "送る人の一覧が変わりました。")]
)
def test_nobody_or_a_stranger_ticked_sends_nothing(desk_client, event, person, people, said):
    SurveyFactory(open=True, about=event.key)

    answer = text_of(desk_client.post(page(event), {"people": people}))

    assert (said in answer, " checked>" in answer, OutgoingMail.objects.count()) == (True, False, 0)


def test_a_survey_that_closes_meanwhile_says_why_it_sends_nothing(desk_client, event, person, monkeypatch):
    survey = SurveyFactory(open=True, about=event.key)
    monkeypatch.setattr(
        "dialogue.admin.survey.survey_of",
        lambda event: Survey(pk=survey.pk, opened_at=NOON, closes_on=TODAY, about=event.key, title="題"),
    )
    close(survey=survey, by=THE_DESK, at=NOON)

    answer = text_of(desk_client.post(page(event), {"people": [person.code]}))

    assert ("いまは回答を受け付けていません。" in answer, OutgoingMail.objects.count()) == (True, 0)


def test_before_the_day_no_name_is_shown(desk_client):
    event = EventFactory(fixed=True)
    person = ParticipantFactory(registration__event=event)
    SurveyFactory(open=True, about=event.key)

    seen = text_of(desk_client.get(page(event)))

    assert ("当日の段階にすると出ます。" in seen, person.name in seen) == (True, False)


def test_when_it_is_closed_the_result_is_shown(desk_client, event):
    survey = SurveyFactory(closed=True, about=event.key)

    seen = text_of(desk_client.get(page(event)))

    assert reverse("admin:surveys_survey_result", args=[survey.pk]) in seen
    assert survey.questions.first().text in seen


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, event, count, django_assert_max_num_queries):
    SurveyFactory(open=True, about=event.key)
    for _ in range(count):
        ParticipantFactory(registration=RegistrationFactory(event=event))
    desk_client.get(page(event))

    with django_assert_max_num_queries(12):
        desk_client.get(page(event))
