"""The desk's morning, through the admin."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Attachment, Letter, Message, PledgeItem
from screening.admin.page import MET_IN
from screening.models import Approval, Decision, Note, Routing
from screening.rules.next_steps import Need
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.propose_decision import propose_decision
from tests.bad_input import PDF
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.proposals import ChallengeFactory, MessageFactory, ProposalFactory
from tests.harness import NOON, StrictClient, text_of
from tests.screening.city import MARKER, accepted, fresh, office, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


def press(client, proposal, verb, **data):
    return client.post(f"{QUEUE}{proposal.number}/{verb}/", data, follow=True)


def test_the_morning_from_a_new_proposal_to_the_letter(desk_client):
    proposal = ProposalFactory(submitted=True, title="冷蔵車を保管庫に")
    member = MemberFactory(organization=proposal.organization).user
    lead, helper = office(), office()
    assert "新着" in text_of(desk_client.get(QUEUE))

    shown = text_of(desk_client.get(f"{QUEUE}{proposal.number}/"))
    assert 'href="#part-open"' in shown
    assert shown.count('id="part-open"') == 1
    assert '<form method="post" action="hiraku/">' in shown
    press(desk_client, proposal, "hiraku")
    press(desk_client, proposal, "taisho", in_scope="yes", procedure="COOPERATION")
    press(
        desk_client,
        proposal,
        "kakunin",
        **{f"{code}-result": "OK" for code in ("corporate-number", "declarations", "scope")},
    )
    preview = text_of(desk_client.get(f"{QUEUE}{proposal.number}/okuru/"))
    assert member.email in preview
    assert "令和8年（2026年）10月20日（火）" in preview
    press(desk_client, proposal, "okuru", lead=lead.division.pk, others=[helper.division.pk])
    assert fresh(proposal).status == "IN_REVIEW"

    routing = Routing.objects.get(is_lead=True)
    manager = StrictClient.of(lead.manager)
    prefix = f"answer-{lead.division.code}"
    manager.post(
        f"/ka/{proposal.number}/kaito/{lead.division.code}/",
        {f"{prefix}-choice": "CONSIDER", f"{prefix}-comment": "ぜひ。", f"{prefix}-contact": "担当太郎"},
    )
    manager.post(f"/ka/{proposal.number}/kaito/{lead.division.code}/kakunin/")
    assert "回答あり" in text_of(desk_client.get(QUEUE))
    press(desk_client, proposal, "uketoru")
    draft_decision(routing=routing, outcome=Outcome("ADOPT", "役に立つため。"), by=lead.actor, at=NOON)
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)

    press(desk_client, proposal, "an-kakunin")
    press(
        desk_client,
        proposal,
        "kessai",
        drafted_on="2026-10-02",
        decided_on="2026-10-05",
        decider="危機管理監",
        kind="STANDING",
        document_number="奈総政第9号",
    )
    shown = text_of(desk_client.get(f"{QUEUE}{proposal.number}/shiraseru/"))
    assert "このお知らせは、協定や契約を約束するものではありません" in shown
    assert "奈総政第9号" in shown
    press(
        desk_client,
        proposal,
        "shiraseru",
        notify="on",
        letter_title="提案の結果のお知らせ",
        letter_body="進めます。",
        sender="奈良市長",
        document_number="奈総政第9号",
        dated_on="2026-10-05",
    )

    assert fresh(proposal).status == "ADOPTED"
    assert (Letter.objects.get().kind, Letter.objects.get().document_number) == ("OUTCOME", "奈総政第9号")
    assert OutgoingMail.objects.filter(to=member.email).count() == 1


def test_telling_is_not_offered_without_the_approval(desk_client):
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=Outcome("ADOPT", "よい。"), by=lead.actor, at=NOON)
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    press(desk_client, screening.proposal, "an-kakunin")

    shown = press(desk_client, screening.proposal, "shiraseru", letter_title="x", letter_body="x")

    assert "いまは「結果をお知らせする」はできません。" in text_of(shown)
    assert not Approval.objects.exists()
    assert Decision.objects.get().state == "CONFIRMED"


def test_a_division_abolished_while_the_page_was_open_is_refused_with_the_reason(desk_client):
    screening, gone = opened(), office(name="旧課").division
    gone.valid_to = NOON.date().replace(day=4)
    gone.save()

    shown = press(desk_client, screening.proposal, "okuru", lead=gone.pk)

    assert "旧課は令和8年10月4日までで廃止されました。" in text_of(shown)


def test_the_preview_writes_the_letter_anew_and_tells_nobody(desk_client):
    screening = opened()

    shown = press(
        desk_client,
        screening.proposal,
        "shusei",
        preview="1",
        wanted_by="2026-10-20",
        reason_summary="数字を足してください。",
    )

    assert "・概要: 数字を足してください。" in text_of(shown)
    assert fresh(screening.proposal).status == "SUBMITTED"


def test_the_preview_fills_a_letter_that_was_emptied(desk_client):
    screening = opened()
    emptied = {"notify": "on", "letter_title": "", "letter_body": "", "sender": "", "dated_on": ""}

    shown = press(
        desk_client,
        screening.proposal,
        "shusei",
        preview="1",
        wanted_by="2026-10-20",
        reason_summary="数字を。",
        **emptied,
    )

    assert "・概要: 数字を。" in text_of(shown)
    assert "入力してください" not in text_of(shown)


def test_a_correction_is_asked_with_its_letter(desk_client):
    screening = opened()

    press(
        desk_client,
        screening.proposal,
        "shusei",
        wanted_by="2026-10-20",
        reason_summary="数字を足してください。",
        notify="on",
        letter_title="修正のお願い",
        letter_body="直してください。",
        sender="奈良市長",
        dated_on="2026-10-05",
    )

    assert fresh(screening.proposal).status == "RETURNED"
    assert Letter.objects.get().kind == "RETURN"


def test_a_note_and_a_message_are_two_forms(desk_client):
    screening = opened()

    press(desk_client, screening.proposal, "memo", note=MARKER)
    press(desk_client, screening.proposal, "henji", body="ありがとうございます。")

    assert [note.body for note in Note.objects.all()] == [MARKER]
    assert [message.body for message in Message.objects.all()] == ["ありがとうございます。"]
    assert "このメモも行政文書です。" in text_of(desk_client.get(f"{QUEUE}{screening.proposal.number}/memo/"))


def test_the_desk_sends_files_and_the_company_opens_them_when_they_are_clean(desk_client, company_client):
    organization = company_client.user.memberships.get().organization
    proposal = ProposalFactory(submitted=True, organization=organization)
    form = text_of(desk_client.get(f"{QUEUE}{proposal.number}/henji/"))
    assert 'enctype="multipart/form-data"' in form

    press(desk_client, proposal, "henji", body="様式です。", uploads=[SimpleUploadedFile("様式.pdf", PDF)])

    file = Attachment.objects.of_messages().get().file
    shown = text_of(desk_client.get(f"{QUEUE}{proposal.number}/"))
    assert f'href="/ka/{proposal.number}/tenpu/{file.uuid}/"' in shown
    assert "提案者は、まだ確認していません" in shown
    assert company_client.get(f"/teian/{proposal.number}/tenpu/{file.uuid}/").status_code == 200


def test_a_file_that_is_refused_sends_no_message(desk_client):
    proposal = ProposalFactory(submitted=True)

    shown = press(desk_client, proposal, "henji", body="様式です。", uploads=[SimpleUploadedFile("様式.exe", PDF)])

    assert "「様式.exe」は送れません。" in text_of(shown)
    assert not Message.objects.exists()


def test_an_unanswered_message_is_counted_until_the_desk_confirms(desk_client):
    proposal = ProposalFactory(submitted=True)
    MessageFactory(proposal=proposal)
    assert "<strong>未返信</strong>" in text_of(desk_client.get(f"{QUEUE}{proposal.number}/"))
    assert proposal.number in text_of(desk_client.get(f"{QUEUE}?need=UNREAD"))

    press(desk_client, proposal, "yonda")

    assert "<strong>未返信</strong>" not in text_of(desk_client.get(f"{QUEUE}{proposal.number}/"))
    assert proposal.number not in text_of(desk_client.get(f"{QUEUE}?need=UNREAD"))


@pytest.mark.parametrize(
    "query",
    [
        "?need=all",
        "?need=NEW",
        "?need=nonsense",
        "?status=SUBMITTED",
        "?status=DRAFT",
        "?kind__exact=OPEN",
        "?ka=nonsense",
        "?kigen=today",
        "?kigen=soon",
        "?nendo=2026",
        "?nendo=99999",
        "?nendo=x",
        "?q=%E7%A7%BB%E5%8B%95",
        "?q=%F0%A0%AE%B7",
        "?o=2",
        "?need=all&o=-3",
        "?need=LATE&status=SUBMITTED",
        "?need=INFECTED",
        "?p=9",
    ],
)
def test_every_filter_answers(desk_client, query):
    opened()

    assert desk_client.get(QUEUE + query, follow=True).status_code == 200


def test_the_search_finds_a_word_inside_a_sentence(desk_client):
    found = opened(title="夕暮れの町家でひと仕事").proposal
    opened(title="路面の点検")

    shown = text_of(desk_client.get(QUEUE, {"q": "町家"}))

    assert found.number in shown
    assert "路面の点検" not in shown


def test_a_draft_is_in_no_queue(desk_client):
    ProposalFactory(title="まだ下書きの題")

    assert "まだ下書きの題" not in text_of(desk_client.get(QUEUE, {"need": "all"}))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "?need=NEW", "?need=all", "?status=SUBMITTED", "?need=NEW&kind__exact=OPEN"])
def test_the_queue_costs_the_same_for_one_and_three(desk_client, rows, query, django_assert_num_queries):
    for _ in range(rows):
        ProposalFactory(submitted=True)
    desk_client.get(QUEUE)

    with django_assert_num_queries(12):
        desk_client.get(QUEUE + query)


def test_each_row_names_its_needs_and_the_next_date(desk_client):
    screening, lead, _ = routed()
    MessageFactory(proposal=screening.proposal)

    shown = text_of(desk_client.get(QUEUE))

    assert re.findall(r'<span class="need (\w+)">(.+?)</span>', shown) == [("UNREAD", "未返信")]
    assert f'<td data-label="担当課">{lead.division.name}</td>' in shown
    assert '<td data-label="期限"><span class="nowrap">10月20日（火）</span> あと10開庁日</td>' in shown


def links(shown, head):
    """Return the words of the links whose address begins so, and where they lead."""
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', shown)
    return {words: unescape(url) for url, words in found if url.startswith(head)}


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("", {"ANY": 2, "NEW": 1, "UNREAD": 1}),
        ("?need=NEW&kind__exact=OPEN", {"ANY": 1, "UNREAD": 1}),
        ("?need=all", {}),
    ],
)
def test_the_links_of_the_needs_say_how_many(desk_client, query, counts):
    MessageFactory(proposal=opened().proposal)
    ProposalFactory(submitted=True, kind="CHALLENGE", challenge=ChallengeFactory())

    shown = re.findall(r">([^<>]+)（([1-9]\d*)）</a>", text_of(desk_client.get(QUEUE + query)))

    names = {"要対応のすべて": "ANY", **{need.value: need.name for need in Need}}
    assert {names[label]: int(count) for label, count in shown} == counts


def test_what_waits_keeps_the_desks_order_and_the_rest_is_sorted(desk_client):
    older, newer = ProposalFactory(submitted=True, title="B"), ProposalFactory(submitted=True, title="A")

    def listed(query):
        return [row.pk for row in desk_client.get(QUEUE + query).context["cl"].result_list]

    assert listed("?o=2") == [older.pk, newer.pk]
    assert listed("?need=all&o=2") == [newer.pk, older.pk]
    assert "?o=2" not in text_of(desk_client.get(QUEUE))
    assert 'aria-sort="ascending"' in text_of(desk_client.get(f"{QUEUE}?need=all&o=2"))


def test_the_pages_of_the_queue_lead_to_each_other(desk_client):
    proposals = ProposalFactory.create_batch(51, submitted=True)

    following = links(text_of(desk_client.get(f"{QUEUE}?need=NEW")), "?")["次のページ"]
    last = desk_client.get(QUEUE + following)

    assert [row.pk for row in last.context["cl"].result_list] == [proposals[50].pk]
    assert links(text_of(last), "?")["前のページ"] == "?need=NEW&p=1"


def test_a_page_that_is_not_there_leads_back_to_what_waits(desk_client):
    proposal = ProposalFactory(submitted=True)

    shown = desk_client.get(f"{QUEUE}?p=9", follow=True)

    assert shown.redirect_chain == [(f"{QUEUE}?e=1", 302)]
    assert [row.pk for row in shown.context["cl"].result_list] == [proposal.pk]


def test_a_full_page_of_the_queue_is_small(desk_client):
    for _ in range(50):
        ProposalFactory(submitted=True)

    response = desk_client.get(QUEUE)

    assert len(response.content) <= 60_000


@pytest.mark.parametrize("role", ["manager", "officer", "executive"])
def test_who_has_no_post_for_the_admin_sees_404(role):
    screening = opened()
    client = StrictClient.of(StaffFactory(**{role: True}))

    assert client.get(QUEUE).status_code == 404
    assert client.get(f"{QUEUE}{screening.proposal.number}/").status_code == 404


@pytest.mark.parametrize("role", ["system", "auditor"])
def test_who_may_not_read_proposals_is_refused_inside(role):
    screening = opened()
    client = StrictClient.of(StaffFactory(**{role: True}))

    assert client.get(QUEUE).status_code == 403
    assert client.get(f"{QUEUE}{screening.proposal.number}/").status_code == 403
    assert client.post(f"{QUEUE}{screening.proposal.number}/hiraku/").status_code == 403


def test_an_unknown_button_is_404(desk_client):
    assert desk_client.get(f"{QUEUE}{opened().proposal.number}/sakujo/").status_code == 404


def test_an_answered_pledge_gets_a_new_version(desk_client):
    item = PledgeItem.objects.get(code="P1")
    proposal = ProposalFactory(submitted=True)
    item.answers.create(
        proposal=proposal,
        organization=proposal.organization,
        answer="はい",
        text_sha256="0" * 64,
        answered_by="会社次郎",
        answered_at=NOON,
    )

    desk_client.post(
        f"/admin/proposals/pledgeitem/{item.pk}/change/",
        {"text": "新しい文です。", "basis": "", "position": "6", "valid_from": "2026-11-01", "_reworded": "1"},
    )

    assert list(PledgeItem.objects.filter(code="P1").order_by("version").values_list("version", "text")) == [
        (1, item.text),
        (2, "新しい文です。"),
    ]


def test_a_pledge_that_is_not_yet_in_use_is_corrected_in_place(desk_client):
    PledgeItem.objects.filter(code="P2").update(valid_from="2026-12-01")
    item = PledgeItem.objects.get(code="P2")

    desk_client.post(
        f"/admin/proposals/pledgeitem/{item.pk}/change/",
        {"text": "直した文です。", "basis": "", "position": "7", "valid_from": "2026-11-01", "_reworded": "1"},
    )

    assert list(PledgeItem.objects.filter(code="P2").values_list("version", "text")) == [(1, "直した文です。")]


def test_every_part_in_which_a_need_is_met_stands_on_the_page(desk_client):
    screening, _, _ = routed()

    shown = text_of(desk_client.get(f"{QUEUE}{screening.proposal.number}/"))

    for part in set(MET_IN.values()) - {"open"}:
        assert shown.count(f'id="part-{part}"') == 1, part
