from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.enums import CaseState, FoundKind
from knowledge.models import CaseStudy
from knowledge.queries.search import CAP, Narrowing, anything, choices_for_everybody, choices_for_staff, search
from knowledge.rules.asking import asked
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import (
    CaseFactory,
    CaseVersionFactory,
    ChapterVersionFactory,
    FaqFactory,
    MenuFactory,
    MethodFactory,
    PublicFaceFactory,
    TemplateVersionFactory,
)
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, TODAY
from tests.knowledge.pages import WORD, indexed, one_of_each

pytestmark = pytest.mark.django_db


def found(words, *, public=False, day=TODAY, **chosen):
    return search(asked(words), day, public=public, narrowing=Narrowing(**chosen))


def said(pieces):
    return "".join(piece.text for piece in pieces)


def titles(results):
    return [said(one.title) for one in results.rows]


def test_a_word_is_found_inside_another_in_every_kind():
    one_of_each("地域防災力")

    assert {one.kind for one in found("防災").rows if "地域防災力" in said(one.title)} == set(FoundKind)


def test_everybody_finds_what_is_public_and_nothing_else():
    one_of_each()

    assert {one.kind for one in found(WORD, public=True).rows} == {
        FoundKind.CASE,
        FoundKind.CHAPTER,
        FoundKind.CHALLENGE,
    }
    assert len(found(WORD).rows) == len(FoundKind)


def test_drafts_and_what_was_taken_back_are_found_by_nobody():
    CaseFactory(words={"title": WORD})
    CaseFactory(retired=True, words={"title": WORD})
    ChapterVersionFactory(draft=True, chapter__public=True, number=1, title=WORD)
    ChapterVersionFactory(chapter__public=True, number=1, title=WORD, effective_from=TODAY + timedelta(days=1))
    MethodFactory(name=WORD, is_active=False)
    FaqFactory(question=WORD)
    indexed(TemplateVersionFactory(template__name=WORD, template__is_active=False))
    MenuFactory(title=WORD)
    MenuFactory(withdrawn=True, title=WORD)
    ChallengeFactory(draft=True, title=WORD)
    ChallengeFactory(retired=True, title=WORD)
    PublicFaceFactory(case__words={"title": WORD})  # staff read it, the partner has not agreed

    assert titles(found(WORD)) == [WORD]
    assert titles(found(WORD, public=True)) == []
    assert not anything(asked(WORD), TODAY, public=True)


def test_a_case_that_is_withdrawn_leaves_at_once():
    case = CaseFactory(published=True, words={"title": WORD})
    assert titles(found(WORD, public=True)) == [WORD]

    CaseStudy.objects.filter(pk=case.pk).update(state=CaseState.INTERNAL)

    assert titles(found(WORD, public=True)) == []
    assert titles(found(WORD)) == [WORD]


def test_a_chapter_says_from_its_day_on_what_it_says():
    tomorrow = TODAY + timedelta(days=1)
    new = ChapterVersionFactory(number=2, first=True, chapter__public=True, text=f"{WORD}を書きました。")
    later = ChapterVersionFactory(chapter=new.chapter, number=3, title="いまは別", effective_from=tomorrow)

    assert titles(found(WORD, public=True)) == [new.full_title]
    assert titles(found(WORD, public=True, day=tomorrow)) == []
    assert titles(found("いまは別", public=True, day=tomorrow)) == [later.full_title]


def test_what_the_public_finds_is_in_the_words_that_the_public_reads():
    case = CaseFactory(published=True, words={"title": "公開の題", "summary": "公開の概要"})
    newer = CaseVersionFactory(case=case, number=2, title=WORD)
    case.index(newer.title, newer.summary)
    case.save()

    assert titles(found(WORD, public=True)) == []
    assert titles(found("公開の概要", public=True)) == ["公開の題"]
    assert titles(found(WORD)) == [WORD]


def test_titles_come_first_then_the_newest():
    kept = {"owner": DivisionFactory()}
    for title, days, text in (
        ("古い題の鵺退治", 9, ""),
        ("新しい文", 1, WORD),
        ("古い文", 5, WORD),
        ("題の鵺退治", 3, ""),
    ):
        CaseFactory(
            opened=True,
            opened_at=NOON - timedelta(days=days),
            words={"title": title, "summary": text or "概要"},
            **kept,
        )

    assert titles(found(WORD)) == ["題の鵺退治", "古い題の鵺退治", "新しい文", "古い文"]


def test_a_pair_that_a_title_holds_apart_is_no_title_that_holds_the_word():
    CaseFactory(opened=True, words={"title": "防災と災害", "summary": "防災害の話"})
    CaseFactory(opened=True, opened_at=NOON - timedelta(days=1), words={"title": "防災害", "summary": "概要"})

    assert titles(found("防災害")) == ["防災害", "防災と災害"]


@pytest.mark.parametrize(
    "words", ["髙木", "高木", "ﾄﾞﾛｰﾝ", "ドローン", "ＸＲ", "xr", "9～17", "9〜17", "高木　ドローン"]
)
def test_variants_are_one(words):
    CaseFactory(opened=True, words={"title": "髙木のドローン", "summary": "XRで9〜17時に"})
    ChallengeFactory(title="髙木のドローン", background="XRで9〜17時に", lead=DivisionFactory())

    assert len(found(words).rows) == 2


