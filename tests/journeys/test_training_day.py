"""The 管理職研修 with the 130 managers of the demo city, from the list to the figures; a manager stands there at 390 px."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any
from unicodedata import normalize

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.qr import qr_drawing
from nara_renkei.portal.demo.city import City, build_city
from nara_renkei.portal.demo.trainings import AIMS, make_course
from tests.browser import PHONE
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import Hall, Person
from training.models import Session
from training.queries.arrivals import check_in_address
from training.rules.codes import qr_code, step_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "管理職研修「公民連携と持続可能な自治体経営」"


def half_width(kana):
    """Return kana as an old system writes them."""
    halves = {normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFFA0)}
    return "".join(halves.get(one, one) for one in normalize("NFD", kana))


@pytest.fixture
def city(hall: Hall) -> City:
    """The demo city and nobody beside it, its first clerk with the tests' password."""
    Post.objects.all().delete()
    hall.office.division.delete()
    city = build_city(timezone.localdate())
    clerk = city.clerks[0]
    clerk.set_password(PASSWORD)
    clerk.save()
    return city


@pytest.fixture
def session(city: City) -> Session:
    """The first 回, held today, with a whole day until somebody is late."""
    session = make_course(city, "kanrishoku", timezone.localdate(), NAME).sessions.get(number=1)
    session.starts_at, session.ends_at, session.late_after_minutes = time(0, 0), time(23, 59), 24 * 60
    session.save()
    return session


@pytest.fixture
def managers(session: Session) -> list[User]:
    """Who must attend, by 職員番号. Two of them are written in half-width kana by the other system."""
    posts = Post.objects.held_on(session.course.as_of)
    rows = posts.filter(kind=PostKind.MANAGER) | posts.filter(kind=PostKind.DEPUTY, grade="5")
    people = list(User.objects.filter(pk__in=rows.values("user")).order_by("employee_number"))
    for one in people[20:22]:
        one.kana = "ミホン ジロウ"
        one.save()
    return people


