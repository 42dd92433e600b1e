"""The papers of the day: every name whole and on its page, the codes as on the badge."""

from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from dialogue.rules.papers import ARRIVALS, BADGES, SEAT_CARDS, TABLE_CARDS, WALL_CHART
from nara_renkei.reports.papers.day import BUILDERS, size_of
from nara_renkei.reports.rendering import CannotRender
from tests.factories.dialogue import (
    EventFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.harness import NOON
from tests.nara_renkei.reports.pdfs import bare, texts

pytestmark = pytest.mark.django_db

MM = 72 / 25.4
LONG = "公益財団法人𠮷野髙﨑地域まちづくり推進振興機構中央"  # 25 characters


def pages_of(kind, event):
    """Return the words of each page without spaces."""
    pdf = BUILDERS[kind](event.slug, at=NOON)
    pages = texts(pdf)
    assert len(pages) == pdf.pages
    return pages


@pytest.fixture
def event():
    return EventFactory(today=True, name="第二回ダイアログ", rounds=2)


@pytest.fixture
def people(event):
    company = RegistrationFactory(event=event, organization__name=LONG)
    division = RegistrationFactory(event=event, of_division=True, division__name="見本課")
    return [
        *(ParticipantFactory(registration=company, name=f"𠮷田 髙子{n}", title="地域連携推進本部") for n in range(6)),
        *(ParticipantFactory(registration=division, name=f"奈良 太郎{n}") for n in range(6)),
    ]


def test_the_list_at_the_door_has_everybody_with_the_code_of_the_badge(event, people):
    pages = pages_of(ARRIVALS, event)

    missing = [one for one in people if bare(one.name) not in "".join(pages) or one.shown_code not in "".join(pages)]
    assert (missing, LONG in "".join(pages)) == ([], True)
    assert f"1/{len(pages)}ページ" in pages[0]


def test_eight_badges_share_a_sheet_and_none_is_cut_off(event, people):
    pages = pages_of(BADGES, event)

    shown = [sum(one.shown_code in page and bare(one.name) in page for one in people) for page in pages]
    assert (shown, LONG in pages[0]) == ([8, 4], True)


def test_two_seat_cards_share_a_sheet_and_say_the_name_on_both_sides(event, people):
    pages = pages_of(SEAT_CARDS, event)

    assert [sum(page.count(bare(one.name)) for one in people) for page in pages] == [4] * 6


def test_the_longest_name_stands_whole_on_the_badge_and_on_both_sides_of_the_seat_card(event):
    registration = RegistrationFactory(event=event, organization__name="組" * 100)
    name = "".join(chr(0x4E00 + n) for n in range(60))
    ParticipantFactory(registration=registration, name=name, title="職" * 60)

    (badge,) = pages_of(BADGES, event)
    (sheet,) = PdfDocument(BytesIO(BUILDERS[SEAT_CARDS](event.slug, at=NOON).content))
    halves = [
        sheet.get_textpage().get_text_bounded(top=(297 - head) * MM, bottom=(297 - foot) * MM)
        for head, foot in ((10, 78.5), (78.5, 147))
    ]

    assert (badge.count(name), badge.count("組"), badge.count("職")) == (1, 100, 60)
    assert [(set(name) <= set(half), half.count("組")) for half in halves] == [(True, 100), (True, 100)]


def test_cards_and_chart_say_who_sits_where_in_each_round(event, people):
    company, division = people[0].registration, people[6].registration
    plan = SeatingPlanFactory(event=event, announced=True)
    for turn in (1, 2):
        SeatFactory(plan=plan, table=2, round=turn, registration=company)
    SeatFactory(plan=plan, table=2, round=1, registration=division)
    SeatFactory(plan=plan, table=5, round=1, registration=RegistrationFactory(event=event))

    cards, chart = pages_of(TABLE_CARDS, event), "".join(pages_of(WALL_CHART, event))

    assert [(page[:2], LONG in page) for page in cards] == [("2卓", True), ("5卓", False)]
    assert ("14:30" in cards[0], "見本課" in cards[0], "見本課22" in chart) == (True, True, False)
    assert ("見本課2－" in chart, "席のない方：2回目は" in chart, LONG in chart) == (True, True, True)


@pytest.mark.parametrize(
    ("kind", "words"),
    [(BADGES, "参加する人が、まだいません"), (WALL_CHART, "卓の割り当てが、まだお知らせされていません")],
)
def test_what_cannot_be_made_says_what_is_missing(event, kind, words):
    with pytest.raises(CannotRender, match=words):
        BUILDERS[kind](event.slug, at=NOON)


def test_there_is_no_paper_of_an_event_that_is_not():
    with pytest.raises(CannotRender, match="見つかりません"):
        BUILDERS[BADGES]("absent", at=NOON)


def test_longer_words_are_set_in_smaller_letters():
    assert [size_of("字" * n) for n in (6, 7, 10, 15, 26)] == ["xl", "l", "m", "s", "xs"]
