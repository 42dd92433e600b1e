"""申込み to the small open event: three places taken, one given back, one that waits for it; 課 that have entered."""

from datetime import datetime, timedelta

from dialogue.models import Event, Registration
from dialogue.usecases.cancel_registration import cancel_registration
from dialogue.usecases.enter_event import enter_event
from dialogue.usecases.keep_entry import Entry, PersonWords, WishWords
from dialogue.usecases.replace_person import replace_person
from nara_renkei.accounts.enums import PostKind

from .city import City
from .clock import moment
from .events import GUESTS, HOSTS, SMALL

# the 団体 in the order they entered; the fourth finds no place
COMING = ("A", "E", "G")
WAITS = "J"
OFFER = "学生40人が、子育てひろばの見守りと学習の手伝いに通えます。授業の一部なので、費用は要りません。"
DIVISIONS = ("子ども政策課", "長寿福祉課")


def show_entries(city: City) -> None:
    """Enter the small event of the demo; its first company sends somebody else, its second gives the place back."""
    event = Event.objects.get(slug=SMALL)
    at = moment(city.clock.ago(9), 10)
    for n, name in enumerate(DIVISIONS):
        _division(city, event, name, at + timedelta(hours=n))
    kept = [_company(city, event, key, at + timedelta(days=1, hours=n)) for n, key in enumerate(COMING)]
    _waiting(city, event, at + timedelta(days=2))
    later = moment(city.clock.ago(2), 15)
    replace_person(
        person=kept[0].participants.order_by("position")[0],
        words=PersonWords("法華寺 文", "ホッケジ アヤ", "企画部", "houkeji@company.example"),
        by=city.company(COMING[0]),
        at=later,
    )
    cancel_registration(
        registration=kept[1],
        reason="同じ日に、店の健康測定会が重なりました。",
        by=city.company(COMING[1]),
        at=later,
    )


def _company(city: City, event: Event, key: str, at: datetime) -> Registration:
    guest = next(one for one in GUESTS if one.key == key)
    domain = city.members[key].email.partition("@")[2]
    entry = Entry(
        email=city.members[key].email,
        people=[
            PersonWords(name, title=title, email=f"hito{n}@{domain}") for n, (name, title) in enumerate(guest.people, 1)
        ],
        business_line=guest.line,
        offer=guest.offer,
        is_in_booklet=True,
        wishes=[WishWords(city.divisions[name], "買物と子育ての話を伺いたい") for name in guest.wishes],
    )
    return enter_event(event=event, unit=city.organizations[key], entry=entry, by=city.company(key), at=at)


def _waiting(city: City, event: Event, at: datetime) -> Registration:
    """A university, that has no line but its own."""
    entry = Entry(
        email=city.members[WAITS].email,
        people=[PersonWords("杉ヶ町 歩", title="地域共創研究センター 助教")],
        business_line="EDUCATION",
        offer=OFFER,
        wishes=[WishWords(city.divisions["子ども政策課"], "学生の通える場所を知りたい")],
        care="学生に手話を使う者がいます。手話通訳の席を近くにお願いします。",
    )
    return enter_event(event=event, unit=city.organizations[WAITS], entry=entry, by=city.company(WAITS), at=at)


def _division(city: City, event: Event, name: str, at: datetime) -> Registration:
    trouble, keys = next((words, whom) for division, words, whom in HOSTS if division == name)
    officer = city.of(name, PostKind.OFFICER)
    entry = Entry(
        email=city.divisions[name].email,
        people=[PersonWords(officer.name, title="主査", email=officer.email)],
        trouble=trouble,
        wishes=[WishWords(city.organizations[key], "続けられる形を一緒に考えたい") for key in keys],
    )
    return enter_event(event=event, unit=city.divisions[name], entry=entry, by=city.officer(name), at=at)
