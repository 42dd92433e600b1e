"""返信のひな形: edited by the desk, filled in before anything is sent."""

from datetime import date

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Message, Promise
from screening.models import ReplyTemplate
from tests.factories.accounts import MemberFactory
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import text_of
from tests.screening.city import MARKER, accepted, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ADD = "/admin/screening/replytemplate/add/"


@pytest.fixture
def template():
    return ReplyTemplate.objects.create(
        name="お返事", body="{団体名}様「{提案名}」（{提案番号}）は{担当課}で。{期日}まで。", position=0
    )


def reply(client, proposal, **data):
    return client.post(f"/admin/screening/deskproposal/{proposal.number}/henji/", data)


def test_a_template_is_filled_from_what_the_company_reads_and_nothing_is_sent(desk_client, template):
    screening, lead, _ = accepted()
    proposal = screening.proposal
    MemberFactory(organization=proposal.organization)
    Promise.objects.filter(proposal=proposal).delete()
    PromiseFactory(proposal=proposal, due_on=date(2026, 10, 9), told_on=date(2026, 10, 8))
    mails = OutgoingMail.objects.count()

    shown = reply(desk_client, proposal, preview="1", template=template.pk, body=MARKER)

    assert shown.context["form"]["body"].value() == (
        f"{proposal.organization}様「{proposal.title}」（{proposal.number}）は{lead.division}で。"
        f"令和8年（2026年）10月8日（木）まで。\n\n{MARKER}"
    )
    assert "ひな形を入れる" in text_of(shown)
    assert not Message.objects.exists()
    assert OutgoingMail.objects.count() == mails


def test_what_the_company_does_not_know_stays_open_and_is_not_sent(desk_client, template):
    screening, lead, _ = routed()
    drafted = reply(desk_client, screening.proposal, preview="1", template=template.pk).context["form"]["body"].value()
    assert "〔担当課〕" in drafted
    assert lead.division.name not in drafted

    shown = text_of(reply(desk_client, screening.proposal, body=drafted))

    assert "文面に〔　〕が残っています。" in shown
    assert "〔担当課〕" in shown
    assert not Message.objects.exists()


def test_a_date_gone_by_is_not_promised_again(desk_client, template):
    proposal = ProposalFactory(submitted=True)
    PromiseFactory(proposal=proposal, due_on=date(2026, 10, 1), told_on=date(2026, 10, 1))

    shown = reply(desk_client, proposal, preview="1", template=template.pk)

    assert "〔期日〕まで。" in shown.context["form"]["body"].value()


def test_without_a_template_the_text_stays_as_it_is(desk_client):
    proposal = ProposalFactory(submitted=True)

    assert reply(desk_client, proposal, preview="1", body=MARKER).context["form"]["body"].value() == MARKER
    assert "提案者へのメッセージ：入力してください。" in text_of(reply(desk_client, proposal, body=" "))


def test_a_template_out_of_use_is_not_offered(desk_client, template):
    proposal = ProposalFactory(submitted=True)
    ReplyTemplate.objects.filter(pk=template.pk).update(is_active=False)

    assert "選べないものです。" in text_of(reply(desk_client, proposal, preview="1", template=template.pk))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("{会社}様", "{会社}は使えません。使えるのは{提案番号}、"), ("", "入力してください。")],
)
def test_a_place_that_nothing_fills_is_refused_when_it_is_saved(desk_client, body, sentence):
    before = ReplyTemplate.objects.count()

    shown = text_of(desk_client.post(ADD, {"name": "新しいひな形", "body": body, "position": "9"}))

    assert sentence in shown
    assert "新しいひな形" in shown
    assert ReplyTemplate.objects.count() == before


def test_the_desk_adds_a_template(desk_client):
    desk_client.post(ADD, {"name": "新しいひな形", "body": "{団体名}様", "position": "9", "is_active": "on"})

    assert ReplyTemplate.objects.get(name="新しいひな形").body == "{団体名}様"
