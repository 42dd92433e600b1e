"""A FAQ is made of an answer, without names; staff read it only when the desk has looked."""

from datetime import date, timedelta

import pytest

from knowledge.enums import FaqState, SupportSide, SupportTopic
from knowledge.models import Faq
from knowledge.queries.support import known_names
from knowledge.rules.nameless import Known
from knowledge.usecases.answer_support import answer_support
from knowledge.usecases.draft_faq import CannotDraft, FaqWords, draft_faq, nameless_draft
from knowledge.usecases.open_faq import CannotOpen, open_faq
from knowledge.usecases.retire_faq import CannotRetire, retire_faq
from knowledge.usecases.revise_faq import CannotRevise, StaleFaq, revise_faq
from knowledge.usecases.write_in_support import write_in_support
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import FaqFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.knowledge.support import asking

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
DESK = {"by": THE_DESK, "at": LATER}


@pytest.fixture
def answered():
    office = asking()
    merged = OrganizationFactory(name="株式会社ふたもみじ商店【例示】")
    body = OrganizationFactory(name="旧もみじ屋", representative="代表取締役 春日 太郎", merged_into=merged)
    MemberFactory(organization=body, user__name="若草 一郎")
    proposal = RoutingFactory(
        division=office.division,
        screening__proposal=ProposalFactory(in_review=True, organization=body, contact_name="窓口 三郎"),
    ).screening.proposal
    proposal.co_proposers.create(name="生駒商店会", organization=OrganizationFactory(name="生駒市場会"))
    StaffFactory(manager=True, division=office.division, name="鹿野 次郎")
    request = office.ask(title=f"奈良花子から、{proposal.number}の契約", proposal=proposal)
    consultee = request.consultees.create(division=DivisionFactory(), asked_at=NOON, asked_by="デスク")
    StaffFactory(officer=True, division=consultee.division, name="水門 四郎")
    text = "ふたもみじ商店の若草さんに、0742-34-1111で確かめてください。"
    answer_support(request=request, version=1, text=text, **DESK)
    request.refresh_from_db()
    return request


def words(**changes):
    given = {
        "topic": SupportTopic.CONTRACT,
        "question": "随意契約にできますか。",
        "answer": "理由を残せば、できます。",
        "owner": DivisionFactory(),
        "review_by": TODAY + timedelta(days=365),
        **changes,
    }
    return FaqWords(**given)


def test_a_request_knows_whom_it_names(answered):
    known = known_names(answered)

    assert {"奈良 花子", "鹿野 次郎", "水門 四郎", "受付花子", "若草 一郎", "窓口 三郎", "春日 太郎"} <= known.people
    assert known.bodies == {"旧もみじ屋", "株式会社ふたもみじ商店【例示】", "生駒商店会", "生駒市場会"}
    assert known_names(None) == Known()


def test_without_a_proposal_only_the_city_is_known():
    assert known_names(asking().ask()) == Known(frozenset({"奈良 花子"}))


def test_the_draft_begins_without_names(answered):
    question, answer = nameless_draft(answered)

    assert question.text == "〔氏名〕から、〔提案番号〕の契約"
    assert answer.text == "〔団体名〕の〔氏名〕に、〔電話番号〕で確かめてください。"
    assert answer.taken == ("団体名：ふたもみじ商店", "氏名：若草さん", "電話番号：0742-34-1111")


def test_a_draft_is_the_desks_alone_and_found_when_open(answered):
    faq = draft_faq(source=answered, words=words(), **DESK)

    assert (faq.state, faq.source, faq.updated_by) == (FaqState.DRAFT, answered, THE_DESK.label)
    assert not Faq.objects.open_to_staff().exists()
    open_faq(faq=faq, version=1, has_looked=True, **DESK)
    assert Faq.objects.open_to_staff().saying("随意契約").get() == faq
    with pytest.raises(CannotOpen, match="もう公開"):
        open_faq(faq=faq, version=2, has_looked=True, **DESK)


def test_one_draft_of_a_request(answered):
    faq = draft_faq(source=answered, words=words(), **DESK)
    with pytest.raises(CannotDraft, match="もうFAQの下書き"):
        draft_faq(source=answered, words=words(), **DESK)

    open_faq(faq=faq, version=1, has_looked=True, **DESK)
    assert draft_faq(source=answered, words=words(), **DESK) != faq


