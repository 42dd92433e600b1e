"""開示請求 in four states: overdue, a 第三者 against it, decided and handed over, just received."""

from collections.abc import Iterator
from datetime import date

from proposals.models import Proposal
from screening.enums import DisclosureDecision, Requester, ThirdPartyView
from screening.models import DisclosureDocument, DisclosureGround, DisclosureRequest
from screening.queries.disclosures import disclosure_page
from screening.usecases.ask_third_party import ask_third_party, record_third_party
from screening.usecases.decide_disclosure import decide_disclosure
from screening.usecases.find_documents import find_documents
from screening.usecases.mark_document import Change, hide_everywhere, mark_document
from screening.usecases.open_disclosure import open_disclosure
from screening.usecases.receive_disclosure import receive_disclosure

from .city import City
from .clock import moment
from .named_stories import NAMED

# 号 of the 見本
PERSONAL, BUSINESS, DELIBERATION = 1, 2, 4
OF_A_PERSON = ("organization_representative", "contact_name", "contact_phone", "_by")
OBJECTION = (
    "提案書のうち、1年に引き取れる竹の本数は、仕入れの量が競争相手に知られるため、開示に反対します。"
    "ほかの部分に支障はありません。"
)


def show_disclosures(city: City) -> None:
    clock = city.clock
    _overdue(city, clock.ago(20))
    _opposed(city, clock.ago(13))
    _opened(city, clock.ago(12))
    _received(city, clock.before(2))


def _request(city: City, day: date, story: str, asked: str, requester: Requester, number: str) -> DisclosureRequest:
    return receive_disclosure(
        received_on=day,
        requester=requester,
        reception_number=number,
        asked=asked,
        proposals=[_proposal(story)],
        by=city.desk(),
        at=moment(day, 14),
    )


def _proposal(story: str) -> Proposal:
    return Proposal.objects.submitted().filter(title=NAMED[story].title).earliest("pk")


def _find(city: City, request: DisclosureRequest) -> DisclosureRequest:
    at = moment(city.clock.base, 8)
    find_documents(request=request, proposals=request.proposals.all(), by=city.desk(), at=at)
    return DisclosureRequest.objects.get(pk=request.pk)


def _overdue(city: City, day: date) -> None:
    asked = "夕暮れの町家の催しについて、提案者と市がやり取りした文書の全部"
    _find(city, _request(city, day, "dusk", asked, Requester.PERSON, "情公8-31"))


def _opposed(city: City, day: date) -> None:
    """Half marked: the wish was taken over in one version, a name still stands open elsewhere."""
    asked = "竹のベンチの提案書と、市の検討の経過が分かる文書"
    request = _find(city, _request(city, day, "bamboo", asked, Requester.BODY, "情公8-34"))
    at, base = moment(city.clock.base, 9), city.clock.base
    opinion = ask_third_party(
        request=request, organization=city.organizations[NAMED["bamboo"].by], asked_on=base, by=city.desk(), at=at
    )
    record_third_party(
        opinion=opinion, view=ThirdPartyView.OPPOSES, text=OBJECTION, answered_on=base, by=city.desk(), at=at
    )
    for document in request.documents.order_by("position")[:3]:
        wished = {
            piece["key"]: Change(wish=True, ground=_ground(BUSINESS)) for piece in document.pieces if piece["mark"]
        }
        mark_document(document=document, changes={**_persons(document), **wished}, by=city.desk(), at=at)


def _opened(city: City, day: date) -> None:
    asked = "お買い物の手伝いの提案について、市が受け付けてから結果を知らせるまでの文書"
    request = _find(city, _request(city, day, "errand", asked, Requester.PERSON, "情公8-35"))
    desk, base = city.desk(), city.clock.base
    at = moment(base, 9)
    for document in request.documents.order_by("position"):
        is_memo = document.key.startswith("note:")
        mark_document(
            document=document,
            changes=_persons(document),
            closed_by=_ground(DELIBERATION) if is_memo else None,
            note="庁内の検討の途中の考えのため。",
            by=desk,
            at=at,
        )
    for left in disclosure_page(request).leftovers:
        hide_everywhere(request=request, words=left.words, ground=left.ground, by=desk, at=at)
    decided = decide_disclosure(
        request=request,
        decision=disclosure_page(request).comes_to or DisclosureDecision.PART,
        decided_on=base,
        approval_number="奈総政第481号（見本）",
        reasons="個人の氏名などは、条例の個人に関する情報に当たるため。庁内の検討の途中の文書は、審議・検討に関する情報に当たるため。",
        leftovers_meant=False,
        by=desk,
        at=moment(base, 10),
    )
    open_disclosure(request=decided, opened_on=base, by=desk, at=moment(base, 11))


def _received(city: City, day: date) -> None:
    asked = "道路をカメラで調べる提案に関する文書。会社の名前が分かるもの"
    _request(city, day, "camera", asked, Requester.BODY, "情公8-40")


def _persons(document: DisclosureDocument) -> dict[str, Change]:
    return {
        key: Change(whole=True, ground=_ground(PERSONAL), note="個人の氏名や連絡先のため。") for key in _keys(document)
    }


def _keys(document: DisclosureDocument) -> Iterator[str]:
    """Yield the pieces that hold a person of a company; who works for the city is named."""
    for piece in document.pieces:
        is_staff = piece["key"] == "_by" and ("（" in piece["text"] or "課" in piece["text"])
        if piece["key"] in OF_A_PERSON and not is_staff:
            yield piece["key"]


def _ground(number: int) -> DisclosureGround:
    return DisclosureGround.objects.get(number=number)
