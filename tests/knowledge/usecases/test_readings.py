"""必読 by mail: the desk orders the letters of some 部, the worker writes them."""

from datetime import timedelta

import pytest

from knowledge.models import Acknowledgement, Chapter, ReadingLetter, ReadingOrder
from knowledge.queries.reading import progress, to_write
from knowledge.tasks import prepare_readings_task
from knowledge.usecases import prepare_readings as module
from knowledge.usecases.order_readings import CannotOrderReadings, order_readings
from knowledge.usecases.prepare_readings import prepare_readings, preview_reading
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases.take_order import GAVE_UP, LEASE
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import ChapterVersionFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db
DESK = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def version():
    Chapter.objects.update(must_read=False)
    return ChapterVersionFactory(number=1, chapter__must_read=True, title="公平であるために")


@pytest.fixture
def office():
    """A 課 of a 部 with two people."""
    division = DivisionFactory()
    StaffFactory(officer=True, division=division, name="生駒 花子", email="hanako@city.example")
    StaffFactory(officer=True, division=division, email="taro@city.example")
    return division


def ordered(version, division, readers=2, **changes):
    facts = {"chapter": version.chapter, "departments": [division.department.code], "readers": readers}
    return order_readings(**{**facts, **changes}, **DESK)


def test_it_goes_to_those_of_the_chosen_departments_who_have_not_read(version, office):
    StaffFactory(officer=True)
    reader = StaffFactory(officer=True, division=office)
    Acknowledgement.objects.create(version=version, user=reader, at=NOON)

    ordered(version, office)
    prepare_readings(at=NOON)

    letters = list(ReadingLetter.objects.select_related("mail", "user").order_by("user__email"))
    assert [one.mail.to for one in letters] == ["hanako@city.example", "taro@city.example"]
    assert [one.mail.about for one in letters] == [f"reading:{one.pk}" for one in letters]
    assert letters[0].mail.body.startswith("生駒 花子 様\n")
    assert "/ka/yomu/" in letters[0].mail.secret
    assert {one.purpose for one in CapabilityLink.objects.all()} == {LinkPurpose.READER}
    figures = progress(version)
    assert (figures.total, figures.prepared, figures.sent, figures.is_working, figures.is_going) == (
        2,
        2,
        0,
        False,
        True,
    )


def test_nobody_gets_the_letter_of_a_version_twice(version, office):
    ordered(version, office)
    prepare_readings(at=NOON)

    assert office.department.code not in [row.code for row in to_write(version, TODAY)]
    with pytest.raises(CannotOrderReadings, match="いま送る相手がいない"):
        ordered(version, office)


def test_it_goes_to_as_many_as_the_desk_has_read(version, office):
    with pytest.raises(CannotOrderReadings, match="3人から2人に変わりました"):
        ordered(version, office, readers=3)
    assert not ReadingLetter.objects.exists()


def test_one_order_after_the_other(version, office):
    ordered(version, office)
    with pytest.raises(CannotOrderReadings, match="いま用意しています"):
        ordered(version, DivisionFactory())


def test_only_a_chapter_that_must_be_read_goes(version, office):
    Chapter.objects.filter(pk=version.chapter_id).update(must_read=False)
    with pytest.raises(CannotOrderReadings, match="いまは必読ではありません"):
        ordered(version, office)
    assert to_write(version, TODAY) == []


@pytest.mark.parametrize("why", ["left", "has read", "is asked no more"])
def test_who_need_not_read_any_more_gets_none(version, office, why):
    ordered(version, office)
    user = ReadingLetter.objects.order_by("pk")[0].user
    if why == "left":
        user.posts.update(ends_on=TODAY - timedelta(days=1))
    elif why == "has read":
        Acknowledgement.objects.create(version=version, user=user, at=NOON)
    else:
        Chapter.objects.update(must_read=False)

    prepare_readings(at=NOON)

    assert OutgoingMail.objects.count() == ReadingLetter.objects.count() == (0 if why == "is asked no more" else 1)


def test_a_batch_that_lost_its_worker_is_written_again_and_nothing_twice(version, office, monkeypatch):
    order = ordered(version, office)
    monkeypatch.setattr(module, "_write", lambda order, at: None)
    prepare_readings(at=NOON)
    monkeypatch.undo()

    assert prepare_readings(at=NOON) is None
    assert prepare_readings(at=NOON + LEASE) == order
    assert OutgoingMail.objects.count() == 2


def test_the_worker_gives_up_after_three_attempts(version, office):
    order = ordered(version, office)
    ReadingOrder.objects.update(attempts=3)

    assert prepare_readings(at=NOON) is None
    order.refresh_from_db()
    assert (order.next_try_at, order.problem, progress(version).problem) == (None, GAVE_UP, GAVE_UP)


def test_a_long_order_is_written_in_batches(version, office, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 1)
    ordered(version, office)

    prepare_readings_task()

    assert OutgoingMail.objects.count() == 2
    assert ReadingOrder.objects.unfinished().count() == 0


def test_what_was_sent_and_what_was_lost_is_counted(version, office):
    ordered(version, office)
    assert not progress(version).is_going or progress(version).is_working
    prepare_readings(at=NOON)
    first, second = OutgoingMail.objects.order_by("pk")
    OutgoingMail.objects.filter(pk=first.pk).update(state=MailState.SENT, sent_at=NOON, secret="")
    OutgoingMail.objects.filter(pk=second.pk).update(state=MailState.DEAD, secret="")

    figures = progress(version)
    assert (figures.sent, figures.dead, figures.is_going) == (1, 1, False)


def test_the_desk_reads_the_letter_before_it_goes(version):
    subject, body = preview_reading(version=version, name="生駒 花子", at=NOON)

    assert "公平であるために" in subject
    assert "〔リンク〕" in body


def test_before_an_order_nothing_is_going(version):
    assert (progress(version).is_working, progress(version).problem) == (False, "")
