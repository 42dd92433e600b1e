"""The demo city shows every state, letter, paper and failure at least once."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from dialogue.enums import Side
from dialogue.models import Event, Participant
from dialogue.queries.arrivals import missing
from dialogue.queries.seating import announced_plan
from knowledge.models import CaseStudy, Method, PublicFace
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Invitation, JoinRequest, Member, Post, User
from nara_renkei.core.models import FileState, PaperJob, PaperState, PrivateFile
from nara_renkei.directory.models import Division, Organization, OrganizationKind, Section
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal.demo import event_day, events
from nara_renkei.portal.demo.city import SHOWN_DIVISION
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import progress, result
from proposals.enums import ChallengeState, Channel, ConsultationState, Kind, LetterKind, Procedure, Status
from proposals.models import (
    Challenge,
    ChallengeQuestion,
    Consultation,
    ConsultationSlot,
    Letter,
    Proposal,
    RosterRequest,
    SorterDestination,
    Trouble,
)
from proposals.queries import free_slots
from screening.admin.acts import ACTS, Case
from screening.admin.desk_proposal import DeskProposal
from screening.enums import Answer, CheckResult, ConfirmedAs, DecisionState, DisposalState, Disposition, LineState
from screening.models import (
    CheckItem,
    Decision,
    DecisionCondition,
    DisposalLine,
    DisposalList,
    Hold,
    Inquiry,
    Interest,
    Milestone,
    RosterReader,
    Routing,
    RoutingAnswer,
    Ruling,
    SoundnessCheck,
)
from screening.queries import hints_of, proposal_dossier
from screening.queries.afterwards import ended_unasked
from screening.queries.retention import lines_of
from screening.rules.hints import HintKind
from tests.harness import THE_DESK

# Letters that the portal can word but no story of the demo needs yet.
UNTOLD = {LetterKind.MEETING}


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The city, told once for all tests of this file; each of them is undone, and the city after the last."""
    logins = tmp_path_factory.mktemp("city") / "logins.json"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(IS_DEMO=True):
            call_command("seed_demo", logins=str(logins), verbosity=0)
        yield json.loads(logins.read_text(encoding="utf-8"))
        transaction.set_rollback(True)


@pytest.fixture
def city(seeded, db):
    return seeded


