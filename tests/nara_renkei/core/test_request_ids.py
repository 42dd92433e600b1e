"""One id for what a person asked, wherever the work goes on."""

import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from structlog.contextvars import bound_contextvars

from dialogue.models import SeatingPlan
from dialogue.usecases import solve_seating
from knowledge.models import ReadingOrder
from knowledge.usecases import prepare_readings
from nara_renkei.core import page_images, wall
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import FileState, PaperJob, PrivateFile
from nara_renkei.core.request_ids import Traced, current_request_id, is_request_id, working_on
from nara_renkei.core.scanning import scan_waiting
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails
from nara_renkei.reports.tasks import make_papers
from screening.models import DisposalLine
from screening.usecases import wipe_proposal
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON
from tests.logged import logged
from training.models import LetterOrder
from training.usecases import prepare_letters

ID, OTHER = "0123456789abcdef0123456789abcdef", "f" * 32


@login_not_required
def broken(request):
    raise ValueError("山田太郎")


@login_not_required
def says(request):
    logging.getLogger("nara_renkei.x").info("said")
    return HttpResponse(current_request_id())


urlpatterns = [path("broken/", broken), path("says/", says), path("", include("nara_renkei.urls"))]
handler500 = "nara_renkei.portal.views.server_error"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (0, ID, False),  # nobody stands before us: a stranger said it
        (1, ID, True),
        (1, ID.upper(), False),
        (1, f"{ID}0", False),
        (1, f"{ID}\n", False),
        (1, "山田太郎", False),
        (1, "01234567-89ab-cdef-0123-456789abcdef", False),
        (1, "", False),
    ],
)
def test_only_the_proxy_s_id_of_exactly_our_form_goes_on(proxies, given, taken, settings):
    settings.ROOT_URLCONF, settings.TRUSTED_PROXY_COUNT = __name__, proxies

    with logged() as lines:
        answer = Client(HTTP_X_REQUEST_ID=given).get("/says/")

    told = answer["X-Request-ID"]
    assert (told == given, is_request_id(told)) == (taken, True)
    assert answer.content.decode() == told
    assert {line.get("request_id") for line in lines() if line["event"] in {"said", "request_finished"}} == {told}
    assert current_request_id() == ""


@pytest.mark.django_db
def test_who_meets_a_500_reads_the_id_of_its_line_in_the_log(settings):
    settings.ROOT_URLCONF = __name__

    with logged() as lines:
        answer = Client(raise_request_exception=False).get("/broken/")

    [failed] = [line for line in lines() if line["event"] == "request_failed"]
    assert f"お問い合わせ番号：<code>{failed['request_id']}</code>" in answer.content.decode()
    assert answer["X-Request-ID"] == failed["request_id"]


def test_every_row_whose_work_goes_on_elsewhere_remembers_its_request():
    rows = set(Traced.__subclasses__())

    assert rows == {OutgoingMail, PaperJob, PrivateFile, SeatingPlan, LetterOrder, ReadingOrder, DisposalLine}
    with bound_contextvars(request_id=ID):
        assert {row().request_id for row in rows} == {ID}
    assert {row().request_id for row in rows} == {""}


@pytest.mark.django_db
def test_many_letters_of_a_company_behind_the_wall_remember_it_too():
    letters = [Envelope(f"a{n}@company.example", "x", {"code": "1"}) for n in (1, 2)]

    with bound_contextvars(request_id=ID), wall.raised(user=None):
        queue_mails("accounts/login_code", letters, at=NOON)

    assert list(OutgoingMail.objects.values_list("request_id", flat=True)) == [ID, ID]


@pytest.mark.django_db
def test_the_worker_logs_under_the_id_of_the_row_it_works_on(settings):
    with bound_contextvars(request_id=ID):
        PrivateFileFactory(state=FileState.PENDING, next_try_at=NOON)
    with bound_contextvars(request_id=OTHER):
        PaperJob.objects.create(kind="nothing", about="x", created_at=NOON, next_try_at=NOON)

    with logged() as lines:
        scan_waiting(NOON)
        make_papers.apply()

    said = {line["event"]: (line.get("request_id"), line.get("task")) for line in lines()}
    assert said["scanner_unreachable"] == (ID, None)
    assert said["paper_failed"] == (OTHER, "reports.make_papers")


@pytest.mark.parametrize(
    ("module", "ask", "take", "work", "row"),
    [
        (page_images, lambda: page_images.picture_waiting(NOON), "_claim", "_draw_and_keep", PrivateFile),
        (solve_seating, lambda: solve_seating.solve_seating(at=NOON), "_claim", "_solve", SeatingPlan),
        (prepare_letters, lambda: prepare_letters.prepare_letters(at=NOON), "take_order", "_write", LetterOrder),
        (prepare_readings, lambda: prepare_readings.prepare_readings(at=NOON), "take_order", "_write", ReadingOrder),
        (
            wipe_proposal,
            lambda: wipe_proposal.wipe_next(by=THE_SYSTEM, at=NOON),
            "_claim",
            "_wipe_or_keep",
            DisposalLine,
        ),
    ],
)
def test_every_other_worker_works_under_the_id_of_its_row(module, ask, take, work, row, monkeypatch):
    under = []
    monkeypatch.setattr(module, take, lambda *_, **__: row(request_id=ID))
    monkeypatch.setattr(module, work, lambda *_, **__: under.append(current_request_id()))

    ask()

    assert under == [ID]


def test_an_older_row_is_worked_on_under_the_task_s_own_id():
    with bound_contextvars(request_id=ID), working_on(OutgoingMail(request_id="")):
        assert current_request_id() == ID
