"""Accounts that nobody has used for years: a letter, thirty days, and then no name is left."""

from datetime import date, timedelta

import pytest

from dialogue.enums import EventState
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.models import CapabilityLink, JoinRequest, Member, User
from nara_renkei.accounts.usecases.close_account import CannotClose, close_account
from nara_renkei.accounts.usecases.prove_email import prove_email
from nara_renkei.accounts.usecases.send_sign_in_code import SentCode, code_digest
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent, Session
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.queries.idle_people import idle_people
from nara_renkei.portal.usecases.close_idle_accounts import _close, _tell, close_idle_accounts
from proposals.models import CoProposer
from screening.enums import RecordKind
from screening.models import RetentionClass
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import AgreementFactory, OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient, at, rows_with
from tests.screening.disposals import confirmed

pytestmark = pytest.mark.django_db

NAME, EMAIL = "使わない 四郎", "shiro@long-ago.example"
LAST_SEEN = at(date(2023, 3, 31))  # R4: kept until 2026-03-31
LAST_DAY = at(TODAY + timedelta(days=30))
AFTER = at(TODAY + timedelta(days=31))


def seen(person, moment=LAST_SEEN):
    User.objects.filter(pk=person.pk).update(last_login=moment, created_at=LAST_SEEN)
    person.refresh_from_db()
    return person


def idle(**fields):
    return seen(MemberFactory(**fields).user)


def run(moment=NOON):
    return tuple(close_idle_accounts(by=THE_SYSTEM, at=moment))


def test_after_a_letter_and_thirty_days_nobody_is_named_and_the_address_begins_anew():
    person = idle(user__name=NAME, user__email=EMAIL)
    StrictClient.of(person)
    seen(person)
    asked_to_join(person, decided_at=NOON, decided_by="受付花子（デスク）")
    ProposalFactory(declined=True, organization=person.memberships.get().organization, author=person)
    OutgoingMailFactory(about="organization:1", to=EMAIL, body=f"{NAME} 様\n招待です。", sent=True)
    CapabilityLink.objects.create(
        purpose="INVITATION", about="organization:1", email=EMAIL, token_sha256="1" * 64, created_at=NOON,
        expires_at=AFTER + timedelta(days=1), created_by="受付",
    )  # fmt: skip
    assert run() == (0, 0)  # the city has not confirmed the row
    confirmed(RecordKind.ACCOUNT)

    assert run() == (1, 0)
    assert (run(), run(LAST_DAY)) == ((0, 0), (0, 0))
    letter = OutgoingMail.objects.get(about=f"user:{person.pk}")
    assert (letter.to, "令和8年（2026年）11月4日（水）まで" in letter.body) == (EMAIL, True)
    assert Session.objects.filter(account=person.pk).exists()
    assert (run(AFTER), run(AFTER)) == ((0, 1), (0, 0))

    assert [rows_with(words) for words in (NAME, EMAIL)] == [set()] * 2
    closed = User.objects.get(pk=person.pk)
    assert (closed.name, closed.email, closed.is_active) == (
        "（保存年限により削除）",
        f"user-{person.pk}@deleted.invalid",
        False,
    )
    assert not Session.objects.filter(account=person.pk).exists()
    assert CapabilityLink.objects.get().revoked_at == AFTER
    assert Member.objects.get(user=person).left_at == AFTER
    assert OutgoingMail.objects.get(about="organization:1").body == "（保存年限により削除） 様\n招待です。"
    assert AuditEvent.objects.get(verb="account.closed").about == f"user:{person.pk}"
    # the address begins anew
    sent = SentCode(EMAIL, code_digest(EMAIL, "12345678"), AFTER + timedelta(minutes=10))
    fresh = prove_email(sent=sent, code="12345678", by=THE_DESK, at=AFTER)
    assert (fresh.pk != person.pk, fresh.name, fresh.memberships.exists()) == (True, "", False)


