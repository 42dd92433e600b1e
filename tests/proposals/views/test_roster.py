"""役員名簿 on the company's page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from proposals.models import RosterEntry, RosterRequest
from tests.bad_input import PDF
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.proposals import RosterRequestFactory
from tests.harness import NOON, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ROW = {
    "officer-1-name": "役員 一郎",
    "officer-1-kana": "ヤクイン イチロウ",
    "officer-1-born_on": "1970-04-01",
    "officer-1-gender": "MALE",
    "officer-1-address": "奈良市二条大路南一丁目1番1号",
}


@pytest.fixture
def asked():
    return RosterRequestFactory()


@pytest.fixture
def company(asked):
    return StrictClient.of(MemberFactory(organization=asked.proposal.organization).user)


def url_of(asked):
    return f"/teian/{asked.proposal.number}/meibo/"


def test_the_page_of_the_proposal_asks_then_says_how_far_it_is(asked, company):
    page = f"/teian/{asked.proposal.number}/"

    before = company.get(page).text
    company.post(url_of(asked), ROW)
    after = company.get(page).text

    assert "役員名簿を出す</a>" in before
    assert "役員名簿による照会：<strong>確認中</strong>" in after
    assert "役員 一郎" not in after


def test_what_was_given_is_not_shown_again(asked, company):
    company.post(url_of(asked), ROW)

    shown = company.get(url_of(asked)).text

    assert "に受け取っています。もう一度出すと、前のものと入れ替わります。" in shown
    assert "役員 一郎" not in shown


def test_a_file_alone_is_enough(asked, company):
    company.post(url_of(asked), {"upload": SimpleUploadedFile("名簿.pdf", PDF, content_type="application/pdf")})

    assert RosterRequest.objects.get().file.original_name == "名簿.pdf"


def test_a_second_file_takes_the_place_of_the_first(asked, company):
    for name in ("前.pdf", "後.pdf"):
        company.post(url_of(asked), {"upload": SimpleUploadedFile(name, PDF, content_type="application/pdf")})

    assert RosterRequest.objects.get().file.original_name == "後.pdf"


def test_half_a_row_says_what_is_missing_and_keeps_what_was_typed(asked, company):
    shown = company.post(url_of(asked), {**ROW, "officer-1-kana": "", "officer-1-born_on": "昭和45年"}).text

    assert "カナ：入力してください。" in shown
    assert "生年月日を入力してください。例：1970-04-01" in shown
    assert "奈良市二条大路南一丁目1番1号" in shown
    assert not RosterEntry.objects.exists()


def test_nothing_given_is_said(asked, company):
    assert "役員を一人以上書くか、名簿のファイルを選んでください。" in company.post(url_of(asked), {}).text


def test_after_the_inquiry_began_there_is_nothing_to_give(company, asked):
    RosterRequest.objects.update(received_at=NOON, sent_at=NOON, done_at=NOON)

    shown = company.get(url_of(asked)).text

    assert "受付は終わりました。いまの状況：済" in shown
    assert '<form method="post"\n          class="form"' not in shown


def test_another_company_and_who_was_not_asked_see_no_such_page(asked, company):
    assert StrictClient.of(CompanyUserFactory(member=True)).get(url_of(asked)).status_code == 404
    RosterRequest.objects.all().delete()

    assert company.get(url_of(asked)).status_code == 404
