import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.calendar import local_day
from proposals.enums import Party
from proposals.models import Message, Pause, Proposal, ToldDate
from proposals.queries import MY_PAGE
from proposals.usecases.request_correction import request_correction
from tests.factories.accounts import UserFactory
from tests.factories.proposals import AttachmentFactory, LetterFactory, MessageFactory, PromiseFactory, ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient
from tests.proposals.views.conftest import WORDS, Walker
from tests.screening.leaving import left, next_of

pytestmark = pytest.mark.django_db

PAGES = ["proposals:proposal", "proposals:receipt"]
INTERNAL = ["保留", "差戻し", "SUBMITTED", "IN_REVIEW", "ADOPTED"]


@pytest.fixture
def mine(company_client):
    organization = company_client.user.memberships.get().organization
    return lambda **traits: ProposalFactory(organization=organization, **traits)


def returned(mine, **reasons):
    proposal = mine(submitted=True)
    now = timezone.now()
    request_correction(
        proposal=proposal,
        reasons=reasons or {"body": "場所を具体的に書いてください。"},
        wanted_by=local_day(now) + timedelta(days=10),
        by=THE_DESK,
        at=now,
    )
    proposal.refresh_from_db()
    return proposal


def test_the_list_shows_what_i_owe_first(company_client, mine):
    mine(submitted=True, title="受付の提案")
    returned(mine)

    response = company_client.get(reverse("proposals:mine"))

    page = response.content.decode()
    assert page.index("していただくこと") < page.index("受付の提案")
    assert "直して出す" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(company_client, mine, rows, django_assert_num_queries):
    for _ in range(rows):
        mine(submitted=True)

    with django_assert_num_queries(11):
        company_client.get(reverse("proposals:mine"))


def titles(response):
    page = response.context
    return [
        row.proposal.title
        for row in (*[row for row, _ in page["owed"]], *page["drafts"], *[row for row, _ in page["rows"]])
    ]


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        ("", ["直す", "書きかけ", "進める", "検討中"]),
        ("open", ["直す", "検討中"]),
        ("told", ["進める"]),
        ("draft", ["書きかけ"]),
        ("nothing", ["直す", "書きかけ", "進める", "検討中"]),
    ],
)
def test_the_list_is_narrowed(company_client, mine, only, shown):
    mine(in_review=True, title="検討中")
    mine(adopted=True, title="進める")
    mine(title="書きかけ")
    Proposal.objects.filter(pk=returned(mine).pk).update(title="直す")

    assert titles(company_client.get(reverse("proposals:mine"), {"only": only})) == shown


def test_what_narrows_to_nothing_says_so(company_client, mine):
    mine(submitted=True)

    page = company_client.get(reverse("proposals:mine"), {"only": "draft"}).content.decode()

    assert "この絞り込みに当たる提案はありません。" in page
    assert "まだ提案がありません。" not in page


def test_every_proposal_is_reached_page_by_page(company_client, mine):
    wanted = [mine(submitted=True, title=f"提案{n}").title for n in range(MY_PAGE + 1)]
    url = reverse("proposals:mine")

    first, second = (company_client.get(url, {"only": "open", "page": page}) for page in ("1", "2"))

    assert [len(titles(one)) for one in (first, second)] == [MY_PAGE, 1]
    assert sorted(titles(first) + titles(second)) == sorted(wanted)
    assert 'href="?only=open&amp;page=2" rel="next"' in first.content.decode()


def with_everything(proposal, rows):
    """Letters, messages with files, files, told dates, and times in which the clock stood."""
    promise = proposal.promises.filter(met_on=None).first() or PromiseFactory(proposal=proposal)
    for n in range(rows):
        LetterFactory(proposal=proposal)
        AttachmentFactory(proposal=proposal, message=MessageFactory(proposal=proposal))
        AttachmentFactory(proposal=proposal)
        ToldDate.objects.create(promise=promise, day=NOON.date() + timedelta(days=n), told_at=NOON)
        Pause.objects.create(proposal=proposal, starts_on=NOON.date(), ends_on=NOON.date(), reason=f"理由{n}")
    return proposal


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("status", ["returned", "in_dialogue", "declined"])
def test_one_proposal_takes_at_most_twelve_queries_with_everything_it_can_hold(
    company_client, mine, rows, status, django_assert_max_num_queries
):
    reasons = dict.fromkeys(("body", "title", "summary")[:rows], "書き足してください。")
    proposal = with_everything(returned(mine, **reasons) if status == "returned" else mine(**{status: True}), rows)

    with django_assert_max_num_queries(12):
        company_client.get(reverse("proposals:proposal", args=[proposal.number]))


def test_the_page_names_who_speaks_for_the_city_from_that_persons_first_day(company_client, mine, time_machine):
    before = left(kind=PostKind.MANAGER, ends_on=TODAY, name="前任 次郎")
    next_of(before)
    proposal, over = (mine(**{trait: True}, lead_division=before.division) for trait in ("in_review", "declined"))

    def page(one):
        return company_client.get(reverse("proposals:proposal", args=[one.number])).content.decode()

    time_machine.move_to(NOON)
    on_the_last_day = page(proposal)
    time_machine.move_to(NOON + timedelta(days=1))

    assert f"市の担当：{before.division}　課長 前任 次郎" in on_the_last_day
    assert "後任 花子" not in on_the_last_day
    assert f"市の担当：{before.division}　課長 後任 花子" in page(proposal)
    assert "市の担当：" not in page(over)


