"""保存年限 of consultations, events and 研修: which come on a list, and that no word, file or person of one is left."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from dialogue.enums import EventState
from dialogue.models import (
    Card,
    CardExchange,
    Encounter,
    EncounterNote,
    Event,
    EventLetter,
    NextStep,
    Participant,
    Registration,
    SeatingPlan,
    SeatingRule,
    TroubleSource,
    Wish,
)
from dialogue.models.registration import new_code
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.models import AuditEvent, PaperJob, PrivateFile
from nara_renkei.portal.queries.kept_records import DIALOGUES, TALKS, TRAININGS
from nara_renkei.surveys.models import Addressee, Answer, AnswerSheet, Survey
from proposals.enums import ConsultationState
from proposals.models import Consultation, ConsultationFile, Trouble
from screening.enums import HoldCause, LineState, RecordKind
from screening.models import DisposalLine, Extension, Hold
from screening.queries.records import listed_kinds
from screening.queries.retention import lines_of, over_by_example, retention_of_record
from screening.queries.wiping import text_columns
from screening.usecases.hold_record import CannotHold, hold_line, lift_hold
from screening.usecases.prepare_disposal import CannotPrepare, prepare_disposal
from screening.usecases.put_off_disposal import put_off_disposal
from screening.usecases.start_disposal import start_disposal
from tests.factories.accounts import StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.dialogue import EventFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import TroubleFactory
from tests.factories.screening import LONG_AGO
from tests.factories.surveys import QuestionFactory, SurveyFactory
from tests.factories.training import CourseFactory, SessionFactory
from tests.harness import NOON, TODAY, StrictClient, at
from tests.screening.disposals import (
    BY,
    MARK,
    approved,
    as_the_worker,
    confirmed,
    everywhere,
    finished_paper,
    kept_file,
    long_over,
    on_the_way_to,
    open_door,
    printed,
    running,
    wipe_all,
)
from tests.screening.record import Record
from training.models import (
    Attendance,
    AttendanceChange,
    CheckQuestion,
    Course,
    LetterOrder,
    Material,
    MaterialVersion,
    Resolution,
    SelfStudy,
    SelfStudyTry,
    SessionLetter,
    Stumble,
    Trainee,
)

pytestmark = pytest.mark.django_db
KINDS = (TALKS, DIALOGUES, TRAININGS)
DAY = LONG_AGO.date()
QUOTE = f"{MARK}さんは、月ヶ瀬で移動販売を試したいと言った。"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


# -- the declaration


@pytest.mark.parametrize("kept", KINDS, ids=lambda kept: kept.kind)
def test_every_column_of_words_is_wiped_or_stays_for_a_reason(kept):
    root = kept.ended().model
    reached = {one for one in on_the_way_to(root) if one is not Consultation or root is Consultation}
    asked = {Addressee, Answer} if kept is not TALKS else set()
    wiped = {f"{wipe.model._meta.label}.{name}" for wipe in kept.wipes for name in wipe.columns}
    gone = {f"{wipe.model._meta.label}.{name}" for wipe in kept.wipes if wipe.goes for name in text_columns(wipe.model)}
    columns = {f"{model._meta.label}.{name}" for model in reached | asked for name in text_columns(model)}

    forgotten = {one for one in columns - wiped - gone if not {one, f"{one.rpartition('.')[0]}.*"} & set(kept.stays)}
    assert forgotten == set()
    assert not wiped & set(kept.stays)
    for one, reason in kept.stays.items():
        label, _, name = one.rpartition(".")
        assert reason
        assert name == "*" or name in {column.name for column in apps.get_model(label)._meta.fields}, one


def test_they_come_on_the_list_beside_proposals():
    assert {one.kind for one in KINDS} == {RecordKind.CONSULTATION, RecordKind.DIALOGUE, RecordKind.TRAINING}
    assert set(RecordKind) - listed_kinds() == {RecordKind.PERSON, RecordKind.ACCOUNT}


# -- which are over


def a_talk(day=DAY, **fields):
    fields = {"state": ConsultationState.HELD, "held_on": day, "created_at": at(day), **fields}
    return ConsultationFactory(**fields)


def an_event(day=DAY, **fields):
    fields = {"state": EventState.ENDED, "created_at": at(day), **fields}
    return EventFactory(held_on=day, closes_on=day, **fields)


def a_course(day=DAY, **fields):
    course = CourseFactory(created_at=at(day))
    SessionFactory(course=course, ended=True, held_on=day, **fields)
    return course


MAKERS = {TALKS: a_talk, DIALOGUES: an_event, TRAININGS: a_course}
each_kind = pytest.mark.parametrize("kept", KINDS, ids=lambda kept: kept.kind)


@each_kind
def test_it_is_over_when_the_years_from_the_april_after_are(kept):
    years = {TALKS: 3, DIALOGUES: 5, TRAININGS: 3}[kept]  # of the table to begin with; TODAY is in R8
    make = MAKERS[kept]
    old, last = make(), make(date(2026 - years, 3, 31))
    make(date(2026 - years, 4, 1))
    confirmed(kept.kind)

    disposal = prepare_disposal(**BY)

    assert list(disposal.lines.order_by("position").values_list("record", "completed_on", "ends_on", "years")) == [
        (old.key, DAY, date(2016 + years, 3, 31), years),
        (last.key, date(2026 - years, 3, 31), date(2026, 3, 31), years),
    ]
    assert [one.subject for one in lines_of(disposal)] == [str(old), str(last)]


@each_kind
def test_nothing_is_listed_by_a_row_that_the_city_has_not_confirmed(kept):
    made = MAKERS[kept]()
    confirmed(RecordKind.DECLINED)

    with pytest.raises(CannotPrepare, match="いまありません"):
        prepare_disposal(**BY)
    assert over_by_example(date(2027, 4, 1)) == [kept.number(made)]
    assert over_by_example(date(2027, 5, 1)) == []


def test_what_is_not_ended_is_not_over():
    an_event(state=EventState.TODAY)
    a_talk(state=ConsultationState.DRAFT, held_on=None)
    a_talk(proposal=long_over())
    SessionFactory(course=a_course(), held_on=DAY)  # one 回 is in preparation still
    CourseFactory()
    a_course(self_study_until=TODAY)
    confirmed(RecordKind.CONSULTATION, RecordKind.DIALOGUE, RecordKind.TRAINING)

    with pytest.raises(CannotPrepare, match="いまありません"):
        prepare_disposal(**BY)


def test_a_cancelled_consultation_counts_from_its_appointment():
    talk = a_talk(state=ConsultationState.CANCELLED, held_on=None)
    confirmed(RecordKind.CONSULTATION)

    assert prepare_disposal(**BY).lines.get().completed_on == DAY
    assert retention_of_record(talk.key).words == "平成31年3月31日まで（3年、平成28年4月1日から）"


def test_all_kinds_stand_on_one_list_the_oldest_first():
    event, talk, proposal, course = an_event(), a_talk(date(2014, 5, 1)), long_over(), a_course(date(2013, 5, 1))
    confirmed()

    lines = prepare_disposal(**BY).lines.order_by("position")

    assert [line.key for line in lines] == [course.key, talk.key, proposal.key, event.key]
    with pytest.raises(CannotPrepare, match="いまありません"):
        prepare_disposal(**BY)


# -- what holds


@each_kind
def test_it_is_put_off_or_held_from_its_line_and_comes_again_when_that_is_over(kept):
    put_off, held, free = (MAKERS[kept]() for _ in range(3))
    confirmed(kept.kind)
    disposal = prepare_disposal(**BY)
    lines = {line.record: line for line in disposal.lines.all()}
    put_off_disposal(line=lines[put_off.key], until=date(2030, 3, 31), reason="まだ使う。", **BY)
    hold = hold_line(line=lines[held.key], cause=HoldCause.DISPUTE, reason="令和8年（ワ）第1号", **BY)

    assert [one.holds for one in lines_of(disposal)] == [[], ["係争・監査　令和8年（ワ）第1号"], []]
    start_disposal(disposal=approved(disposal), **BY)
    wipe_all()

    assert {line.record: (line.state, line.note) for line in disposal.lines.all()} == {
        put_off.key: (LineState.PUT_OFF, "令和12年3月31日まで。まだ使う。"),
        held.key: (LineState.KEPT, "廃棄を止めています：係争・監査　令和8年（ワ）第1号"),
        free.key: (LineState.WIPED, ""),
    }
    assert Extension.objects.get().record == put_off.key
    assert retention_of_record(put_off.key).ends_on == date(2030, 3, 31)
    with pytest.raises(CannotHold, match="もう廃棄"):
        hold_line(line=lines[free.key], cause=HoldCause.OTHER, reason="遅かった", **BY)
    lift_hold(hold=hold, reason="済んだ。", **BY)
    assert AuditEvent.objects.get(verb="hold.lift").about == held.key
    assert prepare_disposal(**BY).lines.get().record == held.key


def test_what_is_opened_again_after_the_list_stays():
    event = an_event()
    disposal = running()
    Event.objects.filter(pk=event.pk).update(state=EventState.TODAY)

    wipe_all()

    line = disposal.lines.get()
    assert (line.state, line.note) == (LineState.KEPT, "終わったものではなくなりました。")


# -- a whole record


def survey_of(record, about):
    """A closed アンケート with an answer in words."""
    survey = SurveyFactory(open=True, about=about, questions=False)
    question = QuestionFactory(survey=survey, text_answer=True)
    record.make(Addressee, survey=survey, side="COMPANY")
    sheet = AnswerSheet.objects.create(survey=survey, side="COMPANY")
    record.make(Answer, sheet=sheet, question=question, score=None, text=f"{MARK}が答えた言葉")
    Survey.objects.filter(pk=survey.pk).update(closed_at=NOON)
    return survey


def letters_to(*keys):
    for n, key in enumerate(keys):
        OutgoingMailFactory(about=key, subject=f"{MARK}の件", body=f"{MARK} 様", to=f"{n}@example.jp")
        CapabilityLink.objects.create(
            purpose="PLEDGES", about=key, email="tantou@example.jp", token_sha256=f"{n:064}", created_at=NOON,
            expires_at=NOON + timedelta(days=7), created_by=MARK,
        )  # fmt: skip


def logged(row):
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=StaffFactory(), content_type=kind, object_id=row.pk, object_repr=MARK, action_flag=CHANGE
    )


def full_talk():
    record = Record(None)
    talk = record.make(
        Consultation, state=ConsultationState.HELD, held_on=DAY, booked_at=LONG_AGO, created_at=LONG_AGO, asks=["PLACE"],
        author=StaffFactory(), said=QUOTE,
    )  # fmt: skip
    ConsultationFile.objects.create(consultation=talk, file=kept_file("相談の資料.txt", f"{MARK}の資料"))
    logged(talk)
    return talk, [talk.key]


def full_event():
    record, event = Record(None), an_event()
    company = record.make(
        Registration, event=event, side="COMPANY", organization=OrganizationFactory(), business_line="RETAIL",
        entered_at=LONG_AGO, state="CANCELLED", cancelled_at=LONG_AGO, slides=kept_file("紹介.txt", f"{MARK}の紹介"),
    )  # fmt: skip
    division = record.make(
        Registration, event=event, side="DIVISION", division=DivisionFactory(), entered_at=LONG_AGO, cancelled_by="",
        cancel_reason="",
    )  # fmt: skip
    one, other = (
        record.make(Participant, registration=side, position=n, code=new_code(), arrived_at=LONG_AGO)
        for n, side in enumerate((company, division))
    )
    record.make(Card, participant=one, consented_at=LONG_AGO)
    CardExchange.objects.create(one=one, other=other, way="CODE", exchanged_at=LONG_AGO)
    record.make(Wish, registration=company, position=1, division=division.division)
    record.make(SeatingRule, event=event, company=company, division=division, kind="MUST")
    record.make(
        SeatingPlan, event=event, number=1, asked_at=LONG_AGO, state="DONE", solved_at=LONG_AGO, is_announced=True,
        announced_at=LONG_AGO, figures={"met": MARK}, outcomes=[{"who": MARK}],
    )  # fmt: skip
    met = record.make(
        Encounter, event=event, company=company, division=division, code=new_code(), recorded_at=LONG_AGO,
        missed_at=LONG_AGO,
    )  # fmt: skip
    record.make(EncounterNote, encounter=met, said=QUOTE, written_at=LONG_AGO)
    for what in ("地図を送る", "見積りを出す"):
        record.make(
            NextStep, encounter=met, what=f"{MARK}：{what}", side="COMPANY", person="会社次郎", due_on=DAY, written_at=LONG_AGO,
            done_by="", dropped_by="", dropped_reason="",
        )  # fmt: skip
    record.make(
        NextStep, encounter=met, side="DIVISION", due_on=DAY, written_at=LONG_AGO, dropped_at=LONG_AGO, done_by=""
    )
    TroubleSource.objects.create(trouble=TroubleFactory(trouble="別の文書の困りごと"), encounter=met)
    record.make(EventLetter, event=event, kind="INVITATION", about=company.key, sent_at=LONG_AGO)
    survey = survey_of(record, event.key)
    for row in (event, company, one):
        logged(row)
    return event, [event.key, company.key, one.key, survey.key]


def full_course():
    record, course = Record(None), CourseFactory(created_at=LONG_AGO, lecturer=f"{MARK}先生")
    session = SessionFactory(course=course, ended=True, held_on=DAY, self_study_until=DAY)
    people = [
        record.make(Trainee, course=course, user=StaffFactory(), session=session, set_at=LONG_AGO) for _ in range(2)
    ]
    people[0].substitute = people[1]
    people[0].save()
    came = record.make(Attendance, session=session, trainee=people[1], mark="PRESENT", way="LIST", marked_at=LONG_AGO)
    record.make(AttendanceChange, attendance=came, before="ABSENT", after="PRESENT", changed_at=LONG_AGO)
    record.make(
        Resolution,
        trainee=people[1],
        written_at=LONG_AGO,
        asks_on=DAY,
        outcome="DONE",
        answered_at=LONG_AGO,
        text=QUOTE,
    )
    study = SelfStudy.objects.create(trainee=people[0], session=session, passed_at=LONG_AGO)
    SelfStudyTry.objects.create(self_study=study, at=LONG_AGO, right=1, asked=1, needed=1, sheet=[{"text": MARK}])
    order = record.make(LetterOrder, session=session, kind="INVITATION", ordered_at=LONG_AGO)
    SessionLetter.objects.create(
        order=order, session=session, kind="INVITATION", trainee=people[0], prepared_at=LONG_AGO,
        mail=OutgoingMailFactory(about=people[0].key, body=f"{MARK} 様"),
    )  # fmt: skip
    material = record.make(Material, session=session)
    record.make(
        MaterialVersion, material=material, number=1, added_at=LONG_AGO, file=kept_file("教材.txt", f"{MARK}の教材")
    )
    record.make(CheckQuestion, course=course, right=1)
    record.make(Stumble, session=session, written_on=DAY, is_hint=True, settled_at=LONG_AGO)
    surveys = [survey_of(record, f"{session.key}:{when}") for when in ("before", "after")]
    logged(people[0])
    return course, [course.key, session.key, people[0].key, *(one.key for one in surveys)]


FULL = {TALKS: full_talk, DIALOGUES: full_event, TRAININGS: full_course}
OWN_PAPERS = {
    TALKS: lambda root: [],
    DIALOGUES: lambda root: [("event_badges", root.slug), ("note_sheets", root.slug), *results(root.key)],
    TRAININGS: lambda root: [
        ("training_report", root.slug),
        ("certificate", root.trainees.first().key),
        ("training_sheet", root.sessions.get().key),
        *results(f"{root.sessions.get().key}:after"),
    ],
}


def results(about):
    return [("survey", str(one.uuid)) for one in Survey.objects.filter(about=about)]


@each_kind
def test_nothing_of_it_is_left_in_any_table_or_file(kept, django_capture_on_commit_callbacks):
    root, keys = FULL[kept]()
    letters_to(*keys)
    of = {"proposal": None, "record": root.key}
    Record(None).make(Hold, **of, cause="OTHER", placed_at=NOON, lifted_on=TODAY)
    Record(None).make(Extension, **of, until=DAY, extended_at=NOON)
    for kind, about in OWN_PAPERS[kept](root):
        finished_paper(kind, about, kept_file(f"{kind}.txt", MARK))
    finished_paper("handover", "1", printed(f"<p style='width: 5em'>{QUOTE}</p>"))
    other = finished_paper("monthly", "2015-06", printed(f"<p>{root if kept is not TALKS else 'ほかの相談'}</p>"))
    before = everywhere(kept.stays)
    tables = {wipe.model._meta.db_table for wipe in kept.wipes if set(text_columns(wipe.model)) - set(wipe.files)}
    without_words = {"proposals_consultationfile", "training_materialversion", "dialogue_seatingrule"}
    assert tables - without_words <= before
    assert {"notifications_outgoingmail", "django_admin_log", "accounts_capabilitylink"} <= before

    running()
    with django_capture_on_commit_callbacks(execute=True), as_the_worker():
        wipe_all()

    line = DisposalLine.objects.get()
    assert (line.state, line.note) == ("WIPED", "")
    assert everywhere(kept.stays) == set()
    assert list(PaperJob.objects.all()) == [other]
    assert list(PrivateFile.objects.all()) == [other.file]
    assert [path.name for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()] == [
        Path(other.file.stored_name).name
    ]
    assert not CapabilityLink.objects.filter(about__in=keys).exists()
    assert AuditEvent.objects.get(verb="disposal.wipe").about == root.key
    assert (line.wiped_rows > 3, line.wiped_files > 0) == (True, True)
    assert not list(kept.over(TODAY, 1))


def test_of_an_event_who_came_and_who_met_whom_stays():
    event, _ = full_event()
    running()
    wipe_all()

    company, division = Registration.objects.filter(event=event).order_by("pk")
    met = Encounter.objects.get(event=event)
    assert (met.company, met.division, company.organization_id is None) == (company, division, False)
    assert Participant.objects.filter(registration__event=event, name="（保存年限により削除）").count() == 2
    assert Trouble.objects.get().trouble == "別の文書の困りごと"
    assert Event.objects.get().name == event.name


def test_of_a_training_no_person_is_left():
    course, _ = full_course()
    running()
    wipe_all()

    people = [Trainee, Attendance, AttendanceChange, Resolution, SelfStudy, SelfStudyTry, SessionLetter]
    assert [model.objects.count() for model in people] == [0] * len(people)
    assert Course.objects.get().name == course.name


@each_kind
def test_the_next_one_is_not_touched(kept):
    FULL[kept]()
    near, _ = FULL[kept]()
    confirmed(kept.kind)
    disposal = prepare_disposal(**BY)
    put_off_disposal(line=disposal.lines.get(record=near.key), until=date(2030, 3, 31), reason="まだ。", **BY)
    rows = {wipe.model: list(wipe.rows(near).order_by("pk").values()) for wipe in kept.wipes if wipe.model is not Hold}
    start_disposal(disposal=approved(disposal), **BY)

    wipe_all()

    assert {
        model: list(wipe.rows(near).order_by("pk").values()) for wipe in kept.wipes if (model := wipe.model) in rows
    } == rows
    assert all(rows.values())


@each_kind
def test_its_pages_open_afterwards(kept, desk_client):
    root, _ = FULL[kept]()
    disposal = running()
    wipe_all()
    home = f"/admin/{root._meta.app_label}/{root._meta.model_name}"

    said = desk_client.get(f"/admin/screening/disposallist/{disposal.pk}/change/").content.decode()
    page = kept.page_of(root)
    assert f'href="{page}"' in said
    assert MARK not in said
    for address in (f"{home}/", page):
        answer = desk_client.get(address, follow=True)
        assert (answer.status_code, MARK in answer.content.decode()) == (200, False), address
    if kept is DIALOGUES:
        assert StrictClient().get(f"/dialogue/{root.slug}/").status_code in {200, 404}


# -- the door in the database


def test_what_binds_of_a_survey_opens_for_its_record_alone():
    event, _ = full_event()
    mine = Survey.objects.get(about=event.key)
    theirs = survey_of(Record(None), "event:another")
    disposal = running()
    line = disposal.lines.get()
    DisposalLine.objects.filter(pk=line.pk).update(state="WORKING")
    gone = {"name": "（保存年限により削除）", "email": ""}

    def refused(change):
        try:
            with transaction.atomic():
                change()
        except IntegrityError as exc:
            return "cannot change" in str(exc) or "append-only" in str(exc)
        return False

    def answers(survey, text="（保存年限により削除）"):
        Answer.objects.filter(sheet__survey=survey).update(text=text)

    for what, change in (
        ("closed", lambda: Addressee.objects.filter(survey=mine).update(**gone)),
        ("closed", lambda: answers(mine)),
        ("another survey", lambda: (open_door(line), Addressee.objects.filter(survey=theirs).update(**gone))),
        ("another survey", lambda: (open_door(line), answers(theirs))),
        ("new words", lambda: (open_door(line), answers(mine, "書き換えた"))),
        ("deleted", lambda: (open_door(line), Answer.objects.filter(sheet__survey=mine).delete())),
        ("no number", lambda: (open_door(DisposalLine(pk=line.pk + 1)), answers(mine))),
    ):
        assert refused(change), what
    open_door(line)
    answers(mine)
    Addressee.objects.filter(survey=mine).update(**gone)
    assert Addressee.objects.get(survey=mine).email == ""


@pytest.mark.parametrize("change", ["held", "not confirmed"])
def test_the_database_lets_no_line_of_a_record_begin_when(change):
    an_event()
    line = running().lines.get()
    if change == "held":
        hold_line(line=line, cause=HoldCause.OTHER, reason="監査のため", **BY)
    else:
        line.retention.__class__.objects.update(is_confirmed=False, confirmed_on=None, confirmed_by="")

    with pytest.raises(IntegrityError, match="cannot change to wiped"), transaction.atomic():
        DisposalLine.objects.filter(pk=line.pk).update(state="WORKING")


def test_a_line_keeps_what_it_is_about():
    an_event()
    confirmed(RecordKind.DIALOGUE)
    line = prepare_disposal(**BY).lines.get()

    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        DisposalLine.objects.filter(pk=line.pk).update(record="event:another")
