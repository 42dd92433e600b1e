"""What a 団体 or a 課 writes when it enters, for the tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dialogue.enums import BusinessLine, Invites
from dialogue.models import Event, Registration
from dialogue.usecases.enter_event import enter_event
from dialogue.usecases.keep_entry import Entry, PersonWords
from nara_renkei.directory.models import Division, Organization
from tests.bad_input import PDF
from tests.factories.dialogue import EventFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_COMPANY, THE_DIVISION

ICHIRO = PersonWords(name="奈良一郎", kana="ナライチロウ", title="営業部 主任", email="ichiro@company.example")
HANAKO = PersonWords(name="生駒花子", email="hanako@company.example")


def slides(name: str = "紹介.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def company_entry(**words: Any) -> Entry:
    facts = {
        "email": "madoguchi@company.example",
        "people": [ICHIRO],
        "business_line": BusinessLine.RETAIL,
        "offer": "移動販売の車で市の案内を配ります。",
    }
    return Entry(**{**facts, **words})


def division_entry(**words: Any) -> Entry:
    facts = {"email": "ka@city.example", "people": [HANAKO], "trouble": "窓口の待ち時間が読めません。"}
    return Entry(**{**facts, **words})


def open_event(**facts: Any) -> Event:
    return EventFactory(open=True, invites=Invites.OPEN, **facts)


def company_enters(event: Event, organization: Organization | None = None, **words: Any) -> Registration:
    unit = organization or OrganizationFactory(confirmed=True)
    return enter_event(event=event, unit=unit, entry=company_entry(**words), by=THE_COMPANY, at=NOON)


def division_enters(event: Event, division: Division | None = None, **words: Any) -> Registration:
    unit = division or DivisionFactory()
    return enter_event(event=event, unit=unit, entry=division_entry(**words), by=THE_DIVISION, at=NOON)
