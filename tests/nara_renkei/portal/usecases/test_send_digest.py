"""Every failure path of reliability.md §7 writes its line in the desk's morning letter."""

from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.health import beat
from nara_renkei.core.models import CitySettings, FileState, PaperJob, PaperState
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal.usecases.send_digest import digest_lines, send_digest
from proposals.enums import Stage
from proposals.models import Promise
from proposals.usecases.keep_promises import open_promise
from screening.models import DisposalLine, Inquiry, Routing
from screening.usecases.approve_disposal import send_disposal, send_disposal_back
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.prepare_disposal import prepare_disposal
from screening.usecases.put_off_disposal import put_off_disposal
from screening.usecases.start_disposal import start_disposal
from tests.factories.accounts import PersonnelOrderFactory, StaffFactory
from tests.factories.dialogue import EncounterFactory, EventFactory, NextStepFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, MenuFactory, SupportRequestFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import AttachmentFactory, PrivateFileFactory, ProposalFactory
from tests.factories.screening import RulingFactory
from tests.harness import NOON, THE_DESK, TODAY, at, mail_text
from tests.screening.city import accepted, office, opened, routed
from tests.screening.disposals import approved, confirmed, long_over, wipe_all
from tests.screening.leaving import left
from tests.screening.rulings import refused_once

pytestmark = pytest.mark.django_db

MORNING = at(TODAY, 8)
YESTERDAY = TODAY - timedelta(days=1)


def keys(moment=MORNING):
    return [line.key for line in digest_lines(moment)]


def dead_mail():
    OutgoingMailFactory(state=MailState.DEAD)


def unrouted():
    proposal = ProposalFactory(submitted=True)
    open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=NOON)
    Promise.objects.update(due_on=YESTERDAY)


def nobody_leads():
    refused_once()


def passed_promise():
    screening, _, _ = accepted()
    Promise.objects.filter(proposal=screening.proposal).update(due_on=date(2026, 10, 1), told_on=date(2026, 10, 1))


def parted_date():
    screening, _, _ = accepted()
    Promise.objects.filter(proposal=screening.proposal, stage=Stage.OUTCOME).update(told_on=date(2026, 12, 1))


def late_division():
    _, _, routing = routed()
    Routing.objects.filter(pk=routing.pk).update(due_on=YESTERDAY)


def late_inquiry():
    ask_opinion(
        screening=opened(), division=office().division, question="要りますか。", due_on=TODAY, by=THE_DESK, at=NOON
    )
    Inquiry.objects.update(due_on=YESTERDAY)


def late_ruling():
    RulingFactory(due_on=YESTERDAY)


def held_by_nobody():
    _, lead, _ = routed()
    for user in (lead.manager, lead.deputy):
        user.is_active = False
        user.save()


def handler_left():
    _, lead, routing = routed()
    Routing.objects.filter(pk=routing.pk).update(handler=lead.officer)
    lead.officer.posts.update(ends_on=YESTERDAY)


def infected_file():
    AttachmentFactory(proposal=ProposalFactory(submitted=True), file=PrivateFileFactory(state=FileState.INFECTED))


def stuck_scan():
    PrivateFileFactory(state=FileState.PENDING, created_at=MORNING - timedelta(hours=1))


def failed_paper():
    PaperJob.objects.create(
        kind="monthly",
        about="2026-09",
        title="月次報告",
        requested_by="見本",
        requested_by_key="user:0",
        created_at=MORNING - timedelta(days=1),
        state=PaperState.FAILED,
        attempts=5,
        last_error="作れませんでした",
    )


def refused_order():
    PersonnelOrderFactory(state="REFUSED", data=None, settled_at=MORNING, why="2行目: 秘密の氏名が重なっています。")


def test_the_letter_says_nothing_of_what_the_refused_file_said():
    StaffFactory(desk=True)
    refused_order()
    send_digest(at=MORNING)

    assert ("取り込めなかった異動" in mail_text(), "秘密の氏名" in mail_text()) == (True, False)


def passed_menu():
    MenuFactory(opened=True, review_by=YESTERDAY)


def late_support():
    SupportRequestFactory(due_on=YESTERDAY)


def waiting_letter():
    long_ago = MORNING - timedelta(days=15)
    event = EventFactory(ended=True, held_on=long_ago.date(), closes_on=long_ago.date())
    NextStepFactory(encounter=EncounterFactory(event=event), of_company=True, written_at=long_ago)


def late_handover():
    left(kind=PostKind.DESK, ends_on=MORNING.date() - timedelta(days=15))


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (waiting_letter, "STEP_LETTERS"),
        (late_handover, "HANDOVERS"),
        (dead_mail, "DEAD_MAIL"),
        (unrouted, "UNROUTED"),
        (nobody_leads, "UNROUTED"),
        (passed_promise, "PASSED"),
        (parted_date, "PARTED"),
        (late_division, "ROUTING"),
        (late_inquiry, "INQUIRY"),
        (late_ruling, "RULING"),
        (held_by_nobody, "NOBODY"),
        (handler_left, "HANDLER"),
        (infected_file, "INFECTED"),
        (stuck_scan, "SCANS"),
        (failed_paper, "PAPERS"),
        (passed_menu, "MENUS"),
        (late_support, "SUPPORT"),
        (refused_order, "REFUSED_ORDERS"),
    ],
)
def test_every_failure_path_writes_its_line(make, key):
    make()

    assert key in keys()


