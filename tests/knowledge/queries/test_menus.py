from datetime import timedelta

import pytest

from knowledge.models import Menu
from knowledge.queries import (
    booklet_papers,
    fields_in_use,
    fields_to_suggest,
    find_menus,
    latest_change,
    menus_for_booklet,
    my_menus,
)
from tests.factories.accounts import CompanyUserFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


def titles(page):
    return ["".join(piece.text for piece in card.title) for card in page.cards]


@pytest.mark.parametrize(
    "words",
    ["見守り", "ﾐﾏﾓﾘ", "ミマモリ", "高木", "髙木", "ＡＩ 見守", "ai"],
)
def test_a_word_is_found_inside_a_sentence_however_it_is_written(words):
    MenuFactory(
        opened=True,
        title="車で見守り",
        offer="ミマモリ見守りをＡＩで",
        organization=OrganizationFactory(name="髙木商店【例示】"),
    )
    MenuFactory(opened=True, title="ほかのこと")

    assert titles(find_menus(TODAY, words=words)) == ["車で見守り"]


def test_what_was_looked_for_is_marked():
    MenuFactory(opened=True, title="車で見守り", offer="あ" * 100 + "見守りながら")

    card = find_menus(TODAY, words="見守り").cards[0]

    assert [piece.text for piece in card.title if piece.is_found] == ["見守り"]
    assert [piece.text for piece in card.says if piece.is_found] == ["見守り"]


def test_only_what_is_open_is_found():
    MenuFactory(title="公開前")
    MenuFactory(withdrawn=True)
    opened = MenuFactory(opened=True)

    shown = find_menus(TODAY)

    assert titles(shown) == [opened.title]
    assert shown.organizations == [opened.organization]
    assert shown.fields == ["くらし・移動"]


def test_one_character_finds_all():
    MenuFactory.create_batch(2, opened=True)

    assert len(find_menus(TODAY, words="車").cards) == 2


def test_field_and_body_narrow_the_list():
    a, b = MenuFactory(opened=True, field="健康"), MenuFactory(opened=True, field="防災")
    merged = MenuFactory(opened=True, field="防災", organization=OrganizationFactory(merged_into=b.organization))

    assert titles(find_menus(TODAY, field="健康")) == [a.title]
    assert titles(find_menus(TODAY, organization=b.organization.uuid)) == [merged.title, b.title]
    assert titles(find_menus(TODAY, field="健康", organization=b.organization.uuid)) == []


def test_the_newest_stands_first_and_a_passed_review_is_said():
    old = MenuFactory(past=True, opened_at=NOON - timedelta(days=400))
    new = MenuFactory(opened=True)

    shown = find_menus(TODAY)

    assert titles(shown) == [new.title, old.title]
    assert [card.is_past_review for card in shown.cards] == [False, True]


def test_a_company_finds_its_own_what_stands_first():
    firm = CompanyUserFactory(member=True)
    own = {"organization": firm.memberships.get().organization}
    back, early, late = (
        MenuFactory(withdrawn=True, **own),
        MenuFactory(**own),
        MenuFactory(updated_at=NOON + timedelta(days=1), **own),
    )
    MenuFactory(opened=True)

    found = my_menus(firm, TODAY)

    assert found == [late, early, back]


def test_the_fields_of_the_challenges_are_suggested():
    ChallengeFactory(field="防災")
    ChallengeFactory(field="健康")
    MenuFactory(field="くらし")

    assert fields_to_suggest() == ["健康", "防災"]
    assert fields_in_use(Menu.objects.all()) == ["くらし"]


def test_the_last_change_is_of_what_is_open():
    assert latest_change() == (None, 0)

    MenuFactory(updated_at=NOON + timedelta(days=9))
    MenuFactory(opened=True)

    assert latest_change() == (NOON, 1)


def test_the_booklet_goes_by_field_and_body():
    b, a = (OrganizationFactory(name=name) for name in ("ぶ【例示】", "あ【例示】"))
    menus = [
        MenuFactory(opened=True, field="防災", organization=a),
        MenuFactory(opened=True, field="健康", organization=b),
        MenuFactory(opened=True, field="健康", organization=a),
    ]
    MenuFactory(field="健康")

    found = [(part.name, part.menus) for part in menus_for_booklet()]

    assert found == [("健康", (menus[2], menus[1])), ("防災", (menus[0],))]
    assert list(booklet_papers()) == []
