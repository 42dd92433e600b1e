"""団体についての確認 on the desk's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.models import AuditEvent
from screening.models import CheckItem, SoundnessCheck
from screening.usecases.open_screening import open_screening
from tests.bad_input import PDF
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import SoundnessCheckFactory
from tests.harness import NOON, THE_DESK
from tests.screening.city import fresh, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


@pytest.fixture
def screening():
    return open_screening(proposal=ProposalFactory(submitted=True), by=THE_DESK, at=NOON)


def page_of(screening, verb=""):
    return f"{QUEUE}{screening.proposal.number}/{verb and f'{verb}/'}"


def test_the_desk_checks_every_item_of_a_stage_at_once(desk_client, screening):
    codes = CheckItem.objects.filter(stage="BEFORE_ROUTING").values_list("code", flat=True)

    shown = desk_client.post(page_of(screening, "kakunin"), {f"{code}-result": "OK" for code in codes}, follow=True)

    assert "送付前の確認を残しました。" in shown.text
    assert "送付前（済み）" in shown.text
    assert "対話前（あと2つ）" in shown.text


def test_an_excuse_without_a_reason_comes_back_with_what_was_typed(desk_client, screening):
    typed = {"scope-result": "EXCUSED", "declarations-result": "OK", "declarations-note": "はいは一つもない。"}

    shown = desk_client.post(page_of(screening, "kakunin"), typed)

    assert "「窓口の対象か」を「確認を省く」にする理由を書いてください。" in shown.text
    assert "はいは一つもない。" in shown.text
    assert not SoundnessCheck.objects.exists()


def test_the_page_of_a_stage_says_how_to_check_and_what_is_known(desk_client, screening):
    SoundnessCheckFactory(screening=screening, result="CAUTION", note="営業の色が少しある。")

    shown = desk_client.get(page_of(screening, "kakunin"))

    assert "国税庁の法人番号公表サイトで" in shown.text
    assert "窓口の対象か（いま：注意して進める）" in shown.text
    assert "営業の色が少しある。" in shown.text


def test_a_paper_of_a_check_is_opened_by_the_desk_and_written_down(desk_client, screening):
    paper = SimpleUploadedFile("登記.pdf", PDF, content_type="application/pdf")
    desk_client.post(page_of(screening, "kakunin"), {"corporate-number-result": "OK", "corporate-number-file": paper})
    kept = SoundnessCheck.objects.get().file

    shown = desk_client.get(page_of(screening))
    taken = desk_client.get(f"{page_of(screening)}shiryo/{kept.uuid}/")

    assert f"shiryo/{kept.uuid}/" in shown.text
    assert taken.getvalue() == PDF
    assert AuditEvent.objects.filter(verb="file.download", about=screening.proposal.key).count() == 1


def test_a_paper_of_another_proposal_is_absent(desk_client, screening):
    paper = SimpleUploadedFile("登記.pdf", PDF, content_type="application/pdf")
    desk_client.post(page_of(screening, "kakunin"), {"scope-result": "OK", "scope-file": paper})
    kept = SoundnessCheck.objects.get().file

    assert desk_client.get(f"{page_of(opened())}shiryo/{kept.uuid}/").status_code == 404


def test_the_day_of_a_dialogue_waits_for_its_checks(desk_client):
    screening, _, _ = routed()
    SoundnessCheckFactory(
        screening=screening, item=CheckItem.objects.get(code="permits"), result="UNCHECKED", note="確かめ直す。"
    )

    fixing = {"fix-fixed_at": "2099-10-12T10:00", "fix-place": "市役所", "fix-minutes": "60"}
    shown = desk_client.post(f"/ka/{screening.proposal.number}/taiwa/kimeru/", fixing)

    assert "対話前の確認で、「許認可」がまだです。" in shown.text
    assert fresh(screening.proposal).status == "IN_REVIEW"