@pytest.mark.parametrize(
    "words", ["%_", "\\", "\\d", "'q", "' OR 1=1 --", '"', "%%%%", "あ" * 10_000, "\x00", "  ", "市"]
)
def test_odd_words_find_nothing_and_break_nothing(words):
    CaseFactory(opened=True)

    shown = found(words)

    assert (shown.rows, shown.counts, anything(asked(words), TODAY, public=False)) == ([], [], False)


def test_signs_are_found_as_they_are():
    CaseFactory(opened=True, words={"title": "100%_達成 C:\\data 'q'"})

    assert [len(found(word).rows) for word in ("%_", "c:\\d", "'q'", "0%")] == [1, 1, 1, 1]


def test_it_is_narrowed_by_kind_field_division_and_method():
    division, method = DivisionFactory(name="鵺課"), MethodFactory(name="見張り")
    case = CaseFactory(opened=True, field="水辺", owner=division, method=method, words={"title": WORD})
    one_of_each()
    MenuFactory(opened=True, title=f"{WORD}の水辺", field="水辺")

    assert {one.kind for one in found(WORD, field="水辺").rows} == {FoundKind.CASE, FoundKind.MENU}
    assert titles(found(WORD, division=division.code)) == [WORD]
    assert titles(found(WORD, method=method.code)) == [WORD]
    assert {one.kind for one in found(WORD, kind="FAQ").rows} == {FoundKind.FAQ}
    assert titles(found(WORD, kind="なし")) == []
    assert titles(found("水辺", public=True, field="水辺")) == []
    assert found(WORD, division=division.code).rows[0].code == case.code


def test_the_kinds_are_counted_whatever_kind_is_chosen():
    one_of_each()
    FaqFactory(opened=True, question=WORD)

    shown = found(WORD, kind="FAQ")

    assert {one.kind: one.number for one in shown.counts} == {**dict.fromkeys(FoundKind, 1), FoundKind.FAQ: 2}
    assert (shown.total, shown.is_more, shown.page.paginator.count) == (8, False, 2)


def test_from_a_thousand_on_it_says_so_and_pages_through_a_thousand(monkeypatch):
    monkeypatch.setattr("knowledge.queries.search.CAP", 3)
    for n in range(5):
        FaqFactory(opened=True, question=f"{WORD}{n}", opened_at=NOON + timedelta(hours=n))

    shown = found(WORD)

    assert CAP == 1_000
    assert (shown.total, shown.is_more) == (3, True)
    assert titles(shown) == [f"{WORD}4", f"{WORD}3", f"{WORD}2"]


def test_twenty_stand_on_a_page():
    for n in range(21):
        FaqFactory(opened=True, question=f"{WORD}{n:02}", opened_at=NOON + timedelta(hours=n))

    second = search(asked(WORD), TODAY, public=False, page="2")

    assert titles(second) == [f"{WORD}00"]
    assert len(found(WORD).rows) == 20


def test_a_row_says_what_it_is_who_keeps_it_and_that_its_review_is_past():
    FaqFactory(
        opened=True,
        question="質問",
        answer=f"## はじめに\n\n**{WORD}** は、[章](#shisei)を読んで。",
        owner=DivisionFactory(name="鵺課"),
        review_by=TODAY - timedelta(days=1),
    )

    [row] = found(WORD).rows

    assert (said(row.keeper), row.on, row.is_past_review, row.field) == ("鵺課", TODAY, True, ())
    assert said(row.says) == f"はじめに {WORD} は、章を読んで。"
    assert [piece.text for piece in row.says if piece.is_found] == [WORD]


def test_a_long_text_is_shown_around_the_word():
    FaqFactory(opened=True, question="質問", answer="㍿と。" * 300 + WORD + "と言う。" * 200)

    [row] = found(WORD).rows

    assert [piece.text for piece in row.says if piece.is_found] == [WORD]
    assert len(said(row.says)) < 100


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("public", "queries"), [(False, 15), (True, 7)])
def test_it_costs_the_same_for_one_and_three(rows, public, queries):
    for n in range(rows):
        one_of_each(n=n)

    with CaptureQueriesContext(connection) as captured:
        found(WORD, public=public)

    assert len(captured) == queries


def test_a_word_of_the_field_or_of_the_body_is_marked_there():
    MenuFactory(opened=True, field="鵺退治", organization=OrganizationFactory(name="鵺退治商店【例示】"))

    [row] = found(WORD).rows

    assert [piece.text for piece in (*row.field, *row.keeper) if piece.is_found] == [WORD, WORD]


def test_what_can_be_chosen():
    CaseFactory(published=True, field="水辺")
    MenuFactory(opened=True, field="健康")
    MenuFactory(field="秘密")
    ChallengeFactory(field="防災")
    method = MethodFactory()

    staff, everybody = choices_for_staff(TODAY), choices_for_everybody(TODAY)

    assert (staff.fields, everybody.fields) == (["健康", "水辺", "防災"], ["水辺", "防災"])
    assert (staff.kinds, len(everybody.kinds)) == (list(FoundKind), 3)
    assert (method.code, method.name) in staff.methods
    assert (everybody.divisions, everybody.methods) == ([], [])
