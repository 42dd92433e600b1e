"""One believable world with hard words in every column of text, and everything that leaves the portal of it.

Pages, lists, feeds, calendars and tables that a GET answers; tables behind a button; papers. Letters: test_mails.py.
"""

import io
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import partial
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from dialogue.models import Card, Registration
from dialogue.rendering import vcard
from dialogue.rules.event_papers import MATERIALS, REPORT
from dialogue.rules.papers import DAY_PAPERS, NOTE_SHEETS, SEAT_CARDS
from dialogue.usecases.export_registrations import export_registrations
from knowledge.models import Menu
from knowledge.rules.papers import GUIDELINE, MENUS
from knowledge.usecases.export_menus import export_menus
from nara_renkei.accounts.admin.agreement_sheet import agreement_sheet
from nara_renkei.core.sheets import CSV_TYPE, Sheet
from nara_renkei.core.word import Word, texts_of
from nara_renkei.directory.models import Agreement
from nara_renkei.portal.usecases.export_records import export_records
from nara_renkei.reports.papers import annual, figures, monthly, quarterly, vision
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.rules.department import DEPARTMENT, DEPARTMENT_IN_GROUPS
from nara_renkei.reports.usecases.make_paper import BUILDERS
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.rules.papers import RESULT
from nara_renkei.surveys.usecases.take_result import take_sheet
from proposals.rules.papers import DRAFT, RECEIPT
from screening.models import Decision, DisclosureRequest, DisposalList
from screening.queries.export import queue_sheet
from screening.queries.retention import disposal_sheet
from screening.rules.papers import (
    ARCHIVE,
    DISCLOSED,
    DISCLOSURE_DRAFT,
    DOSSIER,
    DRAFTING,
    HANDOVER,
    QUEUE,
    drafting_about,
)
from screening.usecases.export_contacts import export_contacts
from tests.harness import NOON, THE_DESK, TODAY
from tests.house import ROOT, our_python_files
from tests.outputs.conftest import CLOSED
from tests.outputs.reading import READERS, read_answer, read_card
from tests.outputs.words import Words, fill
from tests.permission_matrix import ROLES, expected
from tests.round_trip.typist import inked, shown
from tests.world import World
from training.queries.figures import training_figures
from training.rules.papers import CERTIFICATE, OF_A_SESSION, TRAINING_REPORT
from training.rules.signatures import TRAINING_SHEET
from training.usecases.export_figures import Content, export_figures

pytestmark = pytest.mark.django_db

# who is asked, the first who gets an answer: everybody's pages as nobody, and so on
ASKED = ("anonymous", "company", "officer", "manager", "leader", "executive", "desk", "system", "auditor", "director", "deputy")  # fmt: skip


# files of papers, made of what the words have changed meanwhile: led back to the page that offers a new one, or none
ELSEWHERE = {
    "admin:screening_deskproposal_archive_file",
    "admin:screening_deskproposal_dossier_file",
    "knowledge:guideline_pdf",
}


def who_reads(name: str) -> list[str]:
    given = dict(zip(ROLES, expected(name).values(), strict=True))
    return [role for role in ASKED if given[role] == 200]


@pytest.mark.parametrize(
    ("part", "fillings"), [(4, 1), pytest.param(1, 2, marks=pytest.mark.full)], ids=["some", "all"]
)
def test_a_page_says_every_word_as_it_was_typed(part, fillings, world, urls, words):
    browsers = {role: world.browser(role) for role in ASKED}
    faults, kinds, heard = [], Counter(), set()
    for turn in range(fillings):
        if turn:
            fill(words)
        for number, (name, url) in enumerate(urls.items()):
            for role in who_reads(name)[: turn + 1] if number % part == 0 or is_file(name) else []:
                answer = browsers[role].get(url)
                kinds[answer.get("Content-Type", "").partition(";")[0]] += 1
                if answer.status_code != 200 and not (answer.status_code in (302, 404) and name in ELSEWHERE):
                    faults.append(f"{name} {role}: {answer.status_code}")
                faults += read_answer(answer, words, f"{name} {role}")
                if not answer.streaming and answer["Content-Type"].startswith("text/html"):
                    heard |= words.heard(shown(answer.content.decode()))

    assert "\n".join(faults) == ""
    assert set(READERS) <= set(kinds) | {"text/vcard"}  # of somebody met: below
    assert len(heard) > (60 if part > 1 else 150)


