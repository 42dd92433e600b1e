from uuid import uuid4

import pytest

from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.usecases.offer_menu import MERGED, NOT_PDF, NOT_WHOLE, CannotOffer, offer_menu
from nara_renkei.core.models import AuditEvent, PrivateFile
from nara_renkei.core.private_files import UploadRefused, store_bytes
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.directory import OrganizationFactory
from tests.harness import NOON, THE_COMPANY

pytestmark = pytest.mark.django_db


def offer(facts, **changes):
    given = {"key": uuid4(), "organization": OrganizationFactory(), "facts": facts, "by": THE_COMPANY, "at": NOON}
    return offer_menu(**{**given, **changes})


def test_what_is_offered_waits_for_the_desk(facts):
    organization = OrganizationFactory(name="髙木商店【例示】")

    menu = offer(facts(), organization=organization, source="event:2026")

    menu.refresh_from_db()
    assert (menu.state, menu.review_by, menu.slide, menu.version) == (MenuState.OFFERED, None, None, 1)
    assert (menu.offered_at, menu.offered_by, menu.updated_by) == (NOON, "会社次郎", "会社次郎")
    assert "高木商店" in menu.search
    event = AuditEvent.objects.get(verb="menu.offer")
    assert (event.about, event.keys) == (menu.key, {"organization": str(organization.uuid), "source": "event:2026"})


def test_one_key_makes_one_menu(facts):
    key = uuid4()

    made = [offer(facts(), key=key) for _ in range(2)]

    assert made[0] == made[1]
    assert Menu.objects.count() == 1


def test_the_slide_of_a_registration_is_copied(facts):
    file = store_bytes(leaflet(), name="紹介.pdf", content_type="application/pdf", at=NOON)

    menu = offer(facts(), copy_of=file)

    assert menu.slide != file
    assert (menu.slide.sha256, PrivateFile.objects.count()) == (file.sha256, 2)


def test_an_uploaded_slide_is_kept(facts, pdf):
    menu = offer(facts(), upload=pdf())

    assert (menu.slide.original_name, menu.slide.content_type) == ("紹介.pdf", "application/pdf")


def test_what_says_nothing_is_refused(facts):
    with pytest.raises(CannotOffer, match=NOT_WHOLE):
        offer(facts(offer=""))


def test_a_body_that_is_another_now_is_refused(facts):
    merged = OrganizationFactory(merged_into=OrganizationFactory())

    with pytest.raises(CannotOffer, match=MERGED):
        offer(facts(), organization=merged)


def test_a_slide_that_is_no_pdf_is_refused(facts, pdf):
    with pytest.raises(UploadRefused, match=NOT_PDF):
        offer(facts(), upload=pdf("紹介.pptx"))


def test_a_slide_that_only_calls_itself_a_pdf_is_refused(facts, pdf):
    with pytest.raises(UploadRefused, match="中身が"):
        offer(facts(), upload=pdf(content=b"PK\x03\x04 not a pdf"))
    assert Menu.objects.count() == 0