@pytest.mark.parametrize("trait", ["submitted", "in_review", "in_dialogue", "on_hold", "adopted", "declined"])
def test_the_page_holds_no_internal_word(company_client, mine, trait):
    proposal = mine(**{trait: True})

    page = company_client.get(reverse("proposals:proposal", args=[proposal.number])).content.decode()

    assert [word for word in INTERNAL if word in page] == []
    assert proposal.public_word.label in page


@pytest.mark.parametrize("name", PAGES)
def test_staff_and_strangers_see_404(company_client, mine, desk_client, client, name):
    proposal = mine(submitted=True)
    url = reverse(name, args=[proposal.number])

    assert StrictClient.of(UserFactory()).get(url).status_code == 404
    assert desk_client.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_a_message_is_written_once_and_shown_in_the_thread(company_client, mine):
    proposal = mine(submitted=True)

    response = company_client.post(reverse("proposals:message", args=[proposal.number]), {"body": "いつごろですか。"})

    assert response.url == reverse("proposals:proposal", args=[proposal.number])
    assert list(Message.objects.values_list("party", "body")) == [(Party.PROPOSER, "いつごろですか。")]
    assert "担当の確認を待っています" in company_client.get(response.url).content.decode()


def test_the_script_that_sends_files_is_told_where_to_go(company_client, mine):
    proposal = mine(submitted=True)
    url = reverse("proposals:message", args=[proposal.number])

    sent = company_client.post(url, {"body": "いつごろですか。"}, headers={"X-Upload": "1"})
    page = company_client.get(sent["X-Next"]).content.decode()
    refused = company_client.post(url, {"body": ""}, headers={"X-Upload": "1"})

    assert (sent.status_code, refused.status_code) == (204, 200)
    assert "メッセージを送りました。" in page


def test_reading_confirms_nothing_and_the_button_does(company_client, mine):
    proposal = mine(submitted=True)
    message = MessageFactory(proposal=proposal, party=Party.DESK)

    company_client.get(reverse("proposals:proposal", args=[proposal.number]))
    message.refresh_from_db()
    before = message.confirmed_at
    company_client.post(reverse("proposals:confirm", args=[proposal.number]))
    message.refresh_from_db()

    assert before is None
    assert message.confirmed_at is not None


def test_withdrawing_needs_a_reason(company_client, mine):
    proposal = mine(submitted=True)
    url = reverse("proposals:withdraw", args=[proposal.number])

    refused = company_client.post(url, {"reason": ""})
    done = company_client.post(url, {"reason": "事情が変わったため"})

    proposal.refresh_from_db()
    assert "取り下げる理由を書いてください。" in refused.content.decode()
    assert done.status_code == 302
    assert proposal.status == "WITHDRAWN"


def test_a_correction_shows_the_reason_and_makes_a_new_version(company_client, mine):
    proposal = returned(mine)
    url = reverse("proposals:correct", args=[proposal.number])
    words = {**WORDS, "title": proposal.title, "body": "月ヶ瀬の集会所で、週に2回行います。"}

    page = company_client.get(url).content.decode()
    done = company_client.post(url, {**words, "action": "submit", "version": proposal.version})

    proposal.refresh_from_db()
    assert "場所を具体的に書いてください。" in page
    assert done.url == reverse("proposals:proposal", args=[proposal.number])
    assert (proposal.status, proposal.body) == ("SUBMITTED", words["body"])
    assert proposal.submissions.count() == 2


def test_a_field_that_was_asked_for_must_not_stay_empty(company_client, mine):
    proposal = returned(mine, team="だれが担当するかを書いてください。")
    url = reverse("proposals:correct", args=[proposal.number])

    response = company_client.post(url, {**WORDS, "body": "場所は集会所です。", "team": ""})

    assert response.context["form"].errors["team"] == ["お願いした欄です。書いてから出してください。"]
    assert proposal.submissions.count() == 1


def test_an_unfinished_correction_is_remembered_and_the_submitted_words_stay(company_client, mine):
    proposal = returned(mine)
    url = reverse("proposals:correct", args=[proposal.number])
    before = proposal.body

    company_client.post(url, {**WORDS, "body": "書きかけ", "action": "later", "version": proposal.version})
    again = company_client.get(url)

    proposal.refresh_from_db()
    assert again.context["form"]["body"].value() == "書きかけ"
    assert proposal.body == before
    assert proposal.status == "RETURNED"


def test_nothing_changed_is_said_and_not_sent(company_client, mine):
    proposal = returned(mine)
    same = {name: getattr(proposal, name) for name in WORDS}

    response = company_client.post(
        reverse("proposals:correct", args=[proposal.number]),
        {**same, "publicity": proposal.publicity, "action": "submit", "version": proposal.version},
    )

    assert "まだ何も直っていません" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_make_one_proposal_and_one_receipt():
    walker = Walker(StrictClient.of(UserFactory()))
    proposal = walker.fill(timezone.localdate())
    url = walker.url(proposal, "check")
    cookies = walker.client.cookies
    answers = []

    def click():
        client = StrictClient()
        client.cookies = cookies
        try:
            answers.append(client.post(url, {"action": "submit", "version": 1}).url)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    number = Proposal.objects.get().number
    assert set(answers) == {reverse("proposals:receipt", args=[number])}
    assert len(answers) == 6
    assert Proposal.objects.get().submissions.count() == 1
