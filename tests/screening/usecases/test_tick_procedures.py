from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from screening.models import ProcedureTick
from screening.usecases.tick_procedures import tick_procedures
from tests.harness import NOON, THE_DESK, THE_DIVISION
from tests.screening.city import accepted

pytestmark = pytest.mark.django_db


def tick(screening, *done, by=THE_DIVISION, at=NOON):
    tick_procedures(screening=screening, done=done, by=by, at=at)


def ticks():
    return [(one.code, one.ticked_by, one.ticked_at) for one in ProcedureTick.objects.order_by("code")]


def test_a_tick_keeps_its_hand_and_moment_and_goes_with_the_tick():
    screening, _, _ = accepted(asks=["PLACE"])
    later = NOON + timedelta(days=1)
    tick(screening, "place-road")

    tick(screening, "place-park", "place-road", by=THE_DESK, at=later)
    assert ticks() == [("place-park", THE_DESK.label, later), ("place-road", THE_DIVISION.label, NOON)]
    tick(screening, "place-park")

    assert [code for code, _, _ in ticks()] == ["place-park"]
    assert str(ProcedureTick.objects.get()) == "公園の占用・催しの許可"
    assert [event.keys for event in AuditEvent.objects.filter(verb="procedures.tick").order_by("pk")] == [
        {"added": ["place-road"], "taken": []},
        {"added": ["place-park"], "taken": []},
        {"added": [], "taken": ["place-road"]},
    ]


def test_what_was_not_asked_is_no_tick_and_nothing_new_is_no_event():
    screening, _, _ = accepted(asks=["PLACE"], cost="NONE")

    tick(screening, "cost-budget", "nai")

    assert ticks() == []
    assert not AuditEvent.objects.filter(verb="procedures.tick").exists()


def test_a_tick_of_a_procedure_that_is_gone_is_left_alone_and_has_its_code_for_a_name():
    screening, _, _ = accepted(asks=["PLACE"])
    old = ProcedureTick.objects.create(screening=screening, code="mukashi", ticked_by="担当", ticked_at=NOON)

    tick(screening)

    assert (str(old), len(ticks())) == ("mukashi", 1)
