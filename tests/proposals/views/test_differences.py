import pytest

from proposals.forms.content import ContentForm, content_initial
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
    typed |= {"asks": ["DATA"], "reason_body": "営業の秘密のため。"}
    stored = ContentForm(names=REQUIRED_FIELDS, initial=content_initial(proposal, REQUIRED_FIELDS, {}, {}))

    found = differences(stored, ContentForm(typed, names=REQUIRED_FIELDS))

    assert [(one.label, one.stored, one.typed) for one in found] == [
        ("提案名", proposal.title, "別の題"),
        ("市に求めること", "場所・広報", "データ"),
        ("「提案内容」の、その理由", "", "営業の秘密のため。"),
    ]


def test_ticks_are_told_as_words_and_what_only_one_form_has_is_left_out():
    stored = ContentForm(names=["share_summary"], initial={"share_summary": False})

    found = differences(stored, ContentForm({"share_summary": "on", "title": "題"}, names=["share_summary", "title"]))

    assert [(one.stored, one.typed) for one in found] == [("いいえ", "はい")]
