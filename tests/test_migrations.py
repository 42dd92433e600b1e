"""Migrations are prose: named, linear, reversible, and nothing is missing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from tests.test_architecture import STEP


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
