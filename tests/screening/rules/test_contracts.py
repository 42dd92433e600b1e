import pytest

from screening.enums import ContractItem, ContractMethod
from screening.rules.contracts import contract_gap
from tests.harness import TODAY

NOTHING = {"method": "", "item": "", "reason": "", "consulted_on": None, "limit": None, "amount": None}
BID = {**NOTHING, "method": ContractMethod.OPEN_BID, "consulted_on": TODAY}
SOLE = {**BID, "method": ContractMethod.SOLE, "item": ContractItem.NOT_FIT_FOR_BIDS, "reason": "ほかにないため。"}
SMALL = {**SOLE, "item": ContractItem.SMALL, "limit": 1_000_000, "amount": 1_000_000}
GROUND = "随意契約（公募型プロポーザルを含む）には、施行令第167条の2第1項の号と理由が要ります。"


@pytest.mark.parametrize("contract", [NOTHING, BID, SOLE, SMALL, {**SOLE, "method": ContractMethod.PROPOSAL}])
def test_what_is_whole_has_no_gap(contract):
    assert contract_gap(**contract) == ""


@pytest.mark.parametrize(
    ("contract", "sentence"),
    [
        ({**NOTHING, "reason": "ほかにない。"}, "契約のことを書くときは、契約の方法も選んでください。"),
        ({**BID, "consulted_on": None}, "契約の方法を決めるには、契約課の合議が要ります。合議した日を入れてください。"),
        ({**SOLE, "item": ""}, GROUND),
        ({**SOLE, "reason": " "}, GROUND),
        ({**SOLE, "method": ContractMethod.PROPOSAL, "item": ""}, GROUND),
        ({**BID, "item": "2"}, "号と理由は、随意契約のときだけ書きます。競争入札なら消してください。"),
        ({**BID, "reason": "ほかにない。"}, "号と理由は、随意契約のときだけ書きます。競争入札なら消してください。"),
        ({**SMALL, "amount": None}, "第1号（少額）のときは、契約の種類と予定価格を入れてください。"),
        ({**SMALL, "limit": None}, "第1号（少額）のときは、契約の種類と予定価格を入れてください。"),
        ({**SOLE, "amount": 1}, "契約の種類と予定価格は、第1号（少額）のときだけ入れます。"),
        (
            {**SMALL, "amount": 1_000_001},
            "予定価格が少額随意契約の上限（1,000,000円）を超えています。第1号は使えません。",
        ),
    ],
)
def test_what_belongs_together_is_asked_for(contract, sentence):
    assert contract_gap(**contract) == sentence
