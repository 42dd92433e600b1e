"""The step of the 団体: who may propose, each kind its own way, the postal code."""

import pytest
from django.urls import reverse

from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Organization
from proposals.forms.organization import OrganizationForm
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import StrictClient
from tests.proposals.views.conftest import BODY, Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker():
    return Walker(StrictClient.of(UserFactory()))


def admit(*kinds):
    city = CitySettings.load()
    city.admitted_kinds = list(kinds)
    city.save()


def test_who_may_propose_is_said_before_anything_is_written(client):
    admit("COMPANY", "SOLE")

    page = client.get(reverse("proposals:start")).content.decode()

    assert "提案できる団体：会社、個人事業主。個人事業主は、法人番号がなくても提案できます。" in page
    assert (
        "いまは、NPO法人、大学・学校、公益法人・一般法人、その他の法人、任意団体からの提案は受け付けていません。"
        in page
    )


def test_a_city_that_takes_everybody_refuses_nobody(client):
    page = client.get(reverse("proposals:start")).content.decode()

    assert "個人事業主、任意団体は、法人番号がなくても提案できます。" in page
    assert "受け付けていません" not in page


@pytest.mark.parametrize(
    ("kind", "label"), [("SOLE", "事業主の氏名"), ("GROUP", "代表者の役名と氏名"), ("COMPANY", "代表者の職名と氏名")]
)
def test_each_kind_is_asked_in_its_own_words(kind, label):
    typed = OrganizationForm({"kind": kind}, known=[], admitted=[])
    shown = OrganizationForm(initial={"kind": kind}, known=[], admitted=[])

    assert (typed.fields["representative"].label, shown.fields["representative"].label) == (label, label)


def test_the_postal_code_fills_an_empty_address_of_any_city(walker):
    proposal = walker.begin()

    page = walker.post(
        proposal, "organization", {**BODY, "postal_code": "５３０－０００１", "address": ""}, action="postal"
    )

    assert page.context["form"]["address"].value() == "大阪府大阪市北区梅田"
    assert page.context["form"]["name"].value() == BODY["name"]
    assert page.context["found"] == "大阪府大阪市北区梅田"
    assert Organization.objects.get().address == "大阪府大阪市北区梅田"


def test_the_postal_code_never_overwrites_what_was_written(walker):
    proposal = walker.begin()

    page = walker.post(
        proposal, "organization", {**BODY, "postal_code": "6308580", "address": "私の書いた住所"}, action="postal"
    )

    assert page.context["form"]["address"].value() == "私の書いた住所"
    assert "この郵便番号の住所：奈良県奈良市二条大路南" in page.content.decode()


def test_a_postal_code_that_nobody_has_says_so_and_keeps_the_rest(walker):
    proposal = walker.begin()

    page = walker.post(proposal, "organization", {"name": "見本", "postal_code": "0000000"}, action="postal")

    assert "この郵便番号の住所は見つかりませんでした。" in page.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).draft.typed["organization"]["name"] == "見本"


def test_a_known_and_an_unknown_number_read_the_same(walker):
    """Whether a 法人番号 is known is nobody's business but the desk's."""
    OrganizationFactory(confirmed=True, corporate_number=BODY["corporate_number"])
    other = Walker(StrictClient.of(UserFactory()))

    answers = []
    for each, number in ((walker, BODY["corporate_number"]), (other, "7999999000002")):
        proposal = each.begin()
        saved = each.post(proposal, "organization", {**BODY, "corporate_number": number})
        again = each.client.get(reverse("proposals:step", args=[proposal.uuid, "organization"]))
        listed = each.client.get(reverse("accounts:organizations"), follow=True)
        hidden = (str(proposal.uuid), number, str(Organization.objects.latest("pk").uuid), each.client.user.email)
        words = [page.content.decode() for page in (again, listed)]
        for secret in hidden:
            words = [text.replace(secret, "…") for text in words]
        answers.append((saved.status_code, [_without_tokens(text) for text in words]))

    assert answers[0] == answers[1]


def _without_tokens(page):
    import re

    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return re.sub(r"見本人\d+|hito\d+@|/hito/\d+/", "…", page)
