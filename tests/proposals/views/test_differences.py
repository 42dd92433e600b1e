import pytest

from proposals.forms.content import ContentForm
from proposals.models import Proposal
from proposals.rules.content import REQUIRED_FIELDS
from proposals.views.differences import differences
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("asks", ["PLACE", "DATA"], "場所・データ"),
        ("cost", "NONE", "市の負担なし"),
        ("cost", None, ""),
        ("share_summary", True, "はい"),
        ("title", "題", "題"),
    ],
)
def test_a_value_reads_as_a_person_says_it(name, value, text):
    assert Proposal.text_of(name, value) == text


def test_only_the_fields_that_differ_are_shown():
    proposal = ProposalFactory()
    typed = {name: getattr(proposal, name) for name in REQUIRED_FIELDS} | {"title": "別の題"}
    form = ContentForm(typed, names=REQUIRED_FIELDS)

    found = differences(proposal, form)

    assert [(one.label, one.stored, one.typed) for one in found] == [("提案名", proposal.title, "別の題")]
