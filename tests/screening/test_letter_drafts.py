"""The letter of an outcome, in the words a company understands."""

import pytest

from screening.enums import Disposition, Implementer
from screening.models import DecisionCondition
from screening.rendering import outcome_draft
from tests.factories.screening import DecisionFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db
END = """このお知らせは、協定や契約を約束するものではありません。次は公園緑地課が、打合せの日をご相談します。"""


def body_of(**fields):
    decision = DecisionFactory(**fields)
    if decision.disposition == Disposition.ADOPT_WITH_CONDITIONS:
        DecisionCondition.objects.create(decision=decision, position=1, text="片付けまで行うこと。")
    proposal = decision.screening.proposal
    return outcome_draft(decision, proposal=proposal, division="公園緑地課", on=TODAY).body.replace(
        proposal.title, "題"
    )


@pytest.mark.parametrize(
    ("implementer", "sentence"),
    [
        (Implementer.PROPOSER, "実施は、ご提案者と進めます。"),
        (Implementer.TENDER, "実施する方は、公募で決めます。"),
        (Implementer.UNDECIDED, "実施する方の決め方は、まだ決めていません。"),
    ],
)
def test_who_carries_it_out_is_a_sentence(implementer, sentence):
    assert (
        body_of(implementer=implementer) == f"「題」を進めます。\n\n理由\n市民の役に立つため。\n\n{sentence}\n\n{END}"
    )


def test_conditions_stand_before_the_reason():
    body = body_of(disposition=Disposition.ADOPT_WITH_CONDITIONS, implementer=Implementer.PROPOSER)

    assert body.startswith("「題」を、次の条件で進めます。\n\n条件\n・片付けまで行うこと。\n\n理由\n")
