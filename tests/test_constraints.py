"""Every rule the database keeps, broken once. The nonsense it refuses is in the nonsense.py of each app's tests."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from nara_renkei.core.audit import record
from nara_renkei.core.models import AuditEvent, AuditSeal, SealedEvent
from nara_renkei.surveys.models import Survey
from screening.models import DisclosureRequest
from tests.dialogue import nonsense as dialogue
from tests.factories.accounts import EmergencyAccessFactory
from tests.factories.knowledge import ChapterVersionFactory, PublicFaceFactory
from tests.factories.proposals import LetterFactory, ProcedureNoticeFactory, TenderFactory
from tests.factories.reports import SelfCheckFactory
from tests.factories.screening import (
    AssessorFactory,
    ConflictDeclarationFactory,
    DisclosureRequestFactory,
    FindingFactory,
    RedactionFactory,
    ScoreFactory,
    TenderDisclosureFactory,
)
from tests.factories.surveys import AddresseeFactory, AnswerFactory
from tests.harness import NOON, THE_DESK
from tests.house import our_models
from tests.knowledge import nonsense as knowledge
from tests.nara_renkei import nonsense as nara_renkei
from tests.proposals import nonsense as proposals
from tests.proposals.drafts import submitted
from tests.screening import nonsense as screening
from tests.screening.disposals import finished_list
from tests.training import nonsense as training

pytestmark = pytest.mark.django_db
APPS = (nara_renkei, proposals, screening, knowledge, dialogue, training)
REFUSED = {name: nonsense for app in APPS for name, nonsense in app.REFUSED.items()}
ALSO_REFUSED = [*nara_renkei.ALSO_REFUSED, *proposals.ALSO_REFUSED]


def closed_answer():
    answer = AnswerFactory()
    Survey.objects.filter(pk=answer.sheet.survey_id).update(opened_at=NOON, closed_at=NOON)
    return answer


def sealed():
    event = record("test", about="test:1", by=THE_DESK, at=NOON)
    seal = AuditSeal.objects.create(at=NOON, events=1, digest="0" * 64)
    return SealedEvent.objects.create(event=event, seal=seal)


def decided_redaction():
    redaction = RedactionFactory()
    decided = DisclosureRequestFactory.build(decided=True)
    names = ("state", "decision", "decided_on", "approval_number", "reasons", "decided_by")
    DisclosureRequest.objects.update(**{name: getattr(decided, name) for name in names})
    return redaction


def wiped_line():
    return finished_list().lines.get()


# table and trigger, the row it guards, a change it must refuse
GUARDED = {
    ("accounts_emergencyaccess", "emergency_history"): (
        lambda: EmergencyAccessFactory(used=True),
        {"reason": "別のわけ"},
    ),
    ("core_auditevent", "append_only"): (lambda: sealed().event, {"verb": "別のこと"}),
    ("core_auditseal", "append_only"): (lambda: sealed().seal, {"digest": "1" * 64}),
    ("core_sealedevent", "append_only"): (sealed, {"seal": None}),
    ("surveys_addressee", "append_only"): (AddresseeFactory, {"name": "別の人"}),
    ("surveys_question", "answered_questions"): (lambda: AnswerFactory().question, {"text": "別の質問"}),
    ("surveys_answersheet", "closed_survey"): (lambda: closed_answer().sheet, {"side": "DIVISION"}),
    ("surveys_answer", "closed_survey"): (closed_answer, {"score": 1}),
    ("proposals_submission", "append_only"): (lambda: submitted().submissions.get(), {"sha256": ""}),
    ("proposals_letter", "append_only"): (LetterFactory, {"body": "別の文"}),
    ("proposals_statuschange", "append_only"): (lambda: submitted().status_changes.get(), {"reason": "別の理由"}),
    ("proposals_pledgeitem", "answered_wording"): (
        lambda: submitted().pledge_answers.first().item,
        {"text": "別の文"},
    ),
    ("proposals_pledgeanswer", "evidence"): (lambda: submitted().pledge_answers.first(), {"answer": "いいえ "}),
    ("proposals_pledgeanswer", "evidence_stays"): (lambda: submitted().pledge_answers.first(), None),
    ("proposals_procedurenotice", "append_only"): (ProcedureNoticeFactory, {"reason": "別の理由"}),
    ("proposals_tender", "append_only"): (TenderFactory, {"ask_at": "別の窓口"}),
    ("reports_selfcheckstatement", "answered_statement"): (
        lambda: SelfCheckFactory().answers.first().statement,
        {"text": "別の文"},
    ),
    ("screening_disclosuredocument", "frozen_document"): (lambda: decided_redaction().document, {"sha256": "1" * 64}),
    ("screening_disclosuredocument", "undecided_only"): (lambda: decided_redaction().document, {"outcome": "OPEN"}),
    ("screening_redaction", "undecided_only"): (decided_redaction, {"note": "別の理由"}),
    ("screening_disposalline", "disposal_line"): (wiped_line, {"note": "別のわけ"}),
    ("screening_disposallist", "disposal_list"): (finished_list, {"document_number": "奈総第99号"}),
    ("knowledge_publicface", "frozen_face"): (PublicFaceFactory, {"words": {"title": "別の題"}}),
    ("knowledge_chapterversion", "effective_chapter"): (ChapterVersionFactory, {"text": "別の文"}),
    ("screening_tenderdisclosure", "append_only"): (TenderDisclosureFactory, {"sha256": "1" * 64}),
    ("screening_score", "append_only"): (ScoreFactory, {"value": 2}),
    ("screening_finding", "append_only"): (FindingFactory, {"conclusion": "別の結論"}),
    ("screening_conflictdeclaration", "append_only"): (ConflictDeclarationFactory, {"declared_by": "別の人"}),
    ("screening_criteriaset", "used_criteria"): (lambda: AssessorFactory().criteria_set, {"note": "書き換え"}),
    ("screening_criterion", "used_criteria"): (lambda: AssessorFactory().criteria_set.criteria.first(), {"weight": 9}),
}


def test_no_constraint_of_our_models_lacks_a_case():
    declared = {constraint.name for model in our_models() for constraint in model._meta.constraints}

    assert declared == set(REFUSED)


def test_no_constraint_lives_only_in_the_database():
    tables = [model._meta.db_table for model in our_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text = ANY(%s)", [tables]
        )
        checks = {row[0] for row in cursor.fetchall()}

    ours = {name for name in checks if not name.endswith("_check")}
    assert ours - set(REFUSED) == set()


def test_no_trigger_lacks_a_case():
    with connection.cursor() as cursor:
        # what the second wall remembers is proved in tests/test_wall.py
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname <> 'wall_forget'"
        )
        triggers = set(cursor.fetchall())

    assert triggers == set(GUARDED)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses_nonsense(name):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name]()


@pytest.mark.parametrize(("name", "nonsense"), ALSO_REFUSED)
def test_the_database_refuses_the_other_half_too(name, nonsense):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        nonsense()


@pytest.mark.parametrize("place", sorted(place for place, (_, change) in GUARDED.items() if change))
def test_what_binds_is_not_changed(place):
    make, change = GUARDED[place]
    row = make()

    with pytest.raises(IntegrityError, match=r"append-only|cannot change"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("place", sorted(place for place in GUARDED if place[1] != "evidence"))
def test_what_binds_is_not_deleted(place):
    row = GUARDED[place][0]()
    rows = type(row)._base_manager.filter(pk=row.pk)

    with pytest.raises(IntegrityError, match=r"append-only|cannot change"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_the_audit_takes_new_events():
    record("test", about="test:1", by=THE_DESK, at=NOON)

    assert AuditEvent.objects.count() == 1


def test_the_names_of_constraints_are_unique():
    names = [constraint.name for model in apps.get_models() for constraint in model._meta.constraints]

    assert len(names) == len(set(names))
