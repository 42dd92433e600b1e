"""Migrations are prose: named, linear, reversible, and nothing is missing."""

import pytest
from django.contrib.postgres import operations as postgres
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q
from django.db.models.functions import Random

from nara_renkei.core.backfill import in_batches
from nara_renkei.deploy.releases import LEAVES
from tests.house import STEP
from tests.migration_rules import BIG, objections, since_the_release


def our_migrations():
    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in STEP}


def test_no_migration_is_called_auto():
    assert [key for key in our_migrations() if "_auto_" in key[1]] == []


def test_every_app_has_one_last_migration():
    loader = MigrationLoader(None)

    assert {app: nodes for app in STEP if len(nodes := loader.graph.leaf_nodes(app)) > 1} == {}


def test_every_migration_can_be_taken_back():
    stuck = [
        key
        for key, migration in our_migrations().items()
        for operation in migration.operations
        if isinstance(operation, (RunPython, RunSQL)) and not operation.reversible
    ]

    assert stuck == []


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    assert connection.vendor == "postgresql"


# --- the release before (ADR 0036)


def test_no_migration_since_the_release_breaks_the_one_before():
    loader = MigrationLoader(None)

    assert set(LEAVES["0.1.0"].items()) <= set(loader.disk_migrations)
    assert since_the_release(loader) == []


def test_the_big_tables_are_tables():
    assert BIG - set(connection.introspection.django_table_names()) == set()


TEXT = models.CharField(max_length=100)
SMALL, LARGE = "norm", "message"  # proposals_norm is a small table, proposals_message one of the big


def released():
    """The state of a release with two tables."""
    state = ProjectState()
    for name in ("Norm", "Message"):
        fields = [("id", models.BigAutoField(primary_key=True)), ("body", TEXT), ("note", models.TextField(null=True))]
        state.add_model(ModelState("proposals", name, fields))
    return state


def said_of(*operations, **marks):
    """The objections to a migration with these operations and class attributes."""
    made = migrations.Migration("0099_made_up", "proposals")
    made.operations = list(operations)
    for name, value in marks.items():
        setattr(made, name, value)
    return objections(made, released(), released(), ["0.1.0"])


def at_once(apps, _):
    apps.get_model("proposals", "Message").objects.update(note="")


def by_turns(apps, _):
    in_batches(apps.get_model("proposals", "Message").objects.all(), lambda rows: rows.update(note=""))


add, alter, sql = migrations.AddField, migrations.AlterField, migrations.RunSQL
positive = models.CheckConstraint(condition=Q(id__gt=0), name="positive")
once = models.UniqueConstraint(fields=["body"], name="once")
KEPT = {"positive": "0.1.0"}
index = models.Index(fields=["body"], name="by_body")
state_only = migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField(SMALL, "note")])

REFUSED = {
    "a column goes": [migrations.RemoveField(SMALL, "note")],
    "a table goes": [migrations.DeleteModel("Norm")],
    "a column has another name": [migrations.RenameField(SMALL, "note", "remark")],
    "a table has another name": [migrations.RenameModel("Norm", "Rule")],
    "a table is put elsewhere": [migrations.AlterModelTable("Norm", "norms")],
    "the old release does not fill it": [add(SMALL, "kind", models.CharField(max_length=3, default="A"))],
    "a default for another column": [
        add(SMALL, "kind", models.CharField(max_length=3, default="A")),
        sql("ALTER TABLE proposals_norm ALTER COLUMN body SET DEFAULT ''", sql.noop),
    ],
    "each row another default": [add(SMALL, "lot", models.FloatField(db_default=Random()))],
    "the default goes in the same release": [
        add(SMALL, "kind", models.CharField(max_length=3, db_default="A")),
        alter(SMALL, "kind", models.CharField(max_length=3)),
    ],
    "no longer empty": [alter(SMALL, "note", models.TextField(default=""))],
    "shorter": [alter(SMALL, "body", models.CharField(max_length=99))],
    "a text becomes short": [alter(SMALL, "note", models.CharField(max_length=9, null=True))],
    "another type": [alter(SMALL, "body", models.IntegerField())],
    "only once": [alter(SMALL, "body", models.CharField(max_length=100, unique=True))],
    "a big index": [migrations.AddIndex(LARGE, index)],
    "a big index by the field": [alter(LARGE, "body", models.CharField(max_length=100, db_index=True))],
    "a big index with a new column": [add(LARGE, "by", models.ForeignKey("proposals.Norm", models.PROTECT, null=True))],
    "a check": [migrations.AddConstraint(SMALL, positive)],
    "a check, not validated": [postgres.AddConstraintNotValid(LARGE, positive)],
    "unique together": [migrations.AlterUniqueTogether("Norm", {("body", "note")})],
    "a drop by hand": [sql("ALTER TABLE proposals_norm DROP COLUMN note", sql.noop)],
    "a drop of a table by hand": [sql("DROP TABLE IF EXISTS proposals_norm", sql.noop)],
    "a drop that says not since when": [state_only, sql("ALTER TABLE proposals_norm DROP COLUMN gone", sql.noop)],
    "a name by hand": [sql("ALTER TABLE proposals_norm RENAME COLUMN note TO remark", sql.noop)],
    "not empty by hand": [sql("ALTER TABLE proposals_norm ALTER COLUMN note SET NOT NULL", sql.noop)],
    "a big index by hand": [sql("CREATE INDEX one ON proposals_message (body)", sql.noop)],
    "a right taken away": [sql("REVOKE UPDATE ON proposals_norm FROM nara_app", sql.noop)],
    "rows at once": [RunPython(at_once)],
    "rows by turns in one transaction": [RunPython(by_turns)],
    "rows by hand": [sql("UPDATE proposals_message SET note = ''", sql.noop)],
    "hidden below": [migrations.SeparateDatabaseAndState([migrations.RemoveField(SMALL, "note")])],
    "nobody knows it": [postgres.CreateExtension("hstore")],
}  # fmt: skip


