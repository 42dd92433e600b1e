import pytest

from nara_renkei.core.models import AuditEvent
from proposals.enums import Party
from proposals.models import Message, Submission
from proposals.usecases.replace_contact import CannotReplace, replace_contact
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY
from tests.proposals.drafts import submitted

pytestmark = pytest.mark.django_db
NEW = {"name": "新任花子", "phone": "0742-11-2222"}
BY = {"by": THE_COMPANY, "at": NOON}


def test_the_new_person_takes_over_the_thread_and_the_city_reads_it_there():
    proposal = submitted(contact_name="前任太郎", contact_phone="0742-00-0000")
    asked = Message.objects.create(proposal=proposal, party=Party.DESK, author="受付", body="質問", at=NOON)

    for _ in range(2):
        replaced = replace_contact(proposal=proposal, **NEW, **BY)

    asked.refresh_from_db()
    said = Message.objects.filter(party=Party.PROPOSER)
    assert (replaced.contact_name, replaced.contact_phone) == ("新任花子", "0742-11-2222")
    assert [message.body for message in said] == [
        "連絡する方を、前任太郎（0742-00-0000）から新任花子（0742-11-2222）に替えました。"
    ]
    assert (said.get().confirmed_at, asked.confirmed_at) == (None, None)
    assert Submission.objects.get(proposal=proposal).content["fields"]["contact_name"] == "前任太郎"
    assert AuditEvent.objects.filter(verb="contact.replaced").count() == 1


@pytest.mark.parametrize("state", [{}, {"declined": True}], ids=["draft", "closed"])
def test_only_an_open_proposal_gets_a_new_contact(state):
    with pytest.raises(CannotReplace, match="結果が出る前の提案だけです"):
        replace_contact(proposal=ProposalFactory(**state), **NEW, **BY)
