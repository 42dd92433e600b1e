"""A 事前相談 from its first word to the draft, without a browser."""

import threading
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from nara_renkei.accounts.enums import Notice
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent, FileState, PrivateFile
from nara_renkei.core.private_files import copy_file, open_file, store_upload
from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import ConsultationState, Kind
from proposals.models import Consultation, ConsultationSlot, Proposal
from proposals.rules.slots import Plan
from proposals.usecases.attach_consultation_file import remove_consultation_file
from proposals.usecases.book_consultation import CannotBook, book_consultation
from proposals.usecases.cancel_consultation import cancel_consultation
from proposals.usecases.choose_slot import SlotTaken, choose_slot
from proposals.usecases.claim_consultations import claim_consultations
from proposals.usecases.draft_from_consultation import CannotDraft, draft_from_consultation
from proposals.usecases.forget_consultations import forget_consultations
from proposals.usecases.offer_slots import offer_slots, planned, take_back_slots
from proposals.usecases.record_consultation import CannotRecord, record_consultation
from proposals.usecases.remind_of_consultations import remind_of_consultations
from proposals.usecases.save_consultation import NoLongerOpen, save_consultation
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory, ConsultationFileFactory, SlotFactory
from tests.factories.proposals import ChallengeFactory, PrivateFileFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, mail_text, path_of

pytestmark = pytest.mark.django_db
AT = {"by": THE_COMPANY, "at": NOON}
DESK = {"by": THE_DESK, "at": NOON}


def ready(**fields):
    """A consultation that only waits for its booking."""
    consultation = ConsultationFactory(**{"slot": SlotFactory(), **fields})
    ConsultationFileFactory(consultation=consultation)
    return consultation


def book(consultation, **fields):
    return book_consultation(
        consultation_id=consultation.pk,
        **{
            "user": CompanyUserFactory(),
            "organization": None,
            "organization_name": "ふたもみじ商店【例示】",
            "contact_name": "見本 花子",
            "contact_phone": "0742-00-0001",
            **AT,
            **fields,
        },
    )


# --- booking


def test_the_booking_tells_the_company_and_the_desk():
    StaffFactory(desk=True, email="desk@city.example")

    booked = book(ready(title="買物と荷物"))

    assert (booked.state, booked.booked_at) == (ConsultationState.BOOKED, NOON)
    letters = mail_text(about=booked.key)
    assert ("事前相談の予約を受け付けました。" in letters, "事前相談の予約が入りました。" in letters) == (True, True)
    assert (letters.count(booked.slot.when), f"/soudan/{booked.uuid}/yotei/" in letters) == (2, True)
    # the desk's letter says that there is something, not what
    assert mail_text(to="desk@city.example").count("買物と荷物") == 0


@pytest.mark.parametrize("missing", [{"title": ""}, {"beneficiary": ""}, {"asks": []}, {"cost": ""}])
def test_an_answer_that_is_missing_stops_the_booking(missing):
    with pytest.raises(CannotBook):
        book(ready(**missing))


def test_a_deck_that_is_missing_stops_the_booking():
    with pytest.raises(CannotBook):
        book(ConsultationFactory(slot=SlotFactory()))


def test_a_time_that_is_missing_stops_the_booking():
    with pytest.raises(SlotTaken, match="相談の時間を選んでください"):
        book(ready(slot=None))


def test_a_time_that_is_taken_changes_nothing():
    taken = ConsultationFactory(booked=True).slot
    late = ready(slot=taken)

    with pytest.raises(SlotTaken, match="ほかの方の予約が先に入りました"):
        book(late)

    late.refresh_from_db()
    assert (late.state, late.author, late.slot) == (ConsultationState.DRAFT, None, taken)
    assert mail_text(about=late.key) == ""


def test_nobody_is_booked_into_today():
    with pytest.raises(SlotTaken, match="いま選べません"):
        book(ready(slot=SlotFactory(starts_at=NOON + timedelta(hours=2))))