def test_what_breaks_the_release_before_is_refused():
    assert [name for name, operations in REFUSED.items() if not said_of(*operations)] == []
    assert said_of(RunPython(by_turns), add(SMALL, "kind", models.TextField(null=True)), atomic=False) != []
    assert said_of(*REFUSED["a drop by hand"], out_of_use_since={"proposals_norm.note": "0.1.0"}) != []
    assert said_of(*REFUSED["a drop that says not since when"], out_of_use_since={"proposals_norm.gone": "9.9"}) != []
    assert said_of(*REFUSED["a check"], kept_since={"positive": "9.9"}) != []
    assert "AddConstraintNotValid" in said_of(migrations.AddConstraint(LARGE, positive), kept_since=KEPT)[0]
    assert "CONCURRENTLY" in said_of(migrations.AddConstraint(LARGE, once), kept_since={"once": "0.1.0"})[0]
    assert said_of(RunPython(at_once), atomic=False) != []


ALLOWED = {
    "a new table": ([migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True)), ("body", TEXT)])], {}),
    "a column that may be empty": ([add(SMALL, "kind", models.TextField(null=True))], {}),
    "the database fills it": ([add(LARGE, "kind", models.CharField(max_length=3, db_default="A"))], {}),
    "the house's own default": (
        [
            add(SMALL, "kind", models.CharField(max_length=3, default="A")),
            sql("ALTER TABLE proposals_norm ALTER COLUMN kind SET DEFAULT 'A'", sql.noop),
        ],
        {},
    ),
    "longer": ([alter(SMALL, "body", models.CharField(max_length=200))], {}),
    "no limit": ([alter(SMALL, "body", models.TextField())], {}),
    "other words": ([alter(LARGE, "body", models.CharField("本文", max_length=100, choices=[("A", "甲")]))], {}),
    "a small index": ([migrations.AddIndex(SMALL, index)], {}),
    "a big index meanwhile": ([postgres.AddIndexConcurrently(LARGE, index)], {"atomic": False}),
    "a check that is kept already": ([migrations.AddConstraint(SMALL, positive)], {"kept_since": KEPT}),
    "a big check in two steps": (
        [postgres.AddConstraintNotValid(LARGE, positive), postgres.ValidateConstraint(LARGE, "positive")],
        {"kept_since": KEPT},
    ),
    "out of the code first": ([state_only], {}),
    "and then out of the database": (
        [sql("ALTER TABLE proposals_norm DROP COLUMN gone", sql.noop)],
        {"out_of_use_since": {"proposals_norm.gone": "0.1.0"}},
    ),
    "rows by turns": ([RunPython(by_turns)], {"atomic": False}),
    "few rows": ([RunPython(at_once)], {"few_rows": "市の設定は一行だけ"}),
    "the words of a function": ([sql("CREATE FUNCTION f() RETURNS void AS $$ UPDATE x SET y = 1; DROP TABLE proposals_norm $$", sql.noop)], {}),
}  # fmt: skip


def test_what_the_release_before_can_live_with_is_allowed():
    assert {
        name: said for name, (operations, marks) in ALLOWED.items() if (said := said_of(*operations, **marks))
    } == {}
