"""担当者の氏名・連絡先 go by rule, and the record stays."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent, PaperJob, PrivateFile
from nara_renkei.core.private_files import store_bytes
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import progress
from proposals.models import Proposal, Submission
from screening.enums import RecordKind
from screening.models import AfterQuestion
from screening.usecases.forget_persons import _clear_version, _forget, forget_persons
from tests.factories.consultation import ConsultationFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.screening import HoldFactory, ScreeningFactory
from tests.factories.surveys import AddresseeFactory, AnswerSheetFactory, SurveyFactory
from tests.harness import NOON, at, path_of, rows_with
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


def test_a_paper_that_prints_the_contact_goes_and_can_be_made_anew(django_capture_on_commit_callbacks):
    proposal = told()
    for file in (store_bytes(NAME.encode(), name="一件記録.txt", content_type="text/plain", at=NOON), None):
        PaperJob.objects.create(
            kind="dossier", about=f"{proposal.number}/1", title="一件記録", requested_by="部長", requested_by_key="user:1",
            created_at=NOON, state="DONE" if file else "FAILED", finished_at=NOON, file=file,
        )  # fmt: skip
    lying = path_of(PrivateFile.objects.get())
    confirmed(RecordKind.PERSON)

    with django_capture_on_commit_callbacks(execute=True):
        forget_persons(**BY)

    assert (PaperJob.objects.count(), PrivateFile.objects.count(), lying.exists()) == (0, 0, False)


def test_a_hold_that_came_after_the_question_is_seen_under_the_lock():
    proposal = told()
    HoldFactory(proposal=proposal)

    assert _forget(proposal.pk, NOON, **BY) is False
    assert "proposals_consultation" in rows_with(NAME)


def test_a_version_without_a_contact_is_not_touched(django_assert_num_queries):
    with django_assert_num_queries(0):
        _clear_version(Submission(content={"fields": {"title": "題"}}))


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


# -- whom the letter 「終わった提案へのお願い」 asked


def asked(survey, *proposals):
    """An addressee with a letter, who was asked about these proposals."""
    one = AddresseeFactory(survey=survey, name=NAME, email="saburo@example.jp")
    OutgoingMailFactory(about=survey.key, to=one.email, body=f"{NAME} 様\n聞かせてください。", sent=True)
    for proposal in proposals:
        question = AfterQuestion.objects.filter(proposal=proposal).first()
        question = question or AfterQuestion.objects.create(proposal=proposal, survey=survey, asked_at=NOON)
        question.people.add(one)
    return one


def test_name_and_address_of_the_asked_go_with_the_contact_and_the_count_stays():
    survey = SurveyFactory(open=True)
    AnswerSheetFactory(survey=survey)
    one = asked(survey, long_over())
    confirmed(RecordKind.PERSON)

    forget_persons(**BY)
    one.refresh_from_db()
    assert one.name == NAME  # answers are taken still
    Survey.objects.update(closed_at=NOON)
    forget_persons(**BY)
    forget_persons(**BY)

    one.refresh_from_db()
    assert (one.name, one.email) == ("（保存年限により削除）", "")
    assert [rows_with(word) for word in (NAME, "saburo@example.jp")] == [set()] * 2
    assert OutgoingMail.objects.get().body == "（保存年限により削除） 様\n聞かせてください。"
    assert [(side.asked, side.answered) for side in progress(survey)] == [(1, 1), (0, 0)]
    assert AuditEvent.objects.get(verb="survey.forget").about == survey.key


def test_who_was_asked_about_another_proposal_too_stays_until_that_one_is_over():
    fresh = ScreeningFactory(proposal__declined=True).proposal
    shared = asked(SurveyFactory(closed=True), long_over(), fresh)
    other = asked(SurveyFactory(closed=True), HoldFactory(proposal=long_over()).proposal)
    unlinked = asked(SurveyFactory(closed=True))
    confirmed(RecordKind.PERSON)

    forget_persons(**BY)

    for one in (shared, other, unlinked):
        one.refresh_from_db()
        assert (one.name, one.email) == (NAME, "saburo@example.jp")


def test_the_database_lets_go_of_exactly_name_and_address():
    gone = {"name": "（保存年限により削除）", "email": ""}
    one, fresh = (
        asked(SurveyFactory(closed=True), proposal)
        for proposal in (long_over(), ScreeningFactory(proposal__declined=True).proposal)
    )
    confirmed(RecordKind.PERSON)

    def write(row, **values):
        type(row).objects.filter(pk=row.pk).update(**values)

    for row, values in ((one, {"name": "別の人", "email": ""}), (one, {**gone, "side": "DIVISION"}), (fresh, gone)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            write(row, **values)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        type(one).objects.filter(pk=one.pk).delete()
    write(one, **gone)
    one.refresh_from_db()
    assert (one.name, one.email) == ("（保存年限により削除）", "")
