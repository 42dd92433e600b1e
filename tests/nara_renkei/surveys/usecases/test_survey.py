"""From preparing to closing."""

from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Addressee, AnswerSheet, Question, Survey, Ticket
from nara_renkei.surveys.rules.question_sets import DIALOGUE
from nara_renkei.surveys.usecases.address import CannotAddress, Person, address
from nara_renkei.surveys.usecases.close import CannotClose, close, close_past_their_day
from nara_renkei.surveys.usecases.copy_survey import copy_survey
from nara_renkei.surveys.usecases.extend import CannotExtend, extend
from nara_renkei.surveys.usecases.open_survey import CannotOpen, open_survey
from nara_renkei.surveys.usecases.prepare import prepare
from nara_renkei.surveys.usecases.remind import CannotRemind, remind
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK, TODAY, at
from tests.nara_renkei.surveys.people import answers, asked, tokens

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}
TOMORROW = NOON + timedelta(days=1)
AFTER = NOON + timedelta(days=15)
COMPANY, STAFF = (
    Person(Side.COMPANY, "会社の人", "Hito@Company.example "),
    Person(Side.DIVISION, "職員", "shokuin@city.example"),
)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# --- prepare, copy, open


def test_a_survey_is_prepared_with_its_questions_in_order():
    survey = prepare(title="ダイアログのアンケート", about="event:r8", questions=DIALOGUE, closes_on=TODAY, **BY)

    assert [one.text for one in survey.questions.in_order()] == [one.text for one in DIALOGUE]
    assert (survey.is_draft, survey.state_words) == (True, "準備中")
    assert verbs() == ["survey.prepared"]


def test_a_copy_has_the_words_and_none_of_the_people():
    survey, found = asked(company=1)
    answers(survey, found["c0"])
    Survey.objects.filter(pk=survey.pk).update(company_intro="ありがとうございました。")
    survey.refresh_from_db()

    copy = copy_survey(survey=survey, title="写し", about="event:r9", closes_on=TODAY, **BY)

    assert list(copy.questions.in_order().values_list("text", "kind", "low", "high")) == list(
        survey.questions.in_order().values_list("text", "kind", "low", "high")
    )
    assert (copy.about, copy.company_intro, copy.is_draft) == ("event:r9", "ありがとうございました。", True)
    assert (copy.addressees.count(), copy.sheets.count()) == (0, 0)


def test_opening_mails_nothing():
    survey = open_survey(survey=SurveyFactory(), **BY)

    assert (survey.is_open, survey.opened_at) == (True, NOON)
    assert OutgoingMail.objects.count() == 0
    assert verbs() == ["survey.opened"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"open": True}, "このアンケートは、もう始めています。"),
        ({"closes_on": TODAY - timedelta(days=1)}, "締切が過ぎています。締切を直してから始めてください。"),
        ({"questions": False}, "質問がありません。質問を足してから始めてください。"),
    ],
)
def test_what_cannot_be_opened_says_why(fields, sentence):
    with pytest.raises(CannotOpen, match=sentence):
        open_survey(survey=SurveyFactory(**fields), **BY)


# --- address


def test_each_person_gets_a_letter_with_a_link_to_the_own_host(settings):
    settings.STAFF_HOST = "staff.example"
    survey = SurveyFactory(open=True)

    found = address(survey=survey, people=[COMPANY, STAFF], **BY)

    mails = list(OutgoingMail.objects.order_by("pk"))
    assert [(one.side, one.name, one.email) for one in found] == [
        (Side.COMPANY, "会社の人", "hito@company.example"),
        (Side.DIVISION, "職員", "shokuin@city.example"),
    ]
    assert [mail.to for mail in mails] == ["hito@company.example", "shokuin@city.example"]
    assert mails[0].secret.startswith(f"{settings.SITE_URL}/anketo/")
    assert mails[1].secret.startswith("http://staff.example/ka/anketo/")
    assert all("〔リンク〕" in mail.body and mail.about == survey.key for mail in mails)
    assert mails[0].expires_at == at(TODAY + timedelta(days=15), 0)


def test_an_address_is_asked_once_per_survey():
    survey = SurveyFactory(open=True)
    again = Person(Side.DIVISION, "同じ宛先", "hito@company.example")

    first = address(survey=survey, people=[COMPANY, again], **BY)
    second = address(survey=survey, people=[again, STAFF], **BY)
    third = address(survey=survey, people=[COMPANY], **BY)

    assert [one.name for one in (*first, *second, *third)] == ["会社の人", "職員"]
    assert (Addressee.objects.count(), OutgoingMail.objects.count()) == (2, 2)
    assert verbs() == ["survey.addressed", "survey.addressed"]


