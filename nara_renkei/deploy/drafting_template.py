"""Writes templates/reports/drafting_set.docx, the form of the 起案セット: python nara_renkei/deploy/drafting_template.py

A city may open the file in Word and word it anew: what stands between {{ }} is filled from the record. The script
is how the first edition was made, so that a change can be read before it is accepted.
"""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

PLACE = Path(__file__).resolve().parent.parent.parent / "templates" / "reports" / "drafting_set.docx"
FONT = "BIZ UDPゴシック"


class Paper:
    """A4, one column, one font; small where a page must hold everything."""

    def __init__(self) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(18)
        for name in ("Normal", "Heading 1", "Heading 2"):
            style = self.document.styles[name]
            style.font.name = FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
            fonts.set(qn("w:eastAsia"), FONT)
            style.font.size = Pt({"Normal": 10, "Heading 1": 14, "Heading 2": 11}[name])
            style.paragraph_format.space_before = Pt({"Normal": 2, "Heading 1": 0, "Heading 2": 8}[name])
            style.paragraph_format.space_after = Pt(2)
        self.document.core_properties.title = "起案セット"
        self.document.core_properties.author = ""
        self.document.core_properties.language = "ja-JP"

    def part(self, title: str, *, first: bool = False) -> None:
        if not first:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self.document.add_heading(title, 1)

    def head(self, text: str) -> None:
        self.document.add_heading(text, 2)

    def line(self, text: str, *, right: bool = False, center: bool = False) -> None:
        paragraph = self.document.add_paragraph(text)
        if right or center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER

    def when(self, condition: str, *lines: str) -> None:
        self.line("{%p if " + condition + " %}")
        for text in lines:
            self.line(text)
        self.line("{%p endif %}")

    def facts(self, rows: list[tuple[str, str]]) -> None:
        self._table([Mm(38), Mm(128)], [list(row) for row in rows], head=None)

    def rows(self, name: str, widths: list[int], head: list[str], cells: list[str]) -> None:
        """Lay out one row for each of the record's rows."""
        table = self._table([Mm(one) for one in widths], [], head=head)
        for texts in (["{%tr for row in " + name + " %}"], cells, ["{%tr endfor %}"]):
            added = table.add_row().cells
            for cell, text in zip(added, texts, strict=False):
                cell.text = text

    def _table(self, widths: list[Any], rows: list[list[str]], *, head: list[str] | None) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if head:
            for cell, text in zip(table.add_row().cells, head, strict=True):
                cell.text = text
            row = table.rows[0]._tr.get_or_add_trPr()
            row.append(OxmlElement("w:tblHeader"))  # repeated at the head of each page
        for texts in rows:
            for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
                cell.text, cell.width = text, width
        return table


def drafting(paper: Paper) -> None:
    paper.part("1　起案文案", first=True)
    paper.facts(
        [
            ("件名", "民間提案「{{ title }}」（{{ number }}）の扱いについて（伺い）"),
            ("起案した課", "{{ division }}"),
            ("起案年月日", "令和　　年　　月　　日"),
            ("決裁年月日", "令和　　年　　月　　日"),
            ("決裁区分", "□本決裁　□専決　□代決　　決裁者の職（　　　　　　　　　　）"),
            ("文書番号", ""),
            ("合議", "{{ concurrence_names }}"),
        ]
    )
    paper.line("")
    paper.line("　次の民間提案を「{{ disposition }}」とし、別紙の文案により提案者にお知らせしてよろしいか、伺います。")
    paper.line("記", center=True)
    paper.head("(1) 提案")
    paper.facts(
        [
            ("提案番号・版", "{{ number }}（第{{ version }}版）"),
            ("提案名", "{{ title }}"),
            ("団体", "{{ organization }}"),
            ("受付", "{{ submitted_on }}"),
            ("型", "{{ kind }}"),
        ]
    )
    paper.head("(2) 扱いと理由")
    paper.facts(
        [
            ("提案の扱い", "{{ disposition }}"),
            ("実施者の決め方", "{{ implementer }}"),
            ("理由", "{{ reason }}"),
        ]
    )
    paper.when("decline_reasons", "見送りの理由：{{ decline_reasons }}")
    paper.when("what_would_change", "どう変わればよいか：{{ what_would_change }}")
    paper.when("referred_to", "ご案内する窓口：{{ referred_to }}")
    paper.line("{%p if conditions %}")
    paper.head("(3) 条件")
    paper.rows("conditions", [116, 50], ["条件", "期日"], ["{{ row.text }}", "{{ row.due }}"])
    paper.line("{%p endif %}")
    paper.head("(4) 予算")
    paper.line("{{ budget }}")
    paper.when("contract", "契約：{{ contract }}")
    paper.head("(5) 経過")
    paper.rows("steps", [46, 120], ["日", "したこと"], ["{{ row.day }}", "{{ row.what }}"])
    paper.head("(6) 各課の回答と意見")
    paper.rows(
        "opinions",
        [42, 30, 94],
        ["課", "立場", "回答・意見"],
        ["{{ row.division }}", "{{ row.role }}", "{{ row.words }}"],
    )
    paper.line("添付：説明資料、合議先、文案、想定問答、提案受付票")


def explanation(paper: Paper) -> None:
    paper.part("2　説明資料（A4一枚）")
    paper.line("{{ number }}　{{ title }}　（{{ organization }}）")
    paper.head("どんな提案か")
    paper.rows("words", [38, 128], ["欄", "提案者の言葉（第{{ version }}版）"], ["{{ row.label }}", "{{ row.text }}"])
    paper.head("市の考え")
    paper.facts(
        [
            ("扱い", "{{ disposition }}（実施者の決め方：{{ implementer }}）"),
            ("理由", "{{ short_reason }}"),
            ("条件", "{{ condition_names }}"),
            ("予算", "{{ budget }}"),
            ("主担当", "{{ division }}"),
            ("これまで", "{{ way }}"),
        ]
    )
    paper.line("「進める」は、契約や協定を約束するものではありません。")


def concurrence(paper: Paper) -> None:
    paper.part("3　合議先")
    paper.line("記録から決まりで選びました。要らない課は消し、足りない課は書き足してください。")
    paper.rows(
        "concurrence",
        [42, 74, 50],
        ["課", "合議する理由", "合議の日・意見"],
        ["{{ row.division }}", "{{ row.why }}", ""],
    )
    paper.when("not concurrence", "決まりで選ばれた課はありません。")


def letter(paper: Paper) -> None:
    paper.part("4　{{ letter_part }}")
    paper.line("{{ sender_number }}", right=True)
    paper.line("令和　　年　　月　　日", right=True)
    paper.line("{{ addressee }}")
    paper.line("{{ sender }}", right=True)
    paper.line("{{ letter_title }}", center=True)
    paper.line("{{ letter_body }}")


def questions(paper: Paper) -> None:
    paper.part("5　想定問答")
    paper.line("〔　〕は、記録にないことです。確かめて書いてください。")
    paper.rows("questions", [60, 106], ["問い", "答え"], ["{{ row.question }}", "{{ row.answer }}"])


def write(place: Path) -> None:
    """Write the form of the five parts."""
    paper = Paper()
    for part in (drafting, explanation, concurrence, letter, questions):
        part(paper)
    place.parent.mkdir(parents=True, exist_ok=True)
    paper.document.save(str(place))


if __name__ == "__main__":
    write(PLACE)
    sys.stdout.write(f"{PLACE} を書きました。\n")
