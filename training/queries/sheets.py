"""The figures of a 研修 as the rows of two tables: the groups, as the page shows them, and the people."""

from collections.abc import Sequence
from typing import Final

from nara_renkei.core.sheets import Cells
from training.queries.figure_values import Person, TrainingFigures, session_label
from training.rules.cover import CoverRow, grade_label

GROUP_HEAD: Final[Cells] = ("くくり", "部・級・回", "対象", "出席", "出席の割合（％）", "自習で済み", "まだ", "備考")
PERSON_HEAD: Final[Cells] = ("職員番号", "氏名", "部", "課", "級", "職名", "出る回", "いまの状態", "備考")
HIDDEN: Final = "5人未満のため出しません"


def group_rows(figures: TrainingFigures) -> list[Cells]:
    """Return one row for each group; a hidden one says so."""
    settled = [one.row for one in figures.sessions]
    unsettled = [figures.without_session] if figures.without_session else []
    groups = (
        ("全体", [figures.total]),
        ("部", figures.departments),
        ("級", figures.grades),
        ("回", [*settled, *unsettled]),
    )
    return [_group(kind, row) for kind, rows in groups for row in rows]


def person_rows(figures: TrainingFigures) -> list[Cells]:
    """Return one row for each person who must attend, by 職員番号."""
    return [_person(one) for one in figures.people]


def _group(kind: str, row: CoverRow) -> Sequence[str]:
    cover = row.cover
    if cover is None:
        return (kind, row.label, "", "", "", "", "", HIDDEN)
    return (kind, row.label, *map(str, (cover.must, cover.came, cover.percent, cover.studied, cover.missing)), "")


def _person(one: Person) -> Sequence[str]:
    unit = one.unit
    place = (
        (unit.department_name, unit.division_name, grade_label(unit.grade), unit.title)
        if unit
        else (one.place, "", "", "")
    )
    return (one.employee_number, one.name, *place, session_label(one.session), str(one.standing.label), one.note)
