"""様式 of the demo city: one in its second version, one past its review, taken empty and filled."""

from dataclasses import replace
from io import BytesIO
from typing import Final

from docx import Document

from knowledge.models import Template
from knowledge.usecases.add_template_version import add_template_version
from knowledge.usecases.keep_template import TemplateWords, keep_template
from knowledge.usecases.load_templates import FOLDER
from knowledge.usecases.take_template import fill_template, take_version
from nara_renkei.accounts.enums import PostKind
from proposals.models import Proposal

from .city import SHOWN_DIVISION, City
from .clock import moment
from .named_stories import NAMED

CHANGED, PAST = "jigyo-kyotei", "koen-meigi"
ADDED: Final = "（覚え）締結のあとは、担当課が協定の台帳に登録し、原本の置き場所を記録する。（見本）"


def show_templates(city: City) -> None:
    """Change one, let one pass its review, and let some be taken in each of three months."""
    changed = Template.objects.get(code=CHANGED)
    document = Document(str(FOLDER / f"{CHANGED}.docx"))
    document.add_paragraph(ADDED)
    made = BytesIO()
    document.save(made)
    add_template_version(
        template=changed,
        name=f"{CHANGED}.docx",
        content=made.getvalue(),
        why="締結のあとの登録を書き足しました。",
        by=city.desk(),
        at=moment(city.clock.ago(25), 10),
    )
    past = Template.objects.select_related("owner").get(code=PAST)
    words = TemplateWords(past.name, past.purpose, list(past.methods.all()), past.owner, past.review_by)
    day = city.clock.ago(200)
    keep_template(template=past, words=replace(words, review_by=city.clock.ago(9)), by=city.desk(), at=moment(day, 11))
    officer = city.officer(SHOWN_DIVISION, PostKind.OFFICER)
    shown = Proposal.objects.get(title=NAMED["dusk"].title)
    for template in Template.objects.in_order():
        version = template.versions.select_related("file", "template").latest("number")
        for days in (70, 40, 4):
            take_version(version=version, by=officer, at=moment(city.clock.ago(days), 13))
        fill_template(version=version, proposal=shown, by=officer, at=moment(city.clock.ago(3), 14))
