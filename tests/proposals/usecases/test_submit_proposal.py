import hashlib
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import NumberSequence, PledgeAnswer, PledgeItem, Promise, Proposal, StatusChange, Submission
from proposals.queries import items_to_ask
from proposals.usecases.reword_pledge import reword_pledge
from proposals.usecases.submit_proposal import CannotSubmit
from tests.factories.accounts import MemberFactory, UserFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import NOON, THE_DESK, TODAY, at
from tests.proposals.drafts import fresh, ready, submit, submitted

pytestmark = pytest.mark.django_db
BODY_ITEMS = {"D1", "D2", "D3", "D4", "D5", "P1", "P2", "C1", "C2"}


def reword(code, text="新しい文です。", on=TODAY):
    item = PledgeItem.objects.filter(code=code).latest("version")
    return reword_pledge(
        item=item, text=text, basis=item.basis, position=item.position, valid_from=on, is_retired=False,
        by=THE_DESK, at=at(on),
    )  # fmt: skip


def refused(proposal, on=TODAY):
    with pytest.raises(CannotSubmit) as exc:
        submit(proposal, at=at(on))
    return exc.value.step, str(exc.value)


# what is stored


def test_a_draft_becomes_a_numbered_proposal():
    proposal = ready()

    submit(proposal)

    stored = fresh(proposal)
    assert (stored.status, stored.number, stored.submitted_at, stored.status_changed_at) == (
        "SUBMITTED",
        "R8-J-0001",
        NOON,
        NOON,
    )
    assert (stored.version, stored.pledge_draft) == (2, {})


def test_the_history_the_audit_and_the_first_promise_begin():
    proposal = submitted()

    change = StatusChange.objects.get(proposal=proposal)
    promise = Promise.objects.get(proposal=proposal)
    event = AuditEvent.objects.get(verb="proposal.submit")
    assert (change.origin, change.target, change.actor, change.party, change.at) == (
        "DRAFT",
        "SUBMITTED",
        "会社次郎",
        "proposer",
        NOON,
    )
    assert (promise.stage, promise.within_days, promise.due_on, promise.told_on) == (
        "FORMAL_CHECK",
        3,
        date(2026, 10, 8),
        date(2026, 10, 8),
    )
    assert (event.about, event.actor_key, event.address, event.keys) == (
        "proposal:R8-J-0001",
        "user:0",
        "127.0.0.1",
        {"target": "SUBMITTED"},
    )


def test_the_first_version_is_frozen():
    proposal = submitted()

    version = Submission.objects.get(proposal=proposal)
    assert (version.version, version.submitted_by, version.submitted_at) == (1, "会社次郎", NOON)
    assert version.content["number"] == "R8-J-0001"
    assert version.content["fields"]["title"] == proposal.title


def test_the_words_can_be_searched_at_once():
    proposal = submitted(body="集会所で販売します。")

    assert list(Proposal.objects.matching("集会所")) == [proposal]


def test_a_second_call_returns_what_the_first_one_made():
    proposal = ready()
    first = submit(proposal)

    second = submit(proposal, at=NOON + timedelta(days=1))

    assert (second.pk, second.number, second.submitted_at) == (first.pk, "R8-J-0001", NOON)
    assert [model.objects.count() for model in (Submission, StatusChange, Promise, OutgoingMail)] == [1, 1, 1, 1]
    assert PledgeAnswer.objects.count() == 23


# numbers


def test_each_year_and_each_kind_has_its_own_sequence():
    october, april = date(2026, 10, 5), date(2027, 4, 1)

    numbers = [
        submit(ready(**fields), at=at(day)).number
        for day, fields in [
            (october, {}),
            (october, {"for_challenge": True}),
            (october, {}),
            (april, {}),
            (april, {"for_challenge": True}),
        ]
    ]

    assert numbers == ["R8-J-0001", "R8-K-0001", "R8-J-0002", "R9-J-0001", "R9-K-0001"]


