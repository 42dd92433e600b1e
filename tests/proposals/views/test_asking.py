"""/ka/kadai/, /ka/komarigoto/ and the links of the half-yearly asking."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import resolve

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import ChallengeState
from proposals.models import Challenge, Trouble
from proposals.rules.challenge_sheet import STEPS
from proposals.usecases.keep_challenges import keep_challenges
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory, TroubleFactory
from tests.harness import NOON, StrictClient, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

WORDS = {
    "komarigoto": {"title": "集落の買物", "field": "くらし", "background": "店が減っています。"},
    "suuji": {"figures": "24集落のうち15集落（令和8年4月）"},
    "mirai": {"future": "どこでも買物ができる。"},
    "motomeru": {"wanted": "曜日の組み直し"},
    "rei": {"solutions": "荷物も運ぶ", "out_of_scope": "車の購入"},
    "dasu": {"offered": "場所: 集会所\r\n予算: なし"},
    "riten": {"benefit": "空き便が埋まる"},
    "senmon": {"expertise": "運行の経験"},
    "keii": {"considered": "買物バスを試した"},
    "susumekata": {"procedure": "COOPERATION", "procedure_note": "費用なし"},
    "kikan": {"opens_on": "2026-12-01", "closes_on": ""},
}


@pytest.fixture
def division():
    return DivisionFactory()


@pytest.fixture
def officer(division):
    return StrictClient.of(StaffFactory(officer=True, division=division))


def sheet(division, **fields):
    return ChallengeFactory(lead=division, **{"draft": True, **fields})


def post(client, challenge, step, words, action="next", version=None):
    data = {**words, "action": action, "version": challenge.version if version is None else version}
    return client.post(f"/ka/kadai/{challenge.code}/kaku/{step}/", data)


def test_the_address_is_ours_and_not_a_proposal_number():
    assert resolve("/ka/kadai/").view_name == "proposals:sheets"
    assert resolve("/ka/kadai/kekka/").view_name == "proposals:sheet"
    assert resolve("/ka/komarigoto/").view_name == "proposals:trouble"


def test_a_sheet_is_written_step_by_step_and_handed_in(officer, division):
    begun = officer.post("/ka/kadai/", {"lead": division.pk})
    challenge = Challenge.objects.get()
    assert begun.url == f"/ka/kadai/{challenge.code}/kaku/komarigoto/"

    for step in STEPS:
        response = post(officer, challenge, step.slug, WORDS[step.slug])
        challenge.refresh_from_db()
        assert response.status_code == 302, (step.slug, response.context["form"].errors)

    assert response.url == f"/ka/kadai/{challenge.code}/"
    assert (challenge.offered, challenge.opens_on, challenge.closes_on) == (
        "場所: 集会所\n予算: なし",
        date(2026, 12, 1),
        None,
    )
    officer.post(f"/ka/kadai/{challenge.code}/dasu/")
    challenge.refresh_from_db()
    assert challenge.state == ChallengeState.HANDED_IN


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
def test_every_question_has_its_example_beside_it(officer, division, step):
    html = officer.get(f"/ka/kadai/{sheet(division).code}/kaku/{step.slug}/").content.decode()

    for field in step.fields:
        assert field.label in html
        assert field.example.split("\n")[0] in html


def test_what_is_right_is_kept_beside_what_is_wrong(officer, division):
    challenge = sheet(division, title="前の題", background="前の文")

    response = post(officer, challenge, "komarigoto", {"title": "題" * 81, "field": "防災", "background": ""})

    challenge.refresh_from_db()
    assert (challenge.title, challenge.field, challenge.background) == ("前の題", "防災", "")
    assert set(response.context["form"].errors) == {"title", "background"}
    assert "題" * 81 in response.content.decode()


def test_later_keeps_what_is_written_and_stays_when_something_would_be_lost(officer, division):
    challenge = sheet(division, background="")

    later = post(officer, challenge, "komarigoto", {"title": "題", "field": "", "background": ""}, "later")
    challenge.refresh_from_db()
    stay = post(officer, challenge, "komarigoto", {"title": "題" * 81, "field": "", "background": ""}, "later")

    assert (later.status_code, challenge.title, stay.status_code) == (302, "題", 200)


def test_the_end_before_the_beginning_keeps_neither_date(officer, division):
    challenge = sheet(division)

    response = post(officer, challenge, "kikan", {"opens_on": "2026-12-01", "closes_on": "2026-11-30"})

    assert set(response.context["form"].errors) == {"closes_on"}
    assert Challenge.objects.get().opens_on == challenge.opens_on


def test_an_old_form_is_shown_both_texts_and_can_be_saved_again(officer, division):
    challenge = sheet(division)
    post(officer, challenge, "motomeru", {"wanted": "先に保存した文"})

    refused = post(officer, challenge, "motomeru", {"wanted": "後の文"}, version=1)

    html = refused.content.decode()
    assert "まだ保存していません" in html
    assert "先に保存した文" in html
    assert "後の文" in html
    challenge.refresh_from_db()
    assert post(officer, challenge, "motomeru", {"wanted": "後の文"}).status_code == 302
    assert Challenge.objects.get().wanted == "後の文"


@pytest.mark.parametrize("version", ["", "x", "9" * 12, "²"])
def test_a_version_that_is_no_number_is_an_old_one(officer, division, version):
    refused = post(officer, sheet(division), "motomeru", {"wanted": "文"}, version=version)

    assert refused.context["stale"]


def test_one_number_is_wanted_and_never_demanded(officer, division):
    challenge = sheet(division, figures="とても多い")

    html = officer.get(f"/ka/kadai/{challenge.code}/kaku/suuji/").content.decode()
    assert "数字が一つも入っていません" in html

    assert officer.post(f"/ka/kadai/{challenge.code}/dasu/").status_code == 302


def test_the_preview_is_what_the_public_will_read(officer, division):
    html = officer.get(f"/ka/kadai/{sheet(division, title='<b>題</b>').code}/").content.decode()

    assert "公開されると、こう見えます" in html
    assert "&lt;b&gt;題&lt;/b&gt;" in html
    assert "提案を受け付けることは、契約や協定を約束するものではありません。" in html


def test_an_unfinished_sheet_is_refused_with_the_missing_fields(officer, division):
    challenge = sheet(division, offered="")

    assert "デスクに出す</button>" not in officer.get(f"/ka/kadai/{challenge.code}/").content.decode()
    assert (
        "まだ書いていない欄があります：市から出せるもの"
        in officer.post(f"/ka/kadai/{challenge.code}/dasu/").content.decode()
    )


def test_a_handed_in_sheet_is_not_written_from_the_division(officer, division):
    challenge = sheet(division, handed_in=True, draft=False)

    assert officer.get(f"/ka/kadai/{challenge.code}/kaku/suuji/").url == f"/ka/kadai/{challenge.code}/"
    assert post(officer, challenge, "suuji", {"figures": "9件"}).status_code == 302
    assert Challenge.objects.get().figures == challenge.figures


def test_a_step_that_is_not_there_is_not_found(officer, division):
    assert officer.get(f"/ka/kadai/{sheet(division).code}/kaku/nai/").status_code == 404


@pytest.mark.parametrize("path", ["", "kaku/suuji/"])
def test_the_sheets_of_another_division_are_not_there(officer, path):
    assert officer.get(f"/ka/kadai/{sheet(DivisionFactory()).code}/{path}").status_code == 404


@pytest.mark.parametrize("verb", ["dasu", "tsuzukeru", "torisage", "modosu"])
def test_another_division_presses_none_of_the_buttons(officer, verb):
    challenge = ChallengeFactory()

    assert officer.post(f"/ka/kadai/{challenge.code}/{verb}/", {"reason": "理由"}).status_code == 404
    assert Challenge.objects.get().version == 1


def test_a_sheet_cannot_be_begun_for_another_division(officer):
    assert officer.post("/ka/kadai/", {"lead": DivisionFactory().pk}).status_code == 200
    assert not Challenge.objects.exists()


def test_the_desk_begins_and_reads_the_sheets_of_every_division(desk_client, division):
    challenge = sheet(division)

    assert challenge.title in desk_client.get("/ka/kadai/").content.decode()
    assert desk_client.post("/ka/kadai/", {"lead": division.pk}).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(officer, division, rows, django_assert_num_queries):
    for _ in range(rows):
        sheet(division)
        TroubleFactory(division=division)

    with django_assert_num_queries(12):
        officer.get("/ka/kadai/")


def test_the_list_says_what_each_sheet_waits_for(officer, division):
    sheet(division, returned_reason="数字")
    sheet(division)
    sheet(division, draft=False, handed_in=True)
    sheet(division, draft=False, retired=True)
    sheet(division, draft=False)
    with time_machine.travel(at(date(2027, 3, 2)), tick=False):
        page = StrictClient.of(officer.user).get("/ka/kadai/")
    steps = [row.next_step for row in page.context["rows"]]

    assert steps == [
        "続けるかどうかを確かめてください。",
        "公開していません。続けたいときは、下書きに戻して、もう一度出してください。",
        "デスクが確かめています。していただくことはありません。",
        "書き終えたら、デスクに出してください。",
        "デスクからお返ししました。理由を読み、直してから、もう一度出してください。",
    ]


def test_a_public_one_is_confirmed_taken_down_and_revived_by_its_division(officer, division):
    challenge = sheet(division, draft=False)
    page = f"/ka/kadai/{challenge.code}/"

    officer.post(f"{page}tsuzukeru/")
    challenge.refresh_from_db()
    assert challenge.reconfirmed_on == NOON.date()
    assert officer.post(f"{page}torisage/", {"reason": ""}).context["form"].errors == {"reason": ["入力してください。"]}
    officer.post(f"{page}torisage/", {"reason": "解決しました。"})
    assert "解決しました。" in officer.get(page).content.decode()
    for verb in ("tsuzukeru", "torisage", "dasu"):
        assert officer.post(f"{page}{verb}/", {"reason": "もう一度"}).context["refusal"]
    officer.post(f"{page}modosu/")
    assert officer.post(f"{page}modosu/").context["refusal"]
    challenge.refresh_from_db()
    assert challenge.state == ChallengeState.DRAFT


def test_in_its_round_the_page_asks_for_the_confirmation(officer, division):
    challenge = sheet(division, draft=False)

    with time_machine.travel(at(date(2027, 3, 2)), tick=False):
        html = StrictClient.of(officer.user).get(f"/ka/kadai/{challenge.code}/").content.decode()

    assert "令和9年（2027年）3月31日（水）までに確認がないと" in html


# --- by a link


def link_of(mail):
    return re.search(r"https?://[^/]+(/\S+)", mail.secret)[1]


@pytest.fixture
def asked(division):
    challenge = sheet(division, draft=False)
    with time_machine.travel(at(date(2027, 3, 1)), tick=False):
        keep_challenges(by=THE_SYSTEM, at=at(date(2027, 3, 1)))
        yield challenge, link_of(OutgoingMail.objects.get())


def test_the_mailed_link_confirms_without_an_account_and_only_once(client, asked):
    challenge, path = asked

    page = client.get(path)
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex", True)
    assert Challenge.objects.get().reconfirmed_on is None
    assert "続けることを確かめました" in client.post(path, {"action": "keep"}).content.decode()

    challenge.refresh_from_db()
    assert challenge.reconfirmed_on == date(2027, 3, 1)
    gone = client.post(path, {"action": "keep"})
    assert (gone.status_code, challenge.title in gone.content.decode()) == (404, False)


def test_the_mailed_link_takes_down_with_a_reason(client, asked):
    challenge, path = asked

    assert client.post(path, {"action": "retire", "reason": ""}).context["form"].errors
    client.post(path, {"action": "retire", "reason": "解決しました。"})

    challenge.refresh_from_db()
    assert (challenge.state, challenge.retired_reason) == (ChallengeState.RETIRED, "解決しました。")


def test_the_mailed_link_of_a_challenge_that_went_to_another_division_opens_nothing(client, asked):
    challenge, path = asked
    challenge.lead = DivisionFactory(valid_from=date(2025, 4, 1))
    challenge.save(update_fields=["lead"])

    assert client.post(path, {"action": "keep"}).status_code == 404


def test_a_link_to_what_is_no_longer_public_opens_nothing(client, asked):
    path = asked[1]
    Challenge.objects.update(state=ChallengeState.RETIRED, retired_on=date(2027, 3, 1))

    assert client.get(path).status_code == 404


# --- 困りごとメモ


def test_staff_without_an_account_write_by_a_link_to_their_mail(client, division):
    client.post("/ka/komarigoto/", {"email": "Dareka@city.example"})
    path = link_of(OutgoingMail.objects.get())

    assert client.get(path).status_code == 200
    assert not Trouble.objects.exists()
    client.post(path, {"trouble": "", "wish": ""})
    done = client.post(path, {"trouble": "列が長い", "wish": "すぐ済む", "division": division.pk})

    memo = Trouble.objects.get()
    assert "困りごとを受け取りました" in done.content.decode()
    assert (memo.trouble, memo.wish, memo.division, memo.email) == (
        "列が長い",
        "すぐ済む",
        division,
        "dareka@city.example",
    )
    assert client.post(path, {"trouble": "もう一つ"}).status_code == 404
    assert CapabilityLink.objects.get().used_at == NOON


def test_the_page_says_the_same_for_a_known_and_an_unknown_address(client):
    known = StaffFactory(officer=True)

    def pages(email):
        text = client.post("/ka/komarigoto/", {"email": email}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    assert pages(known.email) == pages("inai@city.example")


def test_other_addresses_are_refused_and_too_many_letters_are_too_many(client):
    refused = client.post("/ka/komarigoto/", {"email": "a@evil.example"})
    assert refused.context["form"].errors == {
        "email": ["庁内メールのアドレスを入れてください。ほかのアドレスには送れません。"]
    }

    answers = [client.post("/ka/komarigoto/", {"email": "a@city.example"}).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert OutgoingMail.objects.count() == 3


def test_staff_who_signed_in_write_at_once_for_their_own_division(officer, division):
    assert officer.get("/ka/komarigoto/").context["form"]["division"].value() == division.pk

    officer.post("/ka/komarigoto/", {"trouble": "列が長い", "division": division.pk})

    memo = Trouble.objects.get()
    assert (memo.email, memo.division) == (officer.user.email, division)
    assert "列が長い" in officer.get("/ka/kadai/").content.decode()


def test_companies_have_no_such_page(company_client):
    assert company_client.get("/ka/komarigoto/").status_code == 404
