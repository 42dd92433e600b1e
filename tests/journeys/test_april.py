"""An April of the demo city: forty people move, two 課 become one, one becomes two. Nobody knows before the 内示."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.accounts.enums import OrderState, PostKind
from nara_renkei.accounts.models import PersonnelOrder, Post, User
from nara_renkei.accounts.tasks import turn_the_day
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo import moves
from nara_renkei.portal.demo.city import City, build_city
from nara_renkei.portal.tasks import follow_reform_task, send_digest_task
from nara_renkei.portal.usecases.load_reference import load_reference
from proposals.models import Proposal
from screening.enums import Answer
from screening.usecases.confirm_answer import confirm_answer
from screening.usecases.draft_answer import draft_answer
from screening.usecases.open_screening import open_screening
from screening.usecases.route_proposal import route_proposal
from tests.factories.proposals import ProposalFactory
from tests.harness import StrictClient, at, mail_text
from tests.screening.city import checked

pytestmark = pytest.mark.django_db
STAGED, NAIJI, EVE, APRIL = date(2027, 3, 15), date(2027, 3, 22), date(2027, 3, 31), date(2027, 4, 1)
LIST, ADD = (reverse(f"admin:accounts_personnelorder_{page}") for page in ("changelist", "add"))
HAND_OVER = reverse("admin:screening_deskproposal_hand_over")
HALVES = [name for _, name, _ in moves.HALVES]


@pytest.fixture
def city(settings: Any) -> City:
    settings.IS_DEMO = True
    load_reference()
    return build_city(STAGED)


def test_april_comes_at_midnight_and_not_an_hour_before(city: City) -> None:
    joined, split = considered(city, moves.JOINED), considered(city, moves.SPLIT)
    office, desk, company = User.objects.get(email="system@city.nara.example"), city.clerks[0], city.members["A"]
    files = {"UNITS": moves.reform_file(STAGED), "STAFF": moves.april_file(STAGED)}

    # 人事課 stages both files a week before the 内示
    with on(STAGED):
        for kind, data in files.items():
            stage(office, kind, data)
    mover, place, seat = a_mover()
    assert [one.state for one in PersonnelOrder.objects.order_by("pk")] == [OrderState.PLANNED] * 2
    with on(STAGED, hour=15):
        assert "からの席" not in text(browser(mover).get("/ka/"))
        assert sees_nothing_of_it(desk)

    # the 内示: the mover reads the own seat, the desk nothing
    with on(NAIJI, hour=0):
        turn_the_day()
    assert set(PersonnelOrder.objects.values_list("state", flat=True)) == {OrderState.ANNOUNCED}
    with on(NAIJI):
        assert f"令和9年4月1日からの席：{seat}" in text(browser(mover).get("/ka/"))
        assert "からの席" not in text(browser(city.of(moves.INTO, PostKind.OFFICER)).get("/ka/"))
        assert sees_nothing_of_it(desk)
        assert moves.JOINED in text(browser(company).get(f"/teian/{joined.number}/"))

    # the last evening everything is as it was
    with on(EVE, hour=23):
        follow_reform_task()
        assert place in text(browser(mover).get("/ka/"))
        assert opens(city.of(moves.JOINED, PostKind.MANAGER), joined)

    # 1 April: the 課 joined to another has handed everything over, what was split waits for the desk
    with on(APRIL, hour=0):
        turn_the_day()
        follow_reform_task()
        assert seat.removesuffix("主査") in text(browser(mover).get("/ka/"))
        assert opens(city.of(moves.INTO, PostKind.OFFICER), joined)
        assert not opens(city.of("市民課", PostKind.OFFICER), joined)
        page = text(browser(company).get(f"/teian/{joined.number}/"))
        assert (moves.INTO in page, moves.JOINED in page) == (True, False)
    with on(APRIL, hour=8):
        OutgoingMail.objects.all().delete()
        send_digest_task()
        assert "機構改革で終わった課に残っている提案（1件）" in mail_text(template="portal/digest")
        assert split.number in mail_text(template="portal/digest")
    with on(APRIL, hour=9):
        hand_over_split(desk, split, HALVES[1])
        assert opens(a_person_of(HALVES[1]), split)
        assert not opens(a_person_of(HALVES[0]), split)
        page = text(browser(company).get(f"/teian/{split.number}/"))
        assert (HALVES[1] in page, moves.SPLIT in page) == (True, False)
        assert "終わった課に残っている提案はありません。" in text(browser(desk).get(HAND_OVER))
    # nobody wrote to the company
    assert mail_text(to=city.members["A"].email) == ""


def test_a_file_that_no_longer_fits_changes_nothing_and_says_so_in_the_morning(city: City) -> None:
    office = User.objects.get(email="system@city.nara.example")
    with on(STAGED):
        stage(office, "STAFF", moves.staff_file(moves.standing_staff(STAGED)))
    city.divisions["救急課"].valid_to = date(2027, 3, 20)
    city.divisions["救急課"].save()
    before = Post.objects.count()

    with on(NAIJI, hour=0):
        turn_the_day()
    with on(date(2027, 3, 23), hour=8):
        send_digest_task()

    order = PersonnelOrder.objects.get()
    assert (order.state, Post.objects.count()) == (OrderState.REFUSED, before)
    assert "内示の日に取り込めなかった異動・機構改革の表（1件）" in mail_text(template="portal/digest")
    with on(NAIJI):
        assert "の組織にありません" in text(
            browser(office).get(reverse("admin:accounts_personnelorder_change", args=[order.pk]))
        )


# --- what people do


def on(day: date, hour: int = 12) -> Any:
    return time_machine.travel(at(day, hour), tick=False)


def browser(user: User) -> StrictClient:
    """A window of the moment: nobody stays signed in for weeks."""
    return StrictClient.of(user)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def stage(office: User, kind: str, data: bytes) -> None:
    window = browser(office)
    upload = SimpleUploadedFile(f"{kind}.csv", data, content_type="text/csv")
    form = {"kind": kind, "file": upload, "as_of": str(APRIL), "announced_on": str(NAIJI)}
    page = window.post(ADD, form, follow=True)
    assert "読み込みました。" in text(page)
    order = PersonnelOrder.objects.latest("pk")
    done = window.post(reverse("admin:accounts_personnelorder_act", args=[order.pk, "yotei"]), follow=True)
    assert "予定にしました。" in text(done)


def a_mover() -> tuple[User, str, str]:
    """Return somebody of the forty with the 課 of today and the seat to come, as the file says it."""
    moved = [one for one in PersonnelOrder.objects.get(kind="STAFF").differences if one[0] == "異動"]
    assert len(moved) >= 40
    _, number, words = next(one for one in moved if one[2].endswith("主査") and "（席なし）" not in one[2])
    seats = words.rsplit(" ", 3)
    return User.objects.get(employee_number=number), seats[-3].removesuffix("主査"), seats[-1]


def sees_nothing_of_it(desk: User) -> bool:
    """Whether no list and no choice of the desk knows the 課 to come."""
    window = browser(desk)
    pages = [
        window.get(reverse("admin:directory_division_changelist"), {"standing": "now"}),
        window.get(reverse("admin:index")),
        window.get("/ka/"),
        window.get(reverse("proposals:challenges")),
    ]
    return not any(name in text(page) for page in pages for name in HALVES)


def considered(city: City, division: str) -> Proposal:
    """A proposal that the 課 has taken on before anybody knew."""
    member = city.members["A"]
    proposal = ProposalFactory(submitted=True, organization=city.organizations["A"], author=member)
    moment: datetime = at(STAGED, 9)
    screening = checked(open_screening(proposal=proposal, by=city.desk(), at=moment))
    routing, *_ = route_proposal(
        screening=screening, lead=city.divisions[division], others=[], note="", letter=None, by=city.desk(), at=moment
    )
    by = city.officer(division)
    draft_answer(
        routing=routing, choice=Answer.CONSIDER, comment="話を聞かせてください。", contact="担当", by=by, at=moment
    )
    confirm_answer(routing=routing, user=city.of(division, PostKind.MANAGER), by=by, at=moment)
    return Proposal.objects.get(pk=proposal.pk)


def opens(user: User, proposal: Proposal) -> bool:
    return browser(user).get(reverse("screening:dossier", args=[proposal.number])).status_code == 200


def a_person_of(division: str) -> User:
    return User.objects.filter(posts__division__name=division, posts__starts_on=APRIL).order_by("pk")[0]


def hand_over_split(desk: User, proposal: Proposal, division: str) -> None:
    window = browser(desk)
    page = window.get(HAND_OVER)
    assert proposal.number in text(page)
    form = page.context["form"]
    (key,) = form.fields
    value = next(value for value, name in form.fields[key].choices if name == division)
    assert "1件を引き継ぎました。" in text(window.post(HAND_OVER, {key: value}, follow=True))
