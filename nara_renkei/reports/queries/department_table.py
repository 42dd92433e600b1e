"""部の状況 as a table: numbers as numbers, days as days."""

from nara_renkei.core.sheets import Cells

from .department import CONTACTS, DepartmentReport


def head_of(report: DepartmentReport) -> list[str]:
    """Return the head of the table; each 研修 has two columns."""
    contacts = [f"{one}（12か月）" for one in CONTACTS]
    trainings = [f"{one.course}（{what}）" for one in report.trainings for what in ("対象", "済み")]
    return [
        "期間の始まり", "期間の終わり", "今日", "部", "課コード", "課", "終わりの日", "仕事の行き先",
        "主担当", "協力", "目安", "期限を過ぎた", "返事待ち・保留",
        "送付（期間）", "回答（期間）", "期限内の回答（期間）", "担当ではない（期間）",
        *contacts, *trainings,
    ]  # fmt: skip


def department_table(report: DepartmentReport) -> list[Cells]:
    """Return a row of each 課 under ``head_of``. A cell of a 研修 is empty where there is nobody, or too few to tell."""
    period = report.period
    covers = [{row.label: row.cover for row in one.rows} for one in report.trainings]
    rows: list[Cells] = []
    for line in report.lines:
        found = [cover.get(line.name) for cover in covers]
        people = [number for one in found for number in ((one.must, one.came + one.studied) if one else ("", ""))]
        rows.append(
            [
                period.first, period.last, report.today, report.name, line.code, line.name,
                line.ended_on or "", line.went_to,
                line.stock.lead, line.stock.supporting, line.limit, line.stock.late, line.stock.stopped,
                line.sent, line.answers, line.in_time, line.not_ours,
                *line.contacts, *people,
            ]
        )  # fmt: skip
    return rows