def test_the_year_is_the_one_in_tokyo():
    assert submit(ready(), at=at(date(2027, 3, 31), 23)).number == "R8-J-0001"
    assert submit(ready(), at=at(date(2027, 4, 1), 0)).number == "R9-J-0001"


def test_a_refused_submission_uses_no_number():
    refused(ready(title=""))

    assert submitted().number == "R8-J-0001"
    assert NumberSequence.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_numbers_without_a_gap():
    drafts = [ready().pk for _ in range(8)]
    begin, numbers, failures = threading.Barrier(8), [], []

    def send(pk):
        try:
            begin.wait()
            numbers.append(submit(Proposal(pk=pk)).number)
        except Exception as exc:  # a failure in a thread would be silent
            failures.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(pk,)) for pk in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(numbers) == [f"R8-J-000{n}" for n in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_eight_times_at_once_is_one_proposal():
    pk = ready().pk
    begin, numbers = threading.Barrier(8), []

    def send():
        begin.wait()
        try:
            numbers.append(submit(Proposal(pk=pk)).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers == ["R8-J-0001"] * 8
    assert (Submission.objects.count(), OutgoingMail.objects.count(), NumberSequence.objects.get().last) == (1, 1, 1)


# what is refused, and where it can be mended


@pytest.mark.parametrize(
    ("field", "empty", "label"),
    [
        ("title", "", "提案名"),
        ("summary", "", "概要"),
        ("beneficiary", "", "だれの何がよくなるか"),
        ("body", "", "提案内容"),
        ("asks", [], "市に求めること"),
        ("cost", "", "費用"),
    ],
)
def test_a_required_field_must_be_written(field, empty, label):
    assert refused(ready(**{field: empty})) == (
        "proposal",
        f"「{label}」がまだ書かれていません。書いてから提出してください。",
    )


@pytest.mark.parametrize(
    "window",
    [
        {"opens_on": TODAY + timedelta(days=1)},
        {"closes_on": TODAY - timedelta(days=1)},
    ],
)
def test_a_challenge_must_be_open(window):
    proposal = ready(kind="CHALLENGE", challenge=ChallengeFactory(**window))

    assert refused(proposal) == ("proposal", "この課題は、いま募集していません。自由提案型に変えて提出できます。")


def test_the_last_day_of_a_challenge_is_open():
    proposal = ready(kind="CHALLENGE", challenge=ChallengeFactory(closes_on=TODAY))

    assert submit(proposal).number == "R8-K-0001"


@pytest.mark.parametrize("missing", [{"organization": None}, {"contact_name": ""}, {"contact_phone": ""}])
def test_the_organization_and_the_contact_must_be_named(missing):
    proposal = ready()
    Proposal.objects.filter(pk=proposal.pk).update(**missing)

    assert refused(proposal) == (
        "organization",
        "団体と担当者がまだ書かれていません。書いてから提出してください。",
    )


@pytest.mark.parametrize("left", [None, {"version": 1, "answer": "", "detail": "書きかけ"}, {"version": 1}])
def test_every_item_must_be_answered(left):
    proposal = ready()
    proposal.pledge_draft = {**proposal.pledge_draft, "P3": left}
    proposal.save()

    assert refused(proposal) == (
        "pledges",
        "まだ答えていない確認事項があります。すべてに答えてから提出してください。",
    )


def test_a_tick_under_an_older_wording_does_not_count():
    proposal = ready()
    reword("N2")

    assert refused(proposal) == ("pledges", "確認事項の文が新しくなりました。もう一度読んで、印を付けてください。")


@pytest.mark.parametrize("code", ["P1", "P10", "C3", "N4"])
def test_a_pledge_a_consent_and_an_understanding_need_a_yes(code):
    proposal = ready()
    proposal.pledge_draft[code]["answer"] = "いいえ"
    proposal.save()

    assert refused(proposal) == ("pledges", "誓約・同意・了承には、すべて印が必要です。")


def test_a_yes_in_a_declaration_does_not_stop_a_proposal():
    proposal = ready()
    proposal.pledge_draft["D3"] = {"version": 1, "answer": "はい", "detail": "分割で納めています。"}
    proposal.save()

    submit(proposal)

    answer = PledgeAnswer.objects.get(proposal=proposal, item__code="D3")
    assert (answer.answer, answer.detail) == ("はい", "分割で納めています。")


def test_a_refusal_stores_nothing():
    proposal = ready()
    proposal.pledge_draft = {}
    proposal.save()

    refused(proposal)

    assert fresh(proposal).status == "DRAFT"
    assert [model.objects.count() for model in (Submission, StatusChange, Promise, PledgeAnswer, OutgoingMail)] == [
        0
    ] * 5


# the evidence


def test_the_evidence_holds_version_hash_person_time_and_place():
    proposal = submitted()

    rows = PledgeAnswer.objects.filter(proposal=proposal).select_related("item")
    assert {row.item.code: (row.answer, row.text_sha256) for row in rows} == {
        item.code: (
            {"D4": "要らない"}.get(item.code, "いいえ" if item.kind == "D" else "はい"),
            hashlib.sha256(item.text.encode()).hexdigest(),
        )
        for item in PledgeItem.objects.all()
    }
    assert {(row.item.version, row.organization_id, row.answered_by, row.answered_at, row.address) for row in rows} == {
        (1, proposal.organization_id, "会社次郎", NOON, "127.0.0.1")
    }


def test_items_about_the_organization_are_not_asked_again_for_12_months():
    first = submitted()
    last_day = TODAY + timedelta(days=365)

    second = submit(ready(on=last_day, organization=first.organization), at=at(last_day))

    answered = set(PledgeAnswer.objects.filter(proposal=second).values_list("item__code", flat=True))
    assert answered == set(PledgeItem.objects.values_list("code", flat=True)) - BODY_ITEMS


def test_items_about_the_organization_are_asked_after_12_months():
    first = submitted()
    later = TODAY + timedelta(days=366)

    second = submit(ready(on=later, organization=first.organization), at=at(later))

    assert second.pledge_answers.count() == 23


def test_a_changed_wording_is_asked_again_at_once():
    first = submitted()
    reword("P1")

    second = ready(organization=first.organization)

    assert BODY_ITEMS & {item.code for item in items_to_ask(second, TODAY)} == {"P1"}
    assert submit(second).pledge_answers.get(item__code="P1").item.version == 2


def test_another_organization_answers_for_itself():
    submitted()

    assert submit(ready(organization=OrganizationFactory())).pledge_answers.count() == 23


def test_an_item_out_of_use_is_not_asked():
    PledgeItem.objects.filter(code="N4").update(is_retired=True)

    assert submitted().pledge_answers.count() == 22


# the receipt


def test_the_receipt_goes_to_the_active_members_only():
    proposal = ready()
    organization = proposal.organization
    (member,) = organization.members.all()
    second = MemberFactory(organization=organization)
    MemberFactory(organization=organization, left_at=NOON)
    MemberFactory(organization=organization, user=UserFactory(is_active=False))
    MemberFactory()

    submit(proposal)

    mails = OutgoingMail.objects.order_by("pk")
    assert [mail.to for mail in mails] == [member.user.email, second.user.email]
    assert {(mail.template, mail.about, mail.subject) for mail in mails} == {
        ("proposals/received", "proposal:R8-J-0001", "【奈良市公民連携デスク】提案を受け付けました（R8-J-0001）")
    }
    assert "令和8年（2026年）10月8日（木）までに" in mails[0].body


def test_a_submission_costs_30_queries_at_most():
    proposal = ready()

    with CaptureQueriesContext(connection) as queries:
        submit(proposal)

    assert len(queries) <= 30


def test_the_desk_may_submit_for_somebody_who_came_with_paper():
    proposal = submit(ready(channel="VISIT"), by=THE_DESK)

    assert StatusChange.objects.get(proposal=proposal).party == "desk"
