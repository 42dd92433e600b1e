"""write_message, confirm_messages, tell_letter and the meetings: what the two sides say to one another."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import AuditEvent, CitySettings, PrivateFile
from nara_renkei.core.private_files import WRONG_KIND
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import LetterKind
from proposals.models import Attachment, CoProposer, Letter, Message
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.freeze_version import freeze_version
from proposals.usecases.tell_letter import tell_letter
from proposals.usecases.write_message import CannotWrite, write_message
from tests.bad_input import PDF
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.proposals import AttachmentFactory, MessageFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, mail_text
from tests.proposals.drafts import fresh

pytestmark = pytest.mark.django_db
SECRET = "ないしょの印"
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def proposal():
    made = ProposalFactory(in_review=True)
    MemberFactory(organization=made.organization)
    MemberFactory(organization=made.organization, left_at=NOON)
    return made


def write(proposal, body=SECRET, by=THE_COMPANY, when=LATER, **fields):
    return write_message(proposal=proposal, body=body, by=by, at=when, **fields)


def tell(proposal, **fields):
    return tell_letter(
        **{
            "proposal": proposal,
            "kind": LetterKind.OUTCOME,
            "title": "結果のお知らせ",
            "body": SECRET,
            "sender": "奈良市長",
            "dated_on": TODAY,
            "document_number": "奈総政第123号",
            "by": THE_DESK,
            "at": NOON,
            "notify": True,
            **fields,
        }
    )


def joined(proposal, **fields):
    partner = MemberFactory()
    CoProposer.objects.create(
        proposal=proposal, name="共同", organization=partner.organization, accepted_at=NOON, **fields
    )
    return partner


def test_a_letter_is_told_to_everybody_behind_it_and_only_the_proposer_must_act(proposal):
    partner = joined(proposal)
    both = proposal.organization.members.filter(left_at=None).get()
    MemberFactory(organization=partner.organization, user=both.user)
    CoProposer.objects.create(proposal=proposal, name="断った会", organization=MemberFactory().organization)

    tell(proposal, act_by=TODAY)

    mails = {mail.to: mail_text(to=mail.to) for mail in OutgoingMail.objects.all()}
    assert OutgoingMail.objects.count() == 2
    assert [to for to, text in mails.items() if "していただきたいこと" in text] == [both.user.email]
    assert set(mails) == {both.user.email, partner.user.email}


def test_a_message_stays_with_the_proposer(proposal):
    joined(proposal)

    write(proposal, by=THE_DESK)

    assert OutgoingMail.objects.get().to == proposal.organization.members.get(left_at=None).user.email


def addresses():
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "to"))


# messages


def test_a_message_is_kept_with_its_writer_and_moves_the_proposal(proposal):
    message = write(proposal)

    assert (message.party, message.author, message.body, message.at, message.confirmed_at) == (
        "proposer",
        "会社次郎",
        SECRET,
        LATER,
        None,
    )
    assert fresh(proposal).updated_at == LATER
    assert AuditEvent.objects.get().keys == {"message": message.pk}


def test_the_companys_word_is_told_to_the_desk_without_the_word(proposal):
    CitySettings.objects.update(email="desk@city.example")

    write(proposal)

    assert addresses() == [("proposals/message_for_city", "desk@city.example")]
    assert SECRET not in mail_text()


def test_without_an_address_of_its_own_the_desk_is_told_in_person(proposal):
    desk = StaffFactory(desk=True)

    write(proposal)

    assert addresses() == [("proposals/message_for_city", desk.email)]


def test_the_citys_word_is_told_to_the_members_without_the_word(proposal):
    member = proposal.organization.members.active().get()

    write(proposal, by=THE_DESK)

    assert addresses() == [("proposals/message_for_company", member.user.email)]
    assert SECRET not in mail_text()
    assert f"/teian/{proposal.number}/" in mail_text()


def test_a_message_may_go_without_mail(proposal):
    write(proposal, by=THE_DESK, notify=False)

    assert (Message.objects.count(), OutgoingMail.objects.count()) == (1, 0)


def test_an_answer_confirms_what_the_other_side_wrote(proposal):
    theirs = write(proposal, by=THE_DESK, when=NOON)
    own = write(proposal, when=NOON)

    write(proposal, when=LATER)

    theirs.refresh_from_db()
    own.refresh_from_db()
    assert (theirs.confirmed_at, own.confirmed_at) == (NOON, None)


@pytest.mark.parametrize("body", ["", " \n　"])
def test_an_empty_message_is_refused(proposal, body):
    with pytest.raises(CannotWrite) as refused:
        write(proposal, body)

    assert str(refused.value) == "本文を書いてください。"


def test_in_a_draft_nothing_is_written():
    with pytest.raises(CannotWrite) as refused:
        write(ProposalFactory())

    assert str(refused.value) == "提出してから、メッセージを送れます。"


def upload(name="地図.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("by", [THE_COMPANY, THE_DESK], ids=["company", "desk"])
def test_the_files_of_a_message_hang_on_it_and_no_mail_names_them(proposal, by):
    CitySettings.objects.update(email="desk@city.example")

    message = write(proposal, by=by, uploads=[upload(), upload("見積.pdf")])

    files = [one.file for one in message.attachments.in_order()]
    assert [file.original_name for file in files] == ["地図.pdf", "見積.pdf"]
    assert AuditEvent.objects.get().keys == {"message": message.pk, "files": [str(file.uuid) for file in files]}
    assert addresses()
    assert not {word for word in (SECRET, "地図", "見積") if word in mail_text()}


def test_the_files_of_a_message_are_no_part_of_the_proposal(proposal):
    own = AttachmentFactory(proposal=proposal)
    write(proposal, uploads=[upload()])

    version = freeze_version(proposal=proposal, version=2, by=THE_COMPANY, at=LATER)

    assert [one["name"] for one in version.content["files"]] == [own.file.original_name]
    assert list(proposal.attachments.of_proposal()) == [own]
    assert [one.file.original_name for one in proposal.attachments.of_messages()] == ["地図.pdf"]


def test_one_refused_file_refuses_the_message_whole(proposal):
    with pytest.raises(CannotWrite) as refused:
        write(proposal, uploads=[upload(), upload("実行.exe")])

    assert str(refused.value) == f"「実行.exe」は送れません。{WRONG_KIND}"
    assert (Message.objects.count(), Attachment.objects.count(), PrivateFile.objects.count()) == (0, 0, 0)


def test_a_message_carries_five_files_and_a_bounded_sum(proposal, settings):
    with pytest.raises(CannotWrite) as refused:
        write(proposal, uploads=[upload() for _ in range(6)])
    assert str(refused.value) == "一度に付けられるファイルは5件までです。分けて送ってください。"

    settings.UPLOAD_TOTAL_BYTES = 1024 * 1024
    with pytest.raises(CannotWrite) as refused:
        write(proposal, uploads=[upload(data=PDF + b"\n" * 600_000) for _ in range(2)])
    assert str(refused.value) == "一度に付けられるファイルは、合わせて1MBまでです。分けて送ってください。"
    assert len(write(proposal, uploads=[upload() for _ in range(5)]).attachments.all()) == 5


def test_the_button_confirms_only_what_the_other_side_wrote_here(proposal):
    asked, other = MessageFactory(proposal=proposal, party="desk"), MessageFactory(party="desk")
    seen = MessageFactory(proposal=proposal, party="desk", confirmed_at=NOON)
    own = MessageFactory(proposal=proposal, party="proposer")

    count = confirm_messages(proposal=proposal, by=THE_COMPANY, at=LATER)

    for message in (asked, other, seen, own):
        message.refresh_from_db()
    assert (count, [message.confirmed_at for message in (asked, other, seen, own)]) == (1, [LATER, None, NOON, None])
    assert AuditEvent.objects.get().keys == {"count": 1}


# letters


def test_a_letter_is_kept_word_for_word(proposal):
    letter = tell(proposal)

    organization = proposal.organization
    assert Letter.objects.values(
        "kind", "title", "body", "sender", "dated_on", "document_number", "addressee", "told_at", "told_by"
    ).get() == {
        "kind": "OUTCOME",
        "title": "結果のお知らせ",
        "body": SECRET,
        "sender": "奈良市長",
        "dated_on": TODAY,
        "document_number": "奈総政第123号",
        "addressee": f"{organization.name}\n代表取締役 見本一郎 様",
        "told_at": NOON,
        "told_by": "受付花子（デスク）",
    }
    assert AuditEvent.objects.get().keys == {"letter": letter.pk, "kind": "OUTCOME", "mailed": True}


def test_the_mail_holds_no_word_of_the_letter_and_goes_to_the_active_members(proposal):
    member = proposal.organization.members.active().get()

    tell(proposal)

    assert addresses() == [("proposals/letter", member.user.email)]
    assert SECRET not in mail_text()
    assert "していただきたいこと" not in mail_text()


@pytest.mark.parametrize(
    ("act_by", "subject"),
    [
        (None, "【奈良市公民連携デスク】結果のお知らせ（{}）"),
        (TODAY, "【奈良市公民連携デスク】【要対応】結果のお知らせ（{}）"),
    ],
)
def test_the_subject_says_whether_something_must_be_done(proposal, act_by, subject):
    tell(proposal, act_by=act_by)

    assert OutgoingMail.objects.get().subject == subject.format(proposal.number)


def test_the_number_stands_once_in_the_subject(proposal):
    tell(proposal, title=f"結果のお知らせ（{proposal.number}）")

    assert OutgoingMail.objects.get().subject == f"【奈良市公民連携デスク】結果のお知らせ（{proposal.number}）"


def test_without_the_tick_no_mail_goes(proposal):
    tell(proposal, notify=False)

    assert (Letter.objects.count(), OutgoingMail.objects.count()) == (1, 0)
    assert AuditEvent.objects.get().keys["mailed"] is False
