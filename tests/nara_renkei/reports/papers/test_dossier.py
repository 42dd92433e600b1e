"""一件記録 on paper: everything of one proposal, and nothing for who may not read it."""

import os
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from nara_renkei.core import audit
from nara_renkei.reports.papers.dossier import GONE, LONGEST, MOST_EVENTS, Sheet, bounded, build, paper_of
from nara_renkei.reports.rendering import CannotRender
from proposals.models import DisclosureMark
from screening.models import Screening
from screening.queries.dossier import RECUSED, DossierDocument, Piece
from screening.rules.papers import dossier_about
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import LetterFactory, ProposalFactory
from tests.factories.screening import AssessorFactory, ConflictDeclarationFactory, NoteFactory, ScreeningFactory
from tests.harness import NOON, THE_DESK
from tests.screening.record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return StaffFactory(desk=True, name="𠮷髙花子")


def about(proposal, user):
    return dossier_about(proposal.number, user.pk)


def text_of(pdf, tmp_path):
    """What a reader of the PDF copies, without the ends of lines."""
    path = tmp_path / "dossier.pdf"
    path.write_bytes(pdf.content)
    if folder := os.environ.get("SEE_PDF"):
        Path(folder).write_bytes(pdf.content)
    return "".join(
        subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout.split()
    )


def test_every_word_of_the_record_is_on_the_paper(clerk, tmp_path):
    record = whole_record()
    ConflictDeclarationFactory(screening=Screening.objects.get(proposal=record.proposal), user=clerk)
    pdf = build(about(record.proposal, clerk), at=NOON)
    said = text_of(pdf, tmp_path)
    shown = paper_of(about(record.proposal, clerk), at=NOON)
    assert "𠮷髙花子" in said
    assert "庁内限り" in said
    for sheet in shown.sheets:
        for piece in sheet.document.pieces:
            assert "".join(piece.text.split()) in said, (sheet.document.key, piece.key)
            assert "".join(piece.mark.split()) in said, (sheet.document.key, piece.key)
    for event in shown.events:
        assert event.what in said


def test_it_has_contents_bookmarks_a_running_head_and_a_title(clerk, tmp_path):
    proposal = ProposalFactory(submitted=True)
    LetterFactory(proposal=proposal, title="結果のお知らせ")
    pdf = build(about(proposal, clerk), at=NOON)
    reader, said = PdfReader(BytesIO(pdf.content)), text_of(pdf, tmp_path)
    assert reader.metadata.title == f"一件記録　{proposal.number}"
    assert reader.trailer["/Root"]["/Lang"] == "ja"
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    names = list(bookmarks(reader.outline))
    assert names[:2] == [f"一件記録　{proposal.number}", "目次"]
    assert "令和8年10月5日　公文書（お知らせ）　結果のお知らせ" in names
    assert names[-1] == "監査の記録"
    assert f"{pdf.pages}/{pdf.pages}ページ" in said
    assert f"一件記録{proposal.number}" in "".join(reader.pages[-1].extract_text().split())
    assert len(reader.pages) == pdf.pages


def bookmarks(outline):
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one)
        else:
            yield one.title


def test_the_contents_stand_by_kind(clerk):
    proposal = ProposalFactory(submitted=True)
    for n in (2, 1):
        LetterFactory(proposal=proposal, title=f"お知らせ{n}", told_at=NOON + timedelta(hours=n))
    parts = {part.name: part.entries for part in paper_of(about(proposal, clerk), at=NOON).parts}
    letters = parts["公文書（お知らせ）"]
    assert [one.title for one in letters] == ["令和8年10月5日　お知らせ1", "令和8年10月5日　お知らせ2"]
    assert letters[0].by == "受付花子（デスク）"


def test_a_mark_stands_on_the_paper(clerk, tmp_path):
    proposal = ProposalFactory(submitted=True)
    DisclosureMark.objects.create(proposal=proposal, field="body", reason="取引先との約束")
    assert "配慮の希望：この欄の全部（理由：取引先との約束）" in text_of(
        build(about(proposal, clerk), at=NOON), tmp_path
    )


