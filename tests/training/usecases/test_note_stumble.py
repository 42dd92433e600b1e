import pytest

from nara_renkei.core.models import AuditEvent
from proposals.models import Trouble
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.training import SessionFactory
from tests.factories.understanding import StumbleFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY
from training.models import Stumble
from training.usecases.note_stumble import CannotSettle, note_stumble, reopen_hint, settle_hint

pytestmark = pytest.mark.django_db


def note(person=None, text="予算の話だと思って止まりそう。", to_desk=False, as_hint=False):
    return note_stumble(
        session=SessionFactory(ended=True),
        person=person or StaffFactory(officer=True),
        text=text,
        to_desk=to_desk,
        as_hint=as_hint,
        by=THE_DIVISION,
        at=NOON,
    )


def test_without_a_tick_it_is_a_text_and_nothing_says_whose():
    stumble = note()

    assert (stumble.text, stumble.written_on, stumble.trouble, stumble.is_hint) == (
        "予算の話だと思って止まりそう。", TODAY, None, False,
    )  # fmt: skip
    assert AuditEvent.objects.count() == Trouble.objects.count() == 0


def test_to_the_desk_it_becomes_a_memo_of_the_division_of_today():
    division = DivisionFactory()
    person = StaffFactory(officer=True, division=division)

    stumble = note(person, "一行目\n二行目", to_desk=True)

    trouble = Trouble.objects.get()
    assert (stumble.trouble, trouble.trouble, trouble.division) == (trouble, "一行目 二行目", division)
    assert (trouble.author, trouble.email, trouble.wish) == (THE_DIVISION.label, person.email, "")


def test_a_person_without_a_division_writes_a_memo_too():
    note(StaffFactory(), to_desk=True)

    assert Trouble.objects.get().division is None


def test_a_hint_waits_for_the_desk():
    stumble = note(as_hint=True)

    assert list(Stumble.objects.filter(is_hint=True, settled_at=None)) == [stumble]


def test_a_hint_is_settled_once_and_can_be_put_back():
    stumble = StumbleFactory(hint=True)

    settled = settle_hint(stumble=stumble, by=THE_DESK, at=NOON)
    assert (settled.settled_at, settled.settled_by) == (NOON, THE_DESK.label)
    with pytest.raises(CannotSettle, match="もう済"):
        settle_hint(stumble=stumble, by=THE_DESK, at=NOON)

    assert reopen_hint(stumble=stumble, by=THE_DESK, at=NOON).settled_at is None
    with pytest.raises(CannotSettle, match="もう未対応"):
        reopen_hint(stumble=stumble, by=THE_DESK, at=NOON)
    assert [one.verb for one in AuditEvent.objects.order_by("pk")] == ["stumble.settle", "stumble.reopen"]


def test_what_is_no_hint_is_not_settled():
    with pytest.raises(CannotSettle):
        settle_hint(stumble=StumbleFactory(), by=THE_DESK, at=NOON)