def is_file(name: str) -> bool:
    """Return whether an address is no page: of these each is asked."""
    return name.endswith(("ics", "feed", "_json", "_csv", "_sheet", "vcf"))


def test_a_card_says_every_word_and_no_line_more(world, words):
    made = [vcard(card) for card in Card.objects.all()]

    assert [fault for content in made for fault in read_card(content, words, "card")] == []
    said = b"".join(made).decode().replace("\r\n ", "")
    assert words.heard(said) >= {"dialogue.Participant.name", "dialogue.Card.words"}


DESK = {"by": THE_DESK, "at": NOON}
XLSX = {"csv": False, "xlsx": True}


def encounters(world: Any, kind: str) -> Sheet:
    url = f"/admin/dialogue/event/{world.encounter.event.pk}/deai/hyo/"
    answer = world.browser("desk").post(url, {"format": kind})
    return Sheet(answer.content, "", answer["Content-Type"])


# the module that makes the table, and its way to it
TABLES = {
    "dialogue/usecases/export_registrations.py": lambda world, kind: export_registrations(
        registrations=Registration.objects.all(), as_xlsx=XLSX[kind], **DESK
    ),
    "dialogue/admin/encounters.py": encounters,
    "knowledge/usecases/export_menus.py": lambda world, kind: export_menus(
        menus=Menu.objects.all(), sheet_format=kind, **DESK
    ),
    "nara_renkei/accounts/admin/agreement_sheet.py": lambda world, kind: agreement_sheet(
        Agreement.objects.all(), kind, TODAY
    ),
    "nara_renkei/portal/usecases/export_records.py": lambda world, kind: export_records(
        reader=world.people["desk"], **DESK
    ),
    "nara_renkei/surveys/usecases/take_result.py": lambda world, kind: take_sheet(survey=world.survey, **DESK),
    "screening/queries/retention.py": lambda world, kind: disposal_sheet(DisposalList.objects.get()),
    "screening/queries/export.py": lambda world, kind: queue_sheet("", kind, user=world.people["desk"], on=TODAY),
    "screening/usecases/export_contacts.py": lambda world, kind: export_contacts(proposal=world.proposal, **DESK),
    "training/usecases/export_figures.py": lambda world, kind: export_figures(
        figures=training_figures(world.session.course, date(2026, 10, 5)),
        content=Content.PEOPLE,
        as_xlsx=XLSX[kind],
        **DESK,
    ),
}
# answered by a GET: as above
BY_GET = {
    "knowledge/views/public_cases.py",
    "nara_renkei/portal/views/dashboard.py",
    "nara_renkei/portal/views/departments.py",
    "nara_renkei/reports/views/figures.py",
    "nara_renkei/reports/views/statistics.py",
}
# write tables of their own to load them: no person typed what stands there
DEMO = {f"nara_renkei/portal/demo/{name}.py" for name in ("moves", "retention")}


def test_every_maker_of_a_table_is_looked_at():
    makers = {
        str(path.relative_to(ROOT))
        for path in our_python_files()
        if re.search(r"import .*\b(?:csv|xlsx)_sheet\b", path.read_text(encoding="utf-8"))
    }

    assert makers - DEMO == set(TABLES) | BY_GET


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_holds_every_word_and_no_formula(kind, world, words):
    faults, heard = [], set()
    for name, make in TABLES.items():
        sheet = make(world, kind)
        faults += READERS[sheet.content_type.partition(";")[0]](sheet.content, words, name)
        if sheet.content_type == CSV_TYPE:
            heard |= words.heard(sheet.content.decode())

    assert "\n".join(faults) == ""
    assert len(heard) > (15 if kind == "csv" else -1)


