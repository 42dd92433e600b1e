"""The company's journey in a few words."""

import pytest
from django.urls import reverse

from proposals.models import Proposal
from proposals.queries import items_to_ask
from tests.harness import StrictClient

WORDS = {
    "title": "集会所で買物と荷物の受渡し",
    "summary": "移動販売の回る順番を組み直し、荷物も一緒に運びます。",
    "beneficiary": "東部の集落で暮らす方の買物が楽になります。",
    "body": "週に2回、集会所で販売と荷物の受渡しを行います。",
    "asks": ["PLACE", "PUBLICITY"],
    "cost": "NONE",
}

BODY = {
    "kind": "COMPANY",
    "corporate_number": "8999999000001",
    "name": "株式会社ふたもみじ商店【例示】",
    "address": "奈良市二条大路南一丁目1番1号",
    "representative": "代表取締役　見本 一郎",
    "contact_name": "見本 花子",
    "contact_phone": "0742-00-0001",
}


class Walker:
    """A company in front of its browser."""

    def __init__(self, client: StrictClient):
        self.client = client

    def begin(self, **answers) -> Proposal:
        response = self.client.post(reverse("proposals:start"), {"kind": "OPEN", **answers})
        assert response.status_code == 302, response.content.decode()
        return Proposal.objects.get(uuid=response.url.split("/")[2])

    def url(self, proposal, step):
        return reverse("proposals:step", args=[proposal.uuid, step])

    def post(self, proposal, step, data=None, *, version=None, action="next"):
        version = Proposal.objects.values_list("version", flat=True).get(pk=proposal.pk) if version is None else version
        return self.client.post(self.url(proposal, step), {**(data or {}), "version": version, "action": action})

    def ticks(self, proposal, today):
        ticks = {"understandings": "on"}
        for item in items_to_ask(Proposal.objects.get(pk=proposal.pk), today):
            if item.kind == "D":
                ticks[item.code] = item.choices[0] if item.choices else "いいえ"
            elif item.kind in "PC":
                ticks[item.code] = "on"
        return ticks

    def fill(self, today) -> Proposal:
        """A draft that only needs 提出. The client must be signed in."""
        proposal = self.begin()
        self.post(proposal, "proposal", WORDS)
        self.post(proposal, "organization", BODY)
        self.post(proposal, "pledges", self.ticks(proposal, today))
        return Proposal.objects.get(pk=proposal.pk)


@pytest.fixture
def walker(db):
    from tests.factories.accounts import UserFactory

    return Walker(StrictClient.of(UserFactory()))


@pytest.fixture
def stranger(db):
    return Walker(StrictClient())