def test_the_demo_city_shows_everything_once(city):
    shown = set(Proposal.objects.values_list("status", "kind").distinct().order_by())
    assert {(s.value, k.value) for s in Status for k in Kind} - shown == set()

    assert set(LetterKind) - UNTOLD - set(Letter.objects.values_list("kind", flat=True)) == set()
    assert set(Procedure) - set(Challenge.objects.values_list("procedure", flat=True)) == set()
    assert {c.window_on(timezone.localdate()) for c in Challenge.objects.public()} == {"予告", "募集中", "終了"}
    assert set(ChallengeState) - set(Challenge.objects.values_list("state", flat=True)) == set()
    assert Challenge.objects.exclude(returned_reason="").count() == 1
    assert Challenge.objects.exclude(outcome="").exists()
    assert (ChallengeQuestion.objects.waiting().count(), ChallengeQuestion.objects.public().count() > 1) == (2, True)
    # one promoted, one closed, two that wait, one that a ダイアログ brought and two that a 研修 did
    assert Trouble.objects.open().count() == 5
    assert sorted(row.challenges.count() for row in Trouble.objects.exclude(closed_at=None)) == [0, 1]
    assert SorterDestination.objects.with_counts(timezone.localdate().replace(day=1)).filter(this_month=0).count() == 0
    assert set(MailState) - set(OutgoingMail.objects.values_list("state", flat=True)) == set()
    assert {FileState.CLEAN, FileState.INFECTED, FileState.ERROR} <= set(
        PrivateFile.objects.values_list("state", flat=True)
    )
    assert {PaperState.WAITING, PaperState.FAILED} <= set(PaperJob.objects.values_list("state", flat=True))
    assert {"monthly", "receipt"} <= set(PaperJob.objects.values_list("kind", flat=True))
    assert set(Answer) - {Answer.JOINTLY} <= set(RoutingAnswer.objects.values_list("choice", flat=True))
    assert set(ConfirmedAs) <= set(RoutingAnswer.objects.values_list("confirmed_as", flat=True))
    assert set(Disposition) - set(Decision.objects.values_list("disposition", flat=True)) == set()
    assert {DecisionState.CONFIRMED, DecisionState.TOLD} <= set(Decision.objects.values_list("state", flat=True))
    assert set(PostKind) - set(Post.objects.values_list("kind", flat=True)) == set()
    assert {OrganizationKind.COMPANY, OrganizationKind.NPO, OrganizationKind.SCHOOL, OrganizationKind.SOLE} <= set(
        Organization.objects.values_list("kind", flat=True)
    )
    assert Proposal.objects.filter(channel=Channel.VISIT).count() == 1
    assert (Inquiry.objects.open().count(), Inquiry.objects.exclude(answered_at=None).count()) == (
        1,
        1,
    )
    assert Inquiry.objects.exclude(revoked_at=None).count() == 1
    assert sorted((custody, at is None) for custody, at in Ruling.objects.values_list("is_custody", "ruled_at")) == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert DecisionCondition.objects.exclude(met_on=None).exists()
    assert {bool(one.done_on) for one in Milestone.objects.order_by("pk")} == {True, False}
    assert Decision.objects.exclude(contract_method="").exists()
    assert Decision.objects.exclude(shelf_until=None).exists()
    assert Interest.objects.raised().count() == 3
    assert OutgoingMail.objects.filter(template="portal/digest").count() == 1
    assert Division.objects.filter(is_sample=True).exists()
    assert Method.objects.in_use().count() == 18
    assert 38 <= Proposal.objects.count() <= 70
    assert {login["role"] for login in city} >= {
        "デスク",
        "課職員",
        "課長",
        "代決者",
        "共創推進リーダー",
        "管理職",
        "監査",
    }
    assert all("【例示】" in organization.name for organization in Organization.objects.all())
    assert all(address.endswith(".example") for address in OutgoingMail.objects.values_list("to", flat=True))


def test_a_proposal_waits_at_every_button_of_the_desk(city):
    now, today = timezone.now(), timezone.localdate()
    clerk = User.objects.get(email=next(login["email"] for login in city if login["role"] == "デスク"))
    waits_at = set()
    for proposal in DeskProposal.objects.visible_to(clerk, today).select_related("organization", "pledge_request"):
        folder = proposal_dossier(proposal, clerk, today)
        case = Case(proposal, folder, folder.screening, THE_DESK, now, today)
        waits_at |= {act.verb for act in ACTS if act.is_offered(case)}

    assert {act.verb for act in ACTS} - waits_at == set()


def test_the_shown_division_has_a_section(city):
    assert Section.objects.exclude(posts=None).get().division.name == SHOWN_DIVISION


def test_the_demo_city_shows_how_people_come_to_a_body(city):
    assert Invitation.objects.open(timezone.now()).count() == 1
    asked = JoinRequest.objects.waiting()
    assert {one.organization.is_confirmed for one in asked} == {True, False}
    numbers = Organization.objects.current().exclude(corporate_number="").values_list("corporate_number", flat=True)
    assert len(numbers) - len(set(numbers)) == 1
    assert Organization.objects.exclude(merged_into=None).count() == 1
    assert Member.objects.active().exclude(muted=[]).count() == 1