def test_what_is_not_answered_makes_no_faq(answered):
    with pytest.raises(CannotDraft, match="先に回答"):
        draft_faq(source=asking("契約課").ask(), words=words(), **DESK)
    write_in_support(
        request=answered, side=SupportSide.ASKER, text="続きです。", asks_again=True, by=THE_DESK, at=LATER
    )
    with pytest.raises(CannotDraft, match="先に回答"):
        draft_faq(source=answered, words=words(), **DESK)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"question": " "}, "質問と答え"),
        ({"answer": "　"}, "質問と答え"),
        ({"review_by": date(2026, 10, 5)}, "見直しの期限は、今日か"),
    ],
)
def test_words_that_cannot_be(changes, sentence):
    with pytest.raises(CannotDraft, match=sentence):
        draft_faq(source=None, words=words(**changes), **DESK)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("鹿野課長に聞いてください。", "鹿野課長"),
        ("旧もみじ屋のとき。", "旧もみじ屋"),
        ("desk@city.exampleへ。", "desk@city.example"),
        ("R8-J-0012のとき。", "R8-J-0012"),
    ],
)
def test_while_a_name_stands_it_is_not_opened(answered, answer, left):
    faq = draft_faq(source=answered, words=words(answer=answer), **DESK)

    with pytest.raises(CannotOpen, match=f"まだ「{left}」が残っています"):
        open_faq(faq=faq, version=1, has_looked=True, **DESK)


def test_the_desk_looks_before_it_opens_and_at_what_stands_now():
    faq = FaqFactory()

    with pytest.raises(CannotOpen, match="確かめてから、印"):
        open_faq(faq=faq, version=1, has_looked=False, **DESK)
    with pytest.raises(CannotOpen, match="内容が変わりました"):
        open_faq(faq=faq, version=2, has_looked=True, **DESK)


def test_it_is_changed_and_found_by_its_new_words():
    faq = FaqFactory(opened=True, review_told_on=TODAY)

    changed = revise_faq(faq=faq, version=1, words=words(answer="公募で選びます。"), **DESK)

    assert (changed.version, changed.review_told_on, changed.state) == (2, TODAY, FaqState.OPEN)
    assert Faq.objects.saying("公募").get() == faq


def test_a_new_review_day_is_told_of_again():
    faq = FaqFactory(review_told_on=TODAY)

    assert revise_faq(faq=faq, version=1, words=words(review_by=date(2028, 1, 1)), **DESK).review_told_on is None


def test_a_review_that_has_passed_may_stay():
    faq = FaqFactory(review_by=date(2026, 10, 1))

    assert revise_faq(faq=faq, version=1, words=words(review_by=date(2026, 10, 1)), **DESK).version == 2
    with pytest.raises(CannotRevise, match="見直しの期限は、今日か"):
        revise_faq(faq=faq, version=2, words=words(review_by=date(2026, 10, 2)), **DESK)


def test_of_two_the_second_is_told():
    faq = FaqFactory()
    revise_faq(faq=faq, version=1, words=words(), **DESK)

    with pytest.raises(StaleFaq, match="先に保存"):
        revise_faq(faq=faq, version=1, words=words(), **DESK)


def test_what_staff_read_gets_no_name_by_a_change(answered):
    faq = FaqFactory(source=answered)
    named = words(answer="鹿野次郎に聞いてください。")
    revise_faq(faq=faq, version=1, words=named, **DESK)
    revise_faq(faq=faq, version=2, words=words(), **DESK)
    open_faq(faq=faq, version=3, has_looked=True, **DESK)

    with pytest.raises(CannotRevise, match="まだ「鹿野次郎」"):
        revise_faq(faq=faq, version=4, words=named, **DESK)
    with pytest.raises(CannotRevise, match="質問と答え"):
        revise_faq(faq=faq, version=4, words=words(question=" "), **DESK)


def test_it_is_taken_out_and_opened_again():
    faq = retire_faq(faq=FaqFactory(opened=True), **DESK)

    assert (faq.state, faq.opened_at) == (FaqState.RETIRED, None)
    with pytest.raises(CannotRetire, match="もう取り下げ"):
        retire_faq(faq=faq, **DESK)
    assert open_faq(faq=faq, version=2, has_looked=True, **DESK).state == FaqState.OPEN
