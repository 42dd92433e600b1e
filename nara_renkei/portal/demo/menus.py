"""企業メニュー of the eight partners in every state, told by the portal's own use cases. Every figure is an example."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.models import Menu
from knowledge.rules.menus import MenuFacts
from knowledge.usecases.keep_menu import keep_menu
from knowledge.usecases.offer_menu import offer_menu
from knowledge.usecases.open_menu import open_menu
from knowledge.usecases.withdraw_menu import withdraw_menu
from proposals.enums import Cost

from .city import City
from .clock import moment
from .organizations import ORGANIZATIONS
from .pictures import leaflet

MADE_OF = UUID("0d9c4f1e-5b57-4a5c-8f0e-7f1f0c6a2b44")
WITH_SLIDE: Final = frozenset({"A", "E", "H"})  # the first menu of these has one


@dataclass(frozen=True, slots=True)
class DemoMenu:
    who: str  # key of the 団体
    title: str
    field: str
    offer: str
    needs: str
    cost: Cost
    ago: int  # days before the base day on which it was offered
    state: str = "open"  # open, offered, withdrawn, kept


MENUS = (
    DemoMenu("A", "移動販売の車で、市の案内を配ります", "くらし・移動", "市内と東部を回る移動販売車4台で、週に延べ26か所（例示）に立ち寄ります。お客さまの多くは75歳以上です。レジの横で市の案内を手渡し、読み方が分からないときは一緒に読みます。雨の日も決まった曜日に回ります。", "配る案内の用意（1回500枚まで）。配ってよい相手と時期の確認。", Cost.NONE, 200),
    DemoMenu("A", "規格外の野菜を、子どもの居場所へ届けます", "子ども・教育", "形や大きさのために店に並べない野菜を、週に20キログラムほど（例示）お渡しできます。洗って小分けにし、店の閉店後に店の前でお渡しするか、近くであれば配達の帰りに届けます。", "届け先の紹介と、受け取る方の連絡先。", Cost.NONE, 120),
    DemoMenu("B", "職場を訪ねて、検診の申込みを10分でご案内します", "健康", "市内の職場を訪ねる担当者が、昼休みに10分だけ、がん検診の受け方と申込みの方法をお話しします。商品の案内はしません。年に延べ600の職場（例示）を訪ねています。", "案内の紙面と、話してよい範囲の確認。", Cost.NONE, 380, "kept"),
    DemoMenu("B", "健康づくりの出前講座", "健康", "公民館や自治会に、歩き方、眠り、食べ方の講座を無料でお届けします。1回60分、10人から。資料はこちらで用意します。", "会場と、参加する方への呼びかけ。", Cost.NONE, 420),
    DemoMenu("C", "窓口の待ち時間を、見えるようにします", "デジタル・データ", "番号発券機の記録から、混む曜日と時刻、待っている人数をその場で画面に出す仕組みを、2か月試せます。個人の情報は使いません。", "発券機の記録を読む許可と、画面を置く場所。", Cost.CONSULT, 90),
    DemoMenu("C", "数字の読み方講座（職員向け）", "デジタル・データ", "表計算ソフトだけで、自分の課の数字から困りごとを見つける3時間の講座です。受講する課の実際の表を使います。", "研修室と、持ち寄る表。", Cost.PARTLY, 10, "offered"),
    DemoMenu("D", "災害のとき、物資を運びます", "防災", "冷蔵車22台と運転手が、避難所まで食料と薬を運びます。積む場所と道順を前もって決め、年に一度は一緒に走って確かめます。", "積む場所、通れる道の情報、訓練の日。", Cost.NONE, 300),
    DemoMenu("D", "配送の空き便に、市の荷物を載せます", "くらし・移動", "朝の配送の帰りの便に、庁舎と出先の間の書類や小さな荷物を載せられます。東部へは毎日1便です。", "荷物の大きさと、急ぎかどうかの区別。", Cost.CONSULT, 250, "withdrawn"),
    DemoMenu("E", "店で、血圧と体の測定ができます", "健康", "9つの店の入口で、血圧、握力、体の組成を無料で測れます。薬剤師が見方を説明し、気になる方には市の健診を案内します。測った値は本人にだけ渡します。", "健診の案内と、保健師の方との打合せ。", Cost.NONE, 150),
    DemoMenu("E", "薬の相談会を、集まりの場で開きます", "健康", "サロンや介護予防の教室に薬剤師が伺い、飲み残しや飲み合わせの相談に応じます。1回2時間、月に2回まで。", "会場と、参加する方への呼びかけ。", Cost.NONE, 60),
    DemoMenu("F", "工房と語りの、小さな体験", "観光・にぎわい", "町家2棟で、8人までの手仕事と語りの体験を開きます。夕方の時間、雨の日、冬の平日にもできます。修学旅行の一班だけでもお受けします。", "来る方への案内と、近くの方への説明。", Cost.NONE, 180),
    DemoMenu("F", "多言語の案内人を紹介します", "観光・にぎわい", "英語、中国語、フランス語、スペイン語で話せる案内人が27人（例示）います。催しや避難訓練の通訳として、半日から伺えます。", "話す内容の原稿と、当日の責任者。", Cost.PARTLY, 75),
    DemoMenu("G", "空き室を、地域の集まりに使えます", "くらし・移動", "団地の空き室を、子どもの居場所や高齢の方の集まりに、月ごとにお貸しできます。1階の部屋から選べます。", "使う団体の紹介と、鍵を預かる方。", Cost.CONSULT, 30),
    DemoMenu("G", "引越しの時の不用品を、譲り合う市を開きます", "環境", "3月と9月に、団地の広場で、まだ使える家具を譲り合う市を開きます。運ぶ人と場所はこちらで用意します。", "広報と、残った物の分け方の相談。", Cost.NONE, 5, "offered"),
    DemoMenu("H", "車に載せたカメラで、路面の傷みを調べます", "道路・データ", "路線バスや配送車に載せたカメラで、ひびと穴を見つけ、地図に重ねてお渡しします。人の顔と車の番号は、保存する前に消します。60キロメートルまでは無料で試せます。", "調べたい道の一覧と、補修の記録。", Cost.CONSULT, 210),
    DemoMenu("H", "点検の記録の整え方を、一緒に考えます", "道路・データ", "紙と表計算に分かれた点検の記録を、あとから探せる形に直す方法を、実際の記録を見ながら考えます。半日で一つの書式が直せます。", "今の書式と、使っている方との時間。", Cost.NONE, 110),
)  # fmt: skip


def show_menus(city: City) -> None:
    """Two of each partner: most are open, two are not yet read, one is taken back, one was kept, one is past its day."""
    contacts = {one.key: one for one in ORGANIZATIONS}
    first: set[str] = set()
    for one in sorted(MENUS, key=lambda menu: -menu.ago):
        contact = contacts[one.who]
        has_slide = one.who in WITH_SLIDE and one.who not in first
        first.add(one.who)
        shown = one.who != "C"  # this one leaves it to the desk
        facts = MenuFacts(
            title=one.title,
            field=one.field,
            offer=one.offer,
            cost=one.cost,
            needs=one.needs,
            contact_name=contact.contact if shown else "",
            contact_email=f"{contact.mailbox}@{contact.domain}" if shown else "",
            contact_phone=contact.phone if one.who in "ADG" else "",
        )
        day = city.clock.ago(one.ago)
        menu = offer_menu(
            key=uuid5(MADE_OF, one.title),
            organization=city.organizations[one.who],
            facts=facts,
            upload=SimpleUploadedFile("ご紹介.pdf", leaflet(3), content_type="application/pdf") if has_slide else None,
            by=city.company(one.who),
            at=moment(day, 11),
        )
        if one.state != "offered":
            _go_on(city, one, open_menu(menu=menu, version=1, by=city.desk(), at=moment(day, 15)))


def _go_on(city: City, one: DemoMenu, menu: Menu) -> None:
    if one.state == "withdrawn":
        withdraw_menu(menu=menu, by=city.company(one.who), at=moment(city.clock.ago(20), 9))
    elif one.state == "kept":
        day = city.clock.open_day(city.clock.base - timedelta(days=one.ago - 360))
        keep_menu(menu=menu, by=city.company(one.who), at=moment(day, 10))
