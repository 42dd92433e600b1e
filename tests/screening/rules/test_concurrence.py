import pytest

from proposals.enums import Ask
from screening.enums import Disposition, Implementer, Occasion
from screening.rules.concurrence import Concurrence, concurrence

PLAIN = {
    "disposition": Disposition.ADOPT,
    "implementer": Implementer.PROPOSER,
    "asks": [Ask.PUBLICITY],
    "budget_needed": False,
    "has_contract": False,
    "standing": [
        (Occasion.COST, "財政課"),
        (Occasion.CONTRACT, "契約課"),
        (Occasion.DATA, "DX推進課"),
        (Occasion.PLACE, "資産経営課"),
        (Occasion.AGREEMENT, "総合政策課"),
    ],
    "supporting": [],
    "asked": [],
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"budget_needed": True}, [Concurrence("財政課", "市の予算が要るため")]),
        ({"implementer": Implementer.TENDER}, [Concurrence("契約課", "実施者の決め方と契約の方法を確かめるため")]),
        ({"has_contract": True}, [Concurrence("契約課", "実施者の決め方と契約の方法を確かめるため")]),
        ({"asks": [Ask.PLACE]}, [Concurrence("資産経営課", "市の場所を使うため（目的外使用許可、占用）")]),
        ({"asks": [Ask.DATA]}, [Concurrence("DX推進課", "市のデータを使うため（個人情報、統計）")]),
        ({"asks": [Ask.AGREEMENT]}, [Concurrence("総合政策課", "協定を結ぶため")]),
        # what the company would like paid is not yet money of the city; whom the city hears is the city's list
        ({"asks": [Ask.COST]}, []),
        ({"budget_needed": True, "standing": []}, []),
        ({"supporting": ["農政課"]}, [Concurrence("農政課", "協力課として検討したため")]),
        ({"asked": ["財政課"]}, [Concurrence("財政課", "意見を尋ねたため")]),
        # each 課 once, with every reason
        (
            {"budget_needed": True, "asked": ["財政課"]},
            [Concurrence("財政課", "市の予算が要るため。意見を尋ねたため")],
        ),
        # what does not go on needs those who took part
        (
            {"disposition": Disposition.DECLINE, "budget_needed": True, "asks": [Ask.DATA], "supporting": ["農政課"]},
            [Concurrence("農政課", "協力課として検討したため")],
        ),
    ],
)
def test_who_is_heard_follows_from_the_record(facts, expected):
    assert concurrence(**{**PLAIN, **facts}) == expected
