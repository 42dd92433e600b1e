"""The demo city shows every result of a check, a 照会 at each step, and hints of each kind."""

from datetime import date

import pytest
from django.core.management import call_command

from nara_renkei.accounts.models import User
from proposals.models import Proposal, RosterRequest
from screening.enums import CheckResult
from screening.models import CheckItem, RosterReader, SoundnessCheck
from screening.queries import hints_of, proposal_dossier
from screening.rules.hints import HintKind

TODAY = date(2026, 11, 27)


@pytest.fixture
def city(db, settings):
    settings.IS_DEMO = True
    call_command("seed_demo", base=TODAY.isoformat())


def test_every_result_every_step_and_every_hint_is_there(city):
    assert set(SoundnessCheck.objects.values_list("result", flat=True)) == set(CheckResult)
    assert CheckItem.objects.filter(checks=None).count() == 0
    assert {one.word for one in RosterRequest.objects.all()} == {"お願い中", "確認中", "済"}
    assert RosterReader.objects.count() == 2

    clerk = User.objects.get(pk=RosterReader.objects.get(seat=1).post.user_id)
    new = Proposal.objects.filter(
        title__in=["移動販売の帰り道でつくる、週2回の荷物受取り", "窓口の混み具合を知らせる画面のご導入について"]
    )
    kinds = {hint.kind for one in new for hint in hints_of(proposal_dossier(one, clerk, TODAY))}
    assert kinds == set(HintKind)