def test_a_disposal_that_stands_still_or_failed_and_years_without_a_row_write_their_lines():
    def lines(moment):
        return {line.key: line.numbers for line in digest_lines(moment)}

    proposal = long_over()
    later, much_later = MORNING + timedelta(days=14, hours=4), MORNING + timedelta(days=14, hours=5)
    april = at(date(2027, 4, 1), 8)
    assert lines(april)["NO_YEARS"] == [proposal.number]
    assert "NO_YEARS" not in lines(at(date(2027, 5, 6), 8))
    confirmed()
    assert "NO_YEARS" not in lines(april)
    disposal = prepare_disposal(by=THE_DESK, at=NOON)
    assert "DISPOSALS" not in lines(much_later)  # nobody was asked yet
    send_disposal(disposal=disposal, user=StaffFactory(desk=True), by=THE_DESK, at=NOON)
    assert "DISPOSALS" not in lines(later)
    assert lines(much_later)["DISPOSALS"] == [disposal.number]
    send_disposal_back(disposal=disposal, by=THE_DESK, at=NOON)
    approved(disposal)
    assert "DISPOSALS" not in lines(later)
    assert lines(much_later)["DISPOSALS"] == [disposal.number]
    start_disposal(disposal=disposal, by=THE_DESK, at=NOON)
    assert {"DISPOSALS", "NOT_WIPED"} & set(lines(much_later)) == set()
    DisposalLine.objects.update(state="WORKING", attempts=5)
    wipe_all()
    assert lines(NOON + timedelta(days=31))["NOT_WIPED"] == [proposal.number]  # until somebody does something
    put_off_disposal(line=DisposalLine.objects.get(), until=date(2030, 3, 31), reason="係争中", by=THE_DESK, at=NOON)
    assert "NOT_WIPED" not in lines(NOON)


def test_a_backup_that_is_late_stands_in_the_letter_where_one_is_expected(settings):
    StaffFactory(desk=True)
    settings.BACKUP_EXPECTED_HOURS = 26
    beat("backup", MORNING - timedelta(hours=26))
    assert send_digest(at=MORNING) == 0
    beat("backup", MORNING - timedelta(hours=27))

    assert send_digest(at=MORNING) == 1
    assert "■ 決めた時間のうちに、控え（バックアップ）がとれていません" in mail_text()


def test_a_promise_that_passed_yesterday_waits_for_the_second_day():
    screening, _, _ = accepted()
    Promise.objects.filter(proposal=screening.proposal).update(due_on=date(2026, 10, 2), told_on=date(2026, 10, 2))

    assert "PASSED" not in keys()
    assert "PASSED" in keys(at(date(2026, 10, 6), 8))


def test_the_letter_goes_once_a_day_to_the_desk():
    desk = StaffFactory(desk=True)
    late_division()
    OutgoingMail.objects.all().delete()

    assert (send_digest(at=MORNING), send_digest(at=at(TODAY, 9))) == (1, 0)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == (desk.email, "portal/digest")
    assert Routing.objects.get().screening.proposal.number in mail.body


def test_nothing_to_say_sends_nothing():
    StaffFactory(desk=True)
    CitySettings.load()

    assert send_digest(at=MORNING) == 0


def test_on_a_closed_day_nothing_is_sent():
    StaffFactory(desk=True)
    late_division()

    assert send_digest(at=at(date(2026, 10, 10), 8)) == 0


def test_many_numbers_are_cut_and_counted(monkeypatch):
    monkeypatch.setattr("nara_renkei.portal.usecases.send_digest.SHOWN", 1)
    late_division()
    Routing.objects.update(is_lead=True)
    late_division()
    Routing.objects.update(due_on=YESTERDAY)

    line = next(line for line in digest_lines(MORNING) if line.key == "ROUTING")
    assert (line.count, len(line.numbers), line.more) == (2, 1, 1)


def test_the_desk_hears_of_pages_nobody_looked_at_and_of_those_whose_division_has_ended():
    CaseFactory(opened=True, review_by=TODAY - timedelta(days=1), words={"title": "古い事例"})
    CaseFactory(opened=True, owner=DivisionFactory(abolished=True), words={"title": "残った事例"})

    lines = {line.key: line for line in digest_lines(MORNING)}

    assert lines["REVIEWS"].numbers == ["古い事例"]
    assert lines["ORPHANS"].numbers == ["残った事例"]
    assert lines["REVIEWS"].url.endswith("/ka/minaoshi/")
