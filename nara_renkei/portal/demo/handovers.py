"""引継ぎ in every state: of last April and done, prepared now, missing; and the letters that name who came."""

from datetime import date, timedelta
from typing import Any

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.usecases.appoint import appoint
from nara_renkei.accounts.usecases.employ import employ
from nara_renkei.core.actors import DIVISION, THE_SYSTEM, Actor
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.portal.usecases.hand_over import hand_over
from proposals.enums import Party, Status
from screening.models import Routing
from screening.queries.successors import successor_rows
from screening.usecases.add_next_steps import Step, add_next_steps
from screening.usecases.introduce_successors import introduce_successors
from screening.usecases.write_handover_words import write_handover_words

from .city import PASSWORD, SHOWN_DIVISION, City
from .clock import moment
from .people import name_of

# the 課 to which a new 課長 came last April; of the first the 団体 were told, of the second they wait
NEW_HEADS = ("住宅課", "土木管理課")
TOLD = NEW_HEADS[:1]
GOING, GONE = 2, 3  # of whom signs in, and who has left
OF_THE_HEAD = """住宅課の2年間で、企業の方と進めたことを書きます。

一　不用品の譲り合いの協定は、回収の場所を団地の集会所に替えてから使う人が増えました。鍵は自治会長が持っています。借りる前の週に、必ず電話をしてください。
二　先方の担当の方は、メールより電話を好まれます。数字は月末に送ってくださいます。
三　来年度の更新の相談は、10月の予算要求の前に始めると間に合います。"""
OF_THE_OFFICER = """町家の夜の催しは、近所の方への説明が一番の山です。自治会の回覧は毎月15日が締切です。
先方の社長は、図面より現地で話すほうが早い方です。次に会うときは、現地で時間を取ってください。
保健所への届出は、催しの30日前までです。まだ出していません。"""


def show_handovers(city: City) -> None:
    first = FiscalYear.of(city.clock.base).first
    for n, name in enumerate(NEW_HEADS):
        _last_april(city, city.divisions[name], first, n)
    _tell(city, first)
    _going(city)
    _gone(city)


def _seat(n: int, division: Division, first: date, last: date, **fields: Any) -> Post:
    """Return the post of one more person of a 課, which ends on a day."""
    at = moment(first, 9)
    user = employ(
        email=f"ido{n}@city.nara.example",
        name=name_of(570 + n),
        employee_number=f"{190001 + n}",
        password=PASSWORD if n == GOING else None,
        by=THE_SYSTEM,
        at=at,
    )
    return appoint(
        user=user,
        division=division,
        starts_on=first,
        ends_on=last,
        appointment="正規",
        by=THE_SYSTEM,
        at=at,
        **fields,
    )


def _last_april(city: City, division: Division, first: date, n: int) -> None:
    """A 課長 left on 31 March, wrote to the next before, and the next took over."""
    came = Post.objects.get(user=city.of(division.name, PostKind.MANAGER), kind=PostKind.MANAGER)
    began, came.starts_on = came.starts_on, first
    came.save(update_fields=["starts_on"])
    last = first - timedelta(days=1)
    left = _seat(n, division, began, last, kind=PostKind.MANAGER, title="課長")
    words = OF_THE_HEAD.replace("住宅課", division.name)
    write_handover_words(post=left, words=words, version=1, by=_actor(left.user, left), at=moment(last, 15))
    hand_over(post=left, successor=came, keys=[], by=_actor(came.user, came), at=moment(first, 10))


def _tell(city: City, first: date) -> None:
    day = min(first + timedelta(days=1), city.clock.base)
    rows = [row for row in successor_rows(first, day) if row.can_go]
    told = [row.organization.pk for row in rows if row.successions[0].post.division in map(city.divisions.get, TOLD)]
    if told:
        introduce_successors(to=told, since=first, by=city.desk(), at=moment(day, 11))


def _going(city: City) -> None:
    """Somebody leaves in ten days, has written to the next, and one 次の一歩 carries the name."""
    division, base = city.divisions[SHOWN_DIVISION], city.clock.base
    last = base + timedelta(days=10)
    post = _seat(GOING, division, city.clock.ago(240), last, kind=PostKind.OFFICER, title="主任")
    by = _actor(post.user, post)
    own = Routing.objects.in_hand().filter(division=division, screening__proposal__status=Status.IN_REVIEW)
    for routing in own.select_related("screening").order_by("pk")[:1]:
        step = Step("保健所への届出を出す", Party.DIVISION, last + timedelta(days=7), division, post.user.name)
        add_next_steps(screening=routing.screening, steps=[step], by=by, at=moment(city.clock.before(3), 16))
    write_handover_words(post=post, words=OF_THE_OFFICER, version=1, by=by, at=moment(city.clock.before(1), 17))
    city.logins.append(
        {"role": "課職員（まもなく異動）", "email": post.user.email, "password": PASSWORD, "where": "/ka/hikitsugi/"}
    )


def _gone(city: City) -> None:
    """Somebody left three weeks ago, wrote nothing and handed nothing over: the digest says so."""
    _seat(
        GONE,
        city.divisions[SHOWN_DIVISION],
        city.clock.ago(300),
        city.clock.ago(21),
        kind=PostKind.OFFICER,
        title="主事",
    )


def _actor(user: User, post: Post) -> Actor:
    return Actor(DIVISION, f"{user.name}（{post}）", f"user:{user.pk}", "192.0.2.30")
