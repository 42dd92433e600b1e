import threading
from datetime import timedelta

import pytest
from django.db import connection

from nara_renkei.core import papers
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.models import AuditEvent, PaperJob, PaperState
from nara_renkei.core.papers import claim_next, fail, finish, order_paper
from nara_renkei.core.private_files import store_bytes
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path, monkeypatch):
    """The worker is not woken: these tests are the worker."""
    settings.PRIVATE_ROOT = tmp_path
    woken = []
    monkeypatch.setattr(papers, "after_commit", woken.append)
    return woken


def order(about="2026-10", by=THE_DESK):
    return order_paper(kind="monthly", about=about, title="月次報告 令和8年10月", by=by, at=NOON)


def pdf(name="a.pdf"):
    return store_bytes(b"%PDF-1.7", name=name, content_type="application/pdf", at=NOON)


def test_an_order_is_a_row_and_wakes_the_worker(quiet):
    job = order()

    assert (job.state, job.attempts, job.next_try_at, job.requested_by) == (PaperState.WAITING, 0, NOON, THE_DESK.label)
    assert quiet == ["reports.make_papers"]
    assert list(AuditEvent.objects.values_list("verb", "about")) == [("paper.order", f"paper:{job.uuid}")]


def test_the_same_order_twice_is_one_paper():
    assert order() == order()


def test_another_person_or_another_month_gets_another_paper():
    other = Actor(DESK, "別の人", "user:77")

    assert len({order().pk, order(about="2026-09").pk, order(by=other).pk}) == 3


def test_a_finished_paper_can_be_ordered_again():
    first = finish(order(), file=pdf(), pages=1, at=NOON)

    assert order() != first


def test_claiming_counts_the_attempt_before_the_work():
    job = order()

    assert claim_next(NOON) == job

    job.refresh_from_db()
    assert (job.state, job.attempts) == (PaperState.WORKING, 1)
    assert claim_next(NOON) is None


def test_the_oldest_turn_comes_first():
    first, second = order(), order(about="2026-09")

    assert [claim_next(NOON), claim_next(NOON), claim_next(NOON)] == [first, second, None]


def test_a_paper_whose_worker_died_comes_back():
    job = order()
    claim_next(NOON)

    assert claim_next(NOON + timedelta(seconds=359)) is None
    assert claim_next(NOON + timedelta(seconds=360)) == job


def test_a_paper_that_killed_five_workers_is_given_up_and_the_next_is_taken():
    job, other = order(), order(about="2026-09")
    PaperJob.objects.filter(pk=job.pk).update(attempts=5, state=PaperState.WORKING)

    assert claim_next(NOON) == other

    job.refresh_from_db()
    assert (job.state, job.last_error, job.next_try_at) == (
        PaperState.FAILED,
        "5回試みましたが、作れませんでした。",
        None,
    )


def test_a_finished_paper_has_its_file_and_digest():
    claim_next(NOON)
    job = order()
    file = pdf()

    job = finish(job, file=file, pages=3, at=NOON)

    assert (job.state, job.file, job.sha256, job.pages, job.finished_at) == (
        PaperState.DONE,
        file,
        file.sha256,
        3,
        NOON,
    )


def test_the_second_of_two_workers_leaves_the_paper_as_it_is():
    job, first = order(), pdf()
    finish(job, file=first, pages=3, at=NOON)

    assert finish(job, file=pdf("b.pdf"), pages=4, at=NOON).file == first
    assert fail(job, error="x", at=NOON).state == PaperState.DONE


@pytest.mark.parametrize(("attempts", "wait"), [(1, 10), (2, 20), (3, 40), (4, 80)])
def test_a_failure_is_tried_again_later_and_later(attempts, wait):
    job = order()
    PaperJob.objects.update(attempts=attempts)

    job = fail(job, error="ValueError" * 100, at=NOON)

    assert (job.state, job.next_try_at) == (PaperState.WAITING, NOON + timedelta(seconds=wait))
    assert len(job.last_error) == 200


def test_the_fifth_failure_is_the_last():
    job = order()
    PaperJob.objects.update(attempts=5)

    job = fail(job, error="ValueError", at=NOON)

    assert (job.state, job.next_try_at, job.last_error) == (PaperState.FAILED, None, "ValueError")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_one_paper():
    for month in range(1, 9):
        order(about=f"2026-{month:02}")
    taken = []
    ready = threading.Barrier(4)

    def work():
        try:
            ready.wait()
            while job := claim_next(NOON):
                taken.append(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(PaperJob.objects.values_list("pk", flat=True))
