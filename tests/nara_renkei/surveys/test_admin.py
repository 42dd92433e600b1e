"""The desk prepares, sends, reminds, closes and reads."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Addressee, Question, Survey
from nara_renkei.surveys.rules.question_sets import DIALOGUE
from nara_renkei.surveys.usecases.close import close
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def url(page, survey, *args):
    return reverse(f"admin:surveys_survey_{page}", args=[survey.pk, *args])


def text_of(response):
    return response.content.decode()


def closed(company, division, text=""):
    survey, found = asked(company, division)
    for number, token in enumerate(found.values()):
        answers(survey, token, score=5 - number % 2, text=text and f"{text}{number}")
    return close(survey=survey, by=THE_DESK, at=NOON)


# --- words


def test_a_new_survey_begins_with_the_questions_that_were_chosen(desk_client):
    words = {"title": "ダイアログのアンケート", "closes_on": "2026-12-18", "begin_with": "dialogue"}

    response = desk_client.post(reverse("admin:surveys_survey_add"), words)

    survey = Survey.objects.get()
    assert response.status_code == 302
    assert (survey.title, survey.is_draft, survey.questions.count()) == ("ダイアログのアンケート", True, len(DIALOGUE))
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["survey.prepared", "admin.add"]


def test_the_words_and_questions_of_a_draft_are_changed(desk_client):
    survey = SurveyFactory()
    first, second = survey.questions.in_order()
    data = {
        "title": "新しい題",
        "company_intro": "ありがとうございました。\r\nまたどうぞ。",
        "division_intro": "",
        "closes_on": "2026-10-30",
        "questions-TOTAL_FORMS": "2",
        "questions-INITIAL_FORMS": "2",
        "questions-0-id": str(first.pk),
        "questions-0-survey": str(survey.pk),
        "questions-0-position": "1",
        "questions-0-text": "また来たいですか。",
        "questions-0-kind": "SCALE",
        "questions-0-low": "来たくない",
        "questions-0-high": "来たい",
        "questions-0-for_company": "on",
        "questions-1-id": str(second.pk),
        "questions-1-survey": str(survey.pk),
        "questions-1-DELETE": "on",
    }

    response = desk_client.post(url("change", survey), data)

    survey.refresh_from_db()
    assert response.status_code == 302
    assert (survey.title, survey.company_intro) == ("新しい題", "ありがとうございました。\nまたどうぞ。")
    assert [(one.text, one.for_division) for one in survey.questions.in_order()] == [("また来たいですか。", False)]


def test_a_question_without_ends_is_refused_with_a_sentence(desk_client):
    survey = SurveyFactory(questions=False)
    data = {
        "title": survey.title,
        "closes_on": "2026-10-30",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        "questions-0-position": "1",
        "questions-0-text": "また来たいですか。",
        "questions-0-kind": "SCALE",
        "questions-0-for_company": "on",
    }

    page = text_of(desk_client.post(url("change", survey), data))

    assert "5段階には1と5の言葉を書いてください。文章には書きません。" in page
    assert Question.objects.count() == 0


def test_an_open_survey_shows_its_words_and_lets_none_be_changed(desk_client):
    survey, _ = asked(company=1)

    page = desk_client.get(url("change", survey))
    desk_client.post(url("change", survey), {"title": "別の題", "questions-TOTAL_FORMS": "0"})

    survey.refresh_from_db()
    assert survey.title != "別の題"
    assert 'name="title"' not in text_of(page)
    assert 'name="questions-0-text"' not in text_of(page)
    assert [label for label, _ in page.context["page_links"]] == [
        "お願いを送る",
        "もう一度お願いする",
        "回答の数を見る",
    ]


@pytest.mark.parametrize(
    ("fields", "verbs"),
    [({}, ["hajimeru", "utsusu"]), ({"open": True}, ["nobasu", "shimekiru", "utsusu"]), ({"closed": True}, ["utsusu"])],
)
def test_the_buttons_follow_the_state(desk_client, fields, verbs):
    page = desk_client.get(url("change", SurveyFactory(**fields)))

    assert [act.verb for act, _ in page.context["act_links"]] == verbs


def test_only_a_draft_is_deleted(desk_client):
    draft, running = SurveyFactory(), SurveyFactory(open=True)

    desk_client.post(url("delete", draft), {"post": "yes"})
    refused = desk_client.post(url("delete", running), {"post": "yes"})

    assert (list(Survey.objects.all()), refused.status_code) == ([running], 403)


def test_opening_extending_copying_and_closing_are_buttons(desk_client):
    survey = SurveyFactory()
    for verb, data in (
        ("hajimeru", {}),
        ("nobasu", {"closes_on": "2026-11-30"}),
        ("utsusu", {"title": "写し", "closes_on": "2027-12-18"}),
        ("shimekiru", {}),
    ):
        assert desk_client.get(url("act", survey, verb)).status_code == 200
        assert desk_client.post(url("act", survey, verb), data).status_code == 302

    survey.refresh_from_db()
    assert (survey.is_closed, survey.closes_on.isoformat()) == (True, "2026-11-30")
    assert Survey.objects.exclude(pk=survey.pk).get().title == "写し"


# --- letters

LINES = "企業,白毫 遥,haruka@company.example\n\n市、担当太郎、taro@city.example"


def test_the_people_and_the_letter_are_shown_before_anything_leaves(desk_client):
    survey = SurveyFactory(open=True)

    page = text_of(desk_client.post(url("letters", survey), {"people": LINES, "action": "look"}))

    assert "だれに届くか（2人）" in page
    assert "白毫 遥（企業）　haruka@company.example" in page
    assert "担当太郎（市）　taro@city.example" in page
    assert "企業に届くメール" in page
    assert "この2人に送る" in page
    assert OutgoingMail.objects.count() == 0


def test_the_second_press_sends_the_letters(desk_client):
    survey = SurveyFactory(open=True)

    response = desk_client.post(url("letters", survey), {"people": LINES, "action": "send"})

    assert response.url == url("change", survey)
    assert list(Addressee.objects.order_by("pk").values_list("name", "side")) == [
        ("白毫 遥", Side.COMPANY),
        ("担当太郎", Side.DIVISION),
    ]
    assert mail_text().count("〔リンク〕") == 2


def test_who_was_asked_before_is_left_out(desk_client):
    survey = SurveyFactory(open=True)
    desk_client.post(url("letters", survey), {"people": LINES, "action": "send"})
    more = f"{LINES}\n企業,次の人,tsugi@company.example"

    page = text_of(desk_client.post(url("letters", survey), {"people": more, "action": "look"}))
    again = text_of(desk_client.post(url("letters", survey), {"people": LINES, "action": "send"}))

    assert "ほかの2人には、もうお願いを送っています。" in page
    assert "この1人に送る" in page
    assert "新しい宛先がありません。" in again
    assert OutgoingMail.objects.count() == 2


def test_lines_that_are_none_are_named_and_kept(desk_client):
    wrong = (
        "企業,白毫 遥,haruka@company.example\n会社,だれか,dareka@company.example\n市,,x@city.example\n企業,人,メール"
    )

    page = text_of(desk_client.post(url("letters", SurveyFactory(open=True)), {"people": wrong, "action": "send"}))

    assert "2行目、3行目、4行目を直してください。" in page
    assert "会社,だれか,dareka@company.example" in page


def test_a_survey_that_is_not_open_sends_nothing(desk_client):
    page = text_of(desk_client.post(url("letters", SurveyFactory()), {"people": LINES, "action": "send"}))

    assert "いまは回答を受け付けていません。" in page


def test_a_reminder_shows_by_name_who_has_not_answered_and_then_goes(desk_client):
    survey, found = asked(company=2)
    answers(survey, found["c0"])

    page = text_of(desk_client.get(url("remind", survey)))
    before = OutgoingMail.objects.count()
    response = desk_client.post(url("remind", survey))

    assert "会社の人1（企業）" in page
    assert "会社の人0" not in page
    assert "もう一度のお願い" in page
    assert response.url == url("change", survey)
    assert OutgoingMail.objects.count() == before + 1


def test_a_second_reminder_on_the_same_day_is_refused(desk_client):
    survey, _ = asked(company=1)
    desk_client.post(url("remind", survey))

    page = text_of(desk_client.post(url("remind", survey)))

    assert "きょうは、もうお願いしています。" in page


def test_with_nobody_to_remind_there_is_no_button(desk_client):
    page = text_of(desk_client.get(url("remind", SurveyFactory(open=True))))

    assert "お願いする相手がいません。" in page


# --- result


def test_the_result_has_both_sides_a_chart_and_a_table(desk_client):
    page = text_of(desk_client.get(url("result", closed(6, 5, text="よかった"))))

    assert "<svg" in page
    assert "企業は5：3件、4：3件" in page
    assert "<b>100％</b>" in page
    assert "よかった10" in page
    assert "集計のPDFを作る" in page


def test_an_open_survey_shows_numbers_and_no_result(desk_client):
    survey, found = asked(company=6)
    for token in found.values():
        answers(survey, token, text="秘密")

    page = text_of(desk_client.get(url("result", survey)))

    assert "集計は、締め切ったあとに見られます。" in page
    assert "秘密" not in page
    assert "集計のPDFを作る" not in page


def test_a_group_of_four_is_not_on_the_page(desk_client):
    page = text_of(desk_client.get(url("result", closed(5, 4, text="ひとこと"))))

    assert page.count("5件未満の集まりがあるため出しません。") == 2
    assert "<h4>合わせて（9件）</h4>" in page


def test_the_paper_is_ordered_once_however_often_it_is_pressed(desk_client):
    survey = closed(5, 5)

    for _ in range(2):
        assert desk_client.post(url("result", survey)).url == url("result", survey)

    assert PaperJob.objects.get().about == str(survey.uuid)
    assert "頼んだPDF：" in text_of(desk_client.get(url("result", survey)))


def test_no_paper_is_made_of_an_open_survey(desk_client):
    page = desk_client.post(url("result", SurveyFactory(open=True)), follow=True)

    assert "集計は、締め切ったあとに出せます。" in text_of(page)
    assert PaperJob.objects.count() == 0


def test_the_table_leaves_with_a_line_in_the_audit(desk_client):
    survey = closed(5, 1, text="=1+1")

    response = desk_client.get(url("sheet", survey))

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[1][:5] == ("どのくらい満足しましたか。", "企業", "5", "4.60", "100")
    assert rows[4][-1] == "=1+10"
    assert AuditEvent.objects.filter(verb="survey.export", about=survey.key).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, rows, django_assert_max_num_queries):
    for _ in range(rows):
        asked(company=1)

    with django_assert_max_num_queries(9):
        page = desk_client.get(reverse("admin:surveys_survey_changelist"))

    assert page.status_code == 200


def test_the_list_says_how_far_each_is(desk_client):
    survey, found = asked(company=3)
    answers(survey, found["c0"])
    SurveyFactory(closes_on=TODAY + timedelta(days=30))

    page = desk_client.get(reverse("admin:surveys_survey_changelist"), {"jotai": "waiting"})

    assert [(row.asked, row.answered) for row in page.context["cl"].result_list] == [(0, 0), (3, 1)]
