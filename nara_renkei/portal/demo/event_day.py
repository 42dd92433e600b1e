"""The day of a ダイアログ: last year's, to which everybody came, and a small one that is held today."""

from datetime import date, time, timedelta
from typing import Final

from django.utils import timezone

from dialogue.enums import EventState
from dialogue.models import Event, Participant
from dialogue.queries.arrivals import arrival_list
from dialogue.rules.papers import DAY_PAPERS
from dialogue.usecases.announce_seating import announce_seating
from dialogue.usecases.check_in import check_in
from dialogue.usecases.keep_entry import PersonWords
from dialogue.usecases.move_event import move_event
from dialogue.usecases.order_day_paper import order_day_paper
from dialogue.usecases.order_seating import order_seating
from dialogue.usecases.replace_person import replace_person
from dialogue.usecases.solve_seating import solve_seating
from dialogue.usecases.type_arrivals import type_arrivals

from .city import City
from .clock import moment
from .events import ANNOUNCED, GUESTS, HOSTS, make_event, register_all

TODAY: Final = "dialogue-bousai"
COMPANIES: Final = frozenset({"A", "D", "H"})
DIVISIONS: Final = frozenset({"危機管理課", "都祁行政センター", "土木管理課", "水道施設課", "長寿福祉課"})


def show_days(city: City) -> None:
    _everybody_came(city, Event.objects.get(slug=ANNOUNCED))
    _today(city)


def _everybody_came(city: City, event: Event) -> None:
    """Most were checked in at the door; the last two were ticked on paper and typed afterwards."""
    day = event.held_on
    by, begins = city.desk(), moment(day, 12, 50)
    event = move_event(event=event, to=EventState.TODAY, by=by, at=begins)
    *early, late, last = _people(event)
    for n, person in enumerate(early):
        check_in(event=event, code=person.code, by=city.desk(n % 2), at=begins + timedelta(minutes=n + 4))
    event = move_event(event=event, to=EventState.ENDED, by=by, at=moment(day, 16, 45))
    type_arrivals(event=event, codes=[late.code, last.code], by=by, at=moment(day, 17, 5))


def _today(city: City) -> None:
    """Three companies and five 課 are expected and seated; one person was replaced, some are here already."""
    day, by = _today_of(city), city.desk()
    event = make_event(
        TODAY,
        "小さなダイアログ　防災と物流",
        day,
        state=EventState.FIXED,
        programme="10:00 受付\n10:30 開会、企業からの紹介\n14:00 ラウンドテーブル（15分ずつ、3回）\n15:10 次の一歩、閉会",
        starts_at=time(10, 30),
        first_round_at=time(14),
        tables=3,
        rounds=3,
        minutes=15,
        company_capacity=3,
        division_capacity=5,
    )
    register_all(
        city,
        event,
        [one for one in GUESTS if one.key in COMPANIES],
        [one for one in HOSTS if one[0] in DIVISIONS],
    )
    people = _people(event)
    words = PersonWords(name="山添 隼人", kana="ヤマゾエ ハヤト", title="地域連携室", email="hito9@company.example")
    replace_person(person=people[1], words=words, by=by, at=moment(day - timedelta(days=1), 16))
    _announce_tables(city, event)
    for paper in DAY_PAPERS:
        order_day_paper(event=event, kind=paper.kind, by=by, at=moment(day - timedelta(days=1), 17))
    event = move_event(event=event, to=EventState.TODAY, by=by, at=moment(day, 8, 30))
    for n, person in enumerate(_people(event)[::2]):
        check_in(event=event, code=person.code, by=by, at=moment(day, 10, 2 + 3 * n))


def _today_of(city: City) -> date:
    """Return the day on which the demo is begun, a weekend too: the base day is a 開庁日 before it."""
    base, today = city.clock.base, timezone.localdate()
    return today if base <= today < base + timedelta(days=4) else base


def _announce_tables(city: City, event: Event) -> None:
    at = moment(event.held_on - timedelta(days=1), 16, 30)
    plan = order_seating(event=event, by=city.desk(), at=at)
    solve_seating(at=at)
    announce_seating(plan=plan, by=city.desk(), at=at)


def _people(event: Event) -> list[Participant]:
    return [person for unit in arrival_list(event).units for person in unit.people]
