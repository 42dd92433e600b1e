"""What was written, row by row, and whether it is about what the reader may not see."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from knowledge.models import CaseStudy, Menu, SupportRequest
from nara_renkei.accounts.models import Member, User
from nara_renkei.directory.models import Organization
from nara_renkei.reports.models import SelfCheck
from proposals.models import Consultation, Proposal

# Who reads which of these is asked of ``visible_to``; a row of another table is about that to which it points.
JUDGED = (Proposal, Consultation, SupportRequest, Menu, CaseStudy, SelfCheck)
Row = tuple[str, str]  # table and key

NOTEBOOK = """
CREATE TEMP TABLE matrix_written (written text, old jsonb, new jsonb);
CREATE FUNCTION matrix_write_down() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO pg_temp.matrix_written VALUES (TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER matrix_written AFTER INSERT OR UPDATE OR DELETE ON "{}"
FOR EACH ROW EXECUTE FUNCTION matrix_write_down();
"""


def _tables() -> dict[str, Any]:
    """Return every table of the project with its model."""
    models = apps.get_models(include_auto_created=True)
    return {one._meta.db_table: one for one in models if one._meta.managed and not one._meta.proxy}


def _arrows(model: Any) -> list[tuple[str, str]]:
    """Return the columns of a table that point to another, with that table."""
    return [
        (field.column, field.remote_field.model._meta.db_table)
        for field in model._meta.concrete_fields
        if field.many_to_one or field.one_to_one
    ]


def _cases_of(organizations: list[int]) -> Any:
    return CaseStudy.objects.filter(organization__in=organizations).values_list("pk", flat=True)


class Rows:
    """The notebook of everything that is written, kept by the database itself; whose rows are whose is read once."""

    def __init__(self) -> None:
        self.tables = _tables()
        self.arrows = {table: _arrows(model) for table, model in self.tables.items()}
        self.keys = {table: model._meta.pk.column for table, model in self.tables.items()}
        self.below = self._below()

    @classmethod
    @contextmanager
    def written_down(cls) -> Iterator["Rows"]:
        """Let the database write down every row that changes; to be taken back with the transaction."""
        rows = cls()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(NOTEBOOK)
            cursor.execute("".join(map(TRIGGER.format, rows.tables)))
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield rows

    def _below(self) -> dict[Row, list[Row]]:
        """Return the rows that point to a row."""
        below: dict[Row, list[Row]] = defaultdict(list)
        with connection.cursor() as cursor:
            for table, arrows in self.arrows.items():
                if not arrows:
                    continue
                columns = ", ".join(f'"{column}"' for column, _ in arrows)
                cursor.execute(f'SELECT "{self.keys[table]}", {columns} FROM "{table}"')
                for key, *targets in cursor.fetchall():
                    for (_, target), found in zip(arrows, targets, strict=True):
                        if found is not None:
                            below[target, str(found)].append((table, str(key)))
        return below

    def outside(self, user: User | None) -> set[Row]:
        """Return the rows about what this person may not see."""
        reader, today = user or AnonymousUser(), timezone.localdate()
        found: list[Row] = []
        for model in JUDGED:
            seen = model._default_manager.visible_to(reader, today)
            foreign = model._default_manager.exclude(pk__in=list(seen.values_list("pk", flat=True)))
            found += [(model._meta.db_table, str(key)) for key in foreign.values_list("pk", flat=True)]
        if user and not user.is_employee:
            own = list(Member.objects.active().filter(user=user).values_list("organization", flat=True))
            others = Organization.objects.exclude(pk__in=own).values_list("pk", flat=True)
            found += [(Organization._meta.db_table, str(key)) for key in others]
            # the 団体 of a case reads its public face alone, and answers for it
            mine = {(CaseStudy._meta.db_table, str(key)) for key in _cases_of(own)}
            found = [row for row in found if row not in mine]
        judged = {model._meta.db_table for model in JUDGED}
        outside = set(found)
        while found:
            for row in self.below[found.pop()]:
                if row[0] not in judged and row not in outside:
                    outside.add(row)
                    found.append(row)
        return outside

    def about(self, outside: set[Row]) -> list[str]:
        """Return what was written about these rows since the transaction was last taken back."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT written, old, new FROM pg_temp.matrix_written")
            notes = cursor.fetchall()
        return sorted(
            {
                f"{table}: {target} {key}"
                for table, *states in notes
                for state in states
                if state is not None
                for target, key in self._names(table, json.loads(state) if isinstance(state, str) else state)
                if (target, key) in outside
            }
        )

    def _names(self, table: str, state: dict[str, Any]) -> Iterator[Row]:
        """Yield the row itself and all that it points to."""
        yield table, str(state[self.keys[table]])
        for column, target in self.arrows[table]:
            if state[column] is not None:
                yield target, str(state[column])
