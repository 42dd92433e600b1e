"""Bring 部 and 課 to what a file says, from a day on. The past stays as it was."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import Department, Division
from nara_renkei.directory.rules.organs import organ_of
from nara_renkei.directory.rules.tables import Row, TableRefused, read_date, read_table

REQUIRED = ("code", "department", "division", "duties")
OPTIONAL = ("source", "mail", "valid_from", "predecessors")
DEPARTMENT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Difference:
    kind: str  # 新設, 改称, 部の変更, 統合, 分割, 廃止, 分掌の変更, メールの変更
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}　{self.code} {self.text}"


@dataclass(slots=True)
class ImportResult:
    differences: list[Difference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def note(self, kind: str, code: str, text: str) -> None:
        self.differences.append(Difference(kind, code, text))


@dataclass(frozen=True, slots=True)
class WantedDivision:
    line: int
    code: str
    department: str
    name: str
    duties: str
    is_sample: bool
    email: str
    valid_from: date
    predecessors: tuple[str, ...]

    @property
    def department_code(self) -> str:
        return self.code[:DEPARTMENT_DIGITS]


def import_divisions(*, data: bytes, as_of: date, by: Actor, at: datetime) -> ImportResult:
    """Make the directory as the file says and return what differed. The file is the whole city: what it leaves out is 廃止.

    A new name or another 部 closes the old row the day before and opens a new one, so that old cases keep the
    name they had. Raises ``TableRefused`` with line numbers; then nothing has changed.
    """
    wanted = _wanted(read_table(data, required=REQUIRED, optional=OPTIONAL), as_of)
    with transaction.atomic():
        result = _bring(wanted, as_of)
        if result.differences:
            record(
                "divisions.imported",
                about="directory",
                by=by,
                at=at,
                as_of=as_of.isoformat(),
                differences=len(result.differences),
            )
    return result


def _wanted(rows: Iterable[Row], as_of: date) -> list[WantedDivision]:
    errors: list[str] = []
    wanted: list[WantedDivision] = []
    lines: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in rows:
        before = len(errors)
        code = row["code"]
        if not re.fullmatch(r"[0-9A-Za-z]{5,10}", code):
            errors.append(f"{row.line}行目: 所属コード「{code}」は、半角の英数字5〜10字にしてください。")
        elif code in lines:
            errors.append(f"{row.line}行目: 所属コード「{code}」が{lines[code]}行目にもあります。")
        for column, label in (("department", "部の名称"), ("division", "課の名称")):
            if not row[column]:
                errors.append(f"{row.line}行目: {label}がありません。")
            elif len(row[column]) > 60:
                errors.append(f"{row.line}行目: {label}は60字までです。")
        head = code[:DEPARTMENT_DIGITS]
        if names.setdefault(head, row["department"]) != row["department"]:
            errors.append(
                f"{row.line}行目: 部コード「{head}」に二つの名称（{names[head]}、{row['department']}）があります。"
            )
        starts = read_date(row["valid_from"]) if row["valid_from"] else as_of
        if starts is None:
            errors.append(
                f"{row.line}行目: 始まりの日「{row['valid_from']}」が読めません。2027-04-01のように書いてください。"
            )
        if row["mail"] and not _is_email(row["mail"]):
            errors.append(f"{row.line}行目: メール「{row['mail']}」の形が正しくありません。")
        lines.setdefault(code, row.line)
        if len(errors) == before and starts is not None:
            wanted.append(
                WantedDivision(
                    line=row.line,
                    code=code,
                    department=row["department"],
                    name=row["division"],
                    duties=row["duties"],
                    is_sample=row["source"] == "sample",
                    email=row["mail"].lower(),
                    valid_from=starts,
                    predecessors=tuple(part for part in re.split(r"[\s／/、,;；]+", row["predecessors"]) if part),
                )
            )
    if errors:
        raise TableRefused(errors)
    return wanted


def _bring(wanted: list[WantedDivision], as_of: date) -> ImportResult:
    result = ImportResult()
    eve = as_of - timedelta(days=1)
    standing = {
        division.code: division
        for division in Division.objects.valid_on(as_of)
        .select_related("department")
        .select_for_update(of=("self",))
        .in_order()
    }
    ended = {division.code: division for division in Division.objects.filter(valid_to=eve).in_order()}
    departments = _departments(wanted, as_of)

    for want in wanted:
        old, department = standing.get(want.code), departments[want.department_code]
        if old is None:
            standing[want.code] = _open(want, department)
            result.note("新設", want.code, f"{want.department} {want.name}")
        elif old.name != want.name or old.department_id != department.pk:
            kind = "改称" if old.name != want.name else "部の変更"
            result.note(kind, want.code, f"{old.department} {old.name} → {want.department} {want.name}")
            standing[want.code] = _replace(old, want, department, as_of)
            ended[want.code] = old
        else:
            _amend(old, want, result)

    gone = set(standing) - {want.code for want in wanted}
    for code in sorted(gone):
        _close(standing[code], eve)
        ended[code] = standing[code]
    _succeed(wanted, standing, ended, gone, result)
    for code in sorted(gone):
        result.note(*_end_of(ended[code]))
    _close_empty_departments(departments, as_of)
    return result


def _departments(wanted: list[WantedDivision], as_of: date) -> dict[str, Department]:
    standing = {
        department.code: department for department in Department.objects.valid_on(as_of).select_for_update().in_order()
    }
    for want in wanted:
        code, old = want.department_code, standing.get(want.department_code)
        if old is None:
            standing[code] = Department.objects.create(
                code=code, name=want.department, organ=organ_of(want.department), valid_from=want.valid_from
            )
        elif old.name != want.department:
            if old.valid_from == as_of:
                old.name, old.organ = want.department, organ_of(want.department)
                old.save(update_fields=["name", "organ"])
            else:
                old.valid_to = as_of - timedelta(days=1)
                old.save(update_fields=["valid_to"])
                standing[code] = Department.objects.create(
                    code=code, name=want.department, organ=organ_of(want.department), valid_from=as_of
                )
    return standing


def _open(want: WantedDivision, department: Department) -> Division:
    return Division.objects.create(
        code=want.code,
        name=want.name,
        department=department,
        duties=want.duties,
        is_sample=want.is_sample,
        email=want.email,
        valid_from=want.valid_from,
    )


def _replace(old: Division, want: WantedDivision, department: Department, as_of: date) -> Division:
    if old.valid_from == as_of:
        # Imported a second time for the same day: the first version never came into force.
        old.name, old.department, old.duties = want.name, department, want.duties
        old.save(update_fields=["name", "department", "duties"])
        return old
    _close(old, as_of - timedelta(days=1))
    new = Division.objects.create(
        code=old.code,
        name=want.name,
        department=department,
        duties=want.duties,
        keywords=old.keywords,
        is_sample=want.is_sample,
        email=want.email or old.email,
        accepts_routing=old.accepts_routing,
        open_limit=old.open_limit,
        valid_from=as_of,
    )
    old.successors.add(new)
    return new


def _amend(old: Division, want: WantedDivision, result: ImportResult) -> None:
    if (old.duties, old.is_sample) != (want.duties, want.is_sample):
        result.note("分掌の変更", want.code, want.name)
        old.duties, old.is_sample = want.duties, want.is_sample
        old.save(update_fields=["duties", "is_sample"])
    if want.email and want.email != old.email:
        result.note("メールの変更", want.code, want.name)
        old.email = want.email
        old.save(update_fields=["email"])


def _close(division: Division, last_day: date) -> None:
    # One that was to begin on this very day never existed for anybody; its period is a single day.
    division.valid_to = max(last_day, division.valid_from)
    division.save(update_fields=["valid_to"])


def _succeed(
    wanted: list[WantedDivision],
    standing: dict[str, Division],
    ended: dict[str, Division],
    gone: set[str],
    result: ImportResult,
) -> None:
    for want in wanted:
        for code in want.predecessors:
            if code not in ended:
                result.warnings.append(f"{want.line}行目: 前の課「{code}」は、この日に終わる課にありません。")
            elif ended[code].pk != standing[want.code].pk:
                ended[code].successors.add(standing[want.code])
    for code in sorted(gone):
        if not ended[code].successors.exists():
            result.warnings.append(
                f"廃止する{ended[code].name}（{code}）の後の課がありません。predecessorsの列に書いてください。"
            )


def _end_of(division: Division) -> tuple[str, str, str]:
    """Return how a 課 that is left out ends, by who comes after it: 統合, 分割, 改称 under a new code, or 廃止."""
    before, after = f"{division.department} {division.name}", list(division.successors.in_order())
    way = f"{before} → {'・'.join(one.name for one in after)}"
    if not after:
        return "廃止", division.code, before
    if len(after) > 1:
        return "分割", division.code, way
    is_alone = after[0].predecessors.count() == 1 and after[0].valid_from > (division.valid_to or date.min)
    return "改称" if is_alone else "統合", division.code, way


def _close_empty_departments(departments: dict[str, Department], as_of: date) -> None:
    for department in departments.values():
        if not department.divisions.filter(valid_to=None).exists():
            department.valid_to = max(as_of - timedelta(days=1), department.valid_from)
            department.save(update_fields=["valid_to"])


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
