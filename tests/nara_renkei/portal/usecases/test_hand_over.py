from datetime import timedelta

import pytest
from django.apps import apps

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent
from nara_renkei.portal.usecases.hand_over import hand_over
from nara_renkei.reports.queries.handover import all_burdens_of
from screening.models import Handover
from screening.usecases.hand_over_work import CannotHandOver
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory, NextStepFactory, RegistrationFactory
from tests.factories.proposals import MessageFactory, TroubleFactory
from tests.factories.screening import (
    AssessorFactory,
    ConflictDeclarationFactory,
    ContactFactory,
    DecisionFactory,
    FindingFactory,
    InterestFactory,
    NoteFactory,
    RoutingAnswerFactory,
    RoutingFactory,
)
from tests.factories.screening import NextStepFactory as ProposalStepFactory
from tests.harness import NOON, THE_DIVISION, TODAY
from tests.screening.leaving import left, next_of, seat

pytestmark = pytest.mark.django_db

AUTHOR = "担当 太郎（見本課担当）"
MOVED = {
    ("screening.Routing", "handler_id"),
    ("screening.NextStep", "person"),
    ("dialogue.NextStep", "person"),
}


def met(post, **fields):
    """A step of the 課 of a post, after a ダイアログ."""
    encounter = EncounterFactory()
    encounter.division.division = post.division
    encounter.division.save()
    return NextStepFactory(encounter=encounter, person="担当 太郎", **fields)


def keys_of(post):
    return [one.key for one in all_burdens_of(post)]


def everything():
    """Return every value of every row of the city, without the audit and the 引継ぎ itself."""
    return {
        (model._meta.label, row["id"], name): value
        for model in apps.get_models()
        if model not in {AuditEvent, Handover} and "id" in {field.attname for field in model._meta.fields}
        for row in model.objects.order_by("pk").values()
        for name, value in row.items()
    }


def test_in_one_step_everything_that_carries_the_name_goes_to_the_next():
    post = left()
    successor = next_of(post)
    routing = RoutingFactory(division=post.division, handler=post.user)
    own = ProposalStepFactory(screening=routing.screening, division=post.division, person="担当太郎")
    at_event = met(post)

    hand_over(post=post, successor=successor, keys=keys_of(post), by=THE_DIVISION, at=NOON)

    for row in (routing, own, at_event):
        row.refresh_from_db()
    assert (routing.handler, own.person, at_event.person) == (successor.user, "後任 花子", "後任 花子")
    assert keys_of(post) == []


def test_who_wrote_what_never_changes():
    post = left()
    routing = RoutingFactory(division=post.division, handler=post.user)
    folder = {"screening": routing.screening}
    RoutingAnswerFactory(routing=routing, drafted_by=AUTHOR, confirmed_by=AUTHOR, confirmed=True, contact="担当 太郎")
    NoteFactory(**folder, written_by=AUTHOR)
    FindingFactory(**folder, written_by=AUTHOR)
    DecisionFactory(**folder, drafted_by=AUTHOR)
    AssessorFactory(**folder, user=post.user, label=AUTHOR)
    ConflictDeclarationFactory(**folder, user=post.user, declared_by=AUTHOR)
    ProposalStepFactory(**folder, division=post.division, person="担当 太郎", written_by=AUTHOR)
    proposal = routing.screening.proposal
    ContactFactory(proposal=proposal, written_by=AUTHOR)
    InterestFactory(division=post.division, raised_by=AUTHOR)
    MessageFactory(proposal=proposal, author=AUTHOR)
    TroubleFactory(division=post.division, author=AUTHOR)
    step = met(post, written_by=AUTHOR)
    EncounterNoteFactory(encounter=step.encounter, written_by=AUTHOR)
    RegistrationFactory(of_division=True, division=post.division, entered_by=AUTHOR)
    successor, before = next_of(post), everything()

    hand_over(post=post, successor=successor, keys=keys_of(post), by=THE_DIVISION, at=NOON)

    after = {key: value for key, value in everything().items() if key[1:] in {one[1:] for one in before}}
    changed = {(label, name) for (label, pk, name), value in before.items() if after.get((label, pk, name)) != value}
    assert changed == MOVED


def test_before_the_first_day_of_the_next_the_company_reads_no_name():
    post = seat(ends_on=TODAY + timedelta(days=7))
    successor, step = next_of(post), met(post)

    hand_over(post=post, successor=successor, keys=keys_of(post), by=THE_DIVISION, at=NOON)

    step.refresh_from_db()
    assert step.person == ""


def test_nothing_moves_when_a_part_is_refused():
    post = left()
    step = met(post)

    with pytest.raises(CannotHandOver):
        hand_over(post=post, successor=seat(PostKind.MANAGER), keys=keys_of(post), by=THE_DIVISION, at=NOON)

    step.refresh_from_db()
    assert (step.person, Handover.objects.count()) == ("担当 太郎", 0)
