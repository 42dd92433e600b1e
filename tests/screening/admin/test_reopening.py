import pytest
import time_machine
from django.urls import reverse

from proposals.models import Letter, Promise
from tests.screening.city import accepted, fresh
from tests.screening.outcomes import LATER, declined

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(LATER, tick=False):
        yield


def act(proposal):
    return reverse("admin:screening_deskproposal_act", args=[proposal.number, "saikento"])


def test_the_desk_reopens_with_a_reason_and_tells_by_the_tick(desk_client):
    screening, *_ = declined(notify=False)
    url, typed = act(screening.proposal), {"reason": "場所が決まったため。"}

    page = desk_client.get(url).content.decode()
    assert "まだ送っていない結果のメールは取り消します。" in page
    preview = desk_client.post(url, {**typed, "preview": "1"})
    letter = preview.context["form"]
    assert "理由: 場所が決まったため。" in letter["letter_body"].value()
    told = {name: letter[name].value() for name in ("letter_title", "letter_body", "sender", "dated_on")}
    desk_client.post(url, {**typed, **told, "notify": "on"})

    assert fresh(screening.proposal).status == "IN_REVIEW"
    due = Promise.objects.open().get(proposal=screening.proposal).told_on
    body = Letter.objects.get(kind="REOPENED").body
    assert f"（{due.year}年）{due.month}月{due.day}日" in body


def test_it_is_not_offered_while_it_is_considered(desk_client):
    screening, *_ = accepted()

    assert desk_client.get(act(screening.proposal)).status_code == 302
