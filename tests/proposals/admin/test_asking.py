"""The desk's side of 課題, questions, 困りごとメモ and the other windows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import ChallengeState
from proposals.models import Challenge, ChallengeQuestion, SorterDestination
from proposals.usecases.count_destination import count_destination
from tests.factories.accounts import CompanyUserFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory, ChallengeQuestionFactory, TroubleFactory
from tests.harness import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def change_url(row):
    return reverse(f"admin:proposals_{row._meta.model_name}_change", args=[row.pk])


def act_url(row, verb):
    return reverse(f"admin:proposals_{row._meta.model_name}_act", args=[row.pk, verb])


def typed(page):
    """What a browser sends back of an admin form, unchanged."""
    form = page.context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False):
            data[name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
    return data


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", ["kokai", "torisage"]),
        ("handed_in", ["kokai", "sashimodosu", "torisage"]),
        ("retired", ["modosu"]),
        (None, ["tsuzukeru", "torisage"]),
    ],
)
def test_the_buttons_follow_the_state(desk_client, state, verbs):
    challenge = ChallengeFactory(**({state: True} if state else {}))

    page = desk_client.get(change_url(challenge))

    assert [act.verb for act, _ in page.context["act_links"]] == verbs
    assert "次にすること" in page.content.decode()


def test_publishing_offers_the_dates_of_the_sheet_and_shows_the_page_to_everybody(desk_client, client):
    challenge = ChallengeFactory(handed_in=True, opens_on=TODAY + timedelta(days=3))
    page = desk_client.get(act_url(challenge, "kokai"))
    assert page.context["form"]["opens_on"].value() == challenge.opens_on

    done = desk_client.post(
        act_url(challenge, "kokai"), {"opens_on": "2026-10-08", "closes_on": "2026-12-25", "notify": "on"}
    )

    assert done.url == change_url(challenge)
    assert "予告" in client.get(f"/kadai/{challenge.code}/").content.decode()
    assert OutgoingMail.objects.get().to == challenge.lead.email


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"opens_on": "", "closes_on": ""}, "opens_on"),
        ({"opens_on": "2026-10-08", "closes_on": "2026-10-07"}, "closes_on"),
        ({"opens_on": "2026-09-01", "closes_on": "2026-09-30"}, "__all__"),
        ({"opens_on": "2026-10-08", "closes_on": "x"}, "closes_on"),
    ],
)
def test_dates_that_do_not_hold_publish_nothing(desk_client, dates, field):
    challenge = ChallengeFactory(handed_in=True)

    page = desk_client.post(act_url(challenge, "kokai"), dates)

    assert set(page.context["form"].errors) == {field}
    assert Challenge.objects.get().state == ChallengeState.HANDED_IN


def test_each_other_button_makes_its_one_call(desk_client):
    handed_in, public, retired = ChallengeFactory(handed_in=True), ChallengeFactory(), ChallengeFactory(retired=True)

    desk_client.post(act_url(handed_in, "sashimodosu"), {"reason": "数字の年月を。"})
    desk_client.post(act_url(public, "tsuzukeru"))
    desk_client.post(act_url(public, "torisage"), {"reason": "解決しました。"})
    desk_client.post(act_url(retired, "modosu"))

    for row in (handed_in, public, retired):
        row.refresh_from_db()
    assert (handed_in.state, handed_in.returned_reason) == (ChallengeState.DRAFT, "数字の年月を。")
    assert (public.reconfirmed_on, public.state) == (TODAY, ChallengeState.RETIRED)
    assert retired.state == ChallengeState.DRAFT


def test_a_button_that_is_not_offered_leads_back_and_an_unknown_one_is_not_there(desk_client):
    challenge = ChallengeFactory()

    assert desk_client.post(act_url(challenge, "sashimodosu"), {"reason": "理由"}).url == change_url(challenge)
    assert desk_client.get(act_url(challenge, "nai")).status_code == 404
    assert Challenge.objects.get().state == ChallengeState.PUBLISHED


def test_the_desk_edits_the_words_and_the_search_follows(desk_client, client):
    challenge = ChallengeFactory(handed_in=True)
    page = desk_client.get(change_url(challenge))

    done = desk_client.post(change_url(challenge), {**typed(page), "wanted": "新しい道しるべ", "solutions": "例"})

    assert done.status_code == 302
    challenge.refresh_from_db()
    assert (challenge.wanted, challenge.version, challenge.state) == ("新しい道しるべ", 2, ChallengeState.HANDED_IN)
    assert list(Challenge.objects.saying("道しるべ")) == [challenge]


def test_the_desk_does_not_overwrite_what_was_saved_meanwhile(desk_client):
    challenge = ChallengeFactory(draft=True)
    data = typed(desk_client.get(change_url(challenge)))
    Challenge.objects.update(version=2, wanted="課が書いた文")

    refused = desk_client.post(change_url(challenge), {**data, "wanted": "デスクの文"})

    assert "ほかの人が保存しました" in refused.content.decode()
    assert Challenge.objects.get().wanted == "課が書いた文"


def test_the_desk_writes_a_new_one(desk_client):
    division = DivisionFactory()
    words = dict.fromkeys(("field", "title", "background", "figures", "future", "wanted", "offered"), "文")

    desk_client.post(
        reverse("admin:proposals_challenge_add"),
        {**words, "code": "r8-x", "procedure": "IDEAS", "lead": division.pk, "opens_on": "2026-11-01"},
    )

    challenge = Challenge.objects.get()
    assert (challenge.state, challenge.lead, challenge.version) == (ChallengeState.DRAFT, division, 1)
    assert challenge.search


def test_the_address_of_a_published_page_stays_and_no_state_is_a_field(desk_client):
    fields = desk_client.get(change_url(ChallengeFactory())).context["adminform"].form.fields

    assert {"code", "state", "published_on", "reconfirmed_on"} & set(fields) == set()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [("challenge", 10), ("challengequestion", 10), ("trouble", 10), ("sorterdestination", 9)]
)
def test_the_lists_cost_the_same_for_one_and_three(desk_client, model, queries, rows, django_assert_num_queries):
    for _ in range(rows):
        ChallengeQuestionFactory()
        TroubleFactory()

    with django_assert_num_queries(queries):
        desk_client.get(reverse(f"admin:proposals_{model}_changelist"))


# --- questions


def test_the_desk_answers_publishes_and_the_asker_is_told(desk_client, client):
    user = CompanyUserFactory()
    question = ChallengeQuestionFactory(asked_by=user)
    page = desk_client.get(change_url(question))
    assert user.name in page.content.decode()

    desk_client.post(
        change_url(question),
        {"question": "費用は？", "answer": "市が持ちます。", "is_public": "on", "notify": "on"},
    )

    html = client.get(f"/kadai/{question.challenge.code}/").content.decode()
    assert "市が持ちます。" in html
    assert user.name not in html
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == [user.email]


def test_publishing_without_an_answer_is_refused_and_a_draft_answer_waits(desk_client, client):
    question = ChallengeQuestionFactory()

    refused = desk_client.post(change_url(question), {"question": "費用は？", "answer": "", "is_public": "on"})
    assert "公開するには、回答を書いてください。" in refused.content.decode()
    desk_client.post(change_url(question), {"question": "費用は？", "answer": "書きかけ"})

    question.refresh_from_db()
    assert (question.answer, question.published_on) == ("書きかけ", None)


def test_the_desk_adds_a_question_from_the_telephone(desk_client):
    challenge = ChallengeFactory()

    desk_client.post(
        reverse("admin:proposals_challengequestion_add"),
        {"challenge": challenge.pk, "question": "電話の質問", "answer": "お答え", "is_public": "on", "notify": "on"},
    )

    added = ChallengeQuestion.objects.get()
    assert (added.challenge, added.published_on, added.asked_by) == (challenge, TODAY, None)


# --- 困りごとメモ


def test_a_memo_becomes_a_draft_with_a_click(desk_client):
    trouble = TroubleFactory()
    page = desk_client.get(act_url(trouble, "kadai"))
    assert page.context["form"]["division"].value() == trouble.division_id

    desk_client.post(act_url(trouble, "kadai"), {"division": trouble.division_id})

    challenge = Challenge.objects.get()
    assert (challenge.trouble, challenge.lead) == (trouble, trouble.division)
    assert str(challenge) in desk_client.get(change_url(trouble)).content.decode()


def test_a_memo_is_closed_with_a_reason_and_settled_once(desk_client):
    trouble = TroubleFactory()

    assert desk_client.post(act_url(trouble, "katazukeru"), {"reason": ""}).context["form"].errors
    desk_client.post(act_url(trouble, "katazukeru"), {"reason": "県の仕事のため。"})

    assert desk_client.get(act_url(trouble, "kadai")).url == change_url(trouble)
    assert desk_client.get(change_url(trouble)).context["act_links"] == []


# --- ほかの窓口


def test_the_counts_stand_beside_the_windows_and_the_words_can_be_changed(desk_client):
    count_destination(code="voice", on=TODAY)
    row = SorterDestination.objects.get(code="voice")

    assert "1回" in desk_client.get(reverse("admin:proposals_sorterdestination_changelist")).content.decode()
    desk_client.post(
        change_url(row), {"title": "市民の声", "words": "新しい文", "contact": "", "url": "", "position": "0"}
    )

    row.refresh_from_db()
    assert (row.words, row.code) == ("新しい文", "voice")
