"""What a migration may not do while the release before it still serves. Read from its operations; asks no database.

The state of the newest release is the yardstick: what that release does not know, it cannot miss. What it does with
the tables in its code, this file cannot see; ``sh bin/dev upgrade`` and its ``--tests`` do.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

from nara_renkei.deploy.releases import LEAVES

# They grow with every letter, page or proposal: nothing may read them through while it locks them.
BIG = {
    "core_auditevent", "core_privatefile", "core_pageimage", "notifications_outgoingmail", "django_session",
    "proposals_proposal", "proposals_submission", "proposals_statuschange", "proposals_message", "proposals_attachment",
    "proposals_pledgeanswer", "screening_routing", "screening_routinganswer",
}  # fmt: skip
# of these only the words in the program change, or something becomes freer
HARMLESS = (
    migrations.CreateModel, migrations.AlterModelOptions, migrations.AlterModelManagers, migrations.AlterModelTableComment,
    migrations.AlterConstraint, migrations.RemoveConstraint, migrations.RemoveIndex, migrations.RenameIndex,
    postgres.AddIndexConcurrently, postgres.RemoveIndexConcurrently, postgres.ValidateConstraint,
)  # fmt: skip
GONE = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
WIDER = {
    ("CharField", "TextField"),
    ("EmailField", "TextField"),
    ("EmailField", "CharField"),
    ("CharField", "EmailField"),
}
DATA = re.compile(r"^\s*(UPDATE|INSERT|DELETE)\b", re.IGNORECASE | re.MULTILINE)
NAME = r'(?:IF (?:NOT )?EXISTS )?(?:ONLY )?"?(?:public\.)?"?(\w+)"?'


def since_the_release(loader: MigrationLoader) -> list[str]:
    """Return the objections to everything that came after the newest release."""
    newest = LEAVES[next(reversed(LEAVES))]
    released = {key for app, name in newest.items() for key in loader.graph.forwards_plan((app, name))}
    plan = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    fresh = [key for key in dict.fromkeys(plan) if key not in released and key[0] in newest]
    if not fresh:
        return []
    nodes = list(newest.items())
    before = loader.project_state(nodes)
    known = loader.project_state(nodes)
    return [one for key in fresh for one in objections(loader.graph.nodes[key], before, known, LEAVES)]


def objections(
    migration: Migration, before: ProjectState, released: ProjectState, releases: Iterable[str]
) -> list[str]:
    """Return a sentence for each thing that breaks the previous release or locks for long; ``before`` is moved on.

    ``released``: the state at the newest release. ``releases``: every name that ``out_of_use_since`` may give.
    """
    judge = Judge(migration, released, set(releases))
    said = []
    for operation in migration.operations:
        said += judge.operation(operation, before)
        operation.state_forwards(migration.app_label, before)
    return [f"{migration.app_label}.{migration.name}: {one}" for one in said]


class Judge:
    """Knows one migration and what the previous release knows."""

    def __init__(self, migration: Migration, released: ProjectState, releases: set[str]) -> None:
        self.migration, self.app, self.releases = migration, migration.app_label, releases
        self.columns = columns(released)  # table → columns of the previous release
        # "table" or "table.column" → the release from which on nothing reads or writes it
        self.retired: Mapping[str, str] = getattr(migration, "out_of_use_since", {})
        # name of a constraint → the release that already keeps to it
        self.kept: Mapping[str, str] = getattr(migration, "kept_since", {})

    def operation(self, operation: Operation, state: ProjectState) -> Iterator[str]:
        if isinstance(operation, HARMLESS):
            return
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            for one in operation.database_operations:
                yield from self.operation(one, state)
        elif isinstance(operation, migrations.RunSQL):
            yield from self.sql(operation.sql)
        elif isinstance(operation, migrations.RunPython):
            yield from self.python(operation)
        elif isinstance(operation, GONE):
            yield from self.gone(operation, state)
        elif isinstance(operation, (migrations.AddField, migrations.AlterField)):
            table = self.table(operation.model_name, state)
            if table in self.columns:
                look = self.added if isinstance(operation, migrations.AddField) else self.altered
                yield from look(operation, table, state)
        elif isinstance(operation, migrations.AddIndex):
            if self.table(operation.model_name, state) in BIG & set(self.columns):
                yield f"{operation.index.name}: AddIndexConcurrently を、atomic = False の移行で使ってください（大きな表）。"
        elif isinstance(operation, migrations.AddConstraint):
            yield from self.constraint(operation, self.table(operation.model_name, state))
        elif isinstance(operation, (migrations.AlterUniqueTogether, migrations.AlterIndexTogether)):
            yield f"{operation.name}: UniqueConstraint か Index を、名前を付けて使ってください。"
        else:
            yield f"{type(operation).__name__} を、tests/migration_rules.py が知りません。"

    # --- what goes

    def gone(self, operation: Any, state: ProjectState) -> Iterator[str]:
        name = (
            operation.old_name
            if isinstance(operation, migrations.RenameModel)
            else getattr(operation, "model_name", "")
        )
        model = state.models[self.app, (name or operation.name).lower()]
        if not model.options.get("proxy"):
            yield (
                f"{operation.describe()}: 前の版がまだ読みます。この版では SeparateDatabaseAndState の state_operations で"
                "コードからだけ外し、次の版で RunSQL と out_of_use_since を使って消してください。"
            )

    def retires(self, table: str, column: str = "") -> Iterator[str]:
        """Refuse to drop what the previous release knows, or what does not say when it fell out of use."""
        name = f"{table}.{column}" if column else table
        known = column in self.columns.get(table, ()) if column else table in self.columns
        if known:
            yield f"{name}: 前の版がまだ読みます。まずコードから外した版を出してください。"
        elif self.retired.get(name) not in self.releases:
            yield f"{name}: どの版で使うのをやめたかを out_of_use_since に書いてください。"

    # --- what comes, and what changes

    def added(self, operation: migrations.AddField, table: str, state: ProjectState) -> Iterator[str]:
        field = operation.field
        if field.many_to_many:
            return
        column = f"{table}.{operation.name}"
        if isinstance(field, models.GeneratedField) or not plain_default(field):
            yield f"{column}: 表の全部を書き直します。空で足してから埋めてください。"
        elif not field.null and not field.has_db_default() and not self.sets_default(table, operation.name, field):
            yield f"{column}: 前の版は書きません。null=True か db_default を付けてください。"
        if table in BIG and (field.unique or field.db_index):
            yield f"{column}: 大きな表の索引は、db_index=False で足してから AddIndexConcurrently で作ってください。"

    def altered(self, operation: migrations.AlterField, table: str, state: ProjectState) -> Iterator[str]:
        new = operation.field
        old = state.models[self.app, operation.model_name_lower].fields[operation.name]
        column = f"{table}.{operation.name}"
        if column_of(operation.name, old) not in self.columns[table]:
            if old.has_db_default() and not new.has_db_default() and not new.null:
                yield f"{column}: 前の版は書きません。db_default は次の版で外してください。"
            return
        if old.null and not new.null:
            yield from self.keeps(column, "前の版は空を書きます")
        kinds = (old.get_internal_type(), new.get_internal_type())
        if kinds[0] != kinds[1] and kinds not in WIDER:
            yield f"{column}: 型を変えると、表の全部を書き直します。新しい列を足して移してください。"
        if shorter(old, new):
            yield from self.keeps(column, "前の版は、もっと長い文を書きます")
        if new.unique and not old.unique:
            yield from self.keeps(column, "前の版は、同じものを二つ書きます")
        if table in BIG and (new.unique, new.db_index) > (old.unique, old.db_index):
            yield f"{column}: 大きな表の索引は、AddIndexConcurrently で作ってください。"

    def constraint(self, operation: Any, table: str) -> Iterator[str]:
        if table not in self.columns:
            return
        constraint = operation.constraint
        yield from self.keeps(constraint.name, "前の版が守っているとは限りません")
        if isinstance(operation, postgres.AddConstraintNotValid):
            return
        if table in BIG and isinstance(constraint, models.CheckConstraint):
            yield f"{constraint.name}: AddConstraintNotValid で足し、次の移行の ValidateConstraint で確かめてください。"
        elif table in BIG:
            yield f"{constraint.name}: 一意の索引を CONCURRENTLY で作ってから、USING INDEX で制約にしてください。"

    def keeps(self, name: str, reason: str) -> Iterator[str]:
        if self.kept.get(name) not in self.releases:
            yield f"{name}: {reason}。守るコードを先の版で出し、その版を kept_since に書いてください。"

    # --- what is written by hand

    def sets_default(self, table: str, column: str, field: models.Field) -> bool:
        """Whether a RunSQL of the same migration leaves the column a default."""
        wanted = rf'ALTER TABLE "?{table}"? ALTER (COLUMN )?"?{column_of(column, field)}"? SET DEFAULT (?!NULL)'
        return any(
            re.search(wanted, text, re.IGNORECASE)
            for operation in self.migration.operations
            if isinstance(operation, migrations.RunSQL)
            for text in statements(operation.sql)
        )

    def sql(self, sql: Any) -> Iterator[str]:
        for text in statements(sql):
            for table, column in re.findall(rf"ALTER TABLE {NAME}[^;]*?\bDROP COLUMN {NAME}", text, re.IGNORECASE):
                yield from self.retires(table, column)
            for table in re.findall(rf"DROP TABLE {NAME}", text, re.IGNORECASE):
                yield from self.retires(table)
            for table in re.findall(rf"ALTER TABLE {NAME}[^;]*?(?:\bRENAME\b|\bTYPE\b)", text, re.IGNORECASE):
                if table in self.columns:
                    yield f"{table}: 前の版は、元の名前と型で読みます。"
            for table, column in re.findall(
                rf'ALTER TABLE {NAME} ALTER (?:COLUMN )?"?(\w+)"? SET NOT NULL', text, re.IGNORECASE
            ):
                if column in self.columns.get(table, ()):
                    yield from self.keeps(f"{table}.{column}", "前の版は空を書きます")
            for table in re.findall(rf"CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON {NAME}", text, re.IGNORECASE):
                if table in BIG & set(self.columns):
                    yield f"{table}: 大きな表の索引は CONCURRENTLY で作ってください。"
            if re.search(r"\b(REVOKE|LOCK TABLE|TRUNCATE)\b", text, re.IGNORECASE):
                yield "REVOKE・LOCK TABLE・TRUNCATE は、前の版の仕事を止めます。"
            if DATA.search(text):
                yield from self.data("RunSQL", batched=False)

    def python(self, operation: migrations.RunPython) -> Iterator[str]:
        if operation.code is not migrations.RunPython.noop:
            yield from self.data(operation.code.__name__, batched="in_batches(" in inspect.getsource(operation.code))

    def data(self, name: str, *, batched: bool) -> Iterator[str]:
        """Refuse rows that are written while a table is locked, or all at once without saying that they are few."""
        moves = (migrations.RunPython, migrations.RunSQL)
        if any(not isinstance(one, moves) for one in self.migration.operations):
            yield f"{name}: 行を書く移行は、表を変える移行と分けてください。"
        if getattr(self.migration, "few_rows", ""):
            return
        if not batched:
            yield f"{name}: core.backfill.in_batches で分けて書くか、少ないわけを few_rows に書いてください。"
        elif self.migration.atomic:
            yield f"{name}: 分けて書く移行には atomic = False を付けてください。"

    def table(self, model_name: str, state: ProjectState) -> str:
        return table_of(self.app, state.models[self.app, model_name.lower()])


def columns(state: ProjectState) -> dict[str, set[str]]:
    """Return table → its columns as the models know them."""
    found = {}
    for (app, _), model in state.models.items():
        if not model.options.get("proxy"):
            found[table_of(app, model)] = {
                column_of(name, field) for name, field in model.fields.items() if not field.many_to_many
            }
    return found


def column_of(name: str, field: models.Field) -> str:
    return field.db_column or (f"{name}_id" if field.remote_field else name)


def table_of(app: str, model: Any) -> str:
    return str(model.options.get("db_table") or f"{app}_{model.name_lower}")


def plain_default(field: models.Field) -> bool:
    """Whether a new column needs no rewriting of the table: its default is the same for every row."""
    return (
        not field.has_db_default()
        or not hasattr(field.db_default, "resolve_expression")
        or isinstance(field.db_default, (models.Value, Now))
    )


def shorter(old: models.Field, new: models.Field) -> bool:
    return new.max_length is not None and new.max_length < (old.max_length or float("inf"))


def statements(sql: Any) -> list[str]:
    """Return the texts of a RunSQL without the bodies of functions and without comments."""
    texts = [sql] if isinstance(sql, str) else [one if isinstance(one, str) else one[0] for one in sql]
    return [re.sub(r"--[^\n]*", "", re.sub(r"\$(\w*)\$.*?\$\1\$", "''", text, flags=re.DOTALL)) for text in texts]
