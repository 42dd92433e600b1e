"""企業カルテ: who finds which 団体, after saying what, and reads how much of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from dialogue.queries.encounters import encounters_known_to
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import AgreementRecord, Organization
from nara_renkei.portal.queries.organization_record import DRAWN, organization_record
from nara_renkei.portal.queries.organization_records import find_records, records_open_to
from proposals.models import CoProposer, Meeting
from proposals.usecases.merge_organizations import merge_organizations
from screening.models import Minutes, RecordOpening
from screening.queries.checks import check_stages
from screening.usecases.open_record import LASTS
from tests.factories.accounts import StaffFactory
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory, ParticipantFactory, RegistrationFactory
from tests.factories.directory import AgreementFactory, DepartmentFactory, DivisionFactory, OrganizationFactory
from tests.factories.knowledge import CaseFactory, MenuFactory
from tests.factories.proposals import ProposalAccessFactory, ProposalFactory
from tests.factories.screening import (
    ContactFactory,
    DecisionFactory,
    RecordOpeningFactory,
    RoutingFactory,
    ScreeningFactory,
    SoundnessCheckFactory,
)
from tests.harness import NOON, THE_DESK, TODAY, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON)]


@pytest.fixture
def desk():
    return StaffFactory(desk=True)


@pytest.fixture
def officer():
    return StaffFactory(officer=True, division=DivisionFactory(name="観光戦略課"))


@pytest.fixture
def company():
    return OrganizationFactory(name="髙山木材株式会社", kana="タカヤマモクザイ", confirmed=True)


def division_of(user):
    return user.posts.get().division


def url(company, name="record"):
    return reverse(f"portal:{name}", args=[company.uuid])


def sent_to(division, company, **fields):
    """A proposal of this 団体 that a 課 leads."""
    proposal = ProposalFactory(in_review=True, organization=company, **fields)
    return RoutingFactory(screening__proposal=proposal, division=division)


def told(routing, reason="時期が合わないため。"):
    routing.screening.proposal.status = "DECLINED"
    routing.screening.proposal.save()
    return DecisionFactory(
        screening=routing.screening,
        disposition="DECLINE",
        state="TOLD",
        told_at=NOON,
        reason=reason,
        what_would_change="時期が変われば。",
    )


def note_of(division, company, said="木の本棚を図書館に。", **fields):
    encounter = EncounterFactory(company__organization=company, division__division=division, **fields)
    EncounterNoteFactory(encounter=encounter, said=said)
    return encounter


def let_in(user, company, **fields):
    return RecordOpeningFactory(organization=company, reader=user, **fields)


def read(user, company):
    return StrictClient.of(user).get(url(company)).content.decode()


# who is let in


def test_a_division_is_asked_what_for_and_reads_on_for_thirty_days(officer, company, time_machine):
    sent_to(division_of(officer), company, title="図書館の木の本棚")
    browser = StrictClient.of(officer)

    asked = browser.get(url(company)).content.decode()
    opened = browser.post(url(company, "open_record"), {"reason": "DIALOGUE", "words": "次の対話の前に。"}, follow=True)

    assert "何のために開きますか" in asked
    assert "図書館の木の本棚" not in asked
    assert "図書館の木の本棚" in opened.content.decode()
    [row] = RecordOpening.objects.all()
    assert (row.reader, row.reason, row.words, row.ends_on) == (officer, "DIALOGUE", "次の対話の前に。", TODAY + LASTS)
    event = AuditEvent.objects.get(verb="organization.record_opened")
    assert (event.about, event.keys) == (f"organization:{company.uuid}", {"reason": "DIALOGUE"})
    time_machine.move_to(NOON + LASTS)
    assert "図書館の木の本棚" in read(officer, company)
    time_machine.move_to(NOON + LASTS + timedelta(days=1))
    assert "何のために開きますか" in read(officer, company)


def test_one_reader_s_reason_opens_it_to_nobody_else(officer, company):
    sent_to(division_of(officer), company)
    let_in(officer, company)

    colleague = StaffFactory(officer=True, division=division_of(officer))

    assert "何のために開きますか" in read(colleague, company)
    assert "何のために開きますか" not in read(officer, company)


def test_a_second_press_adds_nothing(officer, company):
    sent_to(division_of(officer), company)
    browser = StrictClient.of(officer)

    for _ in range(2):
        browser.post(url(company, "open_record"), {"reason": "HANDOVER", "words": ""})

    assert (RecordOpening.objects.count(), AuditEvent.objects.filter(verb="organization.record_opened").count()) == (
        1,
        1,
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "𠮷野の件"}, "理由を選んでください。"),
        ({"reason": "CURIOUS", "words": "𠮷野の件"}, "理由を選び直してください。"),
        ({"reason": "OTHER", "words": "　"}, "何のために開くかを書いてください。"),
        ({"reason": "OTHER", "words": "𠮷" * 121}, "120"),
        ({"reason": "OTHER", "words": "a\x00b"}, "文字"),
    ],
)
def test_what_is_no_reason_is_refused_and_kept(officer, company, typed, said):
    sent_to(division_of(officer), company)

    answer = StrictClient.of(officer).post(url(company, "open_record"), typed)

    page = answer.content.decode()
    assert (answer.status_code, said in page, RecordOpening.objects.count()) == (422, True, 0)
    assert typed["words"].strip().replace("\x00", "") in page.replace("\x00", "")


def test_the_desk_reads_without_a_reason_and_sees_who_opened_it(desk, officer, company):
    let_in(officer, company, words="協定の前に。", opened_by="担当太郎（観光戦略課）")

    page = read(desk, company)

    assert "担当太郎（観光戦略課）　対話の準備（協定の前に。）" in page
    assert RecordOpening.objects.count() == 1


@pytest.mark.parametrize("role", ["executive", "system", "auditor"])
def test_others_find_no_such_page(role, company):
    browser = StrictClient.of(StaffFactory(**{role: True}))

    answers = [
        browser.get(reverse("portal:records")),
        browser.get(url(company)),
        browser.post(url(company, "open_record")),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]


def test_a_division_finds_only_those_it_may_read_of(officer, company):
    """That a 団体 has written to the city is known to nobody whose business it is not."""
    browser = StrictClient.of(officer)
    sent_to(DivisionFactory(), company)

    listed = browser.get(reverse("portal:records"), {"q": "髙山"}).content.decode()

    assert "当てはまる団体は0件です。" in listed
    assert [browser.get(url(company)).status_code, browser.post(url(company, "open_record")).status_code] == [404, 404]


def reaches(officer, company):
    """Every way in which a 団体 comes to be known to a 課."""
    mine = division_of(officer)
    joint = ProposalFactory(in_review=True)
    CoProposer.objects.create(proposal=joint, name="髙山", organization=company, accepted_at=NOON, accepted_by="会社")
    return {
        "proposal": lambda: sent_to(mine, company),
        "joined": lambda: ProposalAccessFactory(proposal=joint, division=mine),
        "agreement": lambda: AgreementFactory(organization=company, division=mine),
        "published": lambda: AgreementFactory(organization=company, is_public=True),
        "met": lambda: EncounterFactory(company__organization=company),
        "menu": lambda: MenuFactory(opened=True, organization=company),
        "case": lambda: CaseFactory(opened=True, organization=company, partner_name="髙山"),
    }


@pytest.mark.parametrize("way", ["proposal", "joined", "agreement", "published", "met", "menu", "case"])
def test_each_thing_a_division_may_read_leads_to_the_record(officer, company, way):
    assert company not in records_open_to(officer, TODAY)

    reaches(officer, company)[way]()

    assert company in records_open_to(officer, TODAY)


@pytest.mark.parametrize(
    "kept", [lambda one: AgreementFactory(organization=one), lambda one: MenuFactory(organization=one)]
)
def test_what_is_not_published_leads_nobody_there(officer, company, kept):
    kept(company)

    assert company not in records_open_to(officer, TODAY)


# finding


@pytest.mark.parametrize("words", ["髙山", "高山", "タカヤマ", "ﾀｶﾔﾏ", "木材　高山", "{number}", "{first}"])
def test_a_body_is_found_by_name_kana_and_number_however_typed(desk, company, words):
    OrganizationFactory(name="別の会社")
    typed = words.format(number=company.corporate_number, first=company.corporate_number[:13])

    found = find_records(desk, TODAY, words=typed)

    assert [line.organization for line in found.lines] == [company]


@pytest.mark.parametrize("words", ["%", "<b>", "𠮷" * 20_000, "無い会社", "999"])
def test_hostile_words_find_nothing_and_break_nothing(desk, company, words):
    answer = StrictClient.of(desk).get(reverse("portal:records"), {"q": words})

    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode().split("<main", 1)[1]


def test_the_list_counts_what_the_reader_may_read(desk, officer, company):
    sent_to(division_of(officer), company)
    sent_to(DivisionFactory(), company)
    AgreementFactory(organization=company, is_public=True)
    note_of(DivisionFactory(), company)
    note_of(DivisionFactory(), company, standing=True)

    lines = [find_records(user, TODAY).lines[0] for user in (desk, officer)]

    assert [(one.proposals, one.encounters, one.agreement) for one in lines] == [(2, 2, "有効"), (1, 1, "有効")]


# what is read


def test_the_desk_reads_the_whole_relation(desk, company):
    division = DivisionFactory(name="図書館")
    handler = StaffFactory(officer=True, name="係長 春子")
    routing = sent_to(division, company, title="木の本棚", contact_name="髙山 太郎")
    routing.handler = handler
    routing.save()
    told(routing)
    SoundnessCheckFactory(screening=routing.screening, result="BLOCKED", note="反社の疑い。")
    Minutes.objects.create(
        screening=routing.screening,
        held_on=TODAY - timedelta(days=1),
        place="図書館",
        attendees="髙山太郎、春子",
        body="寸法を測った。",
        written_by="春子",
        written_at=NOON,
    )
    encounter = note_of(DivisionFactory(name="森林課"), company, said="間伐材がある。")
    ParticipantFactory(
        registration=encounter.company, name="髙山　花子", title="専務", arrived_at=NOON, arrival_by="受付"
    )
    ParticipantFactory(registration=encounter.division, name="森 守", title="係長", arrived_at=NOON, arrival_by="受付")
    ContactFactory(organization=company, proposal=None, body="市長への手紙の件。")
    ConsultationFactory(
        organization=company, state="HELD", held_on=TODAY, said="本棚の相談。", title="本棚", slot=SlotFactory()
    )
    agreement = AgreementFactory(organization=company, division=division, renewing=True)
    AgreementRecord.objects.create(
        agreement=agreement,
        city_contact="主幹",
        partner_name="髙山 太郎",
        partner_section="総務部",
        partner_confirmed_on=TODAY,
    )
    MenuFactory(organization=company, title="端材の工作")
    CaseFactory(opened=True, organization=company, partner_name="髙山", words={"title": "木の学童"})

    page = read(desk, company)

    for words in (
        "木の本棚", "時期が合わないため。", "図書館　主幹", "総務部 髙山 太郎", "寸法を測った。", "間伐材がある。",
        "市長への手紙の件。", "本棚の相談。", "専務", "森林課　係長 森 守", "端材の工作", "木の学童",
        "係長 春子（いまは", "提案1件", "協定の締結1件",
    ):  # fmt: skip
        assert words in page, words
    assert "反社" not in page
    assert "送付前：確認中" in page
    assert encounter.company.email not in page
    assert routing.screening.proposal.contact_phone not in page


def test_the_stage_is_done_when_every_item_is(desk, company):
    routing = sent_to(DivisionFactory(), company)

    before = organization_record(company, desk, TODAY).checks
    for item in {line.item for line in checks_of(routing.screening)}:
        SoundnessCheckFactory(screening=routing.screening, item=item)
    after = organization_record(company, desk, TODAY).checks

    assert {one.words for one in before} == {"確認中"}
    assert {one.words for one in after} == {"済"}


def checks_of(screening):
    return [item for stage in check_stages(screening) for item in stage.items]


@pytest.mark.parametrize("role", ["officer", "deputy", "manager", "leader", "director"])
def test_nobody_reads_of_another_division_s_proposal(role, company):
    """The walk: neither its title, nor its number, nor that there is one."""
    department = DepartmentFactory()
    mine = DivisionFactory(department=department)
    place = {"department": department} if role in {"leader", "director"} else {"division": mine}
    user = StaffFactory(**{role: True}, **place)
    own = sent_to(mine, company, title="こちらの提案")
    foreign = sent_to(DivisionFactory(), company, title="よその提案", contact_name="よその担当者")
    told(foreign, reason="よその理由。")
    ContactFactory(proposal=foreign.screening.proposal, body="よその応接。", written_by="よその職員")
    ContactFactory(proposal=None, organization=company, body="デスクの応接。")
    Minutes.objects.create(
        screening=foreign.screening, held_on=TODAY, attendees="よその出席者", body="よその対話。", written_by="よその職員", written_at=NOON
    )  # fmt: skip
    Meeting.objects.create(proposal=foreign.screening.proposal, fixed_at=NOON + timedelta(days=3), place="よその会場")
    ConsultationFactory(organization=company, state="HELD", held_on=TODAY, said="よその相談。", slot=SlotFactory())
    AgreementFactory(organization=company, title="よその協定")
    note_of(DivisionFactory(), company, said="よその立ち話。", standing=True)
    note_of(DivisionFactory(name="よその卓の課"), company, said="よその卓の話。")
    MenuFactory(organization=company, title="よそのメニュー")
    CaseFactory(organization=company, partner_name="髙山", words={"title": "よその事例"})
    let_in(user, company)

    page = read(user, company)

    assert "こちらの提案" in page
    assert "提案と結果（1件）" in page
    assert "会って話したこと（1回）" in page
    assert (
        page.count("よその") == page.count("よその卓の課") == 2
    )  # that they met at a table, whoever was in the hall saw
    assert foreign.screening.proposal.number not in page
    assert own.screening.proposal.number in page


def test_who_was_asked_for_an_opinion_reads_no_outcome(officer, company):
    routing = sent_to(DivisionFactory(), company, title="木の本棚")
    told(routing, reason="よその理由。")
    ContactFactory(proposal=routing.screening.proposal, body="よその応接。")
    ProposalAccessFactory(proposal=routing.screening.proposal, division=division_of(officer), scope="QUESTION")
    let_in(officer, company)

    page = read(officer, company)

    assert "意見を尋ねられた部分だけ読めます" in page
    assert "よその" not in page
    assert "見送り" not in page


def test_a_division_reads_its_own_notes_and_the_people_it_met(officer, company):
    mine, other = note_of(division_of(officer), company, said="こちらの話。"), note_of(DivisionFactory(), company)
    for one, name in ((mine, "会った人"), (other, "会っていない人")):
        ParticipantFactory(registration=one.company, name=name, arrived_at=NOON, arrival_by="受付")
    let_in(officer, company)

    page = read(officer, company)

    assert ("こちらの話。" in page, "会った人" in page, "会っていない人" in page) == (True, True, False)


def test_a_standing_talk_is_known_to_its_own_division(officer, company):
    note_of(division_of(officer), company, standing=True)
    EncounterFactory(standing=True)
    EncounterFactory(missed=True)

    assert encounters_known_to(officer, TODAY).count() == 1


def test_people_are_named_once_and_for_three_years(desk, company):
    old, new = (
        RegistrationFactory(
            organization=company,
            event__state="ENDED",
            event__held_on=TODAY - timedelta(days=days),
            event__closes_on=TODAY - timedelta(days=days),
        )
        for days in (365 * 3 + 1, 10)
    )
    for registration, name in ((old, "昔の人"), (old, "髙山 太郎"), (new, "髙山　太郎")):
        ParticipantFactory(registration=registration, name=name, arrived_at=NOON, arrival_by="受付")
    ParticipantFactory(registration=new, name="来なかった人")

    people = organization_record(company, desk, TODAY).people

    assert [(one.name, one.last_on) for one in people] == [("髙山　太郎", TODAY - timedelta(days=10))]


def test_a_meeting_to_come_stands_first(desk, company):
    routing = sent_to(DivisionFactory(), company)
    Meeting.objects.create(proposal=routing.screening.proposal, fixed_at=NOON + timedelta(days=3), place="市役所")
    ContactFactory(proposal=routing.screening.proposal)

    talks = organization_record(company, desk, TODAY).talks

    assert [(one.kind, one.is_coming) for one in talks] == [("対話", True), ("応接", False)]


def test_a_joint_proposal_stands_on_both_records(desk, company):
    proposal = ProposalFactory(in_review=True, title="一緒の提案")
    CoProposer.objects.create(
        proposal=proposal, name="髙山", organization=company, accepted_at=NOON, accepted_by="会社"
    )
    ScreeningFactory(proposal=proposal)

    record = organization_record(company, desk, TODAY)

    assert [(one.proposal.title, one.is_joint) for one in record.proposals] == [("一緒の提案", True)]
    assert record.checks == []


def test_an_agreement_that_is_over_knows_nobody(desk, company):
    AgreementFactory(
        organization=company, division=DivisionFactory(), starts_on=TODAY - timedelta(days=900), ends_on=TODAY - timedelta(days=9)
    )  # fmt: skip

    record = organization_record(company, desk, TODAY)

    assert (len(record.agreements), record.acquaintances) == (1, [])


def test_merged_bodies_are_one(desk, company):
    second = OrganizationFactory(name="有限会社高山木材店")
    sent_to(DivisionFactory(), second, title="古い登録の提案")
    note_of(DivisionFactory(), second, said="古い登録の話。")
    MenuFactory(organization=second, title="古い登録のメニュー")
    merge_organizations(source=second, target=company, by=THE_DESK, at=NOON)

    page = read(desk, company)
    led = StrictClient.of(desk).get(url(second))
    found = find_records(desk, TODAY, words="高山木材店").lines

    for words in ("有限会社高山木材店", "古い登録の提案", "古い登録の話。", "古い登録のメニュー"):
        assert words in page, words
    assert (led.status_code, led["Location"]) == (302, url(company))
    assert [(one.organization, one.former, one.proposals, one.encounters) for one in found] == [
        (company, ["有限会社高山木材店"], 1, 1)
    ]


def test_more_talks_than_fit_are_counted(desk, company):
    for _ in range(31):
        ContactFactory(organization=company, proposal=None)

    record = organization_record(company, desk, TODAY)

    assert (len(record.shown_talks), record.more_talks) == (30, 1)
    assert "ほか1回" in read(desk, company)


def test_an_answered_challenge_is_named(desk, company):
    proposal = ProposalFactory(in_review=True, organization=company, for_challenge=True)

    assert organization_record(company, desk, TODAY).answered[0].proposal == proposal


def test_a_new_body_has_an_empty_record(desk, company):
    page = read(desk, company)

    assert "会って話したこと（0回）" in page
    assert "読める提案はありません。" in page


# what it costs


def furnish(company, division, rows):
    for _ in range(rows):
        routing = sent_to(division, company)
        routing.handler = StaffFactory(officer=True)
        routing.save()
        told(routing)
        ContactFactory(proposal=routing.screening.proposal)
        encounter = note_of(division, company)
        for registration in (encounter.company, encounter.division):
            ParticipantFactory(registration=registration, arrived_at=NOON, arrival_by="受付")


@pytest.mark.parametrize("is_desk", [True, False])
def test_the_record_costs_the_same_for_one_and_fifty(is_desk, desk, officer, company):
    user = desk if is_desk else officer
    counts = []
    for rows in (1, 12):
        furnish(company, division_of(officer), rows)
        let_in(officer, company)
        browser = StrictClient.of(user)
        browser.get(url(company))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url(company)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_list_costs_the_same_for_one_and_twenty(desk):
    counts = []
    for rows in (1, 19):
        for _ in range(rows):
            furnish(OrganizationFactory(), DivisionFactory(), 1)
        browser = StrictClient.of(desk)
        browser.get(reverse("portal:records"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("portal:records"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


# the table


def test_the_desk_takes_a_table_of_typed_cells(desk, company):
    routing = sent_to(DivisionFactory(), company)
    told(routing)
    sent_to(DivisionFactory(), company)
    ProposalFactory(adopted=True, organization=company)
    AgreementFactory(organization=company, renewing=True)
    ContactFactory(proposal=routing.screening.proposal)
    ContactFactory(proposal=None, organization=company)
    note_of(DivisionFactory(), company)
    MenuFactory(opened=True, organization=company)
    CaseFactory(opened=True, organization=company, partner_name="髙山")
    ConsultationFactory(organization=company, state="HELD", held_on=TODAY, said="本棚。", slot=SlotFactory())
    OrganizationFactory(name="=1+1")

    answer = StrictClient.of(desk).get(reverse("portal:records_sheet"))

    sheet = load_workbook(BytesIO(answer.content)).active
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert [cell.value for cell in rows["髙山木材株式会社"]][9:] == [
        3, 1, 1, 1, rows["髙山木材株式会社"][13].value, 1, 2, 1, 1, 1,
    ]  # fmt: skip
    assert rows["髙山木材株式会社"][13].is_date
    assert rows["髙山木材株式会社"][8].is_date
    assert rows["=1+1"][0].data_type == "s"
    assert AuditEvent.objects.get(verb="organization.export").keys == {"count": Organization.objects.current().count()}


def test_the_table_has_as_many_rows_as_the_desk_has_bodies_at_one_price(desk):
    counts = []
    for rows in (1, 9):
        for _ in range(rows):
            furnish(OrganizationFactory(), DivisionFactory(), 1)
        browser = StrictClient.of(desk)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("portal:records_sheet"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_picture_goes_back_five_years_and_to_the_end_of_what_was_agreed(desk, company):
    nothing = organization_record(company, desk, TODAY).timeline
    AgreementFactory(organization=company, starts_on=TODAY - timedelta(days=3000), ends_on=TODAY + timedelta(days=40))
    AgreementFactory(organization=company, preparing=True)
    sent_to(DivisionFactory(), company)
    ContactFactory(organization=company, proposal=None)

    timeline = organization_record(company, desk, TODAY).timeline

    assert nothing is None
    assert [label for label, _ in timeline.rows] == ["包括連携協定", "提案", "応接"]
    assert (timeline.first, timeline.last) == (TODAY - DRAWN, TODAY + timedelta(days=40))


def test_the_links_to_the_record_stand_where_its_readers_work(desk, officer, company):
    routing = sent_to(division_of(officer), company)
    AgreementFactory(organization=company, is_public=True)
    change = reverse("admin:directory_organization_change", args=[company.pk])

    for user, path in (
        (officer, reverse("screening:dossier", args=[routing.screening.proposal.number])),
        (desk, reverse("admin:screening_deskproposal_change", args=[routing.screening.proposal.number])),
        (desk, change),
        (officer, reverse("portal:agreements")),
    ):
        assert url(company) in StrictClient.of(user).get(path).content.decode(), path
    for user, path in ((officer, reverse("screening:worklist")), (desk, reverse("admin:index"))):
        assert reverse("portal:records") in StrictClient.of(user).get(path).content.decode(), path
    for user in (StaffFactory(system=True), StaffFactory(executive=True)):
        assert url(company) not in StrictClient.of(user).get(reverse("portal:agreements")).content.decode()
