import pytest

from dialogue.usecases.fix_table import CannotFixTable, fix_table
from tests.factories.dialogue import RegistrationFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def test_a_table_is_fixed_and_freed():
    kept = RegistrationFactory(event__tables=8)

    assert fix_table(registration=kept, table=8, by=THE_DESK, at=NOON).fixed_table == 8
    assert fix_table(registration=kept, table=None, by=THE_DESK, at=NOON).fixed_table is None


@pytest.mark.parametrize("table", [0, 9])
def test_a_table_that_is_not_there_is_refused(table):
    with pytest.raises(CannotFixTable, match="卓は1から8までです。"):
        fix_table(registration=RegistrationFactory(event__tables=8), table=table, by=THE_DESK, at=NOON)