def test_what_is_booked_is_not_booked_again():
    with pytest.raises(NoLongerOpen):
        book(ConsultationFactory(booked=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_booked_and_the_other_hears_it_clearly():
    slot = SlotFactory()
    people = [(ready(slot=slot), CompanyUserFactory()) for _ in range(2)]
    start, answers = threading.Barrier(2), []

    def press(consultation, user):
        start.wait()
        try:
            book(consultation, user=user)
            answers.append("booked")
        except SlotTaken as exc:
            answers.append(str(exc))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers)[0] == "booked"
    assert "ほかの方の予約が先に入りました。書いたことは残っています。" in sorted(answers)[1]
    assert Consultation.objects.booked().filter(slot=slot).count() == 1


# --- changing and cancelling


def test_a_wish_is_kept_without_a_letter_and_a_taken_slot_is_refused():
    consultation, free = ConsultationFactory(), SlotFactory()

    choose_slot(consultation_id=consultation.pk, slot=free.uuid, **AT)
    with pytest.raises(SlotTaken):
        choose_slot(consultation_id=consultation.pk, slot=ConsultationFactory(booked=True).slot.uuid, **AT)

    consultation.refresh_from_db()
    assert (consultation.slot, consultation.state, mail_text()) == (free, ConsultationState.DRAFT, "")


def test_a_booked_appointment_moves_and_will_be_reminded_anew():
    consultation, free = ConsultationFactory(booked=True, reminded_at=NOON), SlotFactory()

    choose_slot(consultation_id=consultation.pk, slot=free.uuid, by=THE_COMPANY, at=NOON + timedelta(minutes=1))

    consultation.refresh_from_db()
    assert (consultation.slot, consultation.reminded_at) == (free, None)
    assert "相談の時間を変えました" in mail_text(about=consultation.key)


def test_moving_to_the_same_time_is_nothing():
    consultation = ConsultationFactory(booked=True)

    choose_slot(consultation_id=consultation.pk, slot=consultation.slot.uuid, **AT)

    assert mail_text() == ""


def test_moving_to_a_taken_or_absent_time_keeps_the_old_one():
    consultation = ConsultationFactory(booked=True)
    old = consultation.slot

    for slot in (ConsultationFactory(booked=True).slot.uuid, uuid4()):
        with pytest.raises(SlotTaken):
            choose_slot(consultation_id=consultation.pk, slot=slot, **AT)

    consultation.refresh_from_db()
    assert (consultation.slot, consultation.state) == (old, ConsultationState.BOOKED)


def test_what_was_held_does_not_move():
    with pytest.raises(NoLongerOpen):
        choose_slot(consultation_id=ConsultationFactory(held=True).pk, slot=SlotFactory().uuid, **AT)


def test_cancelling_frees_the_time_tells_both_and_is_done_once():
    StaffFactory(desk=True, email="desk@city.example")
    consultation = ConsultationFactory(booked=True)

    for _ in range(2):
        cancel_consultation(consultation_id=consultation.pk, **AT)

    assert list(ConsultationSlot.objects.free(NOON)) == [consultation.slot]
    assert mail_text(to=consultation.author.email).count("予約を取り消しました。") == 1
    assert "枠は空きに戻りました。" in mail_text(to="desk@city.example")


def test_the_desk_cancels_with_an_apology_and_its_reason():
    consultation = ConsultationFactory(booked=True)

    cancel_consultation(consultation_id=consultation.pk, reason="担当の急用のためです。", **DESK)

    letter = mail_text(to=consultation.author.email)
    assert ("申し訳ありません。" in letter, "担当の急用のためです。" in letter) == (True, True)


def test_what_was_never_booked_cannot_be_cancelled():
    with pytest.raises(NoLongerOpen):
        cancel_consultation(consultation_id=ConsultationFactory().pk, **AT)


# --- the record


def record(consultation, **fields):
    values = {"said": "集会所を一つ選んで試す。", "held_on": TODAY, "notify": True, **DESK, **fields}
    return record_consultation(consultation_id=consultation.pk, **values)


def test_the_record_is_kept_and_told_when_ticked():
    consultation = record(ConsultationFactory(booked=True))

    assert (consultation.state, consultation.held_on) == (ConsultationState.HELD, TODAY)
    letter = mail_text(to=consultation.author.email)
    assert ("相談の記録ができました" in letter, "集会所を一つ選んで" in letter) == (True, False)


def test_without_the_tick_nobody_is_told_and_the_record_can_be_mended():
    consultation = record(ConsultationFactory(held=True), said="直した記録。", notify=False)

    assert (consultation.said, mail_text()) == ("直した記録。", "")


def test_a_record_of_tomorrow_or_of_no_appointment_is_refused():
    with pytest.raises(CannotRecord, match="今日か、それより前"):
        record(ConsultationFactory(booked=True), held_on=TODAY + timedelta(days=1))
    with pytest.raises(CannotRecord, match="予約されていない"):
        record(ConsultationFactory(cancelled=True))


def test_a_letter_to_nobody_is_not_written():
    consultation = ConsultationFactory(held=True, author=None)

    record(consultation)

    assert mail_text() == ""


# --- the draft


def draft(consultation, **fields):
    return draft_from_consultation(consultation_id=consultation.pk, **{"notify": False, **DESK, **fields})


def test_the_draft_holds_what_was_answered_and_said_and_belongs_to_the_company():
    member = MemberFactory()
    consultation = ConsultationFactory(held=True, author=member.user, organization=member.organization)

    made = draft(consultation)

    made.refresh_from_db()
    copied = ("title", "beneficiary", "asks", "cost", "contact_name", "contact_phone", "author", "organization")
    assert {name: getattr(made, name) for name in copied} == {name: getattr(consultation, name) for name in copied}
    assert (made.body, made.consulted_before, made.kind, made.status) == (consultation.said, True, Kind.OPEN, "DRAFT")
    assert list(Proposal.objects.visible_to(member.user, TODAY)) == [made]


def test_a_record_too_long_for_the_field_is_not_cut():
    assert [draft(ConsultationFactory(held=True, said="あ" * length)).body for length in (800, 801)] == ["あ" * 800, ""]


def test_the_draft_is_made_once():
    consultation = ConsultationFactory(held=True)

    assert draft(consultation) == draft(consultation)
    assert Proposal.objects.count() == 1


def test_the_draft_answers_a_challenge_only_while_it_is_open():
    live = ConsultationFactory(held=True, challenge=ChallengeFactory())
    over = ConsultationFactory(held=True, challenge=ChallengeFactory(closes_on=TODAY - timedelta(days=1)))

    assert (draft(live).challenge, draft(over).challenge) == (live.challenge, None)


def test_the_company_is_told_where_the_draft_is_when_ticked():
    consultation = ConsultationFactory(held=True)

    made = draft(consultation, notify=True)

    assert f"/teian/{made.uuid}/proposal/" in mail_text(to=consultation.author.email)


def test_no_draft_comes_of_a_talk_that_was_not_held():
    with pytest.raises(CannotDraft):
        draft(ConsultationFactory(booked=True))


def test_the_files_are_copied_and_what_is_dangerous_stays_behind():
    consultation = ConsultationFactory(held=True)
    stored = store_upload(SimpleUploadedFile("企画書.pdf", leaflet()), at=NOON)
    ConsultationFileFactory(consultation=consultation, file=stored)
    infected = PrivateFileFactory(state=FileState.INFECTED)
    ConsultationFileFactory(consultation=consultation, file=infected, position=2)

    (copy,) = [attachment.file for attachment in draft(consultation).attachments.all()]

    assert (copy.original_name, copy.sha256, copy.state) == ("企画書.pdf", stored.sha256, FileState.CLEAN)
    assert path_of(copy) != path_of(stored)
    with open_file(copy) as left, open_file(stored) as right:
        assert left.read() == right.read()


def test_a_copy_of_a_file_that_waits_for_the_scanner_waits_too():
    stored = store_upload(SimpleUploadedFile("企画書.pdf", leaflet()), at=NOON)
    PrivateFile.objects.filter(pk=stored.pk).update(state=FileState.PENDING)
    stored.refresh_from_db()

    copy = copy_file(stored, at=NOON)

    assert (copy.state, copy.next_try_at) == (FileState.PENDING, NOON)


# --- who began it, and what nobody wanted


def test_the_proved_person_takes_what_the_browser_began_and_staff_take_nothing():
    begun, foreign = ConsultationFactory(), ConsultationFactory()
    user = CompanyUserFactory()

    assert claim_consultations(uuids=[str(begun.uuid)], user=StaffFactory(), **AT) == 0
    assert claim_consultations(uuids=[], user=user, **AT) == 0
    assert claim_consultations(uuids=[str(begun.uuid)], user=user, **AT) == 1

    begun.refresh_from_db()
    foreign.refresh_from_db()
    assert (begun.author, foreign.author) == (user, None)


def test_what_nobody_booked_is_forgotten_with_its_files_and_the_rest_stays():
    old = ConsultationFactory(created_at=NOON - timedelta(days=8))
    kept = ConsultationFileFactory(
        consultation=old, file=store_upload(SimpleUploadedFile("企画書.pdf", leaflet()), at=NOON)
    )
    ConsultationFactory(created_at=NOON - timedelta(days=91), author=CompanyUserFactory())
    stay = [
        ConsultationFactory(created_at=NOON - timedelta(days=6)),
        ConsultationFactory(created_at=NOON - timedelta(days=89), author=CompanyUserFactory()),
        ConsultationFactory(booked=True, created_at=NOON - timedelta(days=400)),
    ]

    assert forget_consultations(by=THE_SYSTEM, at=NOON) == 2

    assert set(Consultation.objects.all()) == set(stay)
    assert not PrivateFile.objects.filter(pk=kept.file.pk).exists()
    assert AuditEvent.objects.filter(verb="consultation.forget").count() == 2


def test_a_consultation_booked_at_the_last_moment_is_not_forgotten(monkeypatch):
    consultation = ConsultationFactory(booked=True, created_at=NOON - timedelta(days=400))
    monkeypatch.setattr("proposals.models.consultation.ConsultationQuerySet.unbooked", lambda rows: rows.booked())

    assert forget_consultations(by=THE_SYSTEM, at=NOON) == 0
    assert Consultation.objects.get() == consultation


def test_answers_and_files_of_a_booked_consultation_are_not_changed():
    consultation = ConsultationFactory(booked=True)

    with pytest.raises(NoLongerOpen):
        save_consultation(consultation_id=consultation.pk, values={"title": "別のこと"})


def test_taking_off_a_file_that_is_not_there_is_nothing():
    consultation = ConsultationFactory()

    assert remove_consultation_file(consultation_id=consultation.pk, file_uuid=str(uuid4()), **AT) is False


# --- the day before


def tomorrow(**fields):
    """An appointment of tomorrow that was booked yesterday."""
    slot = SlotFactory(starts_at=NOON + timedelta(days=1))
    return ConsultationFactory(booked=True, **{"slot": slot, "booked_at": NOON - timedelta(days=1), **fields})


def test_the_day_before_a_letter_goes_once():
    consultation = tomorrow()

    assert (remind_of_consultations(at=NOON), remind_of_consultations(at=NOON)) == (1, 0)

    assert mail_text(to=consultation.author.email).count("明日の事前相談のお知らせです。") == 1


def test_who_switched_it_off_gets_none():
    member = MemberFactory(muted=[Notice.APPOINTMENT])
    tomorrow(author=member.user)

    assert (remind_of_consultations(at=NOON), mail_text()) == (0, "")


def test_nobody_is_reminded_of_another_day_of_a_booking_of_today_or_of_a_cancelled_one():
    tomorrow(booked_at=NOON)
    tomorrow(slot=SlotFactory(starts_at=NOON + timedelta(days=2)))
    tomorrow(state=ConsultationState.CANCELLED)

    assert remind_of_consultations(at=NOON) == 0


def test_an_appointment_cancelled_meanwhile_is_not_reminded(monkeypatch):
    tomorrow(state=ConsultationState.CANCELLED)
    monkeypatch.setattr("proposals.models.consultation.ConsultationQuerySet.booked", lambda rows: rows.all())

    assert remind_of_consultations(at=NOON) == 0


# --- the desk's calendar

PLAN = Plan(weekdays={1, 3}, periods=[(time(10), time(11))], first=date(2026, 11, 2), weeks=1)
WHERE = {"place": "市役所 北棟3階 相談室", "is_online": False}


def test_a_plan_shows_what_it_will_make_and_skips_holidays():
    offer = planned(PLAN, at=NOON, **WHERE)

    # 3 November is 文化の日
    assert (len(offer.new), offer.days, offer.skipped, offer.already) == (
        2,
        [date(2026, 11, 5)],
        [date(2026, 11, 3)],
        0,
    )
    assert not ConsultationSlot.objects.exists()


def test_the_same_plan_twice_makes_its_slots_once():
    assert [offer_slots(plan=PLAN, **WHERE, **DESK) for _ in range(2)] == [2, 0]
    assert planned(PLAN, at=NOON, **WHERE).already == 2


def test_nothing_is_offered_in_the_past():
    assert planned(PLAN, at=NOON + timedelta(days=60), **WHERE).new == []


def test_only_free_slots_are_taken_back_and_wishes_are_forgotten():
    booked = ConsultationFactory(booked=True)
    past = SlotFactory(starts_at=NOON - timedelta(days=1))
    wish = ConsultationFactory(slot=SlotFactory())
    uuids = [str(slot.uuid) for slot in ConsultationSlot.objects.all()]

    assert take_back_slots(uuids=uuids, **DESK) == 1

    wish.refresh_from_db()
    assert (wish.slot, set(ConsultationSlot.objects.all())) == (None, {booked.slot, past})