def test_who_comes_back_within_the_thirty_days_stays_and_is_told_anew_years_later():
    confirmed(RecordKind.ACCOUNT)
    person = idle()
    assert run() == (1, 0)

    seen(person, LAST_DAY)
    assert run(AFTER) == (0, 0)
    person.refresh_from_db()
    assert (person.is_active, person.closing_on) == (True, None)
    # R8: kept until 2030-03-31
    assert run(at(date(2030, 3, 31))) == (0, 0)
    assert run(at(date(2030, 4, 1))) == (1, 0)
    assert run(at(date(2030, 5, 1))) == (0, 0)
    assert run(at(date(2030, 5, 2))) == (0, 1)


def test_who_came_back_after_the_list_was_made_is_seen_under_the_lock():
    confirmed(RecordKind.ACCOUNT)
    person = idle()
    run()
    seen(person, LAST_DAY)
    OutgoingMail.objects.all().delete()

    assert (_close(person.pk, by=THE_SYSTEM, at=AFTER), _tell(person.pk, at=AFTER)) == (False, False)
    person.refresh_from_db()
    assert (person.is_active, OutgoingMail.objects.exists()) == (True, False)


def test_a_row_that_is_no_longer_confirmed_takes_the_letters_back():
    confirmed(RecordKind.ACCOUNT)
    person = idle()
    run()
    RetentionClass.objects.update(is_confirmed=False, confirmed_on=None, confirmed_by="")

    assert run(AFTER) == (0, 0)
    person.refresh_from_db()
    assert (person.is_active, person.closing_on) == (True, None)


def joined(one):
    return CoProposer.objects.create(proposal=ProposalFactory(in_review=True), organization=of(one), name="共同の団体")


def asked_to_join(one, **decided):
    return JoinRequest.objects.create(
        organization=OrganizationFactory(), user=one, name=NAME, requested_at=LAST_SEEN, **decided
    )


def of(person):
    return person.memberships.get().organization


OPEN_THINGS = {
    "a draft of the 団体": lambda one: ProposalFactory(organization=of(one)),
    "a draft of the hand": lambda one: ProposalFactory(organization=None, author=one),
    "an open proposal": lambda one: ProposalFactory(in_review=True, organization=of(one)),
    "a joined proposal": joined,
    "an agreement": lambda one: AgreementFactory(organization=of(one)),
    "an agreement to come": lambda one: AgreementFactory(preparing=True, organization=of(one)),
    "an entry": lambda one: RegistrationFactory(organization=of(one), event=EventFactory(state=EventState.OPEN)),
    "a consultation": lambda one: ConsultationFactory(booked=True, organization=of(one)),
    "a consultation of the hand": lambda one: ConsultationFactory(booked=True, author=one, organization=None),
    "a menu": lambda one: MenuFactory(opened=True, organization=of(one)),
    "a request to join": asked_to_join,
    "others without a 管理者": lambda one: MemberFactory(organization=of(one), role=MemberRole.CONTACT),
}


def test_nobody_is_idle_with_something_open_nor_staff_nor_who_was_here_lately():
    people = {name: idle() for name in OPEN_THINGS}
    free, left = idle(), idle(left_at=NOON)
    ProposalFactory(
        in_review=True, organization=left.memberships.get().organization
    )  # the 団体's, no longer the person's
    seen(MemberFactory().user, at(date(2023, 4, 1)))  # R5: until 2027-03-31
    seen(StaffFactory(desk=True))
    assert idle_people(TODAY, 3).count() == len(people) + 2

    for name, make in OPEN_THINGS.items():
        make(people[name])
        assert people[name] not in idle_people(TODAY, 3), name

    assert set(idle_people(TODAY, 3)) == {free, left}


def test_no_account_of_staff_is_closed():
    with pytest.raises(CannotClose):
        close_account(user=StaffFactory(), by=THE_DESK, at=NOON)
