"""What a 団体 or a 課 writes when it enters: people, words, slides, wishes. Written as a whole, by every act that may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from dialogue.models import Participant, Registration, TroubleSource, Wish
from dialogue.rules.entries import is_same_person, most_wishes
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete, store_upload
from nara_renkei.directory.models import Division, Organization
from proposals.usecases.note_trouble import note_trouble

NOBODY: Final = "参加する人を、一人以上書いてください。"
MEMO_CHARACTERS: Final = 120  # of a line of a 困りごとメモ


class CannotEnter(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class PersonWords:
    name: str
    kana: str = ""
    title: str = ""
    email: str = ""
    code: str = ""  # of the person whose row this was; "" for somebody new


@dataclass(frozen=True, slots=True)
class WishWords:
    whom: Organization | Division
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The whole of it. A company has business_line, offer, slides and booklet; a 課 has trouble."""

    email: str
    people: Sequence[PersonWords]
    wishes: Sequence[WishWords] = ()
    business_line: str = ""
    offer: str = ""
    is_in_booklet: bool = False
    trouble: str = ""
    care: str = ""
    upload: UploadedFile | None = None
    drops_slides: bool = False
    as_memo: bool = False  # the 困りごと is kept as a 困りごとメモ too


WORDS: Final = ("email", "business_line", "offer", "is_in_booklet", "trouble", "care")


def refuse_entry(registration: Registration, entry: Entry) -> None:
    """Raise CannotEnter for what no form of the page would send, or what has changed meanwhile."""
    event = registration.event
    if not entry.people:
        raise CannotEnter(NOBODY)
    if len(entry.people) > event.people_limit:
        raise CannotEnter(f"参加する人は、{event.people_limit}人までです。")
    if len(entry.wishes) > most_wishes(event.rounds):
        raise CannotEnter(f"会いたい相手は、{most_wishes(event.rounds)}件までです。")
    whom = [one.whom for one in entry.wishes]
    for at, one in enumerate(whom):
        if one in whom[:at]:
            raise CannotEnter(f"{one}を二度選んでいます。一つにしてください。")
        if isinstance(one, Organization) == registration.is_of_company:
            raise CannotEnter("会いたい相手は、企業は課から、課は企業から選んでください。")
        if isinstance(one, Division) and not one.is_valid_on(event.held_on):
            raise CannotEnter(f"{one}は、開催日には置かれていません。会いたい課を選び直してください。")


def write_entry(registration: Registration, entry: Entry, *, by: Actor, at: datetime) -> None:
    """Save the registration with everything of it. Raises UploadRefused by the file. The caller holds the lock."""
    before = registration.slides
    for name in WORDS:
        setattr(registration, name, getattr(entry, name))
    if entry.upload:
        registration.slides = store_upload(entry.upload, at=at)
    elif entry.drops_slides:
        registration.slides = None
    registration.save()
    if before and registration.slides != before:
        delete(before)
    _write_people(registration, entry.people, at)
    registration.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(
            registration=registration,
            position=position,
            organization=one.whom if isinstance(one.whom, Organization) else None,
            division=one.whom if isinstance(one.whom, Division) else None,
            reason=one.reason,
        )
        for position, one in enumerate(entry.wishes, start=1)
    )
    if entry.as_memo:
        _keep_memo(registration, by, at)


def _keep_memo(registration: Registration, by: Actor, at: datetime) -> None:
    """Keep the beginning of the 困りごと, once; the whole of it stands in the registration."""
    if TroubleSource.objects.filter(registration=registration).exists():
        return
    text = " ".join(registration.trouble.split())
    memo = note_trouble(
        trouble=text if len(text) <= MEMO_CHARACTERS else f"{text[: MEMO_CHARACTERS - 1]}…",
        wish=f"「{registration.event.name}」で話したい",
        division=registration.division,
        email="",
        by=by,
        at=at,
    )
    TroubleSource.objects.create(trouble=memo, registration=registration)


def _write_people(registration: Registration, people: Sequence[PersonWords], at: datetime) -> None:
    here = {one.code: one for one in registration.participants.filter(left_at=None).in_order()}
    for position, words in enumerate(people):
        was = here.pop(words.code, None)
        if was and is_same_person(name=words.name, email=words.email, was_name=was.name, was_email=was.email):
            was.position, was.name, was.kana = position, words.name, words.kana
            was.title, was.email = words.title, words.email
            was.save(update_fields=["position", "name", "kana", "title", "email"])
            continue
        new = add_person(registration, words, position)
        if was:
            leave(was, at=at, replaced_by=new)
    for one in here.values():
        leave(one, at=at)


def add_person(registration: Registration, words: PersonWords, position: int) -> Participant:
    """Add somebody, with a badge of their own."""
    return Participant.objects.create(
        registration=registration,
        position=position,
        name=words.name,
        kana=words.kana,
        title=words.title,
        email=words.email,
    )


def leave(person: Participant, *, at: datetime, replaced_by: Participant | None = None) -> None:
    """Take somebody off; the row and its code stay."""
    person.left_at, person.replaced_by = at, replaced_by
    person.save(update_fields=["left_at", "replaced_by"])
