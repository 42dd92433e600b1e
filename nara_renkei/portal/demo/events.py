"""The ダイアログ of the demo city: 12月5日 of the announcement, this season's, a small open one, the next in preparation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogue.enums import BusinessLine, EventState, Invites, Side
from dialogue.models import Event, EventInvitation, Participant, Registration, Wish
from dialogue.usecases.copy_event import copy_event
from nara_renkei.accounts.enums import PostKind

from .city import City
from .clock import moment

ANNOUNCED, SEASON, SMALL, NEXT = "dialogue-hajimari", "dialogue-fuyu", "dialogue-kosodate", "dialogue-tsugi"

AIMS = """包括連携協定を結ぶ企業と、市の課の職員が、立場をこえて同じ卓で話します。
企業は事例とメニューを、課は困りごとを持ち寄り、次の一歩をその場で決めます。"""
PROGRAMME = """13:00 受付
13:30 開会、市長あいさつ
13:40 企業からの事例とメニューの紹介（8団体）
14:30 ラウンドテーブル（12分ずつ、6回）
16:05 次の一歩を書く時間
16:20 アンケート、閉会"""
SMALL_PROGRAMME = """13:00 受付
13:30 開会
13:40 企業からの事例とメニューの紹介（3団体）
14:30 ラウンドテーブル（12分ずつ、3回）
15:20 次の一歩を書く時間
15:35 アンケート、閉会"""
ACCESS = """近鉄新大宮駅から歩いて10分。車の方は市役所の駐車場をご利用ください。
車いすの方は、中央棟の東の入口が段差なく入れます。"""


@dataclass(frozen=True, slots=True)
class Guest:
    """A company as it comes: line, what it brings, whom it wants to meet, who is sent."""

    key: str
    line: BusinessLine
    offer: str
    wishes: tuple[str, ...]
    people: tuple[tuple[str, str], ...]  # name, 部署・職名
    care: str = ""


# 14 people of 8 companies, as announced
GUESTS = (
    Guest(
        "A",
        BusinessLine.RETAIL,
        "移動販売車4台で東部の集落を回っています。車に市の案内や健診の知らせを載せて配れます。規格外の野菜は、子ども食堂などへ週に2回ほどお渡しできます。",
        ("長寿福祉課", "月ヶ瀬行政センター", "子ども政策課"),
        (("秋篠 実", "企画部 部長"), ("佐紀 葵", "移動販売課 主任")),
    ),
    Guest(
        "B",
        BusinessLine.INSURANCE,
        "職場を訪ねる担当者が市内に120人います。10分の検診案内と、健康づくりの出前講座を、費用なしで行えます。",
        ("健康増進課", "人事課"),
        (("佐保 結", "業務推進部 課長"), ("三条 蓮", "営業支援室")),
    ),
    Guest(
        "C",
        BusinessLine.INFORMATION,
        "窓口の待ち時間を、番号札の記録から見える形にします。職員向けに、表計算だけでできるデータの読み方講座も開けます。",
        ("DX推進課", "市民課"),
        (("中町 徹", "公共システム部 部長"), ("鳥見 翼", "開発課 主任")),
    ),
    Guest(
        "D",
        BusinessLine.TRANSPORT,
        "冷蔵車22台を含む配送網で、災害のときの物資の輸送ができます。ふだんは、東部からの帰りの空いた荷台を地域の荷物に使えます。",
        ("危機管理課", "都祁行政センター"),
        (("帯解 望", "地域連携室 室長"), ("今市 渡", "運行管理課 係長")),
    ),
    Guest(
        "E",
        BusinessLine.PHARMACY,
        "調剤薬局とドラッグストア9店の売場で、血圧や骨の強さの測定会と薬の相談会を開けます。薬剤師と管理栄養士が立ち会います。",
        ("健康増進課", "介護福祉課"),
        (("富雄 彩", "地域医療部 部長"), ("学園前 心", "薬局事業部")),
    ),
    Guest(
        "F",
        BusinessLine.TOURISM,
        "町家2棟で、工房と語りの少人数の体験を開いています。英語・中国語・フランス語の案内人が8人います。",
        ("観光戦略課", "文化財課"),
        (("白毫 遥", "代表補佐"), ("高円 𠮷乃", "案内人")),
        "案内人は車いすを使います。通路の広い卓で、移動の少ない席をお願いします。",
    ),
    Guest(
        "G",
        BusinessLine.REAL_ESTATE,
        "団地と賃貸を3,400戸管理しています。空いた部屋の使い方と、引越しのときの不用品を譲り合うしくみをご紹介します。",
        ("住宅課", "リサイクル推進課"),
        (("二名 樹", "管理部 課長"),),
    ),
    Guest(
        "H",
        BusinessLine.RESEARCH,
        "走る車のカメラから路面の傷みを見つけます。点検の記録を、次の年も使える形に整えるお手伝いもできます。",
        ("土木管理課", "水道施設課"),
        (("神殿 光", "技術部 部長"),),
    ),
)

# 17 people of 17 課, as announced: what troubles the 課, whom it wants to meet
HOSTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "長寿福祉課",
        "車を手放した人の買物が、近所の人の善意に頼りきりです。見守りと一緒にできる形を探しています。",
        ("A", "E"),
    ),
    (
        "月ヶ瀬行政センター",
        "移動販売の来ない集落が9つあります。集会所を使って何ができるか、実際に回っている人に聞きたいです。",
        ("A", "D"),
    ),
    (
        "子ども政策課",
        "子ども食堂の食材が、月の後半に足りなくなります。量より、決まった曜日に届くことが助かります。",
        ("A", "G"),
    ),
    (
        "健康増進課",
        "働く世代のがん検診の予約が、平日の昼の電話に片寄っています。職場や売場で申し込める場がほしいです。",
        ("B", "E"),
    ),
    ("人事課", "職員の健診の結果が、その後の行動につながっていません。短い講座を探しています。", ("B",)),
    ("DX推進課", "各課の窓口の混み具合を、同じ物差しで比べられません。小さく試せる方法を知りたいです。", ("C", "H")),
    ("市民課", "待ち時間が読めず、来た人にも職員にも負担です。番号札の記録はありますが、使えていません。", ("C", "E")),
    ("危機管理課", "停電のとき、避難所で薬と粉ミルクを冷やし続ける手だてがありません。", ("D", "E")),
    (
        "都祁行政センター",
        "荷物の再配達が、運ぶ人にも受け取る人にも負担です。まとめて受け取れる場所を考えています。",
        ("D", "A"),
    ),
    (
        "介護福祉課",
        "薬の飲み忘れが、家族からの相談で一番多くなりました。専門の人に気軽に聞ける場がほしいです。",
        ("E", "B"),
    ),
    (
        "観光戦略課",
        "夕方から夜に過ごす場所が少なく、泊まらずに帰る人が多いです。静かな楽しみを増やしたいです。",
        ("F", "A"),
    ),
    ("文化財課", "公開できる建物があっても、開ける人手が足りません。案内と見守りを兼ねる形を相談したいです。", ("F",)),
    ("住宅課", "団地の上の階ほど空いています。若い人に住んでもらう工夫を聞きたいです。", ("G",)),
    ("リサイクル推進課", "引越しの季節に、まだ使える家具が大量に捨てられます。", ("G", "A")),
    ("土木管理課", "道路の穴の通報が年に2,300件。見つけてから直すまでを早くしたいです。", ("H", "C")),
    ("水道施設課", "管の点検の記録が紙とばらばらの表で、担当が替わると読めなくなります。", ("H",)),
    ("産業政策課", "商店街の空き店舗を、放課後や週末だけ使いたい人と結べていません。", ("G", "F")),
)


def show_events(city: City) -> None:
    """Make the four events. Each later module of the demo adds what became of them."""
    base = city.clock.base
    announced = make_event(
        ANNOUNCED,
        "奈良市公民連携ダイアログ",
        announced_day(base),
        state=EventState.ENDED,
    )
    season = make_event(
        SEASON,
        "奈良市公民連携ダイアログ 冬の回",
        base + timedelta(days=20),
        state=EventState.FIXED,
        closes_on=base - timedelta(days=1),
    )
    for event in (announced, season):
        register_all(city, event)
    _keep_fixed(season)
    small = make_event(
        SMALL,
        "小さなダイアログ　子育てと買物",
        base + timedelta(days=62),
        state=EventState.OPEN,
        closes_on=base + timedelta(days=40),
        invites=Invites.CHOSEN,
        tables=3,
        rounds=3,
        company_capacity=3,
        division_capacity=5,
        ends_at=time(15, 45),
        programme=SMALL_PROGRAMME,
    )
    for key in ("A", "E", "G", "J"):
        EventInvitation.objects.create(event=small, organization=city.organizations[key])
    copy_event(
        event=season,
        name="奈良市公民連携ダイアログ 次の回",
        slug=NEXT,
        held_on=season.held_on + timedelta(days=364),
        closes_on=season.held_on + timedelta(days=350),
        by=city.desk(),
        at=moment(base, 9),
    )


def announced_day(base: date) -> date:
    """Return the 12月5日 that lies two months back at least."""
    year = (base - timedelta(days=60)).year
    day = date(year, 12, 5)
    return day if day + timedelta(days=60) <= base else date(year - 1, 12, 5)


def make_event(slug: str, name: str, held_on: date, **fields: object) -> Event:
    """Return one event of the season; ``fields`` say how it differs."""
    return Event.objects.create(
        **{
            "slug": slug,
            "name": name,
            "aims": AIMS,
            "programme": PROGRAMME,
            "held_on": held_on,
            "closes_on": held_on - timedelta(days=21),
            "starts_at": time(13, 30),
            "ends_at": time(16, 30),
            "first_round_at": time(14, 30),
            "place": "奈良市役所 中央棟6階 大会議室",
            "access": ACCESS,
            "company_capacity": 8,
            "division_capacity": 17,
            "created_at": moment(held_on - timedelta(days=80)),
            **fields,
        }
    )


def register_all(
    city: City,
    event: Event,
    guests: Sequence[Guest] = GUESTS,
    hosts: Sequence[tuple[str, str, tuple[str, ...]]] = HOSTS,
) -> None:
    """Let the 8 companies and the 17 課 enter, or fewer of them, each with its people and wishes."""
    at = moment(event.closes_on - timedelta(days=9), 11)
    for n, guest in enumerate(guests):
        organization = city.organizations[guest.key]
        registration = Registration.objects.create(
            event=event,
            side=Side.COMPANY,
            organization=organization,
            email=city.members[guest.key].email,
            business_line=guest.line,
            offer=guest.offer,
            care=guest.care,
            is_in_booklet=guest.key != "H",
            entered_at=at + timedelta(minutes=37 * n),
            entered_by=guest.people[0][0],
        )
        domain = city.members[guest.key].email.partition("@")[2]
        _people(registration, [(name, title, f"hito{m}@{domain}") for m, (name, title) in enumerate(guest.people, 1)])
        Wish.objects.bulk_create(
            Wish(registration=registration, position=m, division=city.divisions[name], reason="困りごとを伺いたい")
            for m, name in enumerate(guest.wishes, 1)
        )
    for n, (name, trouble, wishes) in enumerate(hosts):
        registration = _register_division(city, event, name, trouble, at + timedelta(hours=26, minutes=19 * n))
        Wish.objects.bulk_create(
            Wish(registration=registration, position=m, organization=city.organizations[key])
            for m, key in enumerate(wishes, 1)
        )


def _register_division(city: City, event: Event, name: str, trouble: str, at: datetime) -> Registration:
    officer = city.of(name, PostKind.OFFICER)
    registration = Registration.objects.create(
        event=event,
        side=Side.DIVISION,
        division=city.divisions[name],
        email=city.divisions[name].email,
        trouble=trouble,
        is_in_booklet=True,
        entered_at=at,
        entered_by=f"{officer.name}（{name}主査）",
    )
    _people(registration, [(officer.name, "主査", officer.email)])
    return registration


def _people(registration: Registration, people: list[tuple[str, str, str]]) -> None:
    Participant.objects.bulk_create(
        Participant(registration=registration, position=n, name=name, title=title, email=email)
        for n, (name, title, email) in enumerate(people)
    )


def _keep_fixed(season: Event) -> None:
    """The company whose guide uses a wheelchair stays at the table beside the door."""
    season.registrations.exclude(care="").update(fixed_table=1)
