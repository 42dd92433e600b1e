import hashlib
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from nara_renkei.core.actors import DESK, THE_SYSTEM, Actor
from nara_renkei.core.models import PaperJob, PaperState, PrivateFile
from nara_renkei.core.papers import finish, order_paper
from nara_renkei.core.private_files import KINDS
from nara_renkei.core.word import Word
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.rendering import CannotRender, Pdf
from nara_renkei.reports.usecases import make_paper as module
from nara_renkei.reports.usecases.make_paper import is_done, make_paper
from nara_renkei.reports.usecases.order_monthly import order_monthly
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import THE_DESK, at, path_of

OCTOBER = date(2026, 10, 1)
NOW = at(date(2026, 11, 2))


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setitem(module.BUILDERS, "monthly", lambda about, at: Pdf(b"%PDF-1.7 " + about.encode(), 3))


def refuse(error):
    def build(about, at):
        raise error

    return build


@pytest.mark.django_db
def test_nothing_waits():
    assert make_paper(at=NOW) is None


@pytest.mark.django_db
def test_a_paper_is_kept_with_its_sha256(quick):
    order_monthly(month=OCTOBER, by=THE_DESK, at=NOW)

    job = make_paper(at=NOW)

    assert (job.state, job.pages, job.file.original_name) == (PaperState.DONE, 3, "令和8年10月 月次報告.pdf")
    assert job.sha256 == job.file.sha256 == hashlib.sha256(path_of(job.file).read_bytes()).hexdigest()


@pytest.mark.django_db
def test_a_word_file_is_kept_as_one(monkeypatch):
    monkeypatch.setitem(module.BUILDERS, "drafting_set", lambda about, at: Word(b"PK" + about.encode()))
    order_paper(kind="drafting_set", about="R8-J-0001/1", title="起案セット R8-J-0001", by=THE_DESK, at=NOW)

    job = make_paper(at=NOW)

    assert (job.file.original_name, job.pages) == ("起案セット R8-J-0001.docx", None)
    assert job.file.content_type == KINDS["docx"]


@pytest.mark.django_db
def test_who_asked_gets_a_link_and_no_file(quick, settings):
    person = StaffFactory(executive=True)
    job = order_monthly(month=OCTOBER, by=Actor(DESK, "見本市長", f"user:{person.pk}"), at=NOW)

    make_paper(at=NOW)

    mail = OutgoingMail.objects.get(about=f"paper:{job.uuid}")
    assert (mail.to, mail.subject) == (person.email, "【奈良市公民連携デスク】令和8年10月 月次報告ができました")
    assert f"{settings.SITE_URL}/hokoku/{job.uuid}/\n" in mail.body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "letters"), [("quarterly", 1), ("annual", 1), ("figures", 1), ("event_report", 0), ("handover", 0)]
)
def test_every_report_that_a_manager_orders_is_told_and_no_other_paper(monkeypatch, kind, letters):
    monkeypatch.setitem(module.BUILDERS, kind, lambda about, at: Pdf(b"%PDF-1.7", 1))
    by = Actor(DESK, "見本市長", f"user:{StaffFactory(executive=True).pk}")
    job = order_paper(kind=kind, about="x", title="題", by=by, at=NOW)

    make_paper(at=NOW)

    assert OutgoingMail.objects.filter(about=f"paper:{job.uuid}").count() == letters


@pytest.mark.django_db
def test_a_paper_of_the_calendar_writes_to_nobody(quick):
    order_monthly(month=OCTOBER, by=THE_SYSTEM, at=NOW)

    make_paper(at=NOW)

    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CannotRender("紙にする内容が多すぎます。"), "紙にする内容が多すぎます。"),
        (RuntimeError("secret"), "作る途中で止まりました。（RuntimeError）"),
    ],
)
def test_a_failure_is_noted_without_its_words_and_tried_again(monkeypatch, error, said):
    monkeypatch.setitem(module.BUILDERS, "monthly", refuse(error))
    order_monthly(month=OCTOBER, by=THE_DESK, at=NOW)

    job = make_paper(at=NOW)

    assert (job.state, job.attempts, job.last_error, job.next_try_at) == (
        PaperState.WAITING,
        1,
        said,
        NOW + timedelta(seconds=10),
    )


@pytest.mark.django_db
def test_after_five_failures_it_gives_up(monkeypatch):
    monkeypatch.setitem(module.BUILDERS, "monthly", refuse(RuntimeError()))
    order_monthly(month=OCTOBER, by=THE_DESK, at=NOW)

    for n in range(6):
        make_paper(at=NOW + timedelta(hours=n))

    job = PaperJob.objects.get()
    assert (job.state, job.attempts, job.file) == (PaperState.FAILED, 5, None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_a_paper_once(monkeypatch):
    made = []
    monkeypatch.setitem(module.BUILDERS, "monthly", lambda about, at: made.append(about) or Pdf(b"%PDF-1.7", 1))
    monkeypatch.setattr("nara_renkei.core.papers.after_commit", lambda *_, **__: None)
    order_monthly(month=OCTOBER, by=THE_DESK, at=NOW)
    start = Barrier(2)

    def work():
        start.wait()
        try:
            make_paper(at=NOW)
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)

    assert (made, PrivateFile.objects.count()) == (["2026-10"], 1)


@pytest.mark.django_db
def test_a_paper_that_another_worker_finished_is_told_by_that_worker_alone(monkeypatch):
    first = PrivateFileFactory()

    def slow(about, at):
        finish(PaperJob.objects.get(), file=first, pages=3, at=at)
        return Pdf(b"%PDF-1.7", 1)

    monkeypatch.setitem(module.BUILDERS, "monthly", slow)
    order_monthly(month=OCTOBER, by=Actor(DESK, "見本市長", f"user:{StaffFactory().pk}"), at=NOW)

    job = make_paper(at=NOW)

    assert (job.file, OutgoingMail.objects.count()) == (first, 0)


@pytest.mark.parametrize(
    ("job", "done"),
    [(None, False), (PaperJob(state=PaperState.DONE), True), (PaperJob(state=PaperState.FAILED), False)],
)
def test_the_worker_goes_on_after_a_paper_that_was_made(job, done):
    assert is_done(job) is done
