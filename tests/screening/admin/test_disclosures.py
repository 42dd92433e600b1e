"""開示請求 at the desk: the queue, the page of one, its buttons, and a document to mark."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nara_renkei.core.models import AuditEvent, PaperState
from nara_renkei.reports.usecases.make_paper import make_paper
from screening.enums import DisclosureDecision, DisclosureState
from screening.models import DisclosureRequest, DisclosureTerms, Redaction, ThirdPartyOpinion
from tests.factories.screening import DisclosureDocumentFactory, DisclosureRequestFactory, RedactionFactory
from tests.harness import NOON, TODAY, text_of
from tests.proposals.drafts import submitted
from tests.screening.disclosures import (
    CLOSED_NOTE,
    SECRET,
    decided,
    document_with,
    found,
    fresh,
    full_of_secrets,
    ground,
    mark,
    piece_with,
    received,
    see_all,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST = "/admin/screening/disclosurerequest/"
HARD = "𠮷野の<b>髙﨑</b>"


def url(request, *parts):
    return f"{LIST}{request.uuid}/{''.join(f'{part}/' for part in parts)}"


def field_of(document, words, name):
    """Return the name of a field of the piece in which words stand."""
    keys = [piece["key"] for piece in document.pieces]
    return f"{name}_{keys.index(piece_with(document, words))}"


def notes(*bodies):
    request = DisclosureRequestFactory(state=DisclosureState.FOUND)
    for n, body in enumerate(bodies, start=1):
        pieces = [{"key": "body", "label": "メモ", "text": body, "mark": ""}]
        DisclosureDocumentFactory(request=request, position=n, pieces=pieces)
    return request


# -- the queue


def test_the_queue_shows_the_late_first_and_says_so(desk_client):
    late = DisclosureRequestFactory(received_on=TODAY - timedelta(30), due_on=TODAY - timedelta(1), asked="あ" * 80)
    done = DisclosureRequestFactory(due_on=TODAY - timedelta(9), received_on=TODAY - timedelta(30), decided=True)
    put_off = DisclosureRequestFactory(due_on=TODAY, extended_to=TODAY + timedelta(9), extension_reason="多いため。")

    page = text_of(desk_client.get(LIST))

    assert page.index(late.number) < page.index(put_off.number) < page.index(done.number)
    assert page.count("期限超過</span>") == 1
    assert f"{'あ' * 60}…" in page
    assert "（延長）" in page


@pytest.mark.parametrize(("state", "count"), [("soon", 1), ("undecided", 2), ("DECIDED", 1), ("", 3), ("何か", 3)])
def test_the_queue_is_narrowed_by_state(desk_client, state, count):
    DisclosureRequestFactory(due_on=TODAY)
    DisclosureRequestFactory()
    DisclosureRequestFactory(decided=True)

    assert desk_client.get(f"{LIST}?jotai={state}").context["cl"].result_count == count


def test_the_pages_cost_the_same_for_one_and_many(desk_client):
    def counted(address):
        with CaptureQueriesContext(connection) as asked:
            assert desk_client.get(address).status_code == 200
        return len(asked)

    one = notes("奈良花子に電話した。")
    RedactionFactory(document=one.documents.get())
    addresses = [LIST, url(one), url(one, "miru"), url(one, "bunsho", one.documents.get().uuid)]
    desk_client.get(LIST)
    first = [counted(address) for address in addresses]
    for n in range(2, 6):
        document = DisclosureDocumentFactory(request=one, position=n)
        RedactionFactory(document=document)
        other = DisclosureRequestFactory()
        other.proposals.add(document.proposal)

    assert [counted(address) for address in addresses] == first


def test_a_request_is_received_with_its_proposals(desk_client):
    proposal = submitted()
    data = {"received_on": "2026-10-05", "requester": "PERSON", "asked": HARD, "proposals": f"{proposal.number}\n"}

    response = desk_client.post(f"{LIST}add/", data, follow=True)

    made = DisclosureRequest.objects.get()
    assert (made.asked, list(made.proposals.all())) == (HARD, [proposal])
    assert "決定の期限は令和8年10月20日です。" in text_of(response)
    assert HARD not in text_of(response)
    assert "決定までの日数と号は見本です" in text_of(response)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk_client):
    data = {"received_on": "2026-10-06", "requester": "PERSON", "asked": "請求の言葉", "proposals": "R8-J-9999、何か"}

    refused = desk_client.post(f"{LIST}add/", data)
    assert refused.status_code == 422
    assert "次の番号の提案は見つかりません：R8-J-9999、何か。" in text_of(refused)
    assert "請求の言葉" in text_of(refused)

    refused = desk_client.post(f"{LIST}add/", {**data, "proposals": ""})
    assert refused.status_code == 422
    assert "まだ来ていない日です" in text_of(refused)


def test_the_sample_is_gone_once_the_city_has_checked(desk_client):
    DisclosureTerms.objects.update(is_checked=True)

    assert "見本です" not in text_of(desk_client.get(url(received())))
    assert desk_client.get("/admin/screening/disclosureterms/").url.endswith("/1/change/")


# -- the buttons


def test_from_receipt_to_opening_by_buttons(desk_client):
    proposal = full_of_secrets()
    request = received(proposal)

    form = desk_client.get(url(request, "tokutei")).context["form"]
    desk_client.post(url(request, "tokutei"), form.initial)
    see_all(request)
    desk_client.post(url(request, "iken"), {"organization": proposal.organization_id, "asked_on": "2026-10-05"})
    opinion = ThirdPartyOpinion.objects.get()
    answer = {"view": "OPPOSES", "text": "困ります。", "answered_on": "2026-10-05"}
    desk_client.post(url(request, "iken", opinion.pk, "kaito"), answer)
    desk_client.post(url(request, "encho"), {"until": "2026-11-01", "reason": "文書が多いため。"})
    decision = {"decision": "OPEN", "decided_on": "2026-10-05", "approval_number": "奈総第1号"}
    desk_client.post(url(request, "kettei"), decision)
    refused = desk_client.post(url(request, "kaiji"), {"opened_on": "2026-10-05"})
    assert refused.status_code == 422
    assert "決定を知らせた日を記録してください。" in text_of(refused)
    desk_client.post(url(request, "iken", opinion.pk, "tsuchi"), {"told_on": "2026-10-05"})
    page = text_of(desk_client.get(url(request)))
    assert "決定の日から14日を置いて数えます" in page
    told = {"told_on": "2026-10-06", "told_how": "CERTIFIED", "told_evidence": "引受番号 123-45"}
    assert "決定した日から今日まで" in text_of(desk_client.post(url(request, "tsuchi"), told))
    desk_client.post(url(request, "tsuchi"), {**told, "told_on": "2026-10-05"})
    assert desk_client.get(url(request, "tsuchi")).context["form"].initial["told_how"] == "CERTIFIED"
    page = text_of(desk_client.get(url(request)))
    assert "郵便（配達証明）　引受番号 123-45" in page
    assert "数えます" not in page
    assert AuditEvent.objects.get(verb="disclosure.notify").about == request.key
    assert "令和8年10月20日から" in page
    assert "反対の意見があるため" in page
    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        desk_client.force_login(desk_client.user)
        desk_client.post(url(request, "kaiji"), {"opened_on": "2026-10-20"})

    assert fresh(request).state == DisclosureState.OPENED
    assert "開示した日" in text_of(desk_client.get(url(request)))


def test_a_request_is_withdrawn_by_a_button(desk_client):
    request = received()

    desk_client.post(url(request, "torisage"), {"withdrawn_on": "2026-10-05"})

    assert "令和8年10月5日に取り下げられました。" in text_of(desk_client.get(url(request)))


def test_a_button_that_is_not_offered_says_so(desk_client):
    request = received()

    response = desk_client.get(url(request, "kaiji"), follow=True)

    assert "いまは「開示した」はできません。" in text_of(response)
    assert desk_client.get(url(request, "nanika")).status_code == 404


def test_the_page_says_what_comes_next(desk_client):
    assert "文書がなければ、決定は「不存在」です。" in text_of(desk_client.get(url(received())))
    request = notes("奈良", "京都")
    assert "まだ確かめていない文書が2件あります。" in text_of(desk_client.get(url(request)))
    see_all(request)
    assert "文書ごとの扱いをまとめると「全部開示」です。" in text_of(desk_client.get(url(request)))
    decided(request)
    assert "開示用のPDFを作る" in text_of(desk_client.get(url(request)))
    absent = decided(received(), DisclosureDecision.ABSENT)
    assert "開示用のPDFを作る" not in text_of(desk_client.get(url(absent)))


# -- a document


def test_a_document_is_marked_and_leads_to_the_next(desk_client):
    request = notes("奈良花子に電話した。", "関係のないメモ。")
    first, second = request.documents.order_by("position")
    page = desk_client.get(url(request, "bunsho", first.uuid))
    data = {
        "seen": page.context["page"].seen,
        "words_0": "奈良花子\n電話",
        "ground_0": ground(1).pk,
        "note_0": "個人。",
    }

    response = desk_client.post(url(request, "bunsho", first.uuid), {**data, "read": "1"})

    assert response.url == url(request, "bunsho", second.uuid)
    shown = text_of(desk_client.get(url(request, "bunsho", first.uuid)))
    assert shown.count('<span class="blackout">不開示：第1号</span>') == 2
    assert "一部を開示" in shown
    last = desk_client.post(url(request, "bunsho", second.uuid), {"read": "1", "seen": ":"})
    assert last.url == url(request)


def test_marks_are_kept_half_way_and_taken_away(desk_client):
    request = notes("奈良花子に電話した。")
    document = request.documents.get()
    address = url(request, "bunsho", document.uuid)

    response = desk_client.post(
        address, {"seen": ":", "words_0": "電話", "ground_0": ground(4).pk, "closed_note": "前"}
    )
    assert response.url == address
    mark_id = Redaction.objects.get().pk
    desk_client.post(address, {"seen": f":{mark_id}", "undo_0": mark_id, "read": "1"})

    assert not Redaction.objects.exists()


def test_a_document_is_closed_by_its_ground_alone(desk_client):
    request = notes("奈良花子に電話した。")
    address = url(request, "bunsho", request.documents.get().uuid)

    refused = desk_client.post(address, {"seen": ":", "closed": "on", "words_0": HARD})
    assert refused.status_code == 422
    assert "不開示にする根拠の号を選んでください。" in text_of(refused)
    assert "𠮷野の&lt;b&gt;髙﨑&lt;/b&gt;" in text_of(refused)
    desk_client.post(address, {"seen": ":", "closed": "on", "closed_by": ground(5).pk, "read": "1"})

    assert request.documents.get().ground == ground(5)
    assert "全部を開示しません。" in text_of(desk_client.get(url(request, "miru")))


def test_words_that_are_not_there_are_refused_in_words(desk_client):
    request = notes("奈良花子に電話した。")
    address = url(request, "bunsho", request.documents.get().uuid)

    refused = desk_client.post(address, {"seen": ":", "words_0": "京都太郎", "ground_0": ground(1).pk})

    assert refused.status_code == 422
    assert "「京都太郎」は、この項目の中にありません。" in text_of(refused)


def test_twenty_thousand_characters_are_answered_in_words(desk_client):
    request = notes("奈良花子に電話した。")
    address = url(request, "bunsho", request.documents.get().uuid)

    assert desk_client.post(address, {"seen": ":", "words_0": "あ" * 20_000}).status_code == 422


def test_the_wish_of_the_proposer_stands_beside_and_is_taken_over_by_one_click(desk_client):
    request = found(full_of_secrets())
    document = document_with(request, SECRET)
    address = url(request, "bunsho", document.uuid)
    page = desk_client.get(address)
    assert f"提案者の希望（決めるのは市です）：{SECRET}（理由：営業の秘密のため。）" in text_of(page)

    desk_client.post(address, {"seen": ":", "wish": piece_with(document, SECRET)})

    assert [(one.words, one.ground.number) for one in Redaction.objects.all()] == [(SECRET, 2)]


def test_words_left_elsewhere_are_shown_and_hidden_by_one_button(desk_client):
    request = notes("奈良花子に電話した。", "奈良花子が来た。")
    first = request.documents.get(position=1)
    mark(first, "奈良", words=["奈良花子"])
    page = text_of(desk_client.get(url(request, "bunsho", first.uuid)))
    assert "隠した言葉が、ほかの箇所に残っています" in page
    refused = desk_client.post(
        url(request, "kettei"),
        {"decision": "PART", "decided_on": "2026-10-05", "approval_number": "1", "reasons": "個人。"},
    )
    assert "隠した言葉が、ほかの箇所に残っています" in text_of(refused)

    data = {"words": "奈良花子", "ground": ground(1).pk, "back": str(first.uuid)}
    response = desk_client.post(url(request, "subete"), data, follow=True)

    assert response.redirect_chain[0][0] == url(request, "bunsho", first.uuid)
    assert "「奈良花子」を、ほかの1か所でも隠しました。" in text_of(response)
    assert "残っています" not in text_of(desk_client.get(url(request)))


@pytest.mark.parametrize("key", ["", "x", "9" * 30, "99999"])
def test_a_ground_that_is_none_is_not_found(desk_client, key):
    assert desk_client.post(url(notes("奈良"), "subete"), {"words": "奈良", "ground": key}).status_code == 404


def test_no_words_are_refused_and_lead_back(desk_client):
    request = notes("奈良")

    response = desk_client.post(url(request, "subete"), {"words": " ", "ground": ground(1).pk}, follow=True)

    assert response.redirect_chain[0][0] == url(request)
    assert "隠す言葉を入れてください。" in text_of(response)


def test_after_the_decision_a_document_is_only_read(desk_client):
    request = notes("奈良花子に電話した。")
    mark(request.documents.get(), "奈良", words=["奈良花子"])
    decided(request)
    address = url(request, "bunsho", request.documents.get().uuid)

    assert "印は変えられません" in text_of(desk_client.get(address))
    refused = desk_client.post(address, {"seen": "PART:1", "words_0": "電話", "ground_0": ground(1).pk})
    assert "いまは「決定」です" in text_of(refused)


def test_a_document_of_another_request_is_not_found(desk_client):
    other = notes("京都")

    assert desk_client.get(url(notes("奈良"), "bunsho", other.documents.get().uuid)).status_code == 404
    assert desk_client.get(f"{LIST}{uuid4()}/").status_code == 404


def test_the_preview_holds_no_hidden_word(desk_client):
    request = notes("奈良花子に電話した。", CLOSED_NOTE)
    mark(request.documents.get(position=1), "奈良", words=["奈良花子"])
    desk_client.post(
        url(request, "bunsho", request.documents.get(position=2).uuid),
        {"seen": ":", "closed": "on", "closed_by": ground(4).pk, "read": "1"},
    )

    page = text_of(desk_client.get(url(request, "miru")))

    assert "奈良花子" not in page
    assert CLOSED_NOTE not in page
    assert "に電話した。" in page


# -- the papers


def test_the_paper_is_ordered_watched_and_taken_by_the_desk(desk_client):
    request = notes("奈良花子に電話した。")
    early = desk_client.post(url(request, "kami"), {"kind": "disclosed"}, follow=True)
    assert "決定を記録したあとに作れます" in text_of(early)
    decided(request)

    progress = desk_client.post(url(request, "kami"), {"kind": "disclosed"}, follow=True)
    assert "このページは自動で新しくなります" in text_of(progress)
    assert make_paper(at=NOON).state == PaperState.DONE
    done = text_of(desk_client.get(progress.redirect_chain[0][0]))
    assert "開けるのはデスクだけです。" in done
    response = desk_client.get(f"{progress.redirect_chain[0][0]}pdf/")

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.filter(verb="paper.download").count() == 1


def test_the_draft_is_ordered_before_the_decision(desk_client):
    response = desk_client.post(url(notes("奈良"), "kami"), {"kind": "disclosure_draft"})

    assert "/kami/" in response.url


def test_who_is_not_of_the_desk_reads_nothing(manager_client, company_client):
    request = notes("奈良")

    for client in (manager_client, company_client):
        assert client.get(LIST).status_code == 404
        assert client.get(url(request)).status_code == 404
        assert client.post(url(request, "kami"), {"kind": "disclosed"}).status_code == 404


def test_the_grounds_are_the_citys_own(desk_client):
    first = ground(1)
    address = reverse("admin:screening_disclosureground_change", args=[first.pk])

    desk_client.post(address, {"name": "個人の情報", "explanation": "説明", "is_active": "on"})

    assert ground(1).name == "個人の情報"
