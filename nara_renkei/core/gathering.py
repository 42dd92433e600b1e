"""Questions that are worded once for the life of the process, and many of them in one statement (ADR 0016).

Django takes longer to word a statement about a proposal (some 4,000 calls of functions, 1.5 ms) than PostgreSQL to
answer it. ``Worded`` words a queryset once, with a place for each value that is known later. The folder of a proposal
shows some twenty small lists: a ``Gathering`` words and asks them together, and PostgreSQL answers each as JSON.
Either way Django's own code makes the objects.
"""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, get_related_populators

Lists = dict[str, QuerySet[Any]]
Found = dict[str, list[Any]]

# What a column becomes in JSON, and back. A kind that does not stand here is refused when the gathering is worded.
READ: dict[str, Callable[[Any], Any] | None] = {
    **dict.fromkeys(
        (
            "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField",
            "IntegerField", "JSONField", "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField",
            "SmallIntegerField", "TextField", "URLField",
        )
    ),
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "UUIDField": UUID,
}  # fmt: skip


class Worded:
    """One list. ``queryset`` is a function: its parameters are the values known when it is asked.

    ``Worded(lambda proposal: Note.objects.filter(proposal=proposal)).ask(proposal=7)`` is the list of notes that the
    queryset would give; ``select_related`` works, ``prefetch_related`` does not.
    """

    def __init__(self, queryset: Callable[..., QuerySet[Any]]) -> None:
        self.queryset = queryset

    def ask(self, **given: Any) -> list[Any]:
        """Return the rows: objects, or tuples of values_list. One query. Raises KeyError for a value not given."""
        sql, values, reader = self._worded
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(values, given))
            found = cursor.fetchall()
        return reader.objects(found) if reader else found

    @cached_property
    def _worded(self) -> tuple[str, list[Any], "_Reader | None"]:
        queryset = self.queryset(**_places_of(self.queryset))
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        if not issubclass(queryset._iterable_class, ModelIterable):
            return sql, values, None
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, values, _Reader(compiler, [(n, _through(*found)) for n, found in converters.items()])


def any_of(place: Value) -> RawSQL:
    """Let a place hold a list of ids: ``filter(pk__in=any_of(ids))``."""
    return RawSQL("SELECT unnest(%s::bigint[])", [place.value])


class Gathering:
    """Lists that are asked together. ``lists`` is a function: its parameters are the values known when they are asked.

    ``Gathering(lambda proposal: {"notes": Note.objects.filter(proposal=proposal)}).ask(proposal=7)["notes"]``
    is a list of notes, as that queryset would give it; ``select_related`` works, ``prefetch_related`` does not.
    """

    def __init__(self, lists: Callable[..., Lists]) -> None:
        self.lists = lists

    def ask(self, **given: Any) -> Found:
        """Return the rows of every list, by its name. One query. Raises KeyError for a value that was not given."""
        sql, values, readers = self._worded
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(values, given))
            found = cursor.fetchone()
        return {
            name: reader.objects(line.values() for line in rows or ())
            for (name, reader), rows in zip(readers.items(), found, strict=True)
        }

    @cached_property
    def _worded(self) -> tuple[str, list[Any], dict[str, "_Reader"]]:
        parts, values, readers = [], [], {}
        for name, queryset in self.lists(**_places_of(self.lists)).items():
            compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
            sql, its = compiler.as_sql(with_col_aliases=True)
            parts.append(f"(SELECT json_agg(line) FROM ({sql}) line)")  # noqa: S608 - what Django worded; the values come apart
            values += its
            kinds = [_read_of(column.output_field) for column, *_ in compiler.select]
            readers[name] = _Reader(compiler, [(n, read) for n, read in enumerate(kinds) if read])
        return f"SELECT {', '.join(parts)}", values, readers


def hang(owners: Iterable[models.Model], name: str, rows: Iterable[Any], owner_of: Callable[[Any], int | None]) -> None:
    """Let ``owner.name.all()`` give the rows of this owner without a query, as ``prefetch_related`` would."""
    by_owner: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        by_owner[owner_of(row)].append(row)
    for owner in owners:
        found = getattr(owner, name).all()
        found._result_cache, found._prefetch_done = by_owner[owner.pk], True
        owner._prefetched_objects_cache = {**getattr(owner, "_prefetched_objects_cache", {}), name: found}  # type: ignore[attr-defined]  # where Django keeps what it prefetched


class _Place:
    """Stands among the values of the statement for one that is known later."""

    def __init__(self, name: str) -> None:
        self.name = name


def _places_of(asked: Callable[..., Any]) -> dict[str, Value]:
    return {name: Value(_Place(name)) for name in inspect.signature(asked).parameters}


def _filled(values: Iterable[Any], given: dict[str, Any]) -> list[Any]:
    return [given[one.name] if isinstance(one, _Place) else one for one in values]


class _Reader:
    """Makes the objects of one list, as Django's ModelIterable does. ``read``: the columns to be read, and how."""

    def __init__(self, compiler: Any, read: list[tuple[int, Callable[[Any], Any]]]) -> None:
        info, select = compiler.klass_info, compiler.select
        self.model = info["model"]
        self.columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        self.names = [column.target.attname for column, *_ in select[self.columns]]
        self.related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the types are of a later Django
        self.annotations = compiler.annotation_col_map or {}
        self.read = read

    def objects(self, rows: Iterable[Iterable[Any]]) -> list[Any]:
        return [self._object(list(row)) for row in rows]

    def _object(self, row: list[Any]) -> Any:
        for n, read in self.read:
            if row[n] is not None:
                row[n] = read(row[n])
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for related in self.related:
            related.populate(row, one)
        for name, n in self.annotations.items():
            setattr(one, name, row[n])
        return one


def _through(converters: list[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    """Return what Django does to the column of an ordinary answer."""

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read


def _read_of(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, ArrayField):
        return _each(_read_of(field.base_field))
    kind = field.get_internal_type()
    if kind not in READ:
        raise TypeError(f"{field} is a {kind}: say in READ how it comes back from JSON, or defer it.")
    return READ[kind]


def _each(read: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    return (lambda values: [read(value) for value in values]) if read else None
