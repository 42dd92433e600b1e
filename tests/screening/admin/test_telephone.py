"""電話で答える画面 and 電話メモ: what may be said, and a call that is never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nara_renkei.core.models import AuditEvent
from proposals.models import Consultation, Proposal
from proposals.usecases.draft_from_consultation import CannotDraft, draft_from_consultation
from proposals.usecases.freeze_version import index_words
from screening.models import Contact
from screening.usecases.write_note import write_note
from tests.factories.accounts import MemberFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import LetterFactory, MessageFactory, ProposalFactory
from tests.harness import NOON, THE_DESK, text_of
from tests.screening.city import MARKER, accepted, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PHONE = "/admin/screening/deskproposal/denwa/"


def typed(**fields):
    return {"caller": "見本商店 山田 0742-00-0001", "matter": "集会所で売りたい。", "then": MARKER, **fields}


def test_a_number_in_any_width_shows_what_may_be_told(desk_client):
    screening, lead, _ = accepted()
    proposal = screening.proposal
    LetterFactory(proposal=proposal, title="受付のお知らせ", dated_on=NOON.date())

    shown = text_of(desk_client.get(PHONE, {"q": proposal.number.lower()}))

    for words in (proposal.title, proposal.contact_name, "担当課で検討中", "受付のお知らせ", lead.division.name):
        assert words in shown


def test_nothing_that_only_the_city_reads_is_on_the_page(desk_client):
    screening, lead, _ = routed()
    write_note(screening=screening, body=MARKER, by=THE_DESK, at=NOON)

    shown = text_of(desk_client.get(PHONE, {"q": screening.proposal.number}))

    assert MARKER not in shown
    assert lead.division.name not in shown
    assert "まだお伝えしていません。" in shown


def test_what_the_company_owes_is_said(desk_client):
    proposal = ProposalFactory(submitted=True)
    MessageFactory(proposal=proposal, party="desk")

    assert "市からのメッセージ1件を読む" in text_of(desk_client.get(PHONE, {"q": proposal.number}))


def test_part_of_a_name_leads_to_a_choice_and_one_find_to_the_answer(desk_client):
    body = OrganizationFactory(name="株式会社 大和商店")
    first = ProposalFactory(submitted=True, organization=body, title="冷蔵車を保管庫に")
    second = ProposalFactory(submitted=True, organization=body, title="朝市のごみを肥料に")
    for proposal in (first, second):
        proposal.save(update_fields=index_words(proposal))

    several = text_of(desk_client.get(PHONE, {"q": "大和商店"}))
    alone = text_of(desk_client.get(PHONE, {"q": "冷蔵車"}))

    assert f'href="?q={first.number}"' in several
    assert f'href="?q={second.number}"' in several
    assert "いまの状況" in alone
    assert "見つかりませんでした。" in text_of(desk_client.get(PHONE, {"q": "ないもの"}))


@pytest.mark.parametrize("letters", [1, 3])
def test_the_answer_costs_the_same_for_one_letter_and_three(letters, desk_client, django_assert_num_queries):
    proposal = ProposalFactory(submitted=True)
    LetterFactory.create_batch(letters, proposal=proposal)
    desk_client.get(PHONE, {"q": proposal.number})

    with django_assert_num_queries(12):
        desk_client.get(PHONE, {"q": proposal.number})


def test_a_memo_of_a_known_proposal_becomes_its_contact(desk_client):
    proposal = ProposalFactory(submitted=True)

    answer = desk_client.post(f"{PHONE}?q={proposal.number}", typed(number=proposal.number))

    contact = Contact.objects.get()
    assert answer.url == reverse("screening:contacts", args=[proposal.number])
    assert (contact.proposal, contact.kind, contact.next_step) == (proposal, "PHONE", MARKER)


def test_a_memo_without_a_number_is_kept_too(desk_client):
    answer = desk_client.post(PHONE, typed())

    assert answer.url == reverse("admin:screening_contact_changelist")
    assert Contact.objects.get().people == "見本商店 山田 0742-00-0001"


def test_a_memo_becomes_a_consultation_that_no_company_reads(desk_client):
    desk_client.post(PHONE, typed(consultation="1"))

    consultation = Consultation.objects.get()
    page = text_of(desk_client.get(reverse("admin:proposals_consultation_change", args=[consultation.uuid])))
    assert (consultation.title, consultation.said, consultation.state) == (
        "集会所で売りたい。",
        "集会所で売りたい。",
        "HELD",
    )
    assert (consultation.author, consultation.organization) == (None, None)
    assert "電話。デスクだけが読みます" in page
    assert "提案の下書きを作る" not in page
    assert "電話" in text_of(desk_client.get(reverse("admin:proposals_consultation_changelist"), {"taiou": "done"}))
    assert Contact.objects.get().next_step == MARKER
    with pytest.raises(CannotDraft, match="代行入力で受け付けてください。"):
        draft_from_consultation(consultation_id=consultation.pk, notify=False, by=THE_DESK, at=NOON)


def test_a_second_press_keeps_one_memo_and_one_consultation(desk_client):
    key = desk_client.get(PHONE).context["form"]["key"].value()

    for _ in range(2):
        desk_client.post(PHONE, typed(key=key, consultation="1"))

    assert (Contact.objects.count(), Consultation.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"number": "R8-J-9999"}, "この番号の提案は見つかりません。"), ({"caller": ""}, "入力してください。")],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk_client, fields, sentence):
    shown = text_of(desk_client.post(PHONE, typed(**fields)))

    assert sentence in shown
    assert MARKER in shown
    assert not Contact.objects.exists()


def test_a_memo_leads_to_the_form_and_then_names_the_proposal(desk_client):
    organization = OrganizationFactory()
    MemberFactory(organization=organization)
    form_url = desk_client.post(PHONE, typed(entrust="1")).url
    Contact.objects.update(met_at=NOON - timedelta(days=1))
    form = desk_client.get(f"{form_url}&dantai={organization.uuid}")
    shown = text_of(form)
    assert MARKER in shown
    assert "集会所で売りたい。" in shown
    assert 'value="2026-10-04"' in shown
    found = text_of(desk_client.get(f"{form_url}&q={organization.name}"))
    assert f'href="?dantai={organization.uuid}&amp;memo={Contact.objects.get().uuid}"' in found
    key = form.context["key"]
    content = {
        "key": key,
        "channel": "PHONE",
        "received_on": "2026-10-04",
        "contact_name": "山田",
        "title": "集会所で買物",
        "summary": "移動販売。",
        "beneficiary": "東部の方。",
        "body": "集会所で売りたい。",
        "asks": ["PLACE"],
        "cost": "NONE",
    }

    for _ in range(2):
        desk_client.post(f"{form_url}&dantai={organization.uuid}", content)

    proposal = Proposal.objects.get(title="集会所で買物")
    contact = Contact.objects.get()
    assert (contact.proposal, contact.organization) == (proposal, organization)
    assert list(Contact.objects.matching(proposal.number)) == [contact]
    assert AuditEvent.objects.filter(verb="contact.attach").count() == 1
