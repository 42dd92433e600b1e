"""The table of bad input, on every form a company meets."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.forms import NameForm, ProfileForm
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division, Organization
from nara_renkei.notifications.models import OutgoingMail
from proposals.forms.asking import QuestionForm, ReasonForm, SheetForm, TroubleForm
from proposals.forms.consultation import CancelForm, ConsultationForm, ContactForm, PlanForm, RecordForm
from proposals.forms.contact import ContactForm as NewContactForm
from proposals.forms.content import REQUIRED_SENTENCES, ContentForm
from proposals.forms.entrusted import ChangeForm, NewBodyForm, PaperPledgeForm, ReceivedForm
from proposals.forms.joint import CoProposerForm, DeclineForm, WhoAmIForm
from proposals.forms.organization import OrganizationForm
from proposals.forms.start import KindForm, SorterForm
from proposals.forms.talk import MessageForm, WithdrawForm
from proposals.models import Attachment, Consultation, ConsultationFile, PledgeItem, Proposal
from proposals.rules.challenge_sheet import STEPS
from proposals.rules.content import CONTENT_FIELDS
from tests.addresses import arguments
from tests.bad_input import CORPORATE_NUMBERS, FILES, texts
from tests.factories.accounts import UserFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import StrictClient
from tests.permission_matrix import MATRIX, ROLES
from tests.proposals.views.conftest import BODY, WORDS, Walker
from tests.screening.entrusted import typed as entrusted_words
from tests.world import World

pytestmark = pytest.mark.django_db
DECLARATION = PledgeItem(code="D1", version=1, kind="D", text="手続の途中ですか。", choices=[])


def forms():
    return {
        "content": lambda data: ContentForm(data, names=CONTENT_FIELDS),
        "organization": lambda data: OrganizationForm(data, known=[], admitted=[]),
        "profile": lambda data: ProfileForm(data, kind="COMPANY", is_confirmed=False),
        "guest": NameForm,
        "consultation": ConsultationForm,
        "contact": lambda data: ContactForm(data, known=[]),
        "another contact": NewContactForm,
        "co-proposer": CoProposerForm,
        "who am I": lambda data: WhoAmIForm(data, known=[], admitted=[]),
        "decline": DeclineForm,
        "received": ReceivedForm,
        "new body": lambda data: NewBodyForm(data, known=[], admitted=[]),
        "change": ChangeForm,
        "paper pledges": lambda data: PaperPledgeForm(data, items=[DECLARATION], given={}),
        "plan": PlanForm,
        "record": RecordForm,
        "cancel": CancelForm,
        "message": MessageForm,
        "withdraw": WithdrawForm,
        "sorter": SorterForm,
        **{f"sheet {step.slug}": partial(SheetForm, step=step) for step in STEPS},
        "question": QuestionForm,
        "reason": ReasonForm,
        "trouble": lambda data: TroubleForm(data, divisions=Division.objects.none()),
        "kind": lambda data: KindForm(data, challenges=[]),
    }


def text_cases():
    for form_name, make in forms().items():
        if form_name == "kind":
            continue
        for field_name, field in make({}).fields.items():
            if isinstance(field, CleanTextField):
                for bad in texts(field.character_limit):
                    yield pytest.param(form_name, field_name, bad, id=f"{form_name}-{field_name}-{bad.name}")


@pytest.fixture
def walker():
    return Walker(StrictClient.of(UserFactory()))


@pytest.mark.parametrize(("form_name", "field_name", "bad"), list(text_cases()))
def test_every_text_field_says_what_to_do(form_name, field_name, bad):
    form = forms()[form_name]({field_name: bad.typed})
    field = form.fields[field_name]

    errors = [str(error) for error in form.errors.get(field_name, [])]

    expected = bad.sentence
    if expected == "required":
        expected = str(field.error_messages["required"]) if field.required else ""
    assert errors == ([expected] if expected else [])
    if not expected and bad.sentence != "required":
        assert form.cleaned_data[field_name] == bad.typed


@pytest.mark.parametrize("bad", CORPORATE_NUMBERS, ids=lambda bad: bad.name)
def test_the_corporate_number_says_what_to_do_and_is_never_kept_wrong(walker, bad):
    proposal = walker.begin()

    response = walker.post(proposal, "organization", {**BODY, "corporate_number": bad.typed})

    if bad.sentence:
        assert response.context["form"].errors == {"corporate_number": [bad.sentence]}
        assert not Organization.objects.exists()
        draft = Proposal.objects.get(pk=proposal.pk).draft
        assert "corporate_number" not in draft.typed["organization"]
        assert bad.typed not in str(draft.typed)
    else:
        assert response.status_code == 302
        assert Organization.objects.get().corporate_number == "8999999000001"


def test_a_my_number_in_any_other_field_is_never_remembered_as_wrong_text(walker):
    proposal = walker.begin()

    walker.post(proposal, "organization", {**BODY, "contact_phone": "123456789012"})

    assert "123456789012" not in str(Proposal.objects.get(pk=proposal.pk).draft.typed)


def test_all_required_fields_missing_are_named_at_once(walker):
    proposal = walker.begin()

    content = walker.post(proposal, "proposal", {})
    organization = walker.post(proposal, "organization", {})

    assert {name: errors[0] for name, errors in content.context["form"].errors.items()} == REQUIRED_SENTENCES
    assert {name: errors[0] for name, errors in organization.context["form"].errors.items()} == {
        "kind": "団体の種類を選んでください。",
        "name": "名称を書いてください。",
        "address": "所在地を書いてください。",
        "representative": "代表者の職名と氏名を書いてください。",
        "contact_name": "担当者の氏名を書いてください。",
        "contact_phone": "担当者の電話を書いてください。",
    }


MISSING = {
    "profile": {
        "name": "名称を書いてください。",
        "address": "所在地を書いてください。",
        "representative": "代表者の職名と氏名を書いてください。",
    },
    "guest": {"name": "氏名を書いてください。"},
    "consultation": {
        "title": "相談したいことを書いてください。",
        "beneficiary": "だれの何がよくなるかを書いてください。",
        "asks": "市に求めることを、一つ以上選んでください。",
        "cost": "費用について、どれか一つを選んでください。",
    },
    "contact": {
        "organization_name": "団体の名称を書いてください。",
        "contact_name": "担当者の氏名を書いてください。",
        "contact_phone": "担当者の電話を書いてください。",
    },
    "another contact": {
        "name": "担当者の氏名を書いてください。",
        "phone": "担当者の電話を書いてください。",
    },
    "co-proposer": {
        "name": "お願いする団体の名称を書いてください。",
        "email": "メールアドレスを入れてください。",
    },
    "who am I": {
        "kind": "団体の種類を選んでください。",
        "name": "名称を書いてください。",
        "address": "所在地を書いてください。",
        "representative": "代表者の職名と氏名を書いてください。",
        "contact_name": "担当者の氏名を書いてください。",
    },
    "decline": {},
    "received": {
        "channel": "届き方を選んでください。",
        "received_on": "受付日を入れてください。",
        "contact_name": "担当者の氏名を書いてください。",
    },
    "change": {"body": "直してほしい所を書いてください。"},
    "message": {"body": "本文を書いてください。"},
    "withdraw": {"reason": "取り下げる理由を書いてください。"},
}


@pytest.mark.parametrize("form_name", MISSING)
def test_a_form_sent_empty_names_everything_at_once(form_name):
    form = forms()[form_name]({"channel": ""})

    assert {name: errors[0] for name, errors in form.errors.items()} == MISSING[form_name]


def test_a_mark_without_its_reason_is_asked_for_and_nothing_typed_is_lost(walker):
    proposal = walker.begin()

    page = walker.post(proposal, "proposal", {**WORDS, "part_body": "週に2回"})

    assert page.context["form"].errors == {"reason_body": ["開示されると不利益がある理由を書いてください。"]}
    assert 'value="週に2回"' in walker.client.get(walker.url(proposal, "proposal")).text


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_every_file_is_kept_or_refused_with_a_reason_and_the_words_stay(walker, settings, bad):
    settings.UPLOAD_FILE_BYTES = 1024 * 1024
    proposal = walker.begin()
    upload = SimpleUploadedFile(bad.filename, bad.content)

    response = walker.post(proposal, "proposal", {**WORDS, "attachment": upload}, action="upload")

    proposal.refresh_from_db()
    assert proposal.body == WORDS["body"]
    assert response.context["refused"].endswith(bad.sentence)
    assert bool(response.context["refused"]) == bool(bad.sentence)
    kept = list(Attachment.objects.values_list("file__original_name", flat=True))
    assert kept == ([] if bad.sentence else [bad.filename])


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_every_file_of_a_message_goes_along_or_is_refused_with_a_reason_and_the_words_stay(
    company_client, settings, bad
):
    settings.UPLOAD_FILE_BYTES = 1024 * 1024
    proposal = ProposalFactory(submitted=True, organization=company_client.user.memberships.get().organization)
    upload = SimpleUploadedFile(bad.filename, bad.content)

    response = company_client.post(f"/teian/{proposal.number}/message/", {"body": "資料です。", "uploads": upload})

    kept = list(Attachment.objects.of_messages().values_list("file__original_name", flat=True))
    assert kept == ([] if bad.sentence else [bad.filename])
    if bad.sentence:
        form = response.context["message_form"]
        assert form.errors["uploads"][0].endswith(bad.sentence)
        assert form["body"].value() == "資料です。"


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_every_file_of_a_consultation_is_kept_or_refused_with_a_reason_and_the_words_stay(client, settings, bad):
    settings.UPLOAD_FILE_BYTES = 1024 * 1024
    upload = SimpleUploadedFile(bad.filename, bad.content)

    response = client.post(reverse("proposals:consult"), {"title": "集会所の買物", "attachment": upload})

    kept = list(ConsultationFile.objects.values_list("file__original_name", flat=True))
    assert kept == ([] if bad.sentence else [bad.filename])
    assert response.context["refused"].endswith(bad.sentence)
    assert Consultation.objects.get().title == "集会所の買物"


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_every_scan_of_the_desk_is_kept_or_refused_with_a_reason(desk_client, settings, bad):
    settings.UPLOAD_FILE_BYTES = 1024 * 1024
    scan = SimpleUploadedFile(bad.filename, bad.content)

    response = desk_client.post(reverse("admin:screening_deskproposal_enter"), entrusted_words(scans=scan))

    kept = list(Attachment.objects.values_list("file__original_name", flat=True))
    assert kept == ([] if bad.sentence else [bad.filename])
    if bad.sentence:
        assert bad.sentence in response.context["form"].received.errors["scans"][0]
        assert not Proposal.objects.exists()


def test_the_sixth_file_is_refused(walker):
    proposal = walker.begin()
    pdf = next(bad.content for bad in FILES if not bad.sentence)
    for number in range(5):
        walker.post(
            proposal, "proposal", {**WORDS, "attachment": SimpleUploadedFile(f"{number}.pdf", pdf)}, action="upload"
        )

    response = walker.post(
        proposal, "proposal", {**WORDS, "attachment": SimpleUploadedFile("6.pdf", pdf)}, action="upload"
    )

    assert (
        response.context["refused"]
        == "「6.pdf」は付けていません。添付は5件までです。要らないファイルを外してから、もう一度選んでください。"
    )
    assert Attachment.objects.count() == 5


@pytest.mark.parametrize("name", ["proposals:proposal", "proposals:receipt", "proposals:correct"])
def test_a_foreign_number_is_the_same_404_as_none(walker, name):
    theirs = Walker(StrictClient.of(UserFactory())).fill(timezone.localdate())
    owner = Walker(StrictClient.of(theirs.author))
    owner.post(theirs, "check", action="submit")
    theirs.refresh_from_db()

    foreign = walker.client.get(reverse(name, args=[theirs.number]))
    absent = walker.client.get(reverse(name, args=["R8-J-9999"]))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content.replace(theirs.number.encode(), b"") == absent.content.replace(b"R8-J-9999", b"")


@pytest.mark.parametrize("hostile", ["\x00", "' OR 1=1 --", "%00", "９" * 400])
def test_a_hostile_query_on_the_sorter_is_no_error_of_ours(client, hostile):
    response = client.get(reverse("proposals:start"), {"kadai": hostile, "existing": hostile, "division": hostile})

    assert response.status_code in {200, 400}


POSTED_BY_THE_OWNER = sorted(
    name
    for name, answers in MATRIX.items()
    if name.startswith(("proposals:", "accounts:"))
    and answers.split()[ROLES.index("company")] in {"200", "302", "405"}
    and answers.split()[ROLES.index("stranger")] in {"404", "405"}
    and name not in {"proposals:copy", "proposals:discard"}  # the first names no row in its address
)


def test_what_is_sent_to_a_foreign_address_is_the_same_404_and_changes_nothing(db):
    world = World()
    stranger = world.browser("stranger")
    before = list(Proposal.objects.order_by("pk").values()), list(Consultation.objects.order_by("pk").values())

    answers = {name: stranger.post(reverse(name, kwargs=arguments(name, world))) for name in POSTED_BY_THE_OWNER}

    # where a page is only read, the method is refused before anything is looked for
    assert {name: one.status_code for name, one in answers.items() if one.status_code not in {404, 405}} == {}
    assert (
        list(Proposal.objects.order_by("pk").values()),
        list(Consultation.objects.order_by("pk").values()),
    ) == before


def test_two_tabs_and_a_double_click_book_one_appointment():
    user = UserFactory()
    found = ConsultationFactory(author=user, slot=SlotFactory(starts_at=timezone.now() + timedelta(days=3)))
    ConsultationFileFactory(consultation=found)
    first, second = StrictClient.of(user), StrictClient.of(user)
    url = reverse("proposals:consultation_contact", args=[found.uuid])
    words = {"organization_name": "見本の会", "contact_name": "見本 花子", "contact_phone": "0742-00-0001"}

    answers = [one.post(url, words) for one in (first, first, second)]

    assert {one.url for one in answers} == {reverse("proposals:consultation", args=[found.uuid])}
    assert OutgoingMail.objects.filter(to=user.email).count() == 1
