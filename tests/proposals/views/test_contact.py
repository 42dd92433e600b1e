import pytest
from django.urls import reverse

from proposals.models import Message
from tests.factories.accounts import MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return ProposalFactory(submitted=True, contact_name="前任太郎", contact_phone="0742-00-0000")


@pytest.fixture
def ours(proposal):
    return StrictClient.of(MemberFactory(organization=proposal.organization).user)


def page_of(proposal):
    return reverse("proposals:contact", args=[proposal.number])


def test_a_member_says_who_is_to_be_called_from_now_on(ours, proposal):
    shown = ours.get(page_of(proposal))
    done = ours.post(page_of(proposal), {"name": "新任花子", "phone": "０７４２－１１－２２２２"})

    proposal.refresh_from_db()
    assert shown.context["form"]["name"].value() == "前任太郎"
    assert done.url == reverse("proposals:proposal", args=[proposal.number])
    assert (proposal.contact_name, proposal.contact_phone) == ("新任花子", "0742-11-2222")
    assert Message.objects.filter(proposal=proposal).count() == 1


def test_what_is_missing_is_named(ours, proposal):
    page = ours.post(page_of(proposal), {"name": "", "phone": "abc"})

    assert page.context["form"].errors == {
        "name": ["担当者の氏名を書いてください。"],
        "phone": ["電話番号は市外局番から数字で入力してください。例：0742-34-1111"],
    }


def test_a_closed_proposal_keeps_its_contact():
    closed = ProposalFactory(declined=True)
    ours = StrictClient.of(MemberFactory(organization=closed.organization).user)

    page = ours.post(page_of(closed), {"name": "新任花子", "phone": "0742-11-2222"})

    assert page.context["form"].non_field_errors() == ["連絡する方を替えられるのは、結果が出る前の提案だけです。"]
