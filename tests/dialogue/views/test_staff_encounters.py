"""A 課's page of whom it met."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue.models import Encounter, EncounterNote, NextStep, TroubleSource
from dialogue.rules.people import HELD
from proposals.models import Trouble
from tests.factories.accounts import MemberFactory, StaffFactory, give_post
from tests.factories.dialogue import (
    EncounterFactory,
    EncounterNoteFactory,
    EventFactory,
    NextStepFactory,
    ParticipantFactory,
    RegistrationFactory,
)
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.harness import NOON, TODAY, StrictClient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
WORDS = {"said": "車を集落で試せるか。", "view": "急がせない。", "version": ""}
STEP = {"what": "地図を送る", "side": "DIVISION", "person": "担当太郎", "due_on": "2026-10-20"}


@pytest.fixture
def encounter():
    return EncounterFactory(
        event=EventFactory(ended=True, held_on=TODAY - timedelta(days=3), closes_on=TODAY - timedelta(days=9)),
        company__organization__name="見本物産株式会社",
    )


@pytest.fixture
def officer(encounter):
    return StrictClient.of(StaffFactory(officer=True, division=encounter.division.division))


@pytest.fixture
def leader(encounter):
    return StrictClient.of(StaffFactory(leader=True, department=encounter.division.division.department))


@pytest.fixture
def guest(encounter):
    """A browser in which the personal link of a member of the 課 was opened."""
    browser = StrictClient()
    session = browser.session
    session[HELD] = [ParticipantFactory(registration=encounter.division, name="担当花子").pk]
    session.save()
    return browser


def url(encounter, name="staff_encounter", **named):
    named = named or ({} if name == "staff_encounters" else {"code": encounter.code})
    return reverse(f"dialogue:{name}", kwargs={"slug": encounter.event.slug, **named})


@pytest.mark.parametrize("who", ["officer", "guest"])
def test_two_lines_and_a_step_are_written_in_one_go(who, encounter, request):
    browser = request.getfixturevalue(who)
    assert browser.post(url(encounter), {**WORDS, **STEP}).status_code == 302

    note, step = EncounterNote.objects.get(), NextStep.objects.get()
    assert (note.said, note.view) == ("車を集落で試せるか。", "急がせない。")
    assert (step.what, step.side, step.person) == ("地図を送る", "DIVISION", "担当太郎")
    for name in ("staff_encounters", "staff_encounter"):
        page = text_of(browser.get(url(encounter, name)))
        assert "車を集落で試せるか。" in page
        assert "地図を送る" in page


def test_the_personal_link_says_who_it_was_and_counts_as_the_city(encounter, guest):
    step = NextStepFactory(encounter=encounter)
    guest.post(url(encounter), WORDS)
    guest.post(url(encounter, "staff_step_done", step=step.uuid))
    step.refresh_from_db()

    assert EncounterNote.objects.get().written_by == step.done_by == "担当花子（本人のリンク）"


def test_the_form_says_that_a_memo_is_a_document(encounter, officer):
    assert "このメモも行政文書です" in text_of(officer.get(url(encounter)))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "話したことか、次の一歩を書いてください。"),
        ({"view": "急がせない。"}, "話したこと：入力してください。"),
        ({"said": "話した。", "what": "地図を送る"}, "次の一歩：だれが：選んでください。"),
        ({"said": "あ" * 201}, "200文字以内"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(typed, sentence, encounter, officer):
    page = text_of(officer.post(url(encounter), typed))

    assert sentence.replace("選んで", "入力して") in page
    assert all(words in page for words in typed.values())
    assert EncounterNote.objects.count() == NextStep.objects.count() == 0


def test_a_memo_is_not_wiped(encounter, officer):
    note = EncounterNoteFactory(encounter=encounter)
    page = text_of(officer.post(url(encounter), {"said": "", "version": note.version}))

    assert "話したこと：入力してください。" in page


def test_who_writes_over_what_was_not_read_sees_both_and_the_second_attempt_stands(encounter, officer):
    EncounterNoteFactory(encounter=encounter, said="先に書いた文", written_by="デスク花子")
    page = officer.post(url(encounter), WORDS)
    assert "デスク花子がメモを書きました" in text_of(page)
    assert "先に書いた文" in text_of(page)
    assert WORDS["said"] in text_of(page)

    again = {**WORDS, "version": page.context["writing"]["version"].value()}
    assert officer.post(url(encounter), again).status_code == 302
    assert EncounterNote.objects.get().said == WORDS["said"]


def test_a_step_is_ticked_off_or_dropped_with_a_reason(encounter, officer):
    one, other = (NextStepFactory(encounter=encounter) for _ in range(2))
    officer.post(url(encounter, "staff_step_done", step=one.uuid))
    dropped = url(encounter, "staff_step_dropped", step=other.uuid)
    assert "入力してください" in text_of(officer.post(dropped, {}))
    officer.post(dropped, {f"{other.uuid}-reason": "先方の都合"})

    page = text_of(officer.get(url(encounter)))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.done_at, other.dropped_reason) == (NOON, "先方の都合")
    assert "先方の都合" in page
    assert "やめたことになっています" in text_of(
        officer.post(url(encounter, "staff_step_done", step=other.uuid), follow=True)
    )


def test_a_talk_outside_the_plan_is_added_once(encounter, officer):
    company = RegistrationFactory(event=encounter.event)
    here = url(encounter, "staff_encounters")
    assert officer.post(here, {"company": str(company.uuid)}).status_code == 302
    assert Encounter.objects.get(company=company).where == "立ち話"

    assert "もう一覧にあります" in text_of(officer.post(here, {"company": str(company.uuid)}))
    assert "選べないものです" in text_of(officer.post(here, {"company": "x"}))


def test_who_works_for_two_divisions_says_for_which(encounter, officer):
    second = RegistrationFactory(event=encounter.event, of_division=True)
    give_post(officer.user, "OFFICER", division=second.division)
    here = url(encounter, "staff_encounters")
    officer.post(here, {"company": str(encounter.company.uuid), "division": str(second.uuid)})

    assert Encounter.objects.get(division=second).company == encounter.company


def test_who_did_not_come_is_taken_out_and_put_back(encounter, officer):
    missed = url(encounter, "encounter_missed")
    assert "会えなかったことにしました" in text_of(officer.post(missed, follow=True))
    assert "会えたことに戻しました" in text_of(officer.post(missed, follow=True))

    EncounterNoteFactory(encounter=encounter)
    assert "会えなかったことにできません" in text_of(officer.post(missed, follow=True))


@pytest.mark.parametrize("of", ["registration", "encounter"])
def test_a_trouble_becomes_a_memo_once(of, encounter, officer):
    EncounterNoteFactory(encounter=encounter, said="集落の買物が困っている。")
    where, original = {
        "registration": (
            url(encounter, "registration_memo", registration=encounter.division.uuid),
            encounter.division.trouble,
        ),
        "encounter": (url(encounter, "encounter_memo"), "集落の買物が困っている。"),
    }[of]
    assert text_of(officer.get(where)).count(original) == 2  # the words, and in the form
    assert officer.post(where, {"trouble": "買物に困る", "wish": ""}).status_code == 302

    assert Trouble.objects.get(trouble="買物に困る").division == encounter.division.division
    assert TroubleSource.objects.count() == 1
    back = "staff_encounters" if of == "registration" else "staff_encounter"
    assert "困りごとメモにしました" in text_of(officer.get(url(encounter, back)))
    assert "もう困りごとメモになっています" in text_of(officer.post(where, {"trouble": "買物に困る"}))


def test_a_long_trouble_is_shortened_by_a_person(encounter, officer):
    type(encounter.division).objects.filter(pk=encounter.division_id).update(trouble="長" * 121)
    page = text_of(officer.get(url(encounter, "registration_memo", registration=encounter.division.uuid)))

    assert page.count("長" * 121) == 1


def test_a_proposal_is_linked_for_who_may_read_it(encounter, officer, guest):
    encounter.proposal = ProposalFactory(in_review=True)
    encounter.save()
    assert "企業が提案を始めました" in text_of(officer.get(url(encounter)))

    ProposalAccessFactory(proposal=encounter.proposal, division=encounter.division.division)
    assert encounter.proposal.number in text_of(officer.get(url(encounter)))
    assert encounter.proposal.number not in text_of(guest.get(url(encounter)))


def test_a_leader_reads_and_writes_nothing(encounter, leader):
    EncounterNoteFactory(encounter=encounter, said="課のメモ")
    step = NextStepFactory(encounter=encounter)
    page = text_of(leader.get(url(encounter)))
    assert "課のメモ" in page
    assert "済みにする" not in page

    posts = [
        (url(encounter), WORDS),
        (url(encounter, "staff_step_done", step=step.uuid), {}),
        (url(encounter, "staff_step_dropped", step=step.uuid), {}),
        (url(encounter, "encounter_missed"), {}),
        (url(encounter, "encounter_memo"), {"trouble": "困る"}),
        (url(encounter, "registration_memo", registration=encounter.division.uuid), {"trouble": "困る"}),
    ]
    assert [leader.post(where, typed).status_code for where, typed in posts] == [404] * 6
    assert leader.post(url(encounter, "staff_encounters"), {"company": "x"}).status_code == 404


@pytest.mark.parametrize(
    "who",
    [lambda one: StaffFactory(officer=True), lambda one: MemberFactory(organization=one.company.organization).user],
)
def test_nobody_else_finds_it(who, encounter):
    browser = StrictClient.of(who(encounter))
    step = NextStepFactory(encounter=encounter)

    for name in ("staff_encounters", "staff_encounter"):
        assert browser.get(url(encounter, name)).status_code == 404
    assert browser.post(url(encounter), WORDS).status_code == 404
    assert browser.post(url(encounter, "staff_step_done", step=step.uuid)).status_code == 404


def test_what_is_of_another_division_of_the_event_is_not_found(encounter, officer):
    other = EncounterFactory(event=encounter.event)
    step = NextStepFactory(encounter=other)

    assert officer.get(url(other)).status_code == 404
    assert officer.post(url(other, "staff_step_done", step=step.uuid)).status_code == 404
    assert officer.get(url(encounter, "registration_memo", registration=other.division.uuid)).status_code == 404


def test_who_has_not_signed_in_is_led_to_the_door_of_the_staff(encounter):
    door = reverse("account_login")

    assert StrictClient().get(url(encounter)).url == f"{door}?next={url(encounter)}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, encounter, officer, django_assert_max_num_queries):
    for _ in range(rows - 1):
        NextStepFactory(encounter=EncounterFactory(event=encounter.event, division=encounter.division))

    officer.get(url(encounter, "staff_encounters"))  # the session is written once a minute
    with django_assert_max_num_queries(10):
        assert officer.get(url(encounter, "staff_encounters")).status_code == 200
