"""Whatever a template is cut into and whatever is filled in: the document opens and says just that."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import strategies as st
from lxml import etree

from knowledge.rules.templates import SAMPLE
from knowledge.usecases.add_template_version import CannotAdd, try_template
from nara_renkei.core.text import FORBIDDEN
from nara_renkei.core.word import calls_outside, fill_word, texts_of
from tests.strategies import holds, hostile, texts


def in_runs(*runs):
    """Return a .docx whose paragraph, table and header are written in these runs, as Word cuts them up."""
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for paragraph in (document.add_paragraph(), cell.paragraphs[0], document.sections[0].header.paragraphs[0]):
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(number % 2)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def cut(text, places):
    """Return a text in pieces."""
    edges = sorted({0, len(text), *(place % len(text) for place in places)})
    return [text[start:end] for start, end in pairwise(edges)]


def parse_all(content):
    Document(BytesIO(content))
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


@holds(
    value=hostile.map(lambda text: text.replace("\r", "")),
    places=st.lists(st.integers(0, 30), max_size=4),
    gate=25,
    full=400,
)
def test_what_is_filled_in_is_only_text_in_a_document_that_opens(value, places):
    template = in_runs(*cut("前{{ 団体名 }}後", places))

    filled = fill_word(BytesIO(template), {"団体名": value}, title=value)

    parse_all(filled)
    kept = FORBIDDEN.sub("", value.replace("\t", ""))  # a tab is no text in Word
    assert [one for one in texts_of(filled) if one] == [f"前{kept}後"] * 3


FIELD = sorted(SAMPLE)[0]
TAGS = ("{{ " + FIELD + " }}", "{{", "}}", "{%", "%}", "{#", "{%p if x %}", "{{ x.y }}", "{{r x }}", "{{ 1/0 }}", "{_{", "<", "&", "文")  # fmt: skip


@holds(
    runs=st.lists(
        texts(*TAGS, "\n", "\t", most=4).filter(lambda text: not FORBIDDEN.search(text)), min_size=1, max_size=4
    ),
    gate=25,
    full=400,
)
def test_a_template_is_filled_or_refused_in_sentences(runs):
    faults = []
    try:
        _, said = try_template("様式.docx", in_runs(*runs))
    except CannotAdd as exc:
        said, faults = [], exc.faults
    assert said or faults or not "".join(runs).strip()
    assert all(one.endswith("。") for one in faults)


@pytest.mark.parametrize(
    "relationship",
    [
        '<Relationship Id="x" Type="t/attachedTemplate" Target="https://evil.example/a.dotm" TargetMode="External"/>',
        '<r:Relationship xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships" Id="x" Type="t" Target="//evil/a" TargetMode = "External" />',
        "<Relationship Id='x' Type='t/image' Target='a>b' TargetMode='&#69;xternal'/>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_call_outside_is_seen_however_it_is_written(relationship, encoding):
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationship}</Relationships>'
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("word/_rels/settings.xml.rels", rels.encode(encoding))

    assert calls_outside(made.getvalue())
