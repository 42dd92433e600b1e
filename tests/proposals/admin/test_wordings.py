"""The desk's lists of words: a pledge is compared before it is reworded, standard reasons stand beside each field."""

import pytest
from django.urls import reverse

from proposals.models import CorrectionReason, PledgeItem
from screening.usecases.open_screening import open_screening
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK
from tests.proposals.drafts import submitted

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("noon")
def test_a_rewording_is_shown_against_the_wording_in_use_before_anything_is_kept(desk_client):
    submitted()
    item = PledgeItem.objects.get(code="P4")
    sent = {
        "text": item.text.replace("選挙", "選挙運動"),
        "basis": item.basis,
        "position": "8",
        "valid_from": "2026-12-01",
    }
    url = reverse("admin:proposals_pledgeitem_change", args=[item.pk])

    preview = desk_client.post(url, sent)
    page = preview.content.decode()
    untouched = PledgeItem.objects.filter(code="P4").count()
    kept = desk_client.post(url, {**sent, preview.context["confirmed"]: "1"})

    assert '<del><span class="sr-only">（消した文字）</span>選挙<' in page
    assert '<ins><span class="sr-only">（加えた文字）</span>選挙運動<' in page
    assert "これまでに1件の答えがあります" in page
    assert "新しい文は令和8年12月1日から使います" in page
    assert (untouched, kept.status_code) == (1, 302)
    assert list(PledgeItem.objects.filter(code="P4").order_by("version").values_list("text", flat=True)) == [
        item.text,
        sent["text"],
    ]


@pytest.mark.parametrize(("retired", "words"), [("", "すぐに使い始めます"), ("on", "すぐに尋ねなくなります")])
def test_a_rewording_from_today_acts_at_once(desk_client, retired, words):
    item = PledgeItem.objects.get(code="P4")
    sent = {"text": f"{item.text}なお", "position": "8", "valid_from": str(item.valid_from), "is_retired": retired}

    page = desk_client.post(reverse("admin:proposals_pledgeitem_change", args=[item.pk]), sent).content.decode()

    assert words in page


def test_a_wrong_wording_comes_back_with_its_error(desk_client):
    item = PledgeItem.objects.get(code="P4")

    page = desk_client.post(reverse("admin:proposals_pledgeitem_change", args=[item.pk]), {"text": ""})

    assert "text" in page.context["adminform"].form.errors
    assert PledgeItem.objects.filter(code="P4").count() == 1


def test_the_reasons_in_use_are_offered_beside_each_field(desk_client):
    CorrectionReason.objects.create(text="使わない文", position=90, is_active=False)
    CorrectionReason.objects.create(text="はじめの文", position=0)
    proposal = ProposalFactory(submitted=True)
    open_screening(proposal=proposal, by=THE_DESK, at=NOON)

    page = desk_client.get(reverse("admin:screening_deskproposal_act", args=[proposal.number, "shusei"]))

    assert page.context["form"].standard_reasons == list(
        CorrectionReason.objects.in_use().values_list("text", flat=True)
    )
    html = page.content.decode()
    assert '<option value="はじめの文">' in html
    assert "使わない文" not in html
    assert 'list="standard_reasons"' in html
