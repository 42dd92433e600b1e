from datetime import timedelta
from uuid import uuid4

import pytest

from nara_renkei.core.models import AuditEvent
from screening.enums import ContactKind
from screening.models import Contact
from screening.usecases.export_contacts import HEAD, export_contacts
from screening.usecases.record_contact import CannotRecordContact, ContactFacts, record_contact
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def facts(**fields):
    return ContactFacts(
        **{"kind": ContactKind.PHONE, "met_at": NOON, "people": "見本商店 山田", "body": "いつ分かるか。", **fields}
    )


def record(**fields):
    about = {"key": uuid4(), "proposal": None, "organization": None, "facts": facts()}
    return record_contact(**{**about, **fields}, by=THE_DESK, at=NOON)


def test_a_contact_of_a_proposal_belongs_to_its_organization_and_is_found_by_its_words():
    proposal = ProposalFactory(submitted=True, title="冷蔵車を保管庫に")

    contact = record(proposal=proposal)

    assert (contact.organization, contact.written_by) == (proposal.organization, THE_DESK.label)
    for words in ("いつ分かる", "山田", proposal.number, "冷蔵車", proposal.organization.name):
        assert list(Contact.objects.matching(words)) == [contact]
    event = AuditEvent.objects.get(verb="contact.record")
    assert (event.about, event.keys) == (proposal.key, {"contact": str(contact.uuid)})


def test_a_contact_about_nothing_the_portal_knows_is_kept_too():
    contact = record()

    assert (contact.proposal, contact.organization) == (None, None)
    assert AuditEvent.objects.get(verb="contact.record").about == contact.key


def test_a_contact_may_name_another_organization_than_the_proposals():
    other = OrganizationFactory()

    assert record(proposal=ProposalFactory(submitted=True), organization=other).organization == other


def test_a_second_press_makes_no_second_record():
    key = uuid4()

    first = record(key=key)
    second = record(key=key, facts=facts(body="別の文"))

    assert (first, Contact.objects.count()) == (second, 1)
    assert AuditEvent.objects.filter(verb="contact.record").count() == 1


def test_what_has_not_happened_yet_is_no_contact():
    with pytest.raises(CannotRecordContact, match="まだ来ていない日時です。"):
        record(facts=facts(met_at=NOON + timedelta(minutes=1)))


@pytest.mark.parametrize("empty", ["people", "body"])
def test_a_record_says_who_and_what(empty):
    with pytest.raises(CannotRecordContact, match="だれと、何を話したかを書いてください。"):
        record(facts=facts(**{empty: " "}))


def test_the_csv_opens_in_excel_and_holds_no_formula():
    proposal = ProposalFactory(submitted=True)
    record(proposal=proposal, facts=facts(body="=HYPERLINK(1)", met_at=NOON - timedelta(days=1)))
    record(proposal=proposal, facts=facts(place="北棟", next_step="課に尋ねる"))
    record(proposal=ProposalFactory(submitted=True))

    sheet = export_contacts(proposal=proposal, by=THE_DESK, at=NOON)

    text = sheet.content.decode("utf-8-sig")
    lines = text.split("\r\n")
    assert sheet.content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == ",".join(HEAD)
    assert "2026-10-04 12:00" in lines[1]
    assert "'=HYPERLINK(1)" in lines[1]
    assert lines[2].split(",")[4:8] == ["北棟", "見本商店 山田", "いつ分かるか。", "課に尋ねる"]
    assert len(lines) == 4
    assert AuditEvent.objects.get(verb="contact.export").keys == {"count": 2}


def test_the_csv_of_a_contact_without_organization_has_an_empty_cell():
    proposal = ProposalFactory(submitted=True)
    contact = record(proposal=proposal)
    Contact.objects.filter(pk=contact.pk).update(organization=None)

    text = export_contacts(proposal=proposal, by=THE_DESK, at=NOON).content.decode("utf-8-sig")

    assert text.split("\r\n")[1].split(",")[1] == ""
