"""The desk's page of what came of an event."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from dialogue.models import Encounter, EncounterNote, NextStep
from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.reports.usecases.make_paper import make_paper
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import (
    EncounterFactory,
    EncounterNoteFactory,
    EventFactory,
    NextStepFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, TODAY, StrictClient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def desk():
    return StrictClient.of(StaffFactory(desk=True, name="受付花子"))


@pytest.fixture
def encounter():
    event = EventFactory(ended=True, held_on=TODAY - FORTNIGHT, closes_on=TODAY - FORTNIGHT)
    return EncounterFactory(event=event, company__organization__name="見本物産", company__email="a@company.example")


def page(encounter, name="encounters", *args):
    return reverse(f"admin:dialogue_event_{name}", args=[encounter.event.pk, *args])


def one(encounter):
    return page(encounter, "encounter", encounter.code)


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return text_of(response)


def test_what_came_of_it_is_a_picture_and_a_list_of_every_pair(desk, encounter):
    note = EncounterNoteFactory(encounter=encounter)
    step = NextStepFactory(encounter=encounter, due_on=TODAY - timedelta(days=1))
    EncounterFactory(event=encounter.event, missed=True)
    words = read(desk, page(encounter))

    assert "出会い 1件、次の一歩 1件、済んだ次の一歩 0件、提案 0件、進める 0件" in words
    assert "組ごとの一覧（2件）" in words
    for said in (encounter.code, "見本物産", encounter.division.name, note.said[:20], step.what, "期日を過ぎています"):
        assert said in words
    assert "会えなかった" in words
    assert "1件のうち1件にメモ" in words


def test_before_there_is_a_plan_the_page_says_where_the_pairs_come_from(desk):
    event = EventFactory(fixed=True)
    url = reverse("admin:dialogue_event_encounters", args=[event.pk])

    assert "組は、卓の割り当てをお知らせすると" in read(desk, url)
    answer = desk.post(reverse("admin:dialogue_event_note_sheets", args=[event.pk]), follow=True)
    assert "会う組がまだありません" in text_of(answer)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_taken_along_as_a_file(kind, desk, encounter):
    EncounterNoteFactory(encounter=encounter, said="=話した")
    NextStepFactory(encounter=encounter, what="地図を送る", done=True)
    answer = desk.post(page(encounter, "encounters_sheet"), {"format": kind})

    assert answer.headers["Content-Disposition"].endswith(f"_{encounter.event.slug}.{kind}")
    if kind == "csv":
        rows = answer.content.decode("utf-8-sig").splitlines()
        assert rows[0].startswith("番号,回,卓,団体,課,話したこと")
        assert f"{encounter.code},1,1,見本物産,{encounter.division.name},'=話した" in rows[1]
        assert "地図を送る（" in rows[1]


def test_a_sheet_of_paper_is_typed_in_on_one_page(desk, encounter):
    other = EncounterFactory(event=encounter.event, division=encounter.division, round=2)
    url = page(encounter, "note_sheet", encounter.division.uuid)
    assert encounter.code in read(desk, url)
    typed = {
        f"{encounter.code}-said": "車を試せるか。",
        f"{encounter.code}-what": "地図を送る",
        f"{encounter.code}-side": "DIVISION",
        f"{encounter.code}-due_on": "2026-10-20",
    }
    answer = desk.post(url, typed, follow=True)

    assert f"{encounter.division.name}の用紙を1件打ち込みました。" in text_of(answer)
    assert EncounterNote.objects.get().encounter == encounter
    assert NextStep.objects.get().what == "地図を送る"
    assert hasattr(Encounter.objects.get(pk=other.pk), "note") is False


def test_what_is_wrong_on_the_sheet_is_said_and_nothing_is_kept(desk, encounter):
    other = EncounterFactory(event=encounter.event, division=encounter.division, round=2)
    url = page(encounter, "note_sheet", encounter.division.uuid)
    typed = {f"{encounter.code}-said": "車を試せるか。", f"{other.code}-what": "地図を送る"}
    words = text_of(desk.post(url, typed))

    assert "車を試せるか。" in words
    assert "次の一歩：だれが：入力してください。" in words
    assert EncounterNote.objects.count() == 0


def test_a_sheet_does_not_write_over_what_the_division_wrote_meanwhile(desk, encounter):
    url = page(encounter, "note_sheet", encounter.division.uuid)
    EncounterNoteFactory(encounter=encounter, said="課の文", written_by="担当太郎")
    answer = desk.post(url, {f"{encounter.code}-said": "紙の文", f"{encounter.code}-version": ""})
    assert "担当太郎がメモを書きました" in text_of(answer)
    assert "紙の文" in text_of(answer)

    form = answer.context["forms"][0][1]
    again = {f"{encounter.code}-said": "紙の文", f"{encounter.code}-version": form["version"].value()}
    assert desk.post(url, again).status_code == 302
    assert EncounterNote.objects.get().said == "紙の文"


def test_a_step_is_ticked_off_and_dropped(desk, encounter):
    done, dropped = (NextStepFactory(encounter=encounter, of_company=True) for _ in range(2))
    desk.post(one(encounter), {"act": "done", "step": str(done.uuid)})
    drop = {"act": "drop", "step": str(dropped.uuid)}
    assert "入力してください" in text_of(desk.post(one(encounter), drop))
    desk.post(one(encounter), {**drop, f"{dropped.uuid}-reason": "先方の都合"})
    done.refresh_from_db()
    dropped.refresh_from_db()

    assert (done.done_at, dropped.dropped_reason) == (NOON, "先方の都合")
    again = desk.post(one(encounter), {"act": "done", "step": str(dropped.uuid)}, follow=True)
    assert "やめたことになっています" in text_of(again)


def test_a_proposal_that_came_another_way_is_tied_by_its_number(desk, encounter):
    proposal = ProposalFactory(submitted=True, organization=encounter.company.organization)
    assert "入力してください" in text_of(desk.post(one(encounter), {"act": "link", "number": ""}))
    wrong = desk.post(one(encounter), {"act": "link", "number": "R8-J-9999"}, follow=True)
    assert "この番号の提案はありません" in text_of(wrong)
    desk.post(one(encounter), {"act": "link", "number": proposal.number})

    assert proposal.number in read(desk, one(encounter))
    assert proposal.number in read(desk, page(encounter))


def test_who_did_not_come_is_taken_out_and_put_back(desk, encounter):
    for said in ("会えなかったことにしました", "会えたことに戻しました"):
        assert said in text_of(desk.post(one(encounter), {"act": "missed"}, follow=True))


def test_another_button_and_another_pair_are_not_found(desk, encounter):
    assert desk.post(one(encounter), {"act": "x"}).status_code == 404
    assert desk.get(page(encounter, "encounter", "XXXXXXXX")).status_code == 404
    assert desk.get(page(encounter, "note_sheet", encounter.company.uuid)).status_code == 404


def test_the_ticked_companies_are_told_by_the_letter_that_was_shown(desk, encounter):
    EncounterNoteFactory(encounter=encounter, said="市だけの文")
    NextStepFactory(encounter=encounter, of_company=True, what="見積りを送る", written_at=NOON - FORTNIGHT)
    url = page(encounter, "step_letters")
    shown = read(desk, url)
    assert "見積りを送る" in shown
    assert "市だけの文" not in shown

    assert "何も送っていません" in text_of(desk.post(url, {"pick": "x"}))
    assert OutgoingMail.objects.count() == 0
    answer = desk.post(url, {"pick": str(encounter.company.uuid)}, follow=True)
    assert "見本物産に送りました。" in text_of(answer)
    mail = OutgoingMail.objects.get()
    assert mail.to == "a@company.example"
    assert all(line in re.sub(r"<[^>]+>", "\n", shown) for line in mail.body.splitlines() if line)
    assert "いま知らせる団体はありません" in read(desk, url)


def test_the_note_sheets_are_printed_from_the_announced_plan_and_opened_by_the_desk(desk):
    event = EventFactory(fixed=True)
    company = RegistrationFactory(event=event, organization__name="見本物産")
    division = RegistrationFactory(event=event, of_division=True, division__name="観光戦略課")
    plan = SeatingPlanFactory(event=event, announced=True)
    for registration in (company, division):
        SeatFactory(plan=plan, registration=registration, round=2, table=3)
    answer = desk.post(reverse("admin:dialogue_event_note_sheets", args=[event.pk]))
    assert (Encounter.objects.get().round, Encounter.objects.get().table) == (2, 3)
    assert make_paper(at=NOON).state == "DONE"

    paper = PaperJob.objects.get()
    assert "PDFを開く" in read(desk, answer.url)
    assert desk.get(reverse("admin:dialogue_event_note_sheets_file", args=[event.pk, paper.uuid])).status_code == 200
    assert AuditEvent.objects.filter(verb="paper.download").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, desk, encounter, django_assert_max_num_queries):
    desk.get(page(encounter))
    for _ in range(rows - 1):
        NextStepFactory(encounter=EncounterFactory(event=encounter.event))

    with django_assert_max_num_queries(12):
        desk.get(page(encounter))
