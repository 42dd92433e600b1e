"""開示請求 from receipt to opening: every act, and why it is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from nara_renkei.core.models import AuditEvent, PaperJob
from proposals.models import DisclosureMark
from screening.enums import DisclosureDecision, DisclosureState, DocumentOutcome, Requester, ThirdPartyView
from screening.models import DisclosureDocument, DisclosureTerms, Redaction
from screening.queries.disclosures import disclosure_page, due_soon, third_parties
from screening.usecases.ask_third_party import (
    CannotAskThirdParty,
    ask_third_party,
    record_third_party,
    tell_third_party,
)
from screening.usecases.decide_disclosure import CannotDecideDisclosure, decide_disclosure
from screening.usecases.extend_disclosure import CannotExtend, extend_disclosure
from screening.usecases.find_documents import CannotFindDocuments, find_documents
from screening.usecases.mark_document import MEANWHILE, CannotMark, Change, hide_everywhere, mark_document
from screening.usecases.open_disclosure import (
    CannotOpenDisclosure,
    open_disclosure,
    order_disclosed,
    order_disclosure_draft,
)
from screening.usecases.receive_disclosure import CannotReceiveDisclosure
from screening.usecases.withdraw_disclosure import CannotWithdrawDisclosure, withdraw_disclosure
from tests.factories.directory import OrganizationFactory
from tests.factories.screening import DisclosureDocumentFactory, DisclosureRequestFactory, NoteFactory, ScreeningFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.proposals.drafts import submitted
from tests.screening.disclosures import (
    CLOSED_NOTE,
    NAME,
    SECRET,
    decided,
    document_with,
    found,
    fresh,
    full_of_secrets,
    ground,
    later,
    mark,
    piece_with,
    received,
    see_all,
)

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


def with_notes(*bodies):
    """Return a found request whose documents are notes alone."""
    request = DisclosureRequestFactory(state=DisclosureState.FOUND)
    for n, body in enumerate(bodies, start=1):
        pieces = [{"key": "body", "label": "メモ", "text": body, "mark": ""}]
        DisclosureDocumentFactory(request=request, position=n, pieces=pieces)
    return request


def notes_of(request):
    return list(request.documents.order_by("position"))


# -- receipt and days


def test_a_request_is_numbered_and_due():
    proposal = submitted()

    first, second = received(proposal), received(reception_number="情-12", requester=Requester.BODY)

    assert [one.number for one in (first, second)] == ["R8-開-0001", "R8-開-0002"]
    assert (first.due_on, first.state) == (TODAY + timedelta(days=15), DisclosureState.RECEIVED)
    assert list(first.proposals.all()) == [proposal]
    assert AuditEvent.objects.filter(verb="disclosure.receive", about=first.key).count() == 1


def test_the_days_are_those_of_the_table():
    DisclosureTerms.objects.update_or_create(pk=1, defaults={"answer_days": 10})

    assert received().due_on == TODAY + timedelta(days=10)


def test_each_year_counts_anew():
    assert received(on=date(2026, 3, 31)).number == "R7-開-0001"
    assert received().number == "R8-開-0001"


@pytest.mark.parametrize(
    ("fields", "why"), [({"on": TODAY + timedelta(days=1)}, "まだ来ていない日"), ({"asked": " "}, "請求の内容")]
)
def test_a_request_without_its_facts_is_refused(fields, why):
    with pytest.raises(CannotReceiveDisclosure, match=why):
        received(**fields)


def test_the_answer_is_put_off_once_with_the_reason():
    request = received()

    extend_disclosure(request=request, until=TODAY + timedelta(days=45), reason="文書が多いため。", **BY)

    assert fresh(request).last_day == TODAY + timedelta(days=45)
    with pytest.raises(CannotExtend, match="もう延ばしています"):
        extend_disclosure(request=request, until=TODAY + timedelta(days=40), reason="もう一度。", **BY)


@pytest.mark.parametrize(
    ("days", "reason", "at", "why"),
    [
        (15, "理由", NOON, "までの日を入れて"),
        (46, "理由", NOON, "までの日を入れて"),
        (20, " ", NOON, "理由を書いて"),
        (20, "理由", later(16), "もとの期限を過ぎて"),
    ],
)
def test_it_is_not_put_off_too_far_too_late_or_without_a_reason(days, reason, at, why):
    request = received()

    with pytest.raises(CannotExtend, match=why):
        extend_disclosure(request=request, until=TODAY + timedelta(days=days), reason=reason, by=THE_DESK, at=at)


def test_what_is_due_within_three_days_waits_in_the_morning():
    near = DisclosureRequestFactory(due_on=TODAY + timedelta(days=3))
    late = DisclosureRequestFactory(received_on=TODAY - timedelta(days=30), due_on=TODAY - timedelta(days=1))
    DisclosureRequestFactory(due_on=TODAY + timedelta(days=4))
    DisclosureRequestFactory(due_on=TODAY, extended_to=TODAY + timedelta(days=9), extension_reason="多いため。")
    DisclosureRequestFactory(due_on=TODAY, decided=True)

    assert set(due_soon(TODAY)) == {near, late}
    assert (late.is_late(TODAY), near.is_late(TODAY)) == (True, False)


# -- documents


def test_everything_the_city_holds_of_a_proposal_is_found_as_it_stands():
    proposal = full_of_secrets()

    request = found(proposal)

    kinds = {document.kind for document in request.documents.all()}
    assert document_with(request, CLOSED_NOTE).kind in kinds
    assert document_with(request, SECRET)
    assert document_with(request, "ダイワ精機の話")
    assert request.state == DisclosureState.FOUND
    assert [one.position for one in request.documents.order_by("position")] == list(
        range(1, request.documents.count() + 1)
    )


def test_once_more_adds_only_what_is_new_and_keeps_the_marks():
    proposal = full_of_secrets()
    request = found(proposal)
    count = request.documents.count()
    mark(document_with(request, CLOSED_NOTE), CLOSED_NOTE, words=["指名停止"])
    NoteFactory(screening=ScreeningFactory._meta.model.objects.get(proposal=proposal), body="あとから書いたメモ。")

    new = find_documents(request=request, proposals=[proposal], **BY)

    assert len(new) == 1
    assert request.documents.count() == count + 1
    assert Redaction.objects.count() == 1


def test_a_found_document_never_changes():
    document = DisclosureDocumentFactory()

    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        DisclosureDocument.objects.filter(pk=document.pk).update(pieces=[])


def test_no_documents_leave_the_request_where_it_was():
    request = received()

    assert find_documents(request=request, proposals=[], **BY) == []
    assert fresh(request).state == DisclosureState.RECEIVED


def test_nothing_is_found_for_a_request_that_ended():
    request = received()
    withdraw_disclosure(request=request, withdrawn_on=TODAY, **BY)

    with pytest.raises(CannotFindDocuments, match="いまは「取下げ」です"):
        find_documents(request=request, proposals=[], **BY)


# -- marks


def test_words_are_hidden_with_their_ground_and_shown_again():
    request = with_notes("奈良花子に電話した。")
    (document,) = notes_of(request)

    marked = mark(document, "奈良", words=["奈良花子", "電話"])

    assert marked.outcome == DocumentOutcome.PART
    assert [(one.words, one.ground.number, one.note) for one in document.redactions.order_by("pk")] == [
        ("奈良花子", 1, "理由です。"),
        ("電話", 1, "理由です。"),
    ]
    undo = frozenset(document.redactions.values_list("pk", flat=True))
    again = mark_document(document=document, changes={"body": Change(undo=undo)}, **BY)
    assert (again.outcome, Redaction.objects.count()) == (DocumentOutcome.OPEN, 0)


def test_all_of_a_piece_is_hidden_once_and_shown_again():
    request = with_notes("奈良花子に電話した。")
    (document,) = notes_of(request)

    for _ in range(2):
        mark(document, "奈良", whole=True)

    assert [one.words for one in document.redactions.all()] == [""]
    mark_document(document=document, changes={"body": Change(whole=False)}, **BY)
    assert not document.redactions.exists()


def test_a_document_is_closed_as_a_whole_by_a_ground():
    (document,) = notes_of(with_notes("奈良花子に電話した。"))

    closed = mark_document(document=document, changes={}, closed_by=ground(4), note="検討の途中。", **BY)

    assert (closed.outcome, closed.ground.number, closed.note) == (DocumentOutcome.CLOSED, 4, "検討の途中。")
    opened = mark_document(document=document, changes={}, note="もう要らない。", **BY)
    assert (opened.outcome, opened.ground, opened.note) == (DocumentOutcome.OPEN, None, "")


def test_marks_may_be_kept_before_all_was_read():
    (document,) = notes_of(with_notes("奈良花子に電話した。"))

    assert mark(document, "奈良", words=["電話"], is_seen=False).outcome == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(words=("奈良",)), "根拠の号を選んで"),
        (Change(whole=True), "根拠の号を選んで"),
        (Change(words=("-",), ground=True), "隠す言葉を入れて"),
        (Change(words=("京都",), ground=True), "「京都」は、この項目の中にありません"),
    ],
)
def test_a_mark_needs_its_ground_and_words_that_stand_there(change, why):
    (document,) = notes_of(with_notes("奈良-花子に電話した。"))
    given = Change(whole=change.whole, words=change.words, ground=ground(1) if change.ground else None)

    with pytest.raises(CannotMark, match=why):
        mark_document(document=document, changes={"body": given}, **BY)

    assert not Redaction.objects.exists()


def test_of_two_clerks_the_second_is_told():
    (document,) = notes_of(with_notes("奈良花子に電話した。"))
    mark(document, "奈良", words=["電話"], seen=":")

    with pytest.raises(CannotMark, match=MEANWHILE):
        mark(document, "奈良", words=["花子"], seen=":")


def test_the_proposers_wish_is_taken_over_by_a_button_and_never_by_itself():
    request = found(full_of_secrets())
    version = document_with(request, SECRET)
    body = piece_with(version, SECRET)
    assert not Redaction.objects.exists()

    mark_document(document=version, changes={body: Change(wish=True, ground=ground(2))}, **BY)

    assert [(one.words, one.ground.number) for one in version.redactions.all()] == [(SECRET, 2)]


@pytest.mark.parametrize(("part", "words"), [("", ""), ("もう書かれていない言葉", "")])
def test_a_wish_for_the_whole_or_for_words_that_are_gone_hides_all(part, words):
    said = str(DisclosureMark(field="body", part=part, reason="理由").part or "この欄の全部") + "（理由：秘密のため。）"
    request = DisclosureRequestFactory(state=DisclosureState.FOUND)
    pieces = [{"key": "body", "label": "提案内容", "text": "提案の内容です。", "mark": said}]
    document = DisclosureDocumentFactory(request=request, pieces=pieces)

    mark_document(document=document, changes={"body": Change(wish=True, ground=ground(2))}, **BY)

    assert [one.words for one in document.redactions.all()] == [words]


def test_a_wish_that_is_none_hides_nothing():
    (document,) = notes_of(with_notes("奈良花子に電話した。"))

    mark_document(document=document, changes={"body": Change(wish=True, ground=ground(2))}, **BY)

    assert not Redaction.objects.exists()


# -- what stands open elsewhere


def test_hidden_words_that_stand_open_elsewhere_are_found_with_the_place():
    request = with_notes("奈良花子に電話した。", "奈良　花子さんが来た。", "関係のないメモ。")
    first, second, _ = notes_of(request)
    mark(first, "奈良", words=["奈良花子"])

    (left,) = disclosure_page(request).leftovers

    assert (left.words, left.ground.number) == ("奈良花子", 1)
    assert [(place.document, place.label) for place in left.places] == [(second, "メモ")]


def test_one_button_hides_them_everywhere_and_a_second_press_nothing():
    request = with_notes("奈良花子に電話した。", "奈良　花子さんが来た。", "奈良花子", "奈良花子は閉じた文書にもいる。")
    first, second, third, fourth = notes_of(request)
    mark(first, "奈良", words=["奈良花子"])
    mark_document(document=second, changes={}, **BY)
    mark(third, "奈良", whole=True)
    mark_document(document=fourth, changes={}, closed_by=ground(4), **BY)

    pressed = [hide_everywhere(request=request, words="奈良花子", ground=ground(1), **BY) for _ in range(2)]

    assert pressed == [1, 0]
    assert [one.outcome for one in notes_of(request)] == ["PART", "PART", "PART", "CLOSED"]
    assert disclosure_page(request).leftovers == []


def test_words_in_a_document_nobody_read_are_hidden_and_it_stays_unread():
    request = with_notes("奈良花子に電話した。")

    hide_everywhere(request=request, words="奈良花子", ground=ground(1), **BY)

    assert [one.outcome for one in notes_of(request)] == [""]


def test_no_words_are_hidden_nowhere():
    with pytest.raises(CannotMark, match="隠す言葉を入れて"):
        hide_everywhere(request=with_notes("奈良"), words=" ", ground=ground(1), **BY)


def test_a_text_of_one_character_hidden_as_a_whole_is_looked_for_nowhere_else():
    request = with_notes("可", "条件付きで可とする。")

    mark(document_with(request, "可"), "可", whole=True)

    assert disclosure_page(request).leftovers == []


def test_a_text_hidden_as_a_whole_is_looked_for_too():
    request = with_notes("奈良花子", "奈良花子さんが来た。", "なし", "なし")
    first, _, third, _ = notes_of(request)
    mark(first, "奈良", whole=True)
    mark_document(document=third, changes={}, closed_by=ground(4), **BY)

    assert [one.words for one in disclosure_page(request).leftovers] == ["奈良花子"]


def test_what_a_closed_document_says_is_looked_for_too():
    author = [{"key": "_by", "label": "書いた人", "text": "担当太郎（観光戦略課）", "mark": ""}]
    request = with_notes(f"聞いた話：{CLOSED_NOTE}")
    pieces = [*author, {"key": "body", "label": "メモ", "text": CLOSED_NOTE, "mark": ""}]
    first = DisclosureDocumentFactory(request=request, position=2, pieces=pieces)
    DisclosureDocumentFactory(request=request, position=3, pieces=author)
    mark_document(document=first, changes={}, closed_by=ground(5), **BY)

    (left,) = disclosure_page(request).leftovers

    assert (left.words, left.ground.number) == (CLOSED_NOTE, 5)


def test_nobody_decides_before_the_places_were_read():
    request = with_notes("奈良花子に電話した。", "奈良花子さんが来た。")
    mark(notes_of(request)[0], "奈良", words=["奈良花子"])

    with pytest.raises(CannotDecideDisclosure, match="ほかの1か所に残っています"):
        decided(request)

    assert decided(request, leftovers_meant=True).state == DisclosureState.DECIDED


# -- 第三者


def test_a_body_is_asked_and_answers():
    proposal = submitted()
    request = found(proposal)
    assert third_parties(request) == [proposal.organization]

    opinion = ask_third_party(request=request, organization=proposal.organization, asked_on=TODAY, **BY)

    assert (opinion.due_on, fresh(request).state) == (TODAY + timedelta(days=14), DisclosureState.ASKING)
    assert third_parties(request) == []
    record_third_party(opinion=opinion, view=ThirdPartyView.AGREES, text="", answered_on=TODAY, **BY)
    assert fresh(request).state == DisclosureState.FOUND
    with pytest.raises(CannotAskThirdParty, match="もう記録しています"):
        record_third_party(opinion=opinion, view=ThirdPartyView.AGREES, text="", answered_on=TODAY, **BY)
    with pytest.raises(CannotAskThirdParty, match="もう照会しています"):
        ask_third_party(request=request, organization=proposal.organization, asked_on=TODAY, **BY)


def test_a_question_before_the_request_is_refused():
    request = with_notes("奈良")

    with pytest.raises(CannotAskThirdParty, match="請求を受け付けた日から今日まで"):
        ask_third_party(request=request, organization=OrganizationFactory(), asked_on=TODAY - timedelta(1), **BY)


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"answered_on": TODAY + timedelta(1)}, "照会した日から今日まで"), ({"text": " "}, "意見の内容を書いて")],
)
def test_an_answer_without_its_facts_is_refused(fields, why):
    opinion = ask_third_party(request=with_notes("奈良"), organization=OrganizationFactory(), asked_on=TODAY, **BY)
    values = {"view": ThirdPartyView.OPPOSES, "text": "営業の秘密です。", "answered_on": TODAY, **fields}

    with pytest.raises(CannotAskThirdParty, match=why):
        record_third_party(opinion=opinion, **values, **BY)


def opposed(*bodies):
    """Return a request decided to be opened in part, against one 団体."""
    request = with_notes(*bodies or ("奈良花子に電話した。",))
    opinion = ask_third_party(request=request, organization=OrganizationFactory(), asked_on=TODAY, **BY)
    record_third_party(opinion=opinion, view=ThirdPartyView.OPPOSES, text="困ります。", answered_on=TODAY, **BY)
    mark(notes_of(request)[0], "奈良", words=["奈良花子"])
    return decided(request), opinion


def test_against_an_objection_two_weeks_pass_and_the_body_is_told_first():
    request, opinion = opposed()
    first = TODAY + timedelta(days=15)
    assert disclosure_page(request).opens_from == first

    with pytest.raises(CannotOpenDisclosure, match="決定を知らせた日を記録して"):
        open_disclosure(request=request, opened_on=first, by=THE_DESK, at=later(15))
    with pytest.raises(CannotAskThirdParty, match="決定した日から今日まで"):
        tell_third_party(opinion=opinion, told_on=TODAY - timedelta(1), **BY)
    tell_third_party(opinion=opinion, told_on=TODAY, **BY)
    with pytest.raises(CannotOpenDisclosure, match="令和8年10月20日からです"):
        open_disclosure(request=request, opened_on=first - timedelta(1), by=THE_DESK, at=later(15))

    assert open_disclosure(request=request, opened_on=first, by=THE_DESK, at=later(15)).opened_on == first


def test_who_may_still_answer_is_waited_for():
    request = with_notes("奈良")
    ask_third_party(request=request, organization=OrganizationFactory(name="待つ会社"), asked_on=TODAY, **BY)

    with pytest.raises(CannotDecideDisclosure, match="待つ会社の回答の期限"):
        decided(request)

    assert decided(request, on=TODAY + timedelta(15), at=later(15)).is_decided


# -- decision, opening, withdrawal


def test_a_document_nobody_read_is_not_decided_about():
    request = with_notes("奈良", "京都")
    mark(notes_of(request)[0], "奈良", words=["奈良"])

    with pytest.raises(CannotDecideDisclosure, match="まだ確かめていない文書が1件"):
        decide_disclosure(
            request=request,
            decision=DisclosureDecision.PART,
            decided_on=TODAY,
            approval_number="1",
            reasons="理由",
            leftovers_meant=False,
            **BY,
        )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"decision": DisclosureDecision.CLOSED}, "「全部開示」になります"),
        ({"on": TODAY + timedelta(1)}, "請求を受け付けた日から今日まで"),
        ({"approval_number": " "}, "決裁の文書番号"),
        ({"decision": DisclosureDecision.PART, "reasons": ""}, "決定の理由を書いて"),
    ],
)
def test_a_decision_without_its_facts_is_refused(fields, why):
    with pytest.raises(CannotDecideDisclosure, match=why):
        decided(with_notes("奈良"), **fields)


def test_nothing_found_is_decided_as_absent_and_the_existence_need_not_be_told():
    assert decided(received(), DisclosureDecision.ABSENT).decision == DisclosureDecision.ABSENT
    unread = with_notes("奈良")
    assert decided(unread, DisclosureDecision.UNSAID).decision == DisclosureDecision.UNSAID


def test_after_the_decision_nothing_is_hidden_or_shown_any_more():
    request = decided(with_notes("奈良花子"))
    (document,) = notes_of(request)

    with pytest.raises(CannotMark, match="いまは「決定」です"):
        mark(document, "奈良", words=["奈良花子"])
    for write in (
        lambda: Redaction.objects.create(
            document=document, piece="body", words="奈良", ground=ground(1), marked_by="人", marked_at=NOON
        ),
        lambda: DisclosureDocument.objects.filter(pk=document.pk).update(outcome="PART"),
        lambda: DisclosureDocument.objects.filter(pk=document.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="is decided"), transaction.atomic():
            write()


def test_opening_orders_the_paper_once():
    request = decided(with_notes("奈良花子"))

    opened = open_disclosure(request=request, opened_on=TODAY, **BY)

    assert (opened.state, opened.opened_on) == (DisclosureState.OPENED, TODAY)
    assert [(paper.kind, paper.title) for paper in PaperJob.objects.all()] == [
        ("disclosed", f"{request.number} 開示用")
    ]
    with pytest.raises(CannotOpenDisclosure, match="いまは「開示済」です"):
        open_disclosure(request=request, opened_on=TODAY, **BY)


def test_a_paper_that_was_ordered_before_is_enough():
    request = decided(with_notes("奈良花子"))
    order_disclosed(request=request, **BY)

    open_disclosure(request=request, opened_on=TODAY, **BY)

    assert PaperJob.objects.count() == 1


def test_what_is_not_opened_is_not_handed_over():
    request = decided(received(), DisclosureDecision.ABSENT)

    for refused in (
        lambda: open_disclosure(request=request, opened_on=TODAY, **BY),
        lambda: order_disclosed(request=request, **BY),
    ):
        with pytest.raises(CannotOpenDisclosure, match="開示する文書のない決定"):
            refused()


def test_nobody_hands_over_what_is_not_decided_or_in_days_to_come():
    request = with_notes("奈良花子")
    with pytest.raises(CannotOpenDisclosure, match="決定を記録したあと"):
        order_disclosed(request=request, **BY)

    with pytest.raises(CannotOpenDisclosure, match="まだ来ていない日"):
        open_disclosure(request=decided(request), opened_on=TODAY + timedelta(1), **BY)


def test_the_draft_is_for_what_is_not_decided():
    request = with_notes("奈良花子")

    assert order_disclosure_draft(request=request, **BY).kind == "disclosure_draft"

    with pytest.raises(CannotOpenDisclosure, match="決定を記録する前"):
        order_disclosure_draft(request=decided(request), **BY)


def test_a_request_is_withdrawn():
    request = received()

    assert withdraw_disclosure(request=request, withdrawn_on=TODAY, **BY).state == DisclosureState.WITHDRAWN
    with pytest.raises(CannotWithdrawDisclosure, match="いまは「取下げ」です"):
        withdraw_disclosure(request=request, withdrawn_on=TODAY, **BY)


def test_it_is_not_withdrawn_in_days_to_come():
    with pytest.raises(CannotWithdrawDisclosure, match="今日までの日"):
        withdraw_disclosure(request=received(), withdrawn_on=TODAY + timedelta(1), **BY)


def test_the_audit_holds_no_word_of_it():
    request = found(full_of_secrets(), asked=f"{NAME}の提案")
    mark(document_with(request, SECRET), SECRET, words=[SECRET])
    hide_everywhere(request=request, words=SECRET, ground=ground(2), **BY)
    see_all(request)

    said = str(list(AuditEvent.objects.filter(about=request.key).values_list("verb", "keys")))

    assert SECRET not in said
    assert NAME not in said
    assert "disclosure.hide_everywhere" in said
