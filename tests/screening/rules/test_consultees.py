import pytest

from screening.enums import Occasion
from screening.rules.consultees import occasions


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, set()),
        ({"cost": "PARTLY"}, {Occasion.COST}),
        ({"cost": "CONSULT"}, {Occasion.COST}),
        ({"asks": ["COST"]}, {Occasion.COST}),
        ({"procedure": "CONTRACT"}, {Occasion.CONTRACT}),
        ({"procedure": "TRIAL_THEN_CONTRACT"}, {Occasion.CONTRACT}),
        ({"procedure": "COOPERATION"}, set()),
        ({"asks": ["DATA", "PLACE", "AGREEMENT"]}, {Occasion.DATA, Occasion.PLACE, Occasion.AGREEMENT}),
        ({"asks": ["PUBLICITY", "INTRODUCTION", "REGULATION"]}, set()),
    ],
)
def test_what_a_proposal_has_in_it_names_the_occasions(facts, found):
    assert occasions(**{"cost": "NONE", "procedure": "", "asks": [], **facts}) == found
