"""担当者の氏名・連絡先 go by rule, and the record stays."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal, Submission
from screening.enums import RecordKind
from screening.usecases.forget_persons import forget_persons
from tests.factories.consultation import ConsultationFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.screening import HoldFactory, ScreeningFactory
from tests.harness import NOON, at
from tests.screening.disposals import confirmed, long_over

pytestmark = pytest.mark.django_db
BY = {"by": THE_SYSTEM, "at": NOON}
NAME, PHONE = "窓口 三郎", "0742-00-0011"


def told():
    """A proposal that was over long ago, with a letter to its contact, a link and a consultation."""
    proposal = long_over()
    OutgoingMailFactory(about=proposal.key, to="saburo@example.jp", body=f"{NAME} 様（{PHONE}）\n結果です。", sent=True)
    CapabilityLink.objects.create(
        purpose="PLEDGES", about=proposal.key, email="saburo@example.jp", token_sha256="1" * 64, created_at=NOON,
        expires_at=NOON, created_by="受付",
    )  # fmt: skip
    ConsultationFactory(held=True, proposal=proposal, contact_name=NAME, contact_phone=PHONE)
    return proposal


def rows_with(word):
    """Where a word stands in the whole database."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE to_jsonb(t)::text LIKE %s LIMIT 1', [f"%{word}%"])
            found |= {table} if cursor.fetchone() else set()
    return found


def test_the_contact_is_gone_everywhere_and_the_record_stays():
    proposal = told()
    digest = proposal.submissions.get().sha256
    assert rows_with(NAME) >= {"proposals_proposal", "proposals_submission", "proposals_consultation"}

    assert forget_persons(**BY) == 0  # the city has not confirmed the row
    confirmed(RecordKind.PERSON)
    assert forget_persons(**BY) == 1
    assert forget_persons(**BY) == 0

    assert [rows_with(word) for word in (NAME, PHONE, "saburo@example.jp")] == [set()] * 3
    left, version = Proposal.objects.get(pk=proposal.pk), Submission.objects.get(proposal=proposal)
    assert (left.contact_name, left.title, left.body) == ("（保存年限により削除）", proposal.title, proposal.body)
    assert (version.content["fields"]["body"], version.sha256) == (proposal.body, digest)
    assert OutgoingMail.objects.get(about=proposal.key).body.endswith("結果です。")
    assert AuditEvent.objects.get(verb="persons.forget").about == proposal.key


def test_what_is_held_open_or_not_over_keeps_its_contact():
    confirmed(RecordKind.PERSON)
    HoldFactory(proposal=long_over())
    ScreeningFactory(proposal__in_review=True, proposal__status_changed_at=at(date(2015, 6, 10)))
    # closed in R7: until 2027-03-31
    ScreeningFactory(proposal__declined=True, proposal__status_changed_at=at(date(2025, 4, 1)))

    assert forget_persons(**BY) == 0
    assert Proposal.objects.exclude(contact_name=NAME).count() == 0


def test_the_database_lets_exactly_this_through():
    proposal, fresh = long_over(), ScreeningFactory(proposal__declined=True).proposal
    confirmed(RecordKind.PERSON)

    def write(one, **fields):
        version = Submission.objects.get(proposal=one)
        content = {**version.content, "fields": {**version.content["fields"], **fields}}
        Submission.objects.filter(pk=version.pk).update(content=content)

    gone = dict.fromkeys(("contact_name", "contact_phone"), "（保存年限により削除）")
    for one, fields in (
        (proposal, {"contact_name": "別の人"}),
        (proposal, {**gone, "body": ""}),
        (proposal, {"contact_name": "（保存年限により削除）"}),  # half of it
        (fresh, gone),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            write(one, **fields)

    write(proposal, **gone)
    assert proposal.submissions.get().content["fields"]["contact_name"] == "（保存年限により削除）"