CHEAP = (RECEIPT, DRAFTING)
# ask for a declaration or a decision first: tests/nara_renkei/reports/papers/test_dossier.py, test_disclosed.py and
# test_archive.py (a zip of the first one, and the same as JSON)
NOT_MADE_HERE = {DOSSIER, ARCHIVE, DISCLOSED}
# a 席札 is folded: only the half that stands upright on the sheet can be read as lines, by a reader of PDF
# (that both halves say the same: tests/nara_renkei/reports/papers/test_day.py)
UPRIGHT = ((78.5, 147), (216.5, 285))  # mm from the top of an A4
MM = 72 / 25.4
# the edge of a sheet bears its title and its number, wherever the words of the body go on: mm at the head and the foot
EDGES = (22, 20)
# read between two lines of what they stand beside: a mark at the head of a paper, the dots of a list
BESIDE = re.compile("取扱注意|庁内限り(（企業・団体には渡しません）)?|起案用|・・+")
WITHOUT_EDGES = {*(one.kind for one in DAY_PAPERS), NOTE_SHEETS, MATERIALS.kind, CERTIFICATE}


def abouts(world: World) -> dict[str, str]:
    """Return what each kind of paper is made about, in this world."""
    ended = world.session.course.sessions.exclude(pk=world.session.pk).get()
    request = DisclosureRequest.objects.get()
    department = world.department_paper.about
    return {
        monthly.KIND: "2026-10",
        quarterly.KIND: "2026-10-01/2026-12-31",
        annual.KIND: "2026-04-01/2027-03-31",
        figures.KIND: "2026-04-01/2027-03-31",
        vision.KIND: "2026",
        RECEIPT: world.receipt.about,
        DRAFT: world.draft_paper.about,
        DRAFTING: drafting_about(world.proposal.number, Decision.objects.get().pk),
        RESULT: str(Survey.objects.get(about=CLOSED).uuid),
        MENUS: world.booklet.about,
        GUIDELINE: world.edition.about,
        NOTE_SHEETS: world.encounter.event.slug,
        TRAINING_SHEET: ended.key,
        **{one.kind: world.event.slug for one in DAY_PAPERS},
        MATERIALS.kind: world.event.slug,
        REPORT.kind: world.encounter.event.slug,
        TRAINING_REPORT: world.session.course.slug,
        CERTIFICATE: f"{OF_A_SESSION}{world.session.course.slug}-{world.session.number}",
        HANDOVER: str(world.seat.pk),
        DOSSIER: world.dossier.about,
        ARCHIVE: world.archive.about,
        DEPARTMENT: department,
        DEPARTMENT_IN_GROUPS: department,
        DISCLOSED: str(request.uuid),
        DISCLOSURE_DRAFT: str(request.uuid),
    }


def printed(text: str) -> str:
    """Return what a printer shows, か and its mark apart: on paper the two are one letter."""
    return BESIDE.sub("", inked(unicodedata.normalize("NFD", text)))


def read(kind: str, about: str) -> str:
    """Return what a paper says; a table is looked at in test_sheets.py."""
    made = BUILDERS[kind](about, at=NOON)
    if isinstance(made, Sheet):
        return ""
    if isinstance(made, Word):
        return "\n".join(texts_of(made.content))
    return "".join(map(partial(words_of, kind), PdfDocument(io.BytesIO(made.content))))


def words_of(kind: str, sheet: Any) -> str:
    """Return the words between the edges of a sheet; of a 席札 those of its upright halves."""
    height = sheet.get_height() / MM
    first, last = (0, 0) if kind in WITHOUT_EDGES else EDGES
    spans = UPRIGHT if kind == SEAT_CARDS else [(first, height - last)]
    page = sheet.get_textpage()
    return "".join(
        page.get_text_bounded(top=(height - first) * MM, bottom=(height - last) * MM) for first, last in spans
    )


def test_every_paper_is_made_of_something(world, words):
    assert set(BUILDERS) - {QUEUE} == set(abouts(world))


@pytest.mark.parametrize("kinds", [CHEAP, pytest.param((), marks=pytest.mark.full)], ids=["some", "all"])
def test_a_paper_says_every_word_as_it_was_typed(kinds, world, words: Words):
    faults, heard = [], set()
    for kind, about in abouts(world).items():
        if kind in kinds or (not kinds and kind not in NOT_MADE_HERE):
            try:
                text = read(kind, about)
            except CannotRender as exc:
                faults.append(f"{kind}: {exc}")
                continue
            faults += words.lost(kind, text, seen_as=printed)
            heard |= words.heard(printed(text))

    assert "\n".join(faults) == ""
    assert len(heard) > (10 if kinds else 40)
