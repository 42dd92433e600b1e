"""What is left of a proposal when its 保存年限 has passed: no word, no file, no paper; the number, the days, the result."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.template.loader import render_to_string

from knowledge.models import CaseStudy, SupportMessage, SupportRequest
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.mentions import mentions
from nara_renkei.core.models import PageImage, PaperJob, PrivateFile
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.papers import dossier
from proposals.enums import Status
from proposals.models import Attachment, Proposal, StatusChange
from screening.admin import DeskProposal
from screening.models import AfterQuestion, DisposalLine, Extension, Screening
from screening.queries.dossier import dossier_of
from screening.queries.wiping import STAYS, WIPES, letters_of, text_columns
from screening.rules.papers import dossier_about
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.knowledge import CaseFactory, CasePictureFactory, SupportRequestFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.screening import LONG_AGO, ConflictDeclarationFactory, RedactionFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory
from tests.harness import NOON, StrictClient
from tests.screening.disposals import (
    MARK,
    as_the_worker,
    everywhere,
    finished_paper,
    kept_file,
    on_the_way_to,
    printed,
    running,
    wipe_all,
)
from tests.screening.record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


# -- the declaration


def test_every_column_of_words_is_wiped_or_stays_for_a_reason():
    wiped = {f"{wipe.model._meta.label}.{name}" for wipe in WIPES for name in wipe.columns}
    gone = {wipe.model._meta.label for wipe in WIPES if wipe.goes}
    columns = {f"{model._meta.label}.{name}" for model in on_the_way_to(Proposal) for name in text_columns(model)}

    forgotten = {
        one
        for one in columns - wiped - set(STAYS)
        if not {one.rpartition(".")[0], f"{one.rpartition('.')[0]}.*"} & (gone | set(STAYS))
    }
    assert forgotten == set()
    assert not wiped & set(STAYS)
    assert all(reason for reason in STAYS.values())
    for one in STAYS:
        label, _, name = one.rpartition(".")
        assert name == "*" or name in {column.name for column in apps.get_model(label)._meta.fields}, one


def test_the_door_of_the_database_names_the_same_columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgargs FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE p.proname IN ('refuse_change_but_wipe', 'refuse_changed_version')"
        )
        doors = {table: set(bytes(given).decode().split("\0")[1:-1]) for table, given in cursor.fetchall()}

    told = {wipe.model._meta.db_table: set(wipe.columns) for wipe in WIPES}
    assert doors == {table: told[table] for table in doors}
    assert len(doors) == 9


# -- a whole proposal


def full():
    """A proposal with a row in every table, every column of words marked, real files, papers, letters and links."""
    proposal = whole_record(2).proposal
    title = f"{MARK}の提案"
    (own,) = (wipe for wipe in WIPES if wipe.model is Proposal)
    words = {name: MARK for name in own.columns if is_text(Proposal, name)} | {"title": title}
    Proposal.objects.filter(pk=proposal.pk).update(**words, asks=["PLACE"], pledge_draft={"D1": MARK}, publicity="OPEN")
    Proposal.objects.filter(pk=proposal.pk).update(
        status=Status.COMPLETED, status_changed_at=LONG_AGO, created_at=LONG_AGO
    )
    Extension.objects.update(until=LONG_AGO.date())
    proposal.refresh_from_db()
    # files that lie there, one with the picture of its page
    for row in Attachment.objects.filter(proposal=proposal).order_by("pk"):
        bare, row.file = row.file, kept_file("企画書.txt", f"{MARK}の企画書 {row.pk}")
        row.save()
        bare.delete()
        PageImage.objects.create(source=row.file, page=1, image=kept_file("1.webp", f"{MARK}の絵"), width=1, height=1)
    # what other apps hold of it
    support = SupportRequestFactory(proposal=proposal, title=f"{MARK}の相談")
    SupportMessage.objects.create(request=support, side="DIVISION", text=MARK, written_by=MARK, written_at=NOON)
    case = CaseFactory(proposal=proposal, origin="PROPOSAL", words={"title": f"{MARK}の事例"})
    CasePictureFactory(case=case, file=kept_file("写真.jpg", f"{MARK}の写真"))
    survey = SurveyFactory(closed=True, questions=False)
    person = AddresseeFactory(survey=survey, name=MARK, email=f"{MARK}@example.jp")
    AfterQuestion.objects.get(proposal=proposal).people.add(person)
    OutgoingMailFactory(about=survey.key, body=f"{MARK} 様", to=person.email)
    OutgoingMailFactory(about=proposal.key, subject=f"{MARK}の件", body=MARK, to="tantou@example.jp")
    OutgoingMailFactory(about="", subject="朝の知らせ", body=f"{proposal.number}　{title}")
    CapabilityLink.objects.create(
        purpose="PLEDGES", about=proposal.key, email="tantou@example.jp", token_sha256="1" * 64, created_at=NOON,
        expires_at=NOON + timedelta(days=7), created_by=MARK,
    )  # fmt: skip
    for model in (Proposal, DeskProposal):
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        LogEntry.objects.create(
            user=StaffFactory(), content_type=kind, object_id=proposal.pk, object_repr=title, action_flag=CHANGE
        )
    return proposal


def is_text(model, name):
    return isinstance(model._meta.get_field(name), models.CharField | models.TextField)


def test_nothing_of_it_is_left_in_any_table_or_file(django_capture_on_commit_callbacks):
    proposal = full()
    record = finished_paper("dossier", f"{proposal.number}/1", kept_file("一件記録.txt", MARK))
    # reports of several proposals: two name it, one by its title and one by its number, and one does not
    naming = finished_paper(
        "department", "x", printed(f"<p>採択した提案</p><p style='width: 3em'>{proposal.title}</p>")
    )
    counting = finished_paper("monthly", "2015-06", printed(f"<p>{proposal.number}</p>"))
    other = finished_paper("department", "y", printed("<p>ほかの提案だけ</p>"))
    before = everywhere()
    assert {"proposals_proposal", "proposals_submission", "screening_note", "notifications_outgoingmail"} <= before
    assert len(before) > 45

    running()
    with django_capture_on_commit_callbacks(execute=True), as_the_worker():
        wipe_all()

    line = DisposalLine.objects.get()
    assert (line.state, line.note) == ("WIPED", "")
    assert everywhere() == set()
    assert list(PaperJob.objects.order_by("pk")) == [other]
    assert not mentions(other.file, [proposal.number, MARK])
    assert PrivateFile.objects.count() == 1
    assert [path.name for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()] == [
        Path(other.file.stored_name).name
    ]
    # what stays
    left = Proposal.objects.get(pk=proposal.pk)
    facts = ("number", "kind", "status", "status_changed_at", "submitted_at", "organization_id", "lead_division_id")
    assert [getattr(left, name) for name in facts] == [getattr(proposal, name) for name in facts]
    assert (left.title, left.publicity, left.author_id) == ("（保存年限により削除）", "CLOSED", None)
    assert StatusChange.objects.filter(proposal=proposal, target="SUBMITTED").exists()
    record_left = dossier_of(left)
    assert record_left.is_wiped
    assert "保存年限により廃棄した" in [event.what for event in record_left.events]
    assert OutgoingMail.objects.filter(body="（保存年限により削除）", to="").count() == 2
    assert not CaseStudy.objects.exists()
    assert SupportRequest.objects.get(proposal=proposal).title == "（保存年限により削除）"
    assert (line.wiped_rows > 60, line.wiped_files) == (True, 9)
    assert record.pk < naming.pk < counting.pk


def test_the_pages_of_a_wiped_proposal_open_and_say_so():
    proposal = full()
    member, clerk = MemberFactory(organization=proposal.organization).user, StaffFactory(desk=True)
    ConflictDeclarationFactory(screening=Screening.objects.get(proposal=proposal), user=clerk)
    running()
    wipe_all()

    company, desk = StrictClient.of(member), StrictClient.of(clerk)
    number = proposal.number
    for browser, pages in (
        (company, ("", "kijitsu/", "susumekata/", "taiwa/", "han/1/", "han/1/2/", "kakuninjiko/")),
        (desk, ("", "kakuninjiko/", "jisshi/", "osetsu/", "osetsu/csv/", "zenrei/", "kijitsu/", "taiwa/", "saiten/")),
    ):
        root = "/teian/" if browser is company else "/ka/"
        for page in pages:
            answer = browser.get(f"{root}{number}/{page}")
            assert answer.status_code in {200, 404}, (page, answer.status_code)
            assert proposal.title not in b"".join(answer).decode("utf-8-sig"), page
    assert "（保存年限により削除）" in company.get(f"/teian/{number}/").content.decode()
    assert "保存年限により廃棄しました" in desk.get(f"/admin/screening/deskproposal/{number}/").content.decode()
    assert "（保存年限により削除）" in company.get("/teian/").content.decode()
    assert "提案者の文は、保存年限が過ぎたため消しています" in dossier_html(number, clerk)


def dossier_html(number, clerk):
    paper = dossier.paper_of(dossier_about(number, clerk.pk), at=NOON)
    return render_to_string("reports/dossier.html", {"paper": paper})


def test_documents_of_a_closed_disclosure_and_their_marks_go_too():
    redaction = RedactionFactory(
        document__pieces=[{"key": "body", "label": "メモ", "text": f"{MARK}に電話した。", "mark": ""}], words=MARK
    )
    document = redaction.document
    request = document.request
    type(request).objects.filter(pk=request.pk).update(
        state="DECIDED", decision="CLOSED", received_on=LONG_AGO, decided_on=LONG_AGO, approval_number="奈総第1号", reasons="不開示",
        decided_by="受付",
    )  # fmt: skip
    request.proposals.add(document.proposal)
    Proposal.objects.filter(pk=document.proposal_id).update(status=Status.DECLINED, status_changed_at=LONG_AGO)

    running()
    wipe_all()

    document.refresh_from_db()
    assert DisposalLine.objects.get().state == "WIPED"
    assert (document.pieces, document.sha256, document.redactions.count()) == ([], "0" * 64, 0)
    assert everywhere() == set()


def test_what_was_never_filled_stays_empty_and_the_next_proposal_untouched():
    mine, theirs = full(), whole_record().proposal
    title = theirs.title
    note = theirs.submissions.first().content

    running()
    wipe_all()

    assert Proposal.objects.get(pk=mine.pk).title == "（保存年限により削除）"
    theirs.refresh_from_db()
    assert (theirs.title, theirs.submissions.first().content) == (title, note)
    assert theirs.messages.filter(body="（保存年限により削除）").count() == 0


def test_a_proposal_without_a_title_reaches_no_letter_by_it():
    OutgoingMailFactory(body="どの提案の話でもない手紙です。")

    assert list(letters_of(Proposal(number="R3-J-0009", title="", created_at=NOON), [])) == []
