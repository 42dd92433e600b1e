"""The figures of a 研修, or the people behind them, leave the portal: the audit says who took them."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.sheets import Sheet, csv_sheet, xlsx_sheet
from training.queries.figure_values import TrainingFigures
from training.queries.sheets import GROUP_HEAD, PERSON_HEAD, group_rows, person_rows


class Content(StrEnum):
    GROUPS = "groups"
    PEOPLE = "people"


@transaction.atomic
def export_figures(*, figures: TrainingFigures, content: Content, as_xlsx: bool, by: Actor, at: datetime) -> Sheet:
    """Return the table as it is narrowed. The caller has authorised it."""
    named = content == Content.PEOPLE
    rows = person_rows(figures) if named else group_rows(figures)
    audit.record("figures.export", about=figures.course.key, by=by, at=at, content=str(content), count=len(rows))
    build = xlsx_sheet if as_xlsx else csv_sheet
    name = f"研修の{'対象者' if named else '数字'}_{figures.course.slug}"
    return build(name, PERSON_HEAD if named else GROUP_HEAD, rows)
