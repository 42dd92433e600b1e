import re

import pytest

from knowledge.rules.papers import MENUS
from nara_renkei.reports.papers.menus import EMPTY, build, paper_of
from nara_renkei.reports.rendering import CannotRender
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.harness import NOON
from tests.nara_renkei.reports.pdfs import texts

pytestmark = pytest.mark.django_db

HARD = "𠮷野家と葛󠄀城市のｶﾅ、髙﨑、①〜③、<b>&amp;</b>"


def test_every_open_menu_stands_in_it_word_for_word_and_no_other():
    MenuFactory(opened=True, title=HARD[:60], offer="あ" * 400, contact_name="窓口 四郎")
    MenuFactory(title="まだ読んでいないもの")
    MenuFactory(withdrawn=True, title="取り下げたもの")

    said = "".join(texts(build(MENUS, at=NOON)))

    assert "髙﨑" in said
    assert "𠮷野家" in said
    assert said.count("あ") >= 400
    assert "0742-00-0012" in said
    assert "まだ読んでいない" not in said
    assert "取り下げたもの" not in said
    assert "令和8年（2026年）10月5日（月）現在" in said


def test_the_contents_name_the_page_on_which_a_menu_stands():
    for number in range(9):
        MenuFactory(opened=True, title=f"題名{number}", offer="あ" * 400, field=f"分野{number // 3}")

    pages = texts(build(MENUS, at=NOON))

    contents = next(text for text in pages if "目次" in text)
    for number in range(9):
        told = re.search(rf"題名{number}（.*?）[．.]*?([0-9]+)", contents)
        assert told
        assert f"題名{number}" in pages[int(told[1]) - 1]
    assert all(f"{page}/{len(pages)}ページ" in text for page, text in enumerate(pages[1:], start=2))


def test_no_block_is_split():
    for number in range(8):
        MenuFactory(opened=True, title=f"題{number}はじまり", offer="字" * 390 + f"おわり{number}")

    pages = texts(build(MENUS, at=NOON))

    for number in range(8):
        holds = [page for page, text in enumerate(pages) if f"おわり{number}" in text]
        assert [page for page in holds if f"題{number}はじまり" in pages[page]] == holds


def test_menus_go_by_field_and_a_merged_body_stands_under_its_new_name():
    new = OrganizationFactory(name="新しい名【例示】")
    MenuFactory(opened=True, field="防災", organization=OrganizationFactory(merged_into=new))
    MenuFactory(past=True, field="健康", organization=new)

    paper = paper_of(at=NOON)

    assert [(part.name, [entry.by for entry in part.entries]) for part in paper.parts] == [
        ("健康", ["新しい名【例示】"]),
        ("防災", ["新しい名【例示】"]),
    ]
    assert [entry.is_past_review for part in paper.parts for entry in part.entries] == [True, False]
    assert (paper.count, paper.bodies) == (2, 1)


def test_there_is_no_booklet_of_nothing():
    with pytest.raises(CannotRender, match=EMPTY):
        build(MENUS, at=NOON)