def test_the_demo_city_shows_each_answer_of_a_co_proposer_and_each_way_to_confirm(city):
    draft = Proposal.objects.drafts().exclude(co_proposers=None).get()
    assert {one.state for one in draft.co_proposers.all()} == {"返事を待っています", "引き受けました", "断りました"}
    assert Proposal.objects.submitted().exclude(co_proposers=None).exists()
    entered = Proposal.objects.exclude(pledge_request=None).order_by("pk")
    assert [one.waits_for_pledges for one in entered] == [True, False, False]
    answered_by = entered[2].pledge_answers.values_list("answered_by", flat=True)
    assert len(answered_by) == 23
    assert all(label.startswith("紙による（") for label in answered_by)


def test_the_demo_city_shows_a_consultation_in_every_state_and_free_times(city):
    now, today = timezone.now(), timezone.localdate()

    assert set(Consultation.objects.values_list("state", flat=True)) == set(ConsultationState)
    held = Consultation.objects.filter(state=ConsultationState.HELD)
    assert {(bool(one.said), one.proposal is not None) for one in held} == {(True, True), (True, False)}
    # kept from a telephone call
    assert {one.author for one in Consultation.objects.filter(files=None)} == {None}
    days = {slot.day for slot in ConsultationSlot.objects.bookable(now)}
    assert max(days) >= today + timedelta(days=21)
    assert len(free_slots(now)) > 20


def test_the_dusk_proposal_is_due_in_three_working_days_and_the_camera_is_late(city):
    def due(title):
        return Routing.objects.get(screening__proposal__title__startswith=title, is_lead=True, state="OPEN").due_on

    assert due("夕暮れ") > timezone.localdate() > due("配送車のスマートフォン")


def test_the_demo_city_refuses_to_run_in_production(db, settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="本番のデータには触れません"):
        call_command("seed_demo", verbosity=0)


def test_the_announced_dialogue_has_the_published_numbers_and_every_stage_an_event(city):
    event = Event.objects.get(slug=events.ANNOUNCED)
    people = Participant.objects.coming().filter(registration__event=event)

    assert (event.held_on.month, event.held_on.day) == (12, 5)
    assert (event.registrations.of_companies().count(), event.registrations.of_divisions().count()) == (8, 17)
    assert people.filter(registration__side=Side.COMPANY).count() == 14
    assert people.filter(registration__side=Side.DIVISION).count() == 17
    assert set(Event.objects.values_list("state", flat=True)) == {"PREPARING", "OPEN", "FIXED", "TODAY", "ENDED"}


def test_everybody_came_to_the_announced_dialogue_and_some_are_here_today(city):
    coming = Participant.objects.coming()
    here = {slug: coming.filter(registration__event__slug=slug) for slug in (events.ANNOUNCED, event_day.TODAY)}
    today = Event.objects.get(slug=event_day.TODAY)

    assert [people.filter(arrived_at=None).exists() for people in here.values()] == [False, True]
    assert (here[event_day.TODAY].exclude(arrived_at=None).exists(), missing(today).exists()) == (True, True)
    assert announced_plan(today) is not None


@pytest.mark.parametrize(
    ("base", "day"),
    [
        (date(2026, 11, 28), date(2025, 12, 5)),
        (date(2027, 1, 10), date(2025, 12, 5)),
        (date(2027, 2, 10), date(2026, 12, 5)),
    ],
)
def test_the_announced_day_lies_two_months_back_at_least(base, day):
    assert events.announced_day(base) == day


def test_ended_proposals_were_asked_how_it_went(city):
    last, this = Survey.objects.filter(about__startswith="ended:").order_by("pk")

    scales = [one.rows for one in result(last).questions if one.rows]
    assert last.is_closed
    assert [(row.label, row.figures.answers) for row in scales[0]] == [("企業", 9)]
    assert this.is_open
    assert [one.answered for one in progress(this)] == [2, 1]
    assert ended_unasked(timezone.now()) != []


