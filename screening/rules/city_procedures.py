"""市に求めること → the city's own procedures: what, whom to ask, what to prepare, how long it usually takes. Plain Python.

A first edition of ours (domain.md section 6). The times are what a 課 should allow for, not what a rule says.
"""

from collections.abc import Collection
from dataclasses import dataclass

from proposals.enums import Ask, Cost


@dataclass(frozen=True, slots=True)
class CityProcedure:
    code: str  # never changes: ticks keep it
    ask: Ask
    what: str
    whom: tuple[str, ...]  # names of 課
    prepare: str
    usual: str


PROCEDURES = (
    CityProcedure(
        "place-permission",
        Ask.PLACE,
        "市の建物や土地を使う許可（行政財産の目的外使用許可）",
        ("資産経営課",),
        "使う場所と広さの図、期間と時間、使う理由、使用料を減らすか。施設を受け持つ課にも先に尋ねます。",
        "申請から2週間ほど",
    ),
    CityProcedure(
        "place-road",
        Ask.PLACE,
        "道路の占用許可（物を置くとき）。道路で催しをするときは、警察署の使用許可も",
        ("土木管理課",),
        "位置図、置くものの大きさ、期間、歩行者の安全の手当て。",
        "申請から3週間ほど",
    ),
    CityProcedure(
        "place-park",
        Ask.PLACE,
        "公園の占用・催しの許可",
        ("公園緑地課",),
        "使う区画の図、期間と人数、火気や音の有無、片付けの方法。",
        "申請から2週間ほど",
    ),
    CityProcedure(
        "data-privacy",
        Ask.DATA,
        "個人情報の取扱いの確認",
        ("総務課",),
        "扱う項目、使う目的、渡し方、置き場所、消す時期。名前がなくても、個人が分かる組合せがないか。",
        "2週間から4週間",
    ),
    CityProcedure(
        "data-open",
        Ask.DATA,
        "統計・オープンデータとして出せるかの確認",
        ("DX推進課", "総務課"),
        "欲しい項目、期間、形式、更新の間隔。すでに公開しているものがないか。",
        "1週間から2週間",
    ),
    CityProcedure(
        "data-security",
        Ask.DATA,
        "情報セキュリティの確認",
        ("DX推進課",),
        "使うサービスの名前とデータの置き場所、だれが入れるか、事故のときの連絡先。",
        "2週間から3週間",
    ),
    CityProcedure(
        "publicity-paper",
        Ask.PUBLICITY,
        "広報紙への掲載",
        ("秘書広報課",),
        "原稿（字数は欄による）、写真と使ってよいという確認、問合せ先、載せたい号。",
        "締切は発行の2か月ほど前",
    ),
    CityProcedure(
        "publicity-web",
        Ask.PUBLICITY,
        "ホームページ・SNSでの発信、報道への情報提供",
        ("秘書広報課",),
        "伝えたいことを三行、日時と場所、写真、問合せ先。団体の宣伝にならないか。",
        "1週間ほど",
    ),
    CityProcedure(
        "agreement-draft",
        Ask.AGREEMENT,
        "協定の案の合議",
        ("総合政策課", "総務課"),
        "協定の案、役割と費用の分担、期間、終わり方、ほかの団体にも開かれているか。",
        "3週間から4週間",
    ),
    CityProcedure(
        "agreement-body",
        Ask.AGREEMENT,
        "協定・契約の前の団体についての確認",
        ("総合政策課",),
        "納税の確認と役員名簿を提案者にお願いする時期。デスクが警察への照会をします。",
        "3週間ほど",
    ),
    CityProcedure(
        "cost-budget",
        Ask.COST,
        "予算の要求",
        ("財政課",),
        "見積り、期待できる効果、ほかの財源、翌年度からの費用。",
        "当初予算の要求は10月",
    ),
    CityProcedure(
        "cost-contract",
        Ask.COST,
        "契約の方法の確認",
        ("契約課",),
        "仕様、見積り、この団体でなければならない理由があるか、公募にするか。",
        "2週間から4週間。公募なら2か月ほど",
    ),
    CityProcedure(
        "regulation-owner",
        Ask.REGULATION,
        "規制を受け持つ課への相談（建築・景観・衛生・廃棄物・農地など）",
        ("建築指導課", "都市計画課", "生活衛生課", "廃棄物対策課", "農業委員会事務局"),
        "やりたいことの図と手順、どの法令に触れそうか、ほかの市での例。県や国の許可が要らないか。",
        "相談に1週間、許可に1か月から2か月",
    ),
    CityProcedure(
        "introduction",
        Ask.INTRODUCTION,
        "地域や事業者への紹介",
        ("地域づくり推進課", "産業政策課", "福祉政策課"),
        "だれに、何のために会いたいかを三行。市が勧めていると受け取られない言い方。",
        "1週間から2週間",
    ),
)
BY_CODE = {one.code: one for one in PROCEDURES}


def procedures_for(*, asks: Collection[str], cost: str) -> list[CityProcedure]:
    """Return what stands behind what a proposal asks of the city. Codes of Ask and Cost."""
    wanted = set(asks)
    if cost in {Cost.PARTLY, Cost.CONSULT}:
        wanted.add(Ask.COST)
    return [one for one in PROCEDURES if one.ask in wanted]
