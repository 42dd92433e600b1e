from datetime import timedelta

import pytest

from dialogue.enums import EventState
from dialogue.models import Event, Participant
from dialogue.usecases.change_registration import CANCELLED, change_registration
from dialogue.usecases.keep_entry import CannotEnter, PersonWords, WishWords
from nara_renkei.core.models import AuditEvent, PrivateFile
from tests.dialogue.entries import HANAKO, ICHIRO, company_enters, company_entry, open_event, slides
from tests.factories.dialogue import RegistrationFactory
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


def change(registration, by=THE_COMPANY, at=LATER, **words):
    return change_registration(registration=registration, entry=company_entry(**words), by=by, at=at)


def test_words_and_wishes_are_written_anew_and_the_place_in_the_queue_stays():
    tax, parks = DivisionFactory(), DivisionFactory()
    kept = company_enters(open_event(), wishes=[WishWords(tax)])

    change(kept, offer="見守りの仕組み。", wishes=[WishWords(parks), WishWords(tax)])

    kept.refresh_from_db()
    assert (kept.offer, kept.entered_at) == ("見守りの仕組み。", NOON)
    assert [one.division for one in kept.wishes.in_order()] == [parks, tax]
    assert AuditEvent.objects.filter(verb="registration.change").count() == 1


def test_a_mended_name_keeps_the_badge_and_another_person_gets_a_new_one():
    kept = company_enters(open_event(), people=[ICHIRO, HANAKO])
    ichiro, hanako = kept.participants.in_order()

    change(
        kept,
        people=[
            PersonWords(name="生駒はな子", email=HANAKO.email, code=hanako.code),
            PersonWords(name="大和三郎", code=ichiro.code),
        ],
    )

    here = list(kept.participants.filter(left_at=None).in_order())
    assert [(one.name, one.position) for one in here] == [("生駒はな子", 0), ("大和三郎", 1)]
    assert here[0].code == hanako.code
    ichiro.refresh_from_db()
    assert (ichiro.left_at, ichiro.replaced_by) == (LATER, here[1])


def test_who_is_not_written_any_more_has_left():
    kept = company_enters(open_event(), people=[ICHIRO, HANAKO])
    ichiro, hanako = kept.participants.in_order()

    change(kept, people=[PersonWords(name=ICHIRO.name, code=ichiro.code)])

    assert list(Participant.objects.coming()) == [ichiro]
    hanako.refresh_from_db()
    assert (hanako.left_at, hanako.replaced_by) == (LATER, None)


def test_a_badge_of_another_body_is_nobodys_here():
    other = company_enters(open_event()).participants.get()
    kept = company_enters(open_event())

    change(kept, people=[PersonWords(name=ICHIRO.name, email=ICHIRO.email, code=other.code)])

    other.refresh_from_db()
    assert other.left_at is None
    assert kept.participants.get(left_at=None).code != other.code


def test_slides_stay_are_replaced_and_taken_off():
    kept = company_enters(open_event(), upload=slides("前.pdf"))

    change(kept)
    assert PrivateFile.objects.get().original_name == "前.pdf"
    change(kept, upload=slides("後.pdf"))
    assert PrivateFile.objects.get().original_name == "後.pdf"
    change(kept, drops_slides=True)
    assert not PrivateFile.objects.exists()


def test_after_the_last_day_only_the_desk_changes_it():
    kept = company_enters(open_event())
    Event.objects.update(state=EventState.FIXED)

    with pytest.raises(CannotEnter, match="書いたことを直せる期間は終わりました。"):
        change(kept)
    change(kept, by=THE_DESK, care="席の移動が難しい。")

    kept.refresh_from_db()
    assert kept.care == "席の移動が難しい。"


def test_after_the_event_nobody_changes_it():
    kept = company_enters(open_event())
    Event.objects.update(state=EventState.ENDED)

    with pytest.raises(CannotEnter, match="書いたことを直せる期間は終わりました。"):
        change(kept, by=THE_DESK)


def test_a_cancelled_one_is_entered_anew_and_not_changed():
    with pytest.raises(CannotEnter) as refused:
        change(RegistrationFactory(cancelled=True))

    assert str(refused.value) == CANCELLED


def test_what_cannot_be_is_refused_here_too():
    kept = company_enters(open_event())

    with pytest.raises(CannotEnter, match="参加する人は、2人までです。"):
        change(kept, people=[ICHIRO, HANAKO, HANAKO])
