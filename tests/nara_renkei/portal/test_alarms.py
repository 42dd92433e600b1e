"""What of the machine needs a person: in the morning letter, and at once when it cannot wait."""

from datetime import date, timedelta

import pytest

from nara_renkei.core.health import Ground, beat
from nara_renkei.core.models import FileState, PaperJob
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.queries.alarms import alarms
from nara_renkei.portal.usecases.send_digest import send_digest
from nara_renkei.portal.usecases.sound_alarm import sound_alarm
from tests.factories.accounts import StaffFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import TODAY, at

pytestmark = pytest.mark.django_db

MORNING = at(TODAY, 8)
FINE = Ground(disk_used=79, has_broker=True)


def keys(ground=FINE):
    return [one.key for one in alarms(MORNING, ground)]


@pytest.mark.parametrize(
    ("used", "words"),
    [(80, "システム管理者に伝えて"), (89, "システム管理者に伝えて"), (90, "今週のうちに"), (95, "いますぐ")],
)
def test_a_filling_disk_is_told_with_what_to_do(used, words):
    [one] = alarms(MORNING, Ground(used, True))

    assert (one.key, f"{used}%" in one.label) == ("DISK", True)
    assert one.next_step.startswith(words)


def test_nothing_is_told_of_what_is_as_it_should_be():
    beat("notifications.drain_outbox", MORNING - timedelta(minutes=29))
    beat("audit_verified", MORNING)
    OutgoingMailFactory(created_at=MORNING - timedelta(minutes=29))
    PaperJob.objects.create(kind="monthly", about="x", created_at=MORNING - timedelta(minutes=59))
    PrivateFileFactory(state=FileState.ERROR, created_at=MORNING - timedelta(days=31))
    PrivateFileFactory(state=FileState.INFECTED)

    assert keys() == []


def test_everything_that_waits_too_long_is_told():
    beat("notifications.drain_outbox", MORNING - timedelta(hours=3))
    beat("audit_verified", MORNING - timedelta(days=1))
    beat("audit_broken", MORNING)
    OutgoingMailFactory(created_at=MORNING - timedelta(minutes=31))
    PaperJob.objects.create(kind="monthly", about="x", created_at=MORNING - timedelta(minutes=61))
    PrivateFileFactory(state=FileState.ERROR)

    found = {one.key: one for one in alarms(MORNING, Ground(50, False))}

    assert list(found) == ["AUDIT", "BROKER", "JOBS", "LETTERS", "WAITING_PAPERS", "UNCHECKED_FILES"]
    assert found["JOBS"].which == ("notifications.drain_outbox（最後は10月5日05:00）",)
    assert [found[key].count for key in ("JOBS", "LETTERS", "WAITING_PAPERS", "UNCHECKED_FILES")] == [1, 1, 1, 1]
    assert all(one.next_step for one in found.values())


def test_the_morning_letter_carries_them():
    StaffFactory(desk=True)

    assert send_digest(at=MORNING, ground=Ground(91, False)) == 1

    body = OutgoingMail.objects.get().body
    assert "■ ファイルを置くディスクが91%まで使われています\n" in body
    assert "Redis が答えません" in body


def test_what_cannot_wait_goes_to_the_administrators_once_a_day_on_a_closed_day_too():
    system = [StaffFactory(system=True) for _ in range(2)]
    StaffFactory(desk=True)
    sunday = at(date(2026, 10, 4), 3)
    beat("audit_broken", sunday)

    sent = [
        sound_alarm(at=sunday, ground=Ground(95, True)),
        sound_alarm(at=sunday + timedelta(hours=20), ground=Ground(99, True)),
        sound_alarm(at=sunday + timedelta(days=1), ground=Ground(94, True)),
    ]

    assert sent == [4, 0, 2]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {user.email for user in system}
    subjects = sorted(OutgoingMail.objects.values_list("subject", flat=True).distinct())
    assert ["95%" in subjects[0], "監査" in subjects[1]] == [True, True]


def test_an_audit_that_was_found_whole_again_is_quiet():
    StaffFactory(system=True)
    beat("audit_broken", MORNING - timedelta(days=1))
    beat("audit_verified", MORNING)

    assert sound_alarm(at=MORNING, ground=FINE) == 0
