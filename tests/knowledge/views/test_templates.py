"""/ka/yoshiki/: which 様式 there are, empty and filled, and who fills with what."""

from urllib.parse import quote

import pytest

from knowledge.models import TemplateDownload
from knowledge.usecases.add_template_version import add_template_version
from nara_renkei.core.models import AuditEvent, FileState
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import MethodFactory, TemplateFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, StrictClient
from tests.knowledge.word_files import said, word
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def routing():
    return RoutingFactory()


@pytest.fixture
def officer(routing):
    return StrictClient.of(StaffFactory(officer=True, division=routing.division))


@pytest.fixture
def template():
    template = TemplateFactory(code="kyotei", name="協定書（案）")
    for n, lines in enumerate((["初めの文"], ["甲と{{ 団体名 }}", "{{ 提案名 }}"]), 1):
        add_template_version(
            template=template, name="a.docx", content=word(*lines), why=f"理由その{n}", by=THE_DESK, at=NOON
        )
    return template


def test_they_stand_by_method(officer, template):
    method = MethodFactory(name="事業連携協定")
    template.methods.add(method)

    assert "協定書（案）" in page(officer, f"/ka/yoshiki/?shuho={method.code}")
    assert "まだありません" in page(officer, "/ka/yoshiki/?shuho=nai")
    template.is_active = False
    template.save()
    assert "様式は、まだありません" in page(officer, "/ka/yoshiki/")
    assert officer.get("/ka/yoshiki/kyotei/").status_code == 404
    assert officer.get("/ka/yoshiki/kyotei/han/1/").status_code == 404


def test_the_page_says_what_is_filled_and_what_changed(officer, template):
    said_there = page(officer, "/ka/yoshiki/kyotei/?teian=R8-J-0001")

    assert all(one in said_there for one in ("理由その1", "理由その2", "提案した団体の名称", "第2版を受け取る"))
    assert 'value="R8-J-0001"' in officer.get("/ka/yoshiki/kyotei/?teian=R8-J-0001").content.decode()


def test_the_newest_is_filled_with_a_proposal(officer, routing, template):
    proposal = routing.screening.proposal

    answer = officer.post("/ka/yoshiki/kyotei/", {"number": f" {proposal.number.lower().replace('-', '－')} "})

    assert said(answer.content) == f"甲と{proposal.organization.name}\n{proposal.title}"
    assert quote(f"協定書（案）_{proposal.number}.docx", safe="") in answer["Content-Disposition"]
    assert "2026" not in answer["Content-Disposition"]
    assert TemplateDownload.objects.get().is_filled
    assert "差し込んで" in page(officer, "/ka/yoshiki/kyotei/")


@pytest.mark.parametrize("number", ["", "R8-J-9999", "x\x00"])
def test_a_number_that_is_none_is_answered_with_what_to_do(officer, template, number):
    answer = officer.post("/ka/yoshiki/kyotei/", {"number": number})

    assert answer.status_code == 200
    assert any(one in shown(answer.content.decode()) for one in ("入力してください", "見えません", "制御文字"))
    assert not TemplateDownload.objects.exists()


def test_what_is_not_theirs_fills_nothing(officer, template):
    hidden = ProposalFactory(in_review=True)

    answer = shown(officer.post("/ka/yoshiki/kyotei/", {"number": hidden.number}).content.decode())

    assert "見えません" in answer
    assert hidden.title not in answer


def test_who_reads_no_proposal_takes_it_empty(template):
    executive = StrictClient.of(StaffFactory(executive=True))

    assert "差し込んで受け取る" not in page(executive, "/ka/yoshiki/kyotei/")
    assert said(b"".join(executive.get("/ka/yoshiki/kyotei/han/1/").streaming_content)) == "初めの文"


def test_every_download_is_counted_and_leaves_a_line(officer, template):
    assert officer.get("/ka/yoshiki/kyotei/han/1/").status_code == 200
    assert officer.get("/ka/yoshiki/kyotei/han/9/").status_code == 404

    assert TemplateDownload.objects.get().times == 1
    assert AuditEvent.objects.get(verb="template.download").keys["version"] == 1


def test_a_file_that_is_not_known_to_be_safe_is_not_taken(officer, routing, template):
    newest = template.versions.latest("number")
    newest.file.state = FileState.PENDING
    newest.file.save()

    assert newest.file.state_words in page(officer, "/ka/yoshiki/kyotei/")
    assert officer.get("/ka/yoshiki/kyotei/han/2/").status_code == 404
    answer = officer.post("/ka/yoshiki/kyotei/", {"number": routing.screening.proposal.number})
    assert "安全の確認が済むまで" in shown(answer.content.decode())
    assert not TemplateDownload.objects.exists()


def test_one_without_a_file_says_so(officer):
    TemplateFactory(code="kara")

    assert "まだファイルがありません" in page(officer, "/ka/yoshiki/kara/")
    assert officer.post("/ka/yoshiki/kara/", {"number": "R8-J-0001"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(officer, rows, django_assert_num_queries):
    template = TemplateFactory(code="kyotei")
    for _ in range(rows):
        MethodFactory().templates.add(TemplateFactory())
        add_template_version(
            template=template, name="a.docx", content=word("文"), why="試すため。", by=THE_DESK, at=NOON
        )
    for path, queries in (("/ka/yoshiki/", 8), ("/ka/yoshiki/kyotei/", 8)):
        officer.get(path)
        with django_assert_num_queries(queries):
            officer.get(path)