def test_partners_agreed_were_asked_refused_and_withdrew(city):
    faces = PublicFace.objects.all()

    assert faces.standing().filter(asked_at=None).count() == 20
    assert [len(face.pictures) for face in faces.standing().filter(has_agreed=True)] == [1, 1]
    assert faces.asked().count() == faces.refused().exclude(remark="").count() == 1
    assert faces.exclude(taken_down_at=None).count() == 1
    assert all(face.card for face in faces.standing())


def test_the_demo_city_shows_a_case_in_every_state(city):
    states = Counter(CaseStudy.objects.exclude(origin="PROPOSAL").values_list("origin", "state"))
    opened = CaseStudy.objects.open_to_staff()
    born = opened.filter(origin="PROPOSAL").get()

    assert states["IMPORT", "INTERNAL"] + states["IMPORT", "PUBLIC"] == 20
    assert {state for origin, state in states if origin == "FORM"} >= {"DRAFT", "HANDED_IN"}
    assert opened.filter(origin="FORM").count() == 3
    assert CaseStudy.objects.exclude(returned_reason="").count() == 1
    assert CaseStudy.objects.filter(versions__number=2).count() == 1
    assert opened.past_review(timezone.localdate()).count() == 1
    assert born.proposal.status == Status.COMPLETED
    assert born.days is not None
    assert set(opened.filter(year=None).values_list("origin", flat=True)) == {"IMPORT"}
    assert all(one.organization for one in CaseStudy.objects.filter(origin="FORM"))


def test_there_is_a_disposal_list_at_every_stage(city):
    states = DisposalList.objects.order_by("pk").values_list("state", flat=True)
    assert Counter(states) == dict.fromkeys(DisposalState, 1)
    gone = DisposalLine.objects.filter(state=LineState.WIPED).order_by("pk")
    assert [line.proposal.title for line in gone if line.proposal] == ["（保存年限により削除）"] * 2
    assert not OutgoingMail.objects.filter(state=MailState.QUEUED, body="（保存年限により削除）").exists()
    assert (Hold.objects.standing().count(), Hold.objects.count()) == (1, 2)
    assert DisposalLine.objects.get(state=LineState.PUT_OFF).note.endswith("（産業政策課長）")
    # the kinds beside proposals, and one that the worker gave up
    running = lines_of(DisposalList.objects.get(state=DisposalState.RUNNING))
    assert [(one.line.state, one.line.retention.kind) for one in running] == [("WIPED", "TALK"), ("FAILED", "TALK")]
    assert running[1].line.note.startswith("5回試みましたが")
    making = lines_of(DisposalList.objects.get(state=DisposalState.DRAFT))
    assert {one.line.retention.kind for one in making} == {"DIALOGUE", "TRAINING", "WITHDRAWN"}
    waiting = lines_of(DisposalList.objects.get(state=DisposalState.APPROVED))
    assert [bool(one.holds) for one in waiting] == [True, False]


def test_an_account_that_nobody_used_is_about_to_be_closed(city):
    person = User.objects.get(closing_on__isnull=False)

    assert (person.is_active, person.closing_on > timezone.localdate()) == (True, True)
    assert OutgoingMail.objects.filter(to=person.email, template="portal/account_closing").count() == 1


def test_every_result_every_step_and_every_hint_is_there(city):
    assert set(SoundnessCheck.objects.values_list("result", flat=True)) == set(CheckResult)
    assert CheckItem.objects.filter(checks=None).count() == 0
    assert {one.word for one in RosterRequest.objects.all()} == {"お願い中", "確認中", "済"}
    assert RosterReader.objects.count() == 2

    clerk = User.objects.get(pk=RosterReader.objects.get(seat=1).post.user_id)
    new = Proposal.objects.filter(
        title__in=["移動販売の帰り道でつくる、週2回の荷物受取り", "窓口の混み具合を知らせる画面のご導入について"]
    )
    kinds = {hint.kind for one in new for hint in hints_of(proposal_dossier(one, clerk, timezone.localdate()))}
    assert kinds == set(HintKind)
