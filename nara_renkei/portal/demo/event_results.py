"""What the ダイアログ of the announcement left: the survey of both sides, its two papers, and 企業メニュー."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from dialogue.models import Event
from dialogue.queries.survey import people_to_ask
from dialogue.rules.event_papers import EVENT_PAPERS
from dialogue.usecases.ask_participants import ask_participants
from dialogue.usecases.copy_to_menus import copy_to_menus
from dialogue.usecases.order_event_paper import order_event_paper
from dialogue.usecases.prepare_event_survey import prepare_event_survey
from knowledge.usecases.open_menu import open_menu
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.usecases.close import close
from nara_renkei.surveys.usecases.open_survey import open_survey
from nara_renkei.surveys.usecases.remind import remind

from .city import City
from .clock import by_eight, moment
from .events import ANNOUNCED
from .surveys import Counts, Words, answer_as

# of 29 answers to the first question 26 are 4 or 5, which is the announced 90 %; one of each side never answers
COUNTS: Final[Mapping[Side, Counts]] = {Side.COMPANY: (0, 0, 1, 5, 7), Side.DIVISION: (0, 1, 1, 8, 6)}
# what was good, what could be better; those who were less content come first
SAID: Final[Mapping[Side, Words]] = {
    Side.COMPANY: [
        ("", "話した課と、そのあとどう連絡すればよいかが分かりにくかったです。"),
        ("困りごとが具体的で、持ち帰って社内で話せました。", "事例の紹介は、1社5分より短くてよいと思います。"),
        ("ほかの企業の取組を知る場にもなりました。", "名刺を替える時間が足りません。"),
        ("", "回の終わりが急でした。1分前に知らせてください。"),
        ("次の一歩をその場で決めるので、話が流れませんでした。", "隣の卓の声が重なりました。"),
        ("", "初めに全体の進み方を紙で配ってほしいです。"),
        ("12分でも、聞きたいことを一つに絞れば話せました。", "会いたい課の困りごとを、先に読めると助かります。"),
        ("思っていなかった課と話せたのがよかったです。", "会いたい課が一つ、組に入りませんでした。"),
        ("困りごとを、担当の方の言葉で聞けました。資料だけでは分からないことでした。",),
        ("市の決まりで、できることとできないことを率直に話してもらえました。",),
    ],
    Side.DIVISION: [
        ("", "途中で窓口に戻り、話が続けられませんでした。話した内容を課に持ち帰る紙もほしいです。"),
        ("", "会いたい企業と組になりませんでした。理由を知りたいです。"),
        ("困りごとを書く練習になりました。", "事例の紹介が、卓で話したことと少し離れていました。"),
        ("ふだん会わない仕事の方と話せました。", "12分は短いです。15分あれば、次の一歩まで書けます。"),
        ("担当だけで抱えていたことを、外の方に話せました。",),
        ("企業の方が、費用のかからない始め方を考えてくださいました。", "紹介の資料を先に読めれば、もっと話せます。"),
        ("名刺を替えるだけで終わらず、次に何をするかが決まりました。", "休みの回がほしいです。"),
        ("隣の課の困りごとも聞けて、一緒に進められると分かりました。",),
        ("断られると思っていた相談に、その場で案が出ました。", "課から二人で出られるとよいです。"),
        ("契約の話ではない、と初めに言ってもらえて話しやすかったです。",),
    ],
}


def show_event_results(city: City) -> None:
    """The survey is asked, answered and closed; what was brought is kept; the papers wait for the worker."""
    event = Event.objects.get(slug=ANNOUNCED)
    _ask(city, event)
    _keep_menus(city, event)
    for paper in EVENT_PAPERS:
        order_event_paper(event=event, kind=paper.kind, by=city.desk(), at=by_eight(city.clock.base))


def _ask(city: City, event: Event) -> None:
    def on(days: int, hour: int) -> datetime:
        return moment(event.held_on + timedelta(days=days), hour)

    by = city.desk()
    survey = prepare_event_survey(event=event, closes_on=on(14, 0).date(), by=by, at=on(0, 9))
    survey = open_survey(survey=survey, by=by, at=on(0, 17))
    codes = [one.participant.code for one in people_to_ask(event, survey)]
    asked = ask_participants(event=event, survey=survey, codes=codes, by=by, at=on(0, 18))
    for side, counts in COUNTS.items():
        emails = [one.email for one in asked if one.side == side]
        answer_as(survey, side, emails, counts, SAID[side], at=on(4, 10))
    remind(survey=survey, by=by, at=on(8, 10))
    close(survey=survey, by=by, at=on(15, 9))


def _keep_menus(city: City, event: Event) -> None:
    """What seven companies brought was taken over, read and opened; one did not want it printed."""
    day = event.held_on + timedelta(days=17)
    for menu in copy_to_menus(event=event, by=city.desk(), at=moment(day, 10)).menus:
        open_menu(menu=menu, version=menu.version, by=city.desk(), at=moment(day, 14))
