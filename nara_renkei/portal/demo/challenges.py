"""The 課題 of the demo city in every state, with their questions and 困りごとメモ.

Every figure is an example; days are counted from the base day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import DIVISION, Actor
from proposals.enums import ChallengeState, Procedure
from proposals.models import Challenge, ChallengeQuestion, SorterCount, SorterDestination
from proposals.usecases.answer_question import answer_question
from proposals.usecases.ask_question import ask_question
from proposals.usecases.draft_challenge import draft_challenge
from proposals.usecases.hand_in_challenge import hand_in_challenge
from proposals.usecases.index_challenge import index_challenge
from proposals.usecases.note_trouble import note_trouble
from proposals.usecases.publish_challenge import publish_challenge
from proposals.usecases.retire_challenge import retire_challenge
from proposals.usecases.return_challenge import return_challenge
from proposals.usecases.save_sheet import save_sheet
from proposals.usecases.settle_trouble import close_trouble, promote_trouble

from .clock import moment

if TYPE_CHECKING:
    from .city import City


@dataclass(frozen=True, slots=True)
class DemoChallenge:
    code: str
    field: str
    title: str
    lead: str
    supporting: tuple[str, ...]
    procedure: Procedure
    procedure_note: str
    published: int  # days before the base day
    opens: int  # days from the base day
    closes: int | None  # days from the base day; None is 随時
    background: str
    figures: str
    future: str
    wanted: str
    out_of_scope: str
    offered: str
    benefit: str
    solutions: str = ""
    expertise: str = ""
    considered: str = ""
    question: str = ""
    answer: str = ""
    outcome: str = ""
    reconfirmed: int | None = None  # days before the base day


CHALLENGES = (
    DemoChallenge(
        code="kadai-1",
        field="くらし・移動",
        title="東部の集落で、買物と荷物の受取りを続けられるしくみ",
        lead="月ヶ瀬行政センター",
        supporting=(
            "都祁行政センター",
            "長寿福祉課",
            "都市政策課",
        ),
        procedure=Procedure.COOPERATION,
        procedure_note="市の新しい費用なし。合意できれば提案者と進めます",
        published=213,
        opens=-213,
        closes=None,
        background="東部では店が減り、車を手放した高齢の方の買物が、離れて住む家族や近所の人に頼りがちになっています。移動販売や宅配はありますが、回る曜日が重なる集落と、一度も来ない集落があります。荷物の再配達も、運ぶ側と受け取る側の両方の負担です。",
        figures="対象の集落24のうち移動販売が週1回以上来る集落15\n65歳以上だけの世帯 約620\n行政センターでの買物の相談 月平均8件\n荷物の受渡しに使えそうな集会所11か所",
        future="どの集落でも週2回、歩いて行ける場所で生鮮品が買え、荷物が受け取れる。集まった人どうしの声かけが、ふだんの見守りになっている。",
        wanted="曜日と場所の組み直し、荷物と販売の組合せ、見守りの連絡の決まりごと",
        solutions="移動販売の車が、宅配の荷物も一緒に集会所へ届ける。帰りに、地元の野菜を積んで戻る。",
        expertise="移動販売や宅配の、運行の組み方が分かる方",
        considered="令和6年に買物バスを3か月試しました。1便の利用は平均2.1人で、重い荷物を持って帰れないという声が多くありました（例示）。",
        out_of_scope="市が車両を買う・運行費を補助することを前提にしたもの、個人の名簿の提供を求めるもの",
        offered="場所: 行政センターの駐車場と軒先、集会所の紹介\n人: 自治会との話合いに職員が同席\n広報: 地区の回覧、市の広報紙\nデータ: 公表している地区別の人口と世帯数\n予算: なし",
        benefit="配送と販売の効率が上がる、地域での信頼、他の地域へ広げる時の実績",
        question="集会所の使用料はかかりますか",
        answer="自治会ごとに決まりが違います。候補が決まったら、市が一緒に確かめます。",
    ),
    DemoChallenge(
        code="kadai-2",
        field="観光・にぎわい",
        title="ならまちで、夕方から夜に過ごしたくなる時間をつくる",
        lead="観光戦略課",
        supporting=(
            "産業政策課",
            "都市計画課",
            "土木管理課",
        ),
        procedure=Procedure.TRIAL,
        procedure_note="3か月まで。費用は提案者の負担、結果は公表します",
        published=61,
        opens=-61,
        closes=40,
        background="昼は多くの人が歩く通りも、夕方に店が閉まると人が途切れ、泊まらずに帰る人が多くなります。一方で、通りは人が住む場所でもあり、音と明かりとごみへの配慮が欠かせません。",
        figures="対象の通り4本の店132のうち18時以降に開く店29\n18時台の歩行者は14時台の約2割\n住民アンケート: 夜の催しを歓迎52％、音が心配61％",
        future="週に3日は夕方から2時間の楽しみがあり、店も続けられ、住む人が「これなら続けてよい」と言える。",
        wanted="少人数・静かな催し、店が順番に開くしくみ、帰りの足の案内",
        out_of_scope="大音量の催し、通りを長時間ふさぐもの、特定の店だけの宣伝",
        offered="場所: 市の施設の中庭と会議室（夜間）\nデータ: 通りごとの時間別歩行者数\n広報: 観光案内所と市のSNS\n人: 地元説明会の開催と、占用などの手続の相談をひとつの窓口で\n予算: なし",
        benefit="需要を小さく確かめられる、地元とのつながり、結果を実績として示せる",
        question="道路での飲食はできますか",
        answer="道路の使用は警察、占用は市の許可が要ります。計画の段階で一緒に相談に行きます。",
    ),
    DemoChallenge(
        code="kadai-3",
        field="教育・公共施設",
        title="小学校の水泳の授業を、古いプールに頼らずに続ける",
        lead="教育総務課",
        supporting=(
            "学校教育課",
            "スポーツ振興課",
            "契約課",
        ),
        procedure=Procedure.CONTRACT,
        procedure_note="実施者は公募で決めます。提案は公募の内容を考える材料になり、提案したことで有利にも不利にもなりません",
        published=20,
        opens=30,
        closes=None,
        background="学校のプールは古くなり、直す費用と夏の暑さ、水の管理をする教職員の負担が重なっています。民間や他校のプールを使う方法には、移動の時間と安全の確保という宿題があります。",
        figures="対象12校のうち建ててから40年以上が9校\n1校の維持費 年 約210万円\n授業の予定8日のうち暑さと雨で中止が平均3日\n最も近い屋内プールまでの移動 平均14分",
        future="天候に左右されず、泳ぎの指導に慣れた人と先生が一緒に、安全に授業ができる。",
        wanted="移動と着替えを含む1日の流れ、指導と安全の役割分担、費用の考え方",
        out_of_scope="学校の土地の売却を前提にするもの",
        offered="データ: 学年別の児童数、移動距離、これまでの授業計画\n場所: モデル2校での見学\n人: 教員との意見交換1回\n予算: 翌年度予算への要求を検討中（議会の議決が前提）",
        benefit="平日昼間の施設の利用、仕様への意見が言える",
        question="提案すると公募で加点されますか",
        answer="加点はありません。対話で伝えた内容は、公募のときにすべての方へ公開します。",
    ),
    DemoChallenge(
        code="kadai-4",
        field="健康",
        title="働く世代が、がん検診を自分の予定に入れられるようにする",
        lead="健康増進課",
        supporting=(
            "国保年金課",
            "医療政策課",
        ),
        procedure=Procedure.COOPERATION,
        procedure_note="",
        published=334,
        opens=-334,
        closes=None,
        background="案内のはがきは届いていても、平日の昼に電話で予約する形が、働く人の生活に合っていません。受けた人からは「予約が一番の山だった」という声があります。",
        figures="40〜59歳の大腸がん検診の受診率9.8％\n案内はがき 年26,000通\n予約の85％が電話\n受けない理由「時間がない」47％、「申込みが面倒」22％",
        future="検診が、買物や通勤や職場の一日の中に自然に入り、受診率が3年で2倍になる。",
        wanted="申込みの場を増やす工夫、職場での声かけ、受けた後の安心につながる説明",
        out_of_scope="受診歴や検査結果を企業が集めるもの、保険や商品の勧誘を伴うもの、検診そのものの受託",
        offered="広報: 案内はがきの紙面と封筒、広報紙\nデータ: 個人が分からない形の受診の統計\n場所: 保健所の講座室\n人: 保健師の講話 年4回\n予算: 印刷の範囲で相談可",
        benefit="社員や来店者の健康、市との連名での案内（文面は市が確認）",
        question="店の会員への案内に市の名前を使えますか",
        answer="文面を事前に市が確かめた場合に使えます。",
        reconfirmed=150,
    ),
    DemoChallenge(
        code="kadai-5",
        field="防災",
        title="旅の途中で大きな地震が起きても、ことばの壁を越えて行き先が伝わる",
        lead="危機管理課",
        supporting=(
            "観光戦略課",
            "共生社会推進課",
        ),
        procedure=Procedure.IDEAS,
        procedure_note="実施する人は別に決めます",
        published=274,
        opens=-274,
        closes=-152,
        background="初めて来た人には、避難の場所も、歩いてよい方向も分かりません。停電や通信の混雑も考えると、電話とアプリだけに頼らない方法が要ります。",
        figures="一時滞在施設14か所\n多言語の案内板5か所\n繁忙期の1日の来訪者 約4.2万人（推計）\n訓練に参加した宿泊施設86のうち11",
        future="通信が止まっても10分以内に「どちらへ歩けばよいか」が分かり、店と宿の人が同じ言葉で声をかけられる。",
        wanted="電気や通信が止まっても使える伝え方、店と宿の人が使う声かけの道具",
        out_of_scope="",
        offered="データ: 公開している避難所の一覧\n人: 訓練での試行の調整\n広報: 結果の公表と表彰\n予算: なし",
        benefit="",
        outcome="応募7件。声かけの道具2件を翌年の訓練で試すことに決定。残り5件の考え方も、提案者の同意を得て一覧にしました。",
    ),
    DemoChallenge(
        code="kadai-6",
        field="道路・データ",
        title="市道の傷みを、通報の前に見つける",
        lead="土木管理課",
        supporting=(
            "水道施設課",
            "契約課",
            "DX推進課",
        ),
        procedure=Procedure.TRIAL_THEN_CONTRACT,
        procedure_note="法令の要件に合い、同じことができる者がほかにいないかを公に確かめたときに限ります。契約を約束するものではありません",
        published=92,
        opens=-92,
        closes=6,
        background="路面の穴やひびは、通報を受けてから現場を見に行く形が中心です。巡回の人数は限られ、雨の後に通報が集中します。",
        figures="点検の対象480km\n通報 年2,300件\n通報から応急の手当てまで平均3.2開庁日\n巡回2班（4人）",
        future="通報の半分を、通報の前に見つけて直せる。危ない順に直す理由を、市民に地図で説明できる。",
        wanted="走っている車を使う点検、見つけた傷みの順位の付け方、写り込んだ人や車の消し方",
        out_of_scope="専用の車両を市が買うことを前提にするもの",
        offered="データ: 過去3年の補修の記録（位置と日付）\n場所: 実証の路線 約60km\n人: 現場の確認に職員が同行\n予算: 実証は提案者の負担。本実施は翌年度の予算要求で検討",
        benefit="実際の道での検証、補修記録との照合",
        question="撮った画像はだれのものですか",
        answer="実証の取決めで定めます。人の顔と車の番号は、保存する前に消すことが条件です。",
    ),
    DemoChallenge(
        code="kadai-7",
        field="観光・滞在",
        title="駅前の観光案内を、夕方から夜も続ける",
        lead="観光戦略課",
        supporting=("産業政策課", "文化振興課"),
        procedure=Procedure.CONTRACT,
        procedure_note="実施者は公募で決めます。提案は公募の内容を考える材料になります",
        published=75,
        opens=-60,
        closes=-12,
        background="案内所は17時に閉まり、夕方に着いた方が食事や翌日の行き先を尋ねる場所がありません。",
        figures="閉まったあとに立ち寄る方 1日平均46人\n夜に答えられた問合せ 0件\n案内所の職員 4人",
        future="夜に着いた方も、その日のうちに行き先と食事を決められる。",
        wanted="18時から21時までの案内の続け方、言葉の壁への備え、費用の考え方",
        out_of_scope="新しい建物を建てるもの",
        offered="場所: 駅前の案内所の軒先\nデータ: 昼の問合せの記録\n予算: 翌年度の予算への要求を検討中",
        benefit="夜に人の集まる場所での実績",
    ),
)


def build_challenges(city: "City") -> None:
    """The published ones; then those on their way, the questions, the memos and the counts of the sorter."""
    for row in CHALLENGES:
        city.challenges[row.code] = _publish(city, row)
    _on_their_way(city)
    _questions(city)
    _troubles(city)
    _counts(city.clock.base)


def _publish(city: "City", row: DemoChallenge) -> Challenge:
    base = city.clock.base
    published = base - timedelta(days=row.published)
    challenge = Challenge(
        code=row.code,
        field=row.field,
        title=row.title,
        background=row.background,
        figures=f"{row.figures}\n（数字は例示）",
        future=row.future,
        wanted=row.wanted,
        solutions=row.solutions,
        out_of_scope=row.out_of_scope,
        offered=row.offered,
        benefit=row.benefit,
        expertise=row.expertise,
        considered=row.considered,
        procedure=row.procedure,
        procedure_note=row.procedure_note,
        lead=city.divisions[row.lead],
        state=ChallengeState.PUBLISHED,
        published_on=published,
        opens_on=base + timedelta(days=row.opens),
        closes_on=base + timedelta(days=row.closes) if row.closes is not None else None,
        reconfirmed_on=base - timedelta(days=row.reconfirmed) if row.reconfirmed else None,
        outcome=row.outcome,
    )
    index_challenge(challenge)
    challenge.save()
    challenge.supporting.set([city.divisions[name] for name in row.supporting])
    if row.question:
        ChallengeQuestion.objects.create(
            challenge=challenge,
            question=row.question,
            answer=row.answer,
            published_on=published + timedelta(days=10),
        )
    return challenge


LONELY: dict[str, Any] = {
    "title": "ひとり暮らしの高齢の方の「いつもと違う」に、早く気づく",
    "field": "健康",
    "background": "配達や検針で家を訪ねる方から「様子がおかしい」と聞くのは、月に数件です。気づいた方が、どこへ伝えればよいか迷っています。",
    "figures": "ひとり暮らしの65歳以上 約18,400人（令和8年4月・例示）\n訪問先から市への連絡 月平均6件",
    "future": "気づいた人が一つの番号に伝えるだけで、その日のうちに様子を見に行ける。",
    "wanted": "ふだんの仕事の中で気づくしくみ、伝え方の決まりごと",
    "offered": "人: 地域包括支援センターとの連絡\n広報: 市の広報紙\n予算: なし",
    "procedure": Procedure.COOPERATION,
}
PARK: dict[str, Any] = {
    "title": "小さな公園の手入れを、近くの店や会社と続ける",
    "field": "公園",
    "background": "草刈りが年2回では足りず、苦情が多い公園があります。",
    "figures": "とても多い",
    "future": "子どもが安心して遊べる公園が増える。",
    "wanted": "手入れを分け合うしくみ",
    "offered": "場所: 公園の掲示板\n予算: 草刈りの道具",
    "procedure": Procedure.COOPERATION,
}
LUGGAGE: dict[str, Any] = {
    "title": "駅前の荷物預かりの混雑をやわらげる",
    "field": "観光・にぎわい",
    "background": "週末の昼は荷物を預ける場所がいっぱいになり、大きなかばんを引いて歩く方が多くいます。",
    "figures": "駅前の預かり場所 2か所・180個分\n週末の13時に空きがなかった日 月6日（例示）",
    "future": "手ぶらで歩き始められる。",
    "wanted": "空いている店先や倉庫を使う預かり方",
    "offered": "広報: 観光案内所での案内\n予算: なし",
    "procedure": Procedure.TRIAL,
}


def _on_their_way(city: "City") -> None:
    """One that the desk checks, one that was returned, one just begun, one that was taken down."""
    handed_in = _sheet(city, "長寿福祉課", LONELY, 6)
    hand_in_challenge(challenge_id=handed_in.pk, by=city.officer("長寿福祉課"), at=moment(city.clock.ago(4), 11))

    returned = _sheet(city, "公園緑地課", PARK, 12)
    by = city.officer(returned.lead.name)
    hand_in_challenge(challenge_id=returned.pk, by=by, at=moment(city.clock.ago(10), 11))
    return_challenge(
        challenge_id=returned.pk,
        reason="「いまの数字」に、年月の分かる数字を一つ入れてください。おおよそでかまいません。",
        by=city.desk(),
        at=moment(city.clock.ago(8), 14),
    )

    _sheet(
        city,
        "観光戦略課",
        {
            "title": "雨の日の修学旅行に、もう一つの行き先を",
            "field": "観光・にぎわい",
            "background": "雨の日は行き先が重なります。",
        },
        2,
    )

    retired = _sheet(city, "観光戦略課", LUGGAGE, 400)
    hand_in_challenge(challenge_id=retired.pk, by=city.officer("観光戦略課"), at=moment(city.clock.ago(398), 10))
    opened = city.clock.ago(395)
    publish_challenge(
        challenge_id=retired.pk,
        opens_on=opened,
        closes_on=None,
        notify=True,
        by=city.desk(),
        at=moment(opened, 10),
    )
    retire_challenge(
        challenge_id=retired.pk,
        reason="民間の荷物預かり所が3か所できて、混雑がなくなったため。",
        by=city.officer("観光戦略課"),
        at=moment(city.clock.ago(120), 15),
    )


def _sheet(city: "City", division: str, words: dict[str, Any], days_ago: int) -> Challenge:
    by, at = city.officer(division), moment(city.clock.ago(days_ago), 10)
    challenge = draft_challenge(lead=city.divisions[division], by=by, at=at)
    return save_sheet(challenge_id=challenge.pk, version=challenge.version, values=words, by=by, at=at)


def _questions(city: "City") -> None:
    """One answered with a letter to the asker, two that wait."""
    at = moment(city.clock.ago(9), 16)
    answered = ask_question(
        challenge_id=city.challenges["kadai-2"].pk,
        question="中庭を使えるのは何時までですか。",
        asker=city.members["F"],
        by=city.company("F"),
        at=at,
    )
    answer_question(
        question_id=answered.pk,
        question=answered.question,
        answer="21時までです。片づけは21時30分までに終えてください。",
        is_public=True,
        notify=True,
        by=city.desk(),
        at=moment(city.clock.ago(7), 10),
    )
    for code, key, words in (
        ("kadai-2", "L", "雨のときに使える屋根のある場所はありますか。"),
        ("kadai-6", "F", "実証の間に、路線を増やすことはできますか。"),
    ):
        ask_question(
            challenge_id=city.challenges[code].pk,
            question=words,
            asker=city.members[key],
            by=city.company(key),
            at=moment(city.clock.ago(1), 15),
        )


def _troubles(city: "City") -> None:
    """One that waits, one of somebody without an account, one that grew into a sheet, one that was closed."""
    officer = city.of("観光戦略課", PostKind.OFFICER)
    waiting = ("案内所の多言語の地図が、道の工事のたびに古くなる。", "地図を自分たちで直せて、その日に配れる。")
    rows = [
        (*waiting, "観光戦略課", city.officer("観光戦略課"), officer.email),
        ("申請の窓口で、順番を待つ間に帰ってしまう方がいる。", "待つ間に、書類の準備が終わっている。", "", None, ""),
        ("外国から来た方に、ごみの出し方が伝わらない。", "引っ越したその日に分かる。", "共生社会推進課", None, ""),
        ("庁舎の自動販売機を増やしてほしい。", "", "", None, ""),
    ]
    made = []
    for n, (trouble, wish, division, by, email) in enumerate(rows):
        address = email or f"shokuin-{n}@city.nara.example"
        made.append(
            note_trouble(
                trouble=trouble,
                wish=wish,
                division=city.divisions[division] if division else None,
                email=address,
                by=by or Actor(DIVISION, address, f"link:{n}", "192.0.2.40"),
                at=moment(city.clock.ago(20 - n), 9),
            )
        )
    promote_trouble(
        trouble_id=made[2].pk,
        division=city.divisions["共生社会推進課"],
        notify=True,
        by=city.desk(),
        at=moment(city.clock.ago(15), 10),
    )
    close_trouble(
        trouble_id=made[3].pk,
        reason="庁舎を管理する課に伝えました。",
        by=city.desk(),
        at=moment(city.clock.ago(14), 10),
    )


def _counts(base: date) -> None:
    """Fourteen months of visitors who were shown another window."""
    month = base.replace(day=1)
    windows = list(SorterDestination.objects.in_order())
    for back in range(14):
        SorterCount.objects.bulk_create(
            SorterCount(destination=window, month=month, count=3 + (back * 5 + n * 7) % 11)
            for n, window in enumerate(windows)
        )
        month = (month - timedelta(days=1)).replace(day=1)