def test_130_managers_are_invited_come_and_are_counted(
    hall: Hall, city: City, session: Session, managers: list[User], somebody: Callable[..., Person]
) -> None:
    assert len(managers) == 130
    early, late, first, second = managers[:4]
    pk, course, slug = session.pk, session.course_id, session.course.slug
    home, door = f"/admin/training/session/{pk}/", f"/ka/kenshu/{slug}/shusseki/"

    # the desk draws the list, gives everybody the 回 and invites
    desk = somebody()
    desk.enter_by_password(city.clerks[0], f"/admin/training/course/{course}/taishosha/chigai/")
    desk.press("130人を名簿に引く")
    desk.go(f"/admin/training/course/{course}/taishosha/wariate/")
    desk.page.select_option("[name=session]", str(pk))
    desk.press("回に入れる")
    desk.reads("130人を第1回に入れました。")
    desk.go(f"{home}suru/annai/")
    desk.press("案内中の段階にする")
    desk.go(f"{home}tegami/invitation/")
    # tests send within the request what a worker sends after it
    desk.page.set_default_timeout(60_000)
    desk.press("130人に送る")

    # two managers open their personal links
    phone, other = somebody(viewport=PHONE), somebody(viewport=PHONE)
    for one, person in ((phone, early), (other, late)):
        one.go(link_in(hall, person.email))
        one.follow(NAME)
        one.reads(session.place, AIMS.splitlines()[0])

    # the day: the QR on the screen opens the button; one that was photographed opens nothing
    desk.go(f"{home}suru/tojitsu/")
    desk.press("当日の段階にする")
    wall = somebody(storage_state=desk.page.context.storage_state())
    wall.go(f"{home}gamen/")
    phone.go(qr_on(wall, session))
    assert phone.barriers() == []
    phone.press("出席する")
    phone.reads(f"{early}さんの出席は")
    old = qr_code(session.code_seed, step_of(timezone.now()) - 10)
    other.go(f"{door}?c={old}")
    other.reads("このQRは、もう使えません。")

    # from now on who comes is late, and types the digits
    desk.go(f"{home}change/")
    desk.page.fill("[name=late_after_minutes]", "0")
    desk.page.locator("[name=_save]").click()
    other.write(code=wall.page.locator(".typed-code").inner_text())
    other.press("出席する")
    other.reads("遅れて出席")
    wall.reads("うち遅れて出席")

    # the clerk marks two by hand
    for person in (first, second):
        desk.go(f"{home}meibo/?q={person.employee_number}")
        with desk.page.expect_navigation():
            desk.page.locator('button[name=one][value$=":PRESENT"]').click()
        desk.reads("1人を「出席」にしました。")

    # the CSV of another system: 130 rows in Shift_JIS, seven of them faulty
    stranger = city.of("観光戦略課", PostKind.OFFICER)
    come = [early, first, second, *managers[4:124]]
    rows = [
        *(f"{one.employee_number},{half_width(one.kana) or one.name},出席,1" for one in come),
        f"999999,{first},出席,1",
        f"{managers[5].employee_number},{managers[5]},欠席,1",
        f"{managers[124].employee_number},{managers[124]},出席,2",
        f"{managers[125].employee_number},{managers[126]},出席,1",
        f"{managers[126].employee_number},{managers[126]},早退,1",
        f"{stranger.employee_number},{stranger},出席,1",
        f"{late.employee_number},{late},出席,1",
    ]
    assert len(rows) == 130
    table = "\r\n".join(["職員番号,氏名,出欠,回", *rows])
    desk.go(f"{home}csv/")
    file: Any = {"name": "出欠.csv", "mimeType": "text/csv", "buffer": table.encode("cp932")}
    desk.page.set_input_files("[name=file]", files=[file])
    desk.press("確かめる")
    desk.reads("123行は取り込めます。直すところのある行は 7行です。まだ何も変わっていません。")
    wrong = desk.page.locator("tr", has_text="取り込めません。").locator("th").all_inner_texts()
    assert wrong == [str(line) for line in range(125, 132)]
    desk.press("正しい123行だけ取り込む")
    desk.reads("新しく付けた 120人、直した 0人、もう付いていた 3人。取り込まなかった行は 7行です。")

    # the rest is absent, one of them by mistake
    desk.go(f"{home}meibo/nokori/")
    desk.press("6人を欠席にする")
    desk.go(f"{home}meibo/?q={managers[129].employee_number}")
    desk.follow("直す")
    desk.tick("mark", "PRESENT")
    desk.write(reason="紙の署名があったため")
    desk.press("直す")
    desk.reads(
        "欠席 → 出席", "紙の署名があったため", "125人が出席（130人中。うち遅れて出席 1人）。欠席 5人、まだ 0人。"
    )

    # the figures of the 研修 are those of the list, and each person reads the own mark
    desk.go(f"{home}suru/owaru/")
    desk.press("終了の段階にする")
    desk.go(f"/admin/training/course/{course}/keika/")
    room = desk.page.locator("table", has=desk.page.get_by_text("当日の会場")).locator("tbody tr").first
    assert room.locator("td").all_inner_texts()[1:] == ["125人", "1人", "0人"]
    desk.reads("まだの人（5人）")
    phone.go(reverse("training:course", args=[slug]))
    phone.reads("第1回に出席しました。")
    assert phone.width_to_scroll() == 0
    assert [one.said for one in (desk, phone, other, wall) if one.said] == []


def qr_on(wall: Person, session: Session) -> str:
    """Return the path that a telephone reads from the drawing on the wall."""
    drawn = wall.page.locator("svg.qr path").get_attribute("d")
    step = step_of(timezone.now())
    addresses = [check_in_address(session, qr_code(session.code_seed, one)) for one in (step, step - 1)]
    address = next(one for one in addresses if qr_drawing(one).path == drawn)
    return address.removeprefix(wall.site)


def link_in(hall: Hall, address: str) -> str:
    letters = [mail.get_content() for mail in hall.post.sink.mails() if mail["To"] == address]
    found = re.search(r"/ka/kenshu/link/[\w-]+/", letters[-1])
    assert found
    return found[0]