def test_the_table_keeps_no_token():
    _, found = asked(company=1)

    assert found["c0"] not in str(list(Ticket.objects.values()))


@pytest.mark.parametrize("fields", [{}, {"closed": True}, {"open": True, "closes_on": TODAY - timedelta(days=1)}])
def test_nobody_is_asked_unless_the_survey_is_open(fields):
    with pytest.raises(CannotAddress, match="いまは回答を受け付けていません。"):
        address(survey=SurveyFactory(**fields), people=[COMPANY], **BY)


# --- remind


def test_a_reminder_goes_to_those_who_have_not_answered_and_both_links_open():
    survey, first = asked(company=2, division=1)
    answers(survey, first["c0"])

    found = remind(survey=survey, by=THE_DESK, at=TOMORROW)
    second = tokens(template="surveys/reminded")
    answers(survey, first["c1"], at=TOMORROW)
    answers(survey, second["d0"], at=TOMORROW)

    assert [one.name for one in found] == ["会社の人1", "職員0"]
    assert sorted(second) == ["c1", "d0"]
    assert (survey.sheets.count(), Ticket.objects.count()) == (3, 0)


def test_nobody_is_reminded_twice_a_day():
    survey, _ = asked(company=1)
    remind(survey=survey, **BY)

    with pytest.raises(CannotRemind, match="きょうは、もうお願いしています。"):
        remind(survey=survey, by=THE_DESK, at=NOON + timedelta(hours=1))

    assert len(remind(survey=survey, by=THE_DESK, at=TOMORROW)) == 1


def test_there_is_nobody_to_remind_when_all_have_answered():
    survey, found = asked(company=1)
    answers(survey, found["c0"])

    with pytest.raises(CannotRemind, match="お願いする相手がいません。"):
        remind(survey=survey, **BY)


def test_nobody_is_reminded_of_a_survey_that_is_over():
    survey, _ = asked(company=1)

    with pytest.raises(CannotRemind, match="いまは回答を受け付けていません。"):
        remind(survey=survey, by=THE_DESK, at=AFTER)


# --- extend, close


def test_more_time_opens_the_old_links_again():
    survey, found = asked(company=1)

    extend(survey=survey, closes_on=AFTER.date(), by=THE_DESK, at=AFTER)
    answers(survey, found["c0"], at=AFTER)

    assert survey.sheets.count() == 1


def test_the_last_day_cannot_be_moved_into_the_past():
    with pytest.raises(CannotExtend, match="きょうかそれより後"):
        extend(survey=SurveyFactory(open=True), closes_on=TODAY - timedelta(days=1), **BY)


@pytest.mark.parametrize("fields", [{}, {"closed": True}])
def test_only_an_open_survey_gets_more_time(fields):
    with pytest.raises(CannotExtend, match="受け付けていないアンケート"):
        extend(survey=SurveyFactory(**fields), closes_on=TODAY, **BY)


def test_closing_forgets_who_has_not_answered():
    survey, found = asked(company=3)
    answers(survey, found["c0"])

    survey = close(survey=survey, **BY)

    assert (survey.is_closed, survey.state_words) == (True, "締め切りました")
    assert (Ticket.objects.count(), Addressee.objects.count(), AnswerSheet.objects.count()) == (0, 3, 1)
    assert verbs() == ["survey.addressed", "survey.closed"]


@pytest.mark.parametrize("fields", [{}, {"closed": True}])
def test_only_an_open_survey_is_closed(fields):
    with pytest.raises(CannotClose, match="受け付けているアンケートだけ"):
        close(survey=SurveyFactory(**fields), **BY)


def test_the_morning_after_the_last_day_closes_a_survey_once():
    survey, running = SurveyFactory(open=True, closes_on=TODAY), SurveyFactory(open=True)
    SurveyFactory(closes_on=TODAY)

    first = close_past_their_day(by=THE_DESK, at=TOMORROW)
    second = close_past_their_day(by=THE_DESK, at=TOMORROW)

    running.refresh_from_db()
    assert (first, second, running.is_open) == ([survey], [], True)
    assert Question.objects.filter(survey=survey).count() == 2
