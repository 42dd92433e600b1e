"""Many tables in one step of a migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from nara_renkei.core.tables import CreateTables

KEY = ("id", models.BigAutoField(primary_key=True))
HALL = migrations.CreateModel("Hall", [KEY])
ROOM = migrations.CreateModel("Room", [KEY, ("hall", models.ForeignKey("core.Hall", models.PROTECT))])


def test_the_classes_wait_until_every_table_is_known():
    state = ProjectState()
    made = state.apps

    CreateTables(HALL, ROOM).state_forwards("core", state)

    assert set(state.models) == {("core", "hall"), ("core", "room")}
    assert "apps" not in state.__dict__
    assert state.apps is not made


@pytest.mark.django_db
def test_the_tables_come_and_go():
    before, after = ProjectState(), ProjectState()
    step = CreateTables(HALL, ROOM)
    step.state_forwards("core", after)

    def there():
        return {"core_hall", "core_room"} & set(connection.introspection.table_names())

    with connection.schema_editor() as editor:
        step.database_forwards("core", editor, before, after)
    assert (there(), step.describe()) == ({"core_hall", "core_room"}, "Create 2 tables")
    with connection.schema_editor() as editor:
        step.database_backwards("core", editor, after, before)
    assert there() == set()
