"""/ka/<number>/tetsuzuki/: which procedures, whom to ask, who has ticked what."""

import pytest
from django.urls import reverse

from screening.models import ProcedureTick
from screening.usecases.ask_opinion import ask_opinion
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient, text_of
from tests.screening.city import accepted, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(client, number, **data):
    url = reverse("screening:procedures", args=[number])
    return client.post(url, data, follow=True) if data else client.get(url)


def test_the_division_sees_whom_to_ask_and_ticks_off():
    screening, lead, _ = accepted(asks=["PLACE"])
    client, number = StrictClient.of(lead.officer), screening.proposal.number
    assert reverse("screening:procedures", args=[number]) in text_of(client.get(f"/ka/{number}/"))
    shown = text_of(page(client, number))
    assert "土木管理課" in shown
    assert "3件のうち0件が済みました。" in shown

    done = text_of(page(client, number, done=["place-road"]))

    assert "3件のうち1件が済みました。" in done
    assert ProcedureTick.objects.get().ticked_at == NOON


def test_the_desk_ticks_too_and_who_asks_nothing_has_no_list(desk_client):
    screening, _, _ = accepted(asks=["DATA"])
    page(desk_client, screening.proposal.number, done=["data-privacy"])
    nothing, _, _ = accepted(asks=[], cost="NONE")

    assert ProcedureTick.objects.get().code == "data-privacy"
    assert "決まった手続はありません。" in text_of(page(desk_client, nothing.proposal.number))


def test_a_director_reads_and_ticks_nothing():
    screening, lead, _ = accepted(asks=["PLACE"])
    ProcedureTick.objects.create(screening=screening, code="place-road", ticked_by="担当太郎", ticked_at=NOON)
    director = StrictClient.of(StaffFactory(director=True, department=lead.division.department))

    shown = text_of(page(director, screening.proposal.number))

    assert "担当太郎" in shown
    assert "印を残す" not in shown
    assert page(director, screening.proposal.number, done=["place-park"]).status_code == 404


def test_who_reads_a_part_and_a_proposal_nobody_opened_is_404(desk_client):
    screening, _, _ = accepted()
    asked = office()
    ask_opinion(screening=screening, division=asked.division, question="?", due_on=TODAY, by=THE_DESK, at=NOON)

    assert page(StrictClient.of(asked.officer), screening.proposal.number).status_code == 404
    assert page(desk_client, ProposalFactory(submitted=True).number).status_code == 404


@pytest.mark.parametrize("ticks", [1, 3])
def test_the_checklist_costs_the_same_for_one_and_three(ticks, desk_client, django_assert_max_num_queries):
    screening, _, _ = accepted(asks=["PLACE"])
    for code in ("place-permission", "place-road", "place-park")[:ticks]:
        ProcedureTick.objects.create(screening=screening, code=code, ticked_by="担当", ticked_at=NOON)
    page(desk_client, screening.proposal.number)

    with django_assert_max_num_queries(10):
        page(desk_client, screening.proposal.number)
