import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from nara_renkei.core.models import PaperState
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.papers.receipt import build_draft, build_receipt
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.usecases.make_paper import make_paper
from proposals.models import DisclosureMark, Proposal
from proposals.rules.papers import draft_about, receipt_about
from proposals.usecases.freeze_version import freeze_version
from proposals.usecases.order_papers import order_draft_paper, order_receipt
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import AttachmentFactory, ChallengeFactory, PrivateFileFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY
from tests.nara_renkei.reports.pdfs import bare, text_of
from tests.proposals.drafts import ready, submit, submitted

pytestmark = pytest.mark.django_db

# characters outside the first plane, with a variation selector, half-width, and what a template might touch
HARD = "𠮷野家と葛󠄀城市のｶﾅ、髙﨑、①〜③、<b>&amp;</b> “引用” 10％"
LONG = "".join(f"{n}番目の文は、提出したときのままです。" for n in range(1, 60))[:800]
BODY = f"{HARD}\n\n・一つ目\n・二つ目\n{LONG}"[:800]
FILES = [f"とても長い名前の添付ファイル（その{n}）𠮷野町の地図と写真の一覧.pdf" for n in range(1, 6)]


def full(**fields):
    """Return a draft with everything in it: 800 characters, five files, every pledge."""
    draft = ready(body=BODY, title="𠮷野の葛󠄀を運ぶ", city_benefit="市の利点です。", **fields)
    for position, name in enumerate(FILES):
        file = PrivateFileFactory(original_name=name, sha256=f"{position}" * 64)
        AttachmentFactory(proposal=draft, file=file, position=position)
    DisclosureMark.objects.create(proposal=draft, field="body", part="二つ目", reason="取引先の名前のため")
    return draft


def about(proposal, version=1):
    return receipt_about(proposal.number, version, proposal.organization_id)


def test_the_receipt_says_every_word_as_it_was_submitted():
    proposal = submit(full())
    submission = proposal.submissions.get()

    pdf = build_receipt(about(proposal), at=NOON)

    text = text_of(pdf)
    wanted = [HARD, proposal.title, *FILES, proposal.number, submission.sha256, "0" * 64]
    wanted += [
        "受付は内容を認めたという意味ではありません。",
        "令和8年（2026年）10月5日（月）12:00",
        f"1/{pdf.pages}ページ",
    ]
    wanted += [answer.item.text for answer in proposal.pledge_answers.select_related("item")]
    assert [one for one in wanted if bare(one) not in text] == []
    assert proposal.pledge_answers.count() == 23


def test_the_long_words_are_whole_though_a_page_ends_in_them():
    proposal = submit(full())
    pdf = build_receipt(about(proposal), at=NOON)

    # head and foot of a page stand between the words
    frame = re.compile(r"奈良市公民連携デスク（総合政策課）\d+/\d+ページ|提案受付票R8-J-\d{4}提案の内容")
    assert bare(BODY) in frame.sub("", text_of(pdf))


def test_the_paper_is_tagged_and_has_bookmarks():
    reader = PdfReader(BytesIO(build_receipt(about(submitted()), at=NOON).content))
    root = reader.trailer["/Root"]

    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], reader.metadata.title) == (True, "ja", "提案受付票 R8-J-0001")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert [str(one["/Title"]) for one in reader.outline[1] if not isinstance(one, list)] == [
        "提案の内容",
        "団体",
        "添付",
        "確認事項と答え",
    ]


def test_each_version_has_a_receipt_of_its_own():
    proposal = submitted()
    Proposal.objects.filter(pk=proposal.pk).update(title="直した名前")
    freeze_version(proposal=Proposal.objects.get(pk=proposal.pk), version=2, by=THE_COMPANY, at=NOON)

    first, second = (text_of(build_receipt(about(proposal, version), at=NOON)) for version in (1, 2))

    assert ("直した名前" in first, "直した名前" in second) == (False, True)
    assert "第2版（全2版）" in second


def test_the_receipt_of_a_body_holds_its_own_answers_alone():
    proposal = submitted()

    text = text_of(build_receipt(receipt_about(proposal.number, 1, OrganizationFactory().pk), at=NOON))

    assert "示した文" not in text
    assert proposal.title in text


def test_a_challenge_is_named():
    challenge = ChallengeFactory(title="待合の混雑")
    proposal = submitted(kind="CHALLENGE", challenge=challenge, challenge_answer="答えです。")

    assert "課題提示型待合の混雑" in text_of(build_receipt(about(proposal), at=NOON))


def test_a_draft_says_so_across_its_head_and_has_no_number():
    draft = full()

    text = text_of(build_draft(draft_about(draft.uuid, draft.version), at=NOON))

    wanted = ["下書きまだ提出していません", HARD, *FILES, "開示に配慮してほしい部分：二つ目", draft.organization.name]
    assert [one for one in wanted if bare(one) not in text] == []
    assert "受付は" not in text


def test_an_empty_draft_says_what_is_missing():
    draft = ProposalFactory(organization=None, title="", body="")

    text = text_of(build_draft(draft_about(draft.uuid, draft.version), at=NOON))

    assert "まだ書かれていません。" in text
    assert "（まだ答えていません）" in text
    assert "添付はありません。" in text


@pytest.mark.parametrize(
    ("build", "of"),
    [
        (build_receipt, "R8-J-0001/1/1"),
        (build_receipt, "?"),
        (build_draft, "x/1"),
        (build_draft, "00000000-0000-4000-8000-000000000000/1"),
    ],
)
def test_what_is_gone_cannot_be_made(build, of):
    with pytest.raises(CannotRender, match="もとの提案が見つかりません。"):
        build(of, at=NOON)


def test_the_worker_makes_both_and_writes_to_nobody():
    proposal = submitted()
    jobs = [
        order_receipt(
            submission=proposal.submissions.get(), organization=proposal.organization_id, by=THE_COMPANY, at=NOON
        ),
        order_draft_paper(draft=ready(), by=THE_COMPANY, at=NOON),
    ]
    letters = OutgoingMail.objects.count()

    made = [make_paper(at=NOON) for _ in jobs]

    assert [(job, job.state) for job in made] == [(job, PaperState.DONE) for job in jobs]
    assert OutgoingMail.objects.count() == letters