def test_hostile_words_are_shown_as_they_are_written(clerk, tmp_path):
    screening = ScreeningFactory()
    NoteFactory(screening=screening, body="<script>alert(1)</script>𠮷野家の髙さん" + "長" * LONGEST)
    NoteFactory(screening=screening, body="W" * LONGEST)
    pdf = build(about(screening.proposal, clerk), at=NOON)
    said = text_of(pdf, tmp_path)
    assert "<script>alert(1)</script>𠮷野家の髙さん" in said
    assert said.count("長") >= LONGEST - 40
    assert said.count("W") >= LONGEST
    assert "（このあと32字は、画面で読めます）" in said
    assert pdf.pages < 60


def test_a_piece_is_cut_at_the_longest_and_says_so():
    pieces = [Piece("body", "本文", "あ" * (LONGEST + 1_234)), Piece("title", "題", "短い")]
    cut, short = bounded(DossierDocument("note:1", "庁内メモ", "", NOON, "", pieces)).pieces
    assert cut.text == "あ" * LONGEST + "\n（このあと1,234字は、画面で読めます）"
    assert short == pieces[1]


def test_the_audit_is_cut_at_five_hundred_rows_the_newest_stay(clerk, tmp_path):
    proposal = ProposalFactory(submitted=True)
    rows = [
        audit.event(
            "note.write" if n else "file.view_page", about=proposal.key, by=THE_DESK, at=NOON + timedelta(minutes=n)
        )
        for n in range(MOST_EVENTS + 1)
    ]
    type(rows[0]).objects.bulk_create(rows)
    paper = paper_of(about(proposal, clerk), at=NOON)
    assert (len(paper.events), paper.left_out) == (MOST_EVENTS, 1)
    assert {event.what for event in paper.events} == {"庁内のメモを書いた"}
    assert "古い1件は、画面の監査の記録にあります" in text_of(build(about(proposal, clerk), at=NOON), tmp_path)


def test_of_a_wiped_proposal_it_says_so(clerk, tmp_path):
    proposal = ProposalFactory(submitted=True, title="")
    type(proposal).objects.filter(pk=proposal.pk).update(title="")
    said = text_of(build(about(proposal, clerk), at=NOON), tmp_path)
    assert "保存年限が過ぎたため消しています" in said
    assert "（文は残っていません）" in said


def test_a_paper_for_nobody_or_of_nothing_is_refused(clerk):
    proposal, stranger = ProposalFactory(submitted=True), StaffFactory(manager=True)
    for wrong in ("nonsense", f"R9-J-9999/{clerk.pk}", f"{proposal.number}/0", about(proposal, stranger)):
        with pytest.raises(CannotRender, match=GONE):
            build(wrong, at=NOON)


def test_who_has_a_conflict_gets_no_paper_even_when_it_was_declared_after_the_order(clerk):
    screening = ScreeningFactory()
    assert paper_of(about(screening.proposal, clerk), at=NOON)
    ConflictDeclarationFactory(screening=screening, user=clerk, has_conflict=True, what="家族が働いている")
    with pytest.raises(CannotRender, match=RECUSED):
        build(about(screening.proposal, clerk), at=NOON)


def test_with_assessors_it_asks_for_the_declaration_first(clerk):
    screening = AssessorFactory().screening
    with pytest.raises(CannotRender, match="利害関係があるかどうかを申告してください"):
        build(about(screening.proposal, clerk), at=NOON)
    ConflictDeclarationFactory(screening=screening, user=clerk)
    assert paper_of(about(screening.proposal, clerk), at=NOON)


@pytest.mark.parametrize(("lengths", "breaks"), [([10, 10], "short"), ([700, 700], ""), ([10, 5_000], "long")])
def test_how_a_document_goes_over_pages_follows_its_length(lengths, breaks):
    pieces = [Piece(str(n), "欄", "あ" * length) for n, length in enumerate(lengths)]
    assert Sheet("d1", DossierDocument("note:1", "庁内メモ", "", NOON, "", pieces)).breaks == breaks
