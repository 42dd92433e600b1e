"""The list as a table, and all of it as a booklet."""

import csv
import io
from datetime import timedelta

import pytest

from knowledge.models import Menu
from knowledge.rules.papers import MENUS
from knowledge.usecases.export_menus import HEAD, CannotExport, export_menus
from knowledge.usecases.order_booklet import CannotOrder, order_booklet
from knowledge.usecases.withdraw_menu import withdraw_menu
from nara_renkei.core.models import AuditEvent
from tests.factories.knowledge import MenuFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, THE_DIVISION

pytestmark = pytest.mark.django_db


def export(sheet_format="csv"):
    menus = Menu.objects.with_body().select_related("slide").order_by("pk")
    return export_menus(menus=menus, sheet_format=sheet_format, by=THE_DESK, at=NOON)


def test_a_row_says_what_the_desk_needs_and_no_cell_bites():
    menu = MenuFactory(opened=True, title="=1+1", slide=PrivateFileFactory(original_name="紹介.pdf"), source="event:1")
    MenuFactory(withdrawn=True)

    sheet = export()

    head, first, second = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")))
    assert tuple(head) == HEAD
    assert first == [
        menu.code,
        "庁内に公開",
        menu.organization.name,
        "'=1+1",
        "くらし・移動",
        "移動販売の車で、市の案内を配ります。",
        "配る案内の用意。",
        "市の負担なし",
        "紹介.pdf",
        "窓口 四郎",
        "renkei@company.example",
        "0742-00-0012",
        "2027-10-05",
        "event:1",
        "2026-10-05",
        "2026-10-05",
    ]
    assert (second[1], second[8], second[12]) == ("取り下げ", "", "")
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.keys) == ("menu.export", "menus", {"count": 2, "format": "csv"})


def test_excel_too():
    MenuFactory()

    assert export("xlsx").name == "企業メニュー.xlsx"


def test_an_unknown_format_and_an_empty_list_are_said_in_words():
    with pytest.raises(CannotExport, match="CSVかExcelか"):
        export("pdf")
    with pytest.raises(CannotExport, match="絞り込みを変えて"):
        export()


def test_the_same_menus_on_the_same_day_are_one_paper():
    menus = [MenuFactory(opened=True) for _ in range(2)]

    first = order_booklet(by=THE_DIVISION, at=NOON)
    second = order_booklet(by=THE_DESK, at=NOON + timedelta(hours=1))
    withdraw_menu(menu=menus[0], by=THE_COMPANY, at=NOON)
    third = order_booklet(by=THE_DESK, at=NOON)

    assert (first.kind, first.title, first.pk) == (MENUS, "企業メニュー集（令和8年10月5日）", second.pk)
    assert third.pk != first.pk


def test_no_booklet_of_nothing():
    MenuFactory()

    with pytest.raises(CannotOrder, match="まだありません"):
        order_booklet(by=THE_DESK, at=NOON)
