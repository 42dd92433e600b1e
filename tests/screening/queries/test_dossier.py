import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from nara_renkei.core import audit
from nara_renkei.core.actors import THE_SYSTEM
from proposals.models import DisclosureMark, PledgeAnswer, PledgeItem, Proposal, Submission
from screening.queries.dossier import LEFT_OUT, OF_PROPOSAL, dossier_of
from screening.queries.dossier_kinds import KINDS
from screening.rules.history import WORDS
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import NoteFactory, ScreeningFactory
from tests.harness import NOON, THE_COMPANY, TODAY
from tests.screening.record import whole_record

pytestmark = pytest.mark.django_db

# columns of words that are no words about the proposal
NO_WORDS = {
    "Submission.sha256": "a digest",
    "PledgeAnswer.text_sha256": "a digest",
    "PledgeAnswer.address": "the address of a computer",
    "CoProposer.accepted_from": "the address of a computer",
    "CoProposer.accepted_sha256": "a digest",
    "TenderDisclosure.sha256": "a digest",
    "Contact.search": "the words of the other columns, for the search",
    "StatusChange.move": "a code; the document says from where to where",
    "StatusChange.party": "a code; the document says who",
    "DisclosureMark.field": "a code; the mark stands beside the field",
    "CorrectionItem.field": "a code; the label of the field is shown",
    "Criterion.code": "a code",
}


def everything_said(dossier):
    """Every word of the record."""
    words = [dossier.proposal.title]
    for one in dossier.documents:
        words += [one.kind, one.title, one.by]
        words += [text for piece in one.pieces for text in (piece.label, piece.text, piece.mark)]
    return "\n".join(words)


def test_every_table_with_a_path_to_a_proposal_is_in_it_or_left_out_for_a_reason():
    shown = {rows.model for rows in OF_PROPOSAL.lists(1, 1, NOON, "", "").values()}
    forgotten = {model._meta.label for model in on_the_way_to(Proposal) if model not in shown} - set(LEFT_OUT)
    assert forgotten == set()
    assert not {model._meta.label for model in shown} & set(LEFT_OUT)
    assert all(apps.get_model(label) and reason for label, reason in LEFT_OUT.items())


def on_the_way_to(goal):
    """The models of the two apps whose foreign keys lead to this one."""
    reached, grew = {goal}, True
    models = [model for app in ("proposals", "screening") for model in apps.get_app_config(app).get_models()]
    models = [model for model in models if not model._meta.proxy]
    while grew:
        found = {
            model
            for model in models
            if any(column.related_model in reached for column in model._meta.concrete_fields if column.is_relation)
        }
        grew = not found <= reached
        reached |= found
    return reached


def test_every_column_of_words_is_shown():
    record = whole_record()
    said = everything_said(dossier_of(record.proposal))
    missing = {column for column, words in record.words if words and words not in said}
    assert missing <= set(NO_WORDS), missing - set(NO_WORDS)


def test_every_kind_of_document_appears():
    dossier = dossier_of(whole_record().proposal)
    kinds = {one.key.partition(":")[0] for one in dossier.documents}
    assert kinds == {kind.key for kind in KINDS} | {"pledges"}
    keys = [one.key for one in dossier.documents]
    assert len(keys) == len(set(keys))
    for one in dossier.documents:
        assert len({piece.key for piece in one.pieces}) == len(one.pieces), one.key
        assert all(piece.text and piece.label for piece in one.pieces), one.key


def test_documents_and_events_come_in_the_order_of_time():
    proposal = whole_record(3).proposal
    dossier = dossier_of(proposal)
    assert [one.at for one in dossier.documents] == sorted(one.at for one in dossier.documents)
    assert [one.at for one in dossier.events] == sorted(one.at for one in dossier.events)


def test_the_number_of_queries_is_fixed(django_assert_num_queries):
    one, many = whole_record(1).proposal, whole_record(20).proposal
    dossier_of(one)
    for proposal in (one, many):
        with django_assert_num_queries(2):
            dossier_of(proposal)


def test_the_moment_of_a_row_without_one_is_when_the_audit_noted_it():
    dossier = dossier_of(whole_record().proposal)
    meeting = next(one for one in dossier.documents if one.key.startswith("meeting:"))
    assert (meeting.at, meeting.has_time) == (NOON, True)


def test_of_a_row_with_a_day_only_the_day_is_known():
    dossier = dossier_of(whole_record().proposal)
    pause = next(one for one in dossier.documents if one.key.startswith("pause:"))
    assert not pause.has_time
    assert pause.at.date() == TODAY


def test_a_mark_stands_beside_its_piece_in_every_version():
    proposal = ProposalFactory(submitted=True)
    DisclosureMark.objects.create(proposal=proposal, field="body", part="仕入れの値段", reason="取引先との約束")
    version = dossier_of(proposal).documents[0]
    marks = {piece.key: piece.mark for piece in version.pieces if piece.mark}
    assert marks == {"body": "仕入れの値段（理由：取引先との約束）"}


def test_the_mark_of_a_version_wins_over_todays():
    proposal = ProposalFactory(submitted=True)
    content = proposal.submissions.get().content
    marks = [{"field": "body", "part": "", "reason": "この版の理由"}]
    Submission.objects.create(
        proposal=proposal, version=2, content={**content, "marks": marks}, sha256="0" * 64, submitted_at=NOON
    )
    DisclosureMark.objects.create(proposal=proposal, field="body", reason="いまの理由")
    versions = [one for one in dossier_of(proposal).documents if one.key.startswith("submission:")]
    assert [piece.mark for one in versions for piece in one.pieces if piece.key == "body"] == [
        "この欄の全部（理由：いまの理由）",
        "この欄の全部（理由：この版の理由）",
    ]


