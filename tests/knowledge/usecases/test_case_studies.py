"""事例: begun, written on, handed in, opened, returned, retired, kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from knowledge.enums import CaseOrigin, CaseState
from knowledge.models import CaseStudy
from knowledge.rules.cases import TO_WRITE, CaseWords
from knowledge.usecases.draft_case_study import FACTS, CannotDraftCase, CaseFacts, draft_case_study
from knowledge.usecases.hand_in_case import CannotHandIn, hand_in_case
from knowledge.usecases.keep_case import CannotKeep, keep_case
from knowledge.usecases.open_case import CannotOpen, open_case
from knowledge.usecases.retire_case import CannotRetire, retire_case
from knowledge.usecases.return_case import CannotReturn, return_case
from knowledge.usecases.revise_case_study import CannotRevise, StaleCase, revise_case_study
from nara_renkei.core.models import AuditEvent
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)
PAST = TODAY - timedelta(days=1)
BY_DESK = {"by": THE_DESK, "at": NOON}
BY_DIVISION = {"by": THE_DIVISION, "at": NOON}


def words(**changes):
    return CaseWords(**{"title": "講座をひらく", "summary": "会社の方が講師になりました。", **changes})


def facts(**changes):
    return CaseFacts(**{"implementer": "奈良市", "field": "防災", **changes})


def begun(**changes):
    given = {"key": uuid4(), "origin": CaseOrigin.FORM, "owner": DivisionFactory(), "facts": facts(), "words": words()}
    return draft_case_study(**{**given, **changes}, **BY_DIVISION)


def facts_of(case, **changes):
    return CaseFacts(**{**{name: getattr(case, name) for name in FACTS}, **changes})


def revise(case, why="", version=None, changed_facts=None, **changes):
    current = case.current()
    said = {name: getattr(current, name) for name in CaseWords.__dataclass_fields__}
    return revise_case_study(
        case=case,
        version=case.version if version is None else version,
        facts=changed_facts or facts_of(case),
        words=CaseWords(**{**said, **changes}),
        why=why,
        **BY_DIVISION,
    )


def fresh(case):
    return CaseStudy.objects.get(pk=case.pk)


def test_a_case_begins_as_a_draft_of_its_division():
    case = begun()

    assert (case.state, case.origin, case.drafted_by, case.version) == ("DRAFT", "FORM", THE_DIVISION.label, 1)
    assert case.code.startswith("j-")
    assert case.review_by == TODAY.replace(year=2027)
    assert (case.current().number, case.current().title) == (1, "講座をひらく")
    assert AuditEvent.objects.get(verb="case.draft").keys["origin"] == "FORM"
    assert list(CaseStudy.objects.saying("講師")) == [case]


def test_a_key_used_again_begins_nothing():
    key = uuid4()

    assert begun(key=key) == begun(key=key, words=words(title="ほか"))
    assert CaseStudy.objects.get().current().title == "講座をひらく"


def test_a_proposal_has_one_case():
    proposal = ProposalFactory(submitted=True)
    first = begun(origin=CaseOrigin.PROPOSAL, proposal=proposal)

    assert begun(origin=CaseOrigin.PROPOSAL, proposal=proposal) == first


def test_a_draft_that_cannot_be_saved_is_refused():
    with pytest.raises(CannotDraftCase, match="終わった日は、始まった日か、それより後の日にしてください。"):
        begun(facts=facts(started_on=TODAY, ended_on=PAST))


@pytest.mark.parametrize("state", ["DRAFT", "HANDED_IN"])
def test_until_it_is_open_the_first_version_is_written_in_place(state):
    case = CaseFactory(state=state)

    revised = revise(case, title="新しい題")

    assert (revised.version, revised.state) == (2, state)
    version = revised.versions.get()
    assert (version.number, version.title, version.written_by) == (1, "新しい題", THE_DIVISION.label)
    assert list(CaseStudy.objects.saying("新しい題")) == [case]


def test_once_it_is_open_each_change_is_a_version_with_its_reason():
    case = CaseFactory(opened=True, words={"title": "古い題"})

    revised = revise(case, why="数え直したため。", effect="41人")

    assert [(one.number, one.why, one.effect) for one in revised.versions.order_by("number")] == [
        (1, "初めの版です。", "参加した方が増えました。"),
        (2, "数え直したため。", "41人"),
    ]
    assert revised.current().title == "古い題"
    assert AuditEvent.objects.get(verb="case.revise").keys == {"fields": ["effect"], "number": 2}


def test_a_fact_alone_is_a_change_too():
    case = CaseFactory(opened=True)

    revised = revise(case, why="年度が違ったため。", changed_facts=facts_of(case, year=2025))

    assert (fresh(case).year, revised.current().number) == (2025, 2)


def test_nothing_changed_writes_nothing():
    case = CaseFactory(opened=True)

    assert revise(case).version == 1
    assert case.versions.count() == 1


@pytest.mark.parametrize("why", ["", "　"])
def test_a_change_without_a_reason_is_refused_once_it_is_open(why):
    with pytest.raises(CannotRevise, match="変えた理由を書いてください"):
        revise(CaseFactory(opened=True), why=why, title="新しい題")


def test_who_saves_second_is_told():
    case = CaseFactory()
    revise(case, title="先の人の題")

    with pytest.raises(StaleCase, match="ほかの方が先に保存しました"):
        revise(case, version=1, title="あとの人の題")

    assert case.current().title == "先の人の題"


def test_what_is_retired_stays():
    with pytest.raises(CannotRevise, match="取り下げた事例は、変えられません。"):
        revise(CaseFactory(retired=True), title="新しい題")


def test_a_revision_that_cannot_be_saved_is_refused():
    with pytest.raises(CannotRevise, match="題と概要を書いてください。"):
        revise(CaseFactory(), title="")


def test_a_draft_is_handed_in_and_the_reason_of_a_return_goes():
    case = CaseFactory(returned_reason="題を短く。")

    handed = hand_in_case(case=case, **BY_DIVISION)

    assert (handed.state, handed.handed_in_at, handed.returned_reason, handed.version) == ("HANDED_IN", NOON, "", 2)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"words": {"title": TO_WRITE}}, "題と概要を書いてください。"),
        ({"field": ""}, "分野を書いてください。"),
        ({"opened": True}, "この事例は「庁内に公開」です。デスクに出せるのは、下書きだけです。"),
    ],
)
def test_what_is_not_whole_is_not_handed_in(facts, sentence):
    with pytest.raises(CannotHandIn, match=sentence):
        hand_in_case(case=CaseFactory(**facts), **BY_DIVISION)


def test_the_desk_opens_what_it_has_read():
    case = CaseFactory(state=CaseState.HANDED_IN, handed_in_at=NOON, review_told_on=TODAY)

    opened = open_case(case=case, version=1, review_by=LATER, **BY_DESK)

    assert (opened.state, opened.opened_at, opened.review_by, opened.version) == ("INTERNAL", NOON, LATER, 2)
    assert opened.review_told_on is None


def test_an_imported_draft_is_opened_and_says_nothing_of_a_return():
    case = CaseFactory(origin=CaseOrigin.IMPORT, source_name="ほかの市", returned_reason="庁内の言葉")

    assert open_case(case=case, version=1, review_by=LATER, **BY_DESK).returned_reason == ""


@pytest.mark.parametrize(
    ("facts", "asked", "sentence"),
    [
        ({}, {}, "この事例は「下書き」です。公開できるのは"),
        ({"state": "HANDED_IN"}, {"version": 0}, "読んだあとに内容が変わりました"),
        ({"state": "HANDED_IN"}, {"review_by": PAST}, "見直しの期限は、今日か、それより後の日にしてください。"),
        ({"state": "HANDED_IN", "field": ""}, {}, "分野を書いてください。"),
    ],
)
def test_what_the_desk_cannot_open_is_said(facts, asked, sentence):
    with pytest.raises(CannotOpen, match=sentence):
        open_case(case=CaseFactory(**facts), **{"version": 1, "review_by": LATER, **asked}, **BY_DESK)


def test_the_desk_returns_a_case_with_a_reason():
    case = CaseFactory(state="HANDED_IN", handed_in_at=NOON)

    returned = return_case(case=case, reason="効果の数え方を書いてください。", **BY_DESK)

    assert (returned.state, returned.handed_in_at) == ("DRAFT", None)
    assert returned.returned_reason == "効果の数え方を書いてください。"


@pytest.mark.parametrize(
    ("facts", "reason", "sentence"),
    [
        ({}, "理由", "差し戻せるのは、デスクに出されたものだけです。"),
        ({"state": "HANDED_IN"}, " ", "差し戻す理由を書いてください。"),
    ],
)
def test_what_cannot_be_returned_is_said(facts, reason, sentence):
    with pytest.raises(CannotReturn, match=sentence):
        return_case(case=CaseFactory(**facts), reason=reason, **BY_DESK)


def test_the_desk_retires_a_case_with_a_reason():
    retired = retire_case(case=CaseFactory(opened=True), reason="数字に誤りがあったため。", **BY_DESK)

    assert (retired.state, retired.retired_at, retired.retired_reason) == ("RETIRED", NOON, "数字に誤りがあったため。")


@pytest.mark.parametrize(
    ("facts", "reason", "sentence"),
    [
        ({"retired": True}, "理由", "もう取り下げてあります。"),
        ({"published": True}, "理由", "先に公開をやめてから、取り下げてください。"),
        ({}, "", "取り下げる理由を書いてください。"),
    ],
)
def test_what_cannot_be_retired_is_said(facts, reason, sentence):
    with pytest.raises(CannotRetire, match=sentence):
        retire_case(case=CaseFactory(**facts), reason=reason, **BY_DESK)


def test_the_desk_says_who_keeps_a_case_and_until_when():
    case, other = CaseFactory(past=True, review_told_on=TODAY), DivisionFactory(name="見守り推進課")

    kept = keep_case(case=case, owner=other, review_by=LATER, **BY_DESK)

    assert (kept.owner, kept.review_by, kept.review_told_on, kept.version) == (other, LATER, None, 2)
    assert list(CaseStudy.objects.saying("見守り推進課")) == [case]


def test_a_review_date_that_passed_may_stay_and_a_new_one_may_not_have_passed():
    case = CaseFactory(past=True)

    assert keep_case(case=case, owner=case.owner, review_by=case.review_by, **BY_DESK).review_by == case.review_by
    with (
        pytest.raises(CannotKeep, match="見直しの期限は、今日か、それより後の日にしてください。"),
        transaction.atomic(),
    ):
        keep_case(case=case, owner=case.owner, review_by=PAST - timedelta(days=1), **BY_DESK)
