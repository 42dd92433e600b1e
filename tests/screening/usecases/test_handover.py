from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent
from screening.models import Handover
from screening.usecases.hand_over_work import CannotHandOver, hand_over_work
from screening.usecases.write_handover_words import CannotWriteWords, write_handover_words
from tests.factories.screening import NextStepFactory, RoutingFactory
from tests.harness import NOON, THE_DIVISION, TODAY
from tests.screening.leaving import actor, left, next_of, seat

pytestmark = pytest.mark.django_db


def write(post, *, words="よろしく。", version=1, by=None, at=NOON):
    return write_handover_words(post=post, words=words, version=version, by=by or actor(post), at=at)


def test_the_holder_writes_to_the_next_until_the_last_day():
    post = seat(ends_on=TODAY)

    write(post)
    written = write(post, words="直した。", version=2)

    assert (written.words, written.written_at, written.version) == ("直した。", NOON, 3)
    assert AuditEvent.objects.filter(verb="handover.words", about=f"post:{post.pk}").count() == 2
    assert "直した" not in str(list(AuditEvent.objects.values_list("keys", flat=True)))


def test_nobody_else_writes_and_nobody_after_the_last_day():
    post = left()

    with pytest.raises(CannotWriteWords, match="席の最後の日まで書けます。"):
        write(post)
    with pytest.raises(CannotWriteWords, match="ご本人が"):
        write(seat(), by=THE_DIVISION)


def test_what_another_window_wrote_is_not_overwritten():
    post = seat()
    write(post)

    with pytest.raises(CannotWriteWords, match="このまま残っています。"):
        write(post, words="古い画面から。", version=1)

    assert Handover.objects.get().words == "よろしく。"


def test_the_work_that_hangs_on_a_name_goes_to_the_next():
    post = left()
    successor = next_of(post)
    routing = RoutingFactory(division=post.division, handler=post.user)
    mine = NextStepFactory(screening=routing.screening, division=post.division, person="担当太郎")
    of_another = NextStepFactory(screening=routing.screening, division=post.division, person="課長一郎")
    keys = [f"routing:{routing.pk}", f"step:{mine.uuid}"]

    handover = hand_over_work(post=post, successor=successor, keys=keys, by=THE_DIVISION, at=NOON)

    for row in (routing, mine, of_another):
        row.refresh_from_db()
    assert (routing.handler, mine.person, of_another.person) == (successor.user, "後任 花子", "課長一郎")
    assert (handover.successor, handover.handed_at, handover.handed_by) == (successor.user, NOON, str(THE_DIVISION))
    assert AuditEvent.objects.get(verb="handover.done").keys == {"successor": successor.user_id, "moved": sorted(keys)}


def test_with_nothing_to_move_it_is_still_noted_as_done():
    post = left()

    hand_over_work(post=post, successor=next_of(post), keys=[], by=THE_DIVISION, at=NOON)

    assert Handover.objects.done().count() == 1


@pytest.mark.parametrize("ends_on", [None, TODAY + timedelta(days=15)])
def test_it_cannot_be_pressed_before_two_weeks_before_the_last_day(ends_on):
    post = seat(ends_on=ends_on)
    successor = seat(PostKind.MANAGER, division=post.division)

    with pytest.raises(CannotHandOver, match="14日前から"):
        hand_over_work(post=post, successor=successor, keys=[], by=THE_DIVISION, at=NOON)


def test_it_goes_to_nobody_outside_the_post():
    post = left()

    with pytest.raises(CannotHandOver, match="選び直してください。"):
        hand_over_work(post=post, successor=seat(name="よその人"), keys=[], by=THE_DIVISION, at=NOON)


def test_what_was_done_meanwhile_stops_all_of_it():
    post = left()
    routing = RoutingFactory(division=post.division, handler=post.user)
    done = NextStepFactory(screening=routing.screening, division=post.division, person="担当太郎", done=True)
    keys = [f"routing:{routing.pk}", f"step:{done.uuid}"]

    with pytest.raises(CannotHandOver, match="選んだもののうち1件"):
        hand_over_work(post=post, successor=next_of(post), keys=keys, by=THE_DIVISION, at=NOON)

    routing.refresh_from_db()
    assert routing.handler == post.user