def test_the_pledges_say_the_wording_and_the_answer():
    proposal = ProposalFactory(submitted=True)
    answer(proposal, "D3", "はい", detail="分割で納めています。")
    (pledges,) = (one for one in dossier_of(proposal).documents if one.key.startswith("pledges:"))
    (piece,) = pledges.pieces
    assert piece.label == "申告 D3 第1版"
    assert piece.text.endswith("答え：はい\n状況：分割で納めています。")
    assert "国税" in piece.text


def test_what_a_body_was_not_asked_again_is_among_its_pledges():
    earlier = ProposalFactory(submitted=True)
    answer(earlier, "P1", "誓います", at=NOON - timedelta(days=30))
    proposal = ProposalFactory(submitted=True, organization=earlier.organization)
    answer(proposal, "P3", "誓います")
    (pledges,) = (one for one in dossier_of(proposal).documents if one.key.startswith("pledges:"))
    assert {piece.key for piece in pledges.pieces} == {"P1", "P3"}
    assert pledges.at == NOON


def test_what_a_body_answered_elsewhere_before_it_was_merged_is_no_evidence_here():
    earlier, proposal = ProposalFactory(submitted=True), ProposalFactory(submitted=True)
    answer(earlier, "P1", "誓います")
    type(earlier.organization).objects.filter(pk=earlier.organization_id).update(merged_into=proposal.organization_id)
    assert not [one for one in dossier_of(proposal).documents if one.key.startswith("pledges:")]


def test_the_earlier_answers_of_another_body_are_not():
    answer(ProposalFactory(submitted=True), "P1", "誓います")
    assert not [one for one in dossier_of(ProposalFactory(submitted=True)).documents if one.key.startswith("pledges:")]


def answer(proposal, code, words, at=NOON, **fields):
    return PledgeAnswer.objects.create(
        proposal=proposal,
        organization=proposal.organization,
        item=PledgeItem.objects.get(code=code),
        answer=words,
        text_sha256="0" * 64,
        answered_by=THE_COMPANY.label,
        answered_at=at,
        **fields,
    )


def test_of_the_officers_nothing_is_in_it():
    record = whole_record()
    record.proposal.roster_request.entries.create(
        name="役員一郎", kana="ヤクイン", born_on=TODAY, gender="MALE", address="奈良市見本町"
    )
    said = everything_said(dossier_of(record.proposal))
    assert "役員一郎" not in said
    assert "確認中" in said


def test_nothing_of_another_proposal_is_in_it():
    theirs, mine = whole_record(), ProposalFactory(submitted=True)
    said = everything_said(dossier_of(mine))
    assert not [words for _, words in theirs.words if words and "𠮷髙" in words and words in said]


def test_events_say_who_and_what():
    proposal, clerk = ProposalFactory(submitted=True), StaffFactory(desk=True)
    for n, (verb, key) in enumerate(
        [("note.write", f"user:{clerk.pk}"), ("mystery.verb", "desk"), ("proposal.submit", "")]
    ):
        audit.record(verb, about=proposal.key, by=audit_actor(key), at=NOON + timedelta(minutes=n))
    audit.record(
        "draft.start", about=f"proposal:{proposal.uuid}", by=audit_actor("link:9"), at=NOON - timedelta(days=1)
    )
    assert [(one.who, one.what) for one in dossier_of(proposal).events] == [
        ("link:9", "下書きを始めた"),
        (str(clerk), "庁内のメモを書いた"),
        ("デスク", "そのほかの記録（mystery.verb）"),
        ("システム", "提出"),
    ]


def audit_actor(key):
    return THE_SYSTEM.__class__("system", "だれか", key)


def test_every_verb_about_a_proposal_has_its_words():
    assert verbs_about_proposals() - set(WORDS) == set()


def verbs_about_proposals():
    """Read from the source: record("verb", about=….key, …) where it is a proposal's."""
    verbs = set()
    for app in ("proposals", "screening"):
        for path in (Path(settings.BASE_DIR) / app / "usecases").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("record", "event")) and node.args:
                    about = next((ast.unparse(one.value) for one in node.keywords if one.arg == "about"), "")
                    if about.endswith(("proposal.key", "draft.key", "locked.key")) or about == "about":
                        verbs |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    # of a 開示請求 and of a 団体, whose keys go by the same names here; and of move_proposal: the moves
    return {verb for verb in verbs if not verb.startswith(("disclosure.", "organization."))} - {"proposal."}


def test_a_wiped_proposal_gives_a_record_without_its_words():
    screening = ScreeningFactory()
    proposal = screening.proposal
    NoteFactory(screening=screening, body="")
    assert not dossier_of(proposal).is_wiped
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE proposals_submission DISABLE TRIGGER USER")
        cursor.execute("UPDATE proposals_submission SET content = '{}', submitted_by = ''")
        cursor.execute("ALTER TABLE proposals_submission ENABLE TRIGGER USER")
    Proposal.objects.update(title="", summary="", beneficiary="", body="", contact_name="", contact_phone="")
    proposal.refresh_from_db()
    dossier = dossier_of(proposal)
    assert dossier.is_wiped
    assert {one.kind for one in dossier.documents} >= {"提出された提案 第1版", "庁内メモ"}


def test_a_record_whose_versions_are_gone_is_wiped():
    proposal = ProposalFactory(submitted=True)
    dossier = dossier_of(proposal)
    assert not dossier.is_wiped
    assert dossier.__class__(proposal, [], []).is_wiped
