"""保存年限 before the 課: everybody who reads the whole sees it, the 課長 of the lead 課 puts a disposal off."""

import pytest

from proposals.models import Proposal
from screening.models import DisposalLine, Extension
from screening.usecases.approve_disposal import drop_disposal
from screening.usecases.prepare_disposal import prepare_disposal
from tests.factories.proposals import ProposalAccessFactory
from tests.factories.screening import LONG_AGO, ScreeningFactory
from tests.harness import StrictClient
from tests.screening.city import office
from tests.screening.disposals import BY, confirmed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PUT_OFF = {"until": "2030-03-31", "reason": "次の計画の参考にするため。"}


def listed(lead, *readers):
    """A proposal over long ago, on a list, read by its lead 課 and others."""
    proposal = ScreeningFactory(proposal__declined=True, proposal__status_changed_at=LONG_AGO).proposal
    Proposal.objects.filter(pk=proposal.pk).update(lead_division=lead.division)
    for one in (lead, *readers):
        ProposalAccessFactory(proposal=proposal, division=one.division)
    confirmed()
    return proposal, prepare_disposal(**BY)


def test_the_manager_of_the_lead_puts_it_off_and_nobody_else_of_the_divisions():
    lead, other = office(), office()
    proposal, _ = listed(lead, other)
    page = f"/ka/{proposal.number}/hozon/"

    for reader in (lead.officer, other.manager):
        client = StrictClient.of(reader)
        said = client.get(page).content.decode()
        assert ("令和3年3月31日まで" in said, "廃棄を延ばす" in said) == (True, False)
        assert client.post(page, PUT_OFF).status_code == 404
    manager = StrictClient.of(lead.manager)
    assert "廃棄を延ばす" in manager.get(page).content.decode()
    assert "あすから" in manager.post(page, {**PUT_OFF, "until": "2026-10-05"}).content.decode()
    assert not Extension.objects.exists()
    assert manager.post(page, PUT_OFF).url == page

    line = DisposalLine.objects.get()
    assert (line.state, line.note) == ("PUT_OFF", "令和12年3月31日まで。次の計画の参考にするため。")
    assert "廃棄を延ばす" not in manager.get(page).content.decode()
    assert f'href="{page}"' in manager.get(f"/ka/{proposal.number}/").content.decode()


def test_what_stands_on_no_list_cannot_be_put_off():
    lead = office()
    proposal, disposal = listed(lead)
    drop_disposal(disposal=disposal, reason="やり直し", **BY)

    assert StrictClient.of(lead.manager).post(f"/ka/{proposal.number}/hozon/", PUT_OFF).status_code == 404
