"""From the page to the letter box: one id."""

import pytest

from nara_renkei.celery import app
from nara_renkei.core.request_ids import current_request_id, is_request_id
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.tasks import drain_outbox
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from tests.harness import NOON, StrictClient
from tests.logged import logged


@pytest.mark.django_db
def test_one_id_leads_from_the_page_through_row_and_worker_into_the_letter(server):
    with logged() as lines:
        answer = StrictClient().post("/teian/kakunin/", {"email": "hanako@company.example"})
        drain_outbox.apply()

    told = answer["X-Request-ID"]
    assert is_request_id(told)
    assert OutgoingMail.objects.get().request_id == told
    by_event = {line["event"]: line for line in lines()}
    web, worker = by_event["request_finished"], by_event["mail_handled"]
    assert (web["request_id"], web["route"]) == (told, "accounts:prove_email")
    assert (worker["request_id"], worker["task"], worker["state"]) == (told, "notifications.drain_outbox", "SENT")
    [arrived] = server.sink.mails()
    assert arrived["X-Request-ID"] == told


@pytest.mark.django_db
def test_a_letter_that_no_request_made_bears_the_id_of_its_task(server):
    @app.task(name="tests.reminds")
    def reminds():
        for address in ("a@company.example", "b@company.example"):
            queue_mail("accounts/login_code", to=address, about="x", context={"code": "1"}, at=NOON)

    try:
        reminds.apply()
        reminds.apply()
    finally:
        app.tasks.pop("tests.reminds")

    told = list(OutgoingMail.objects.order_by("pk").values_list("request_id", flat=True))
    assert [is_request_id(one) for one in told] == [True] * 4
    assert (told[0], told[2]) == (told[1], told[3])
    assert (len(set(told)), current_request_id()) == (2, "")
