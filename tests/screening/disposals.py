"""A 廃棄リスト from the table of years to the last line, for tests of several modules."""

from django.db import connection

from nara_renkei.core.actors import THE_SYSTEM
from screening.enums import RecordKind
from screening.models import DisposalLine, RetentionClass
from screening.usecases.approve_disposal import approve_disposal, send_disposal
from screening.usecases.prepare_disposal import prepare_disposal
from screening.usecases.start_disposal import start_disposal
from screening.usecases.wipe_proposal import wipe_next
from tests.factories.accounts import StaffFactory
from tests.factories.screening import LONG_AGO, ScreeningFactory
from tests.harness import NOON, THE_DESK, TODAY

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
