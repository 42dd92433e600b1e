"""A 廃棄リスト from the table of years to the last line, for tests of several modules."""

from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from weasyprint import HTML

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import PaperJob
from nara_renkei.core.private_files import store_bytes
from screening.enums import RecordKind
from screening.models import DisposalLine, RetentionClass
from screening.queries.wiping import STAYS
from screening.usecases.approve_disposal import approve_disposal, send_disposal
from screening.usecases.prepare_disposal import prepare_disposal
from screening.usecases.start_disposal import start_disposal
from screening.usecases.wipe_proposal import wipe_next
from tests.factories.accounts import StaffFactory
from tests.factories.screening import LONG_AGO, ScreeningFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.house import our_models

MARK = "𠮷髙"  # of every word of whole_record(), and of no other row
BY = {"by": THE_DESK, "at": NOON}


def confirmed(*kinds):
    """The city has confirmed these rows of the table; all of them without a word."""
    rows = RetentionClass.objects.filter(kind__in=kinds or RecordKind.values)
    rows.update(is_confirmed=True, confirmed_on=TODAY, confirmed_by="受付花子（デスク）")


def long_over(**fields):
    """A proposal that was declined in 2015."""
    return ScreeningFactory(proposal__declined=True, proposal__status_changed_at=LONG_AGO, **fields).proposal


def approved(disposal):
    send_disposal(disposal=disposal, user=StaffFactory(desk=True), **BY)
    decided = {"document_number": "奈総第12号", "decided_on": TODAY}
    return approve_disposal(disposal=disposal, user=StaffFactory(desk=True), **decided, **BY)


def running():
    """A list of everything that is over, prepared, approved by another and begun."""
    confirmed()
    return start_disposal(disposal=approved(prepare_disposal(**BY)), **BY)


def wipe_all(at=NOON):
    """What the worker does, one after another."""
    lines = []
    while line := wipe_next(by=THE_SYSTEM, at=at):
        lines.append(line)
    return lines


def finished_list():
    """A list whose one proposal is gone."""
    long_over()
    disposal = running()
    wipe_all()
    disposal.refresh_from_db()
    return disposal


def open_door(line: DisposalLine):
    """What the wiping says to the database, in the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.wiping', %s, true)", [str(line.pk)])


# -- what is left


def on_the_way_to(goal):
    """Every model of the project whose foreign keys lead to this one."""
    reached, grew = {goal}, True
    while grew:
        found = {
            model
            for model in our_models()
            if not model._meta.proxy
            and any(column.related_model in reached for column in model._meta.concrete_fields if column.is_relation)
        }
        grew = not found <= reached
        reached |= found
    return reached


def kept_file(name, words):
    return store_bytes(words.encode(), name=name, content_type="text/plain", at=NOON)


def printed(html):
    """A PDF as the portal makes them."""
    return store_bytes(HTML(string=html).write_pdf(), name="紙.pdf", content_type="application/pdf", at=NOON)


def finished_paper(kind, about, file):
    return PaperJob.objects.create(
        kind=kind, about=about, title="紙", requested_by="部長", requested_by_key="user:1", created_at=NOON, state="DONE",
        finished_at=NOON, file=file,
    )  # fmt: skip


def everywhere(stays_where=STAYS):
    """Where the mark stands: the tables, less the columns that stay, and the files."""
    stays = {}
    for one in stays_where:
        label, _, name = one.rpartition(".")
        if name != "*":
            stays.setdefault(apps.get_model(label)._meta.db_table, []).append(name)
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            query = f'SELECT 1 FROM "{table}" t WHERE (to_jsonb(t) - %s::text[])::text LIKE %s LIMIT 1'
            cursor.execute(query, [stays.get(table, []), f"%{MARK}%"])
            if cursor.fetchone():
                found.add(table)
    files = [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]
    return found | {path.name for path in files if MARK.encode() in path.read_bytes()}


@contextmanager
def as_the_worker():
    """The role in which the worker is: not the owner of the tests."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE nara_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
