"""A 開示請求 on its way, and a proposal that holds everything that must not be read."""

from datetime import timedelta

from proposals.models import DisclosureMark
from screening.enums import Requester
from screening.models import DisclosureGround, DisclosureRequest
from screening.queries.disclosures import disclosure_page
from screening.usecases.decide_disclosure import decide_disclosure
from screening.usecases.find_documents import find_documents
from screening.usecases.mark_document import Change, mark_document
from screening.usecases.receive_disclosure import receive_disclosure
from tests.factories.proposals import MessageFactory
from tests.factories.screening import ContactFactory, NoteFactory, ScreeningFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.proposals.drafts import ready, submit

SECRET = "原価は一本あたり三百十二円"
NAME = "𠮷野　髙子"
PHONE = "０７４２－３４－５６７８"
MAIL = "takako.yoshino@example.co.jp"
PARTNER = "ﾀﾞｲﾜ精機"
CLOSED_NOTE = "この団体は以前に別の市で指名停止を受けたという話がある。"
OPEN_WORDS = "水筒に水を入れる機械を置きます。"
BODY = f"{OPEN_WORDS}{SECRET}で、担当は{NAME}（{PHONE}、{MAIL}）です。部品は{PARTNER}から買います。"


def ground(number):
    return DisclosureGround.objects.get(number=number)


def received(*proposals, asked="公民連携デスクに出された提案の一件の文書", on=TODAY, **fields) -> DisclosureRequest:
    values = {"received_on": on, "requester": Requester.PERSON, "reception_number": "", "asked": asked, **fields}
    return receive_disclosure(**values, proposals=proposals, by=THE_DESK, at=NOON)


def found(*proposals, **fields) -> DisclosureRequest:
    request = received(*proposals, **fields)
    find_documents(request=request, proposals=proposals, by=THE_DESK, at=NOON)
    return fresh(request)


def fresh(request) -> DisclosureRequest:
    return DisclosureRequest.objects.get(pk=request.pk)


def full_of_secrets():
    """Return a submitted proposal with a mark of the proposer, a note, an 応接記録 and a message."""
    draft = ready(title="水を入れる機械を置く", body=BODY, city_benefit=f"利点です。{SECRET}。")
    DisclosureMark.objects.create(proposal=draft, field="body", part=SECRET, reason="営業の秘密のため。")
    proposal = submit(draft)
    screening = ScreeningFactory(proposal=proposal)
    NoteFactory(screening=screening, body=CLOSED_NOTE)
    NoteFactory(screening=screening, body="吉野高子さんに 0742-34-5678 で電話した。")
    ContactFactory(proposal=proposal, people=NAME, body=f"{NAME}さんから、ダイワ精機の話を聞いた。")
    MessageFactory(proposal=proposal, body=f"連絡は{MAIL}へお願いします。")
    return proposal


def document_with(request, text):
    """Return the one document in which a text stands."""
    rows = [row for row in request.documents.order_by("position") if any(text in one["text"] for one in row.pieces)]
    return rows[0]


def piece_with(document, text):
    return next(one["key"] for one in document.pieces if text in one["text"])


def mark(document, text, *, by=1, whole=False, words=(), **fields):
    """Hide words, or all, of the piece in which a text stands."""
    change = Change(whole=whole or None, words=tuple(words), ground=ground(by), note="理由です。")
    return mark_document(
        document=document, changes={piece_with(document, text): change}, by=THE_DESK, at=NOON, **fields
    )


def see_all(request):
    """Look at what nobody has looked at yet: opened as it is."""
    for document in request.documents.filter(outcome=""):
        mark_document(document=document, changes={}, by=THE_DESK, at=NOON)


def decided(request, decision=None, *, on=TODAY, at=NOON, **fields):
    see_all(request)
    values = {
        "decision": decision or disclosure_page(fresh(request)).comes_to,
        "decided_on": on,
        "approval_number": "奈総政第12号",
        "reasons": "個人に関する情報と法人等に関する情報のため。",
        "leftovers_meant": False,
    }
    return decide_disclosure(request=request, **{**values, **fields}, by=THE_DESK, at=at)


def later(days, at=NOON):
    return at + timedelta(days=days)
