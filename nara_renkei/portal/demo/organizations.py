"""The 団体 of the demo city. Names, numbers and people are examples; only the check digits are right."""

from dataclasses import dataclass

from nara_renkei.directory.models import OrganizationKind

COMPANY, NPO, SCHOOL, SOLE = (
    OrganizationKind.COMPANY,
    OrganizationKind.NPO,
    OrganizationKind.SCHOOL,
    OrganizationKind.SOLE,
)


@dataclass(frozen=True, slots=True)
class DemoOrganization:
    key: str
    name: str
    kana: str
    kind: OrganizationKind
    number: str  # 法人番号; empty for 個人事業主
    mailbox: str  # before @….example
    domain: str
    address: str
    representative: str
    contact: str
    phone: str
    agreement_fields: str = ""  # empty: no 包括連携協定
    is_confirmed: bool = True


ORGANIZATIONS = (
    DemoOrganization(
        "A",
        "株式会社ふたもみじ商店【例示】",
        "フタモミジショウテン",
        COMPANY,
        "8999999000001",
        "kikaku",
        "futamomiji.example",
        "奈良市大宮町一丁目1-1",
        "代表取締役 楓 一郎",
        "秋篠 実",
        "0742-00-0011",
        "買物支援／食品ロスの削減／見守り",
    ),
    DemoOrganization(
        "B",
        "ことほぎ生命保険株式会社 奈良支社【例示】",
        "コトホギセイメイホケン",
        COMPANY,
        "7999999000002",
        "nara",
        "kotohogi.example",
        "奈良市三条本町2-2",
        "支社長 寿 幸子",
        "佐保 結",
        "0742-00-0012",
        "健康づくり／働く世代の検診",
    ),
    DemoOrganization(
        "C",
        "株式会社七ツ辻システムズ【例示】",
        "ナナツツジシステムズ",
        COMPANY,
        "6999999000003",
        "koho",
        "nanatsutsuji.example",
        "奈良市登美ヶ丘三丁目3-3",
        "代表取締役 辻 七海",
        "中町 徹",
        "0742-00-0013",
        "窓口の待ち時間／データの活用",
    ),
    DemoOrganization(
        "D",
        "みつまた運輸株式会社【例示】",
        "ミツマタウンユ",
        COMPANY,
        "5999999000004",
        "renkei",
        "mitsumata.example",
        "奈良市北之庄町4-4",
        "代表取締役 三又 剛",
        "帯解 望",
        "0742-00-0014",
        "災害時の物資の輸送／東部の配送",
    ),
    DemoOrganization(
        "E",
        "あさじばら薬品株式会社【例示】",
        "アサジバラヤクヒン",
        COMPANY,
        "4999999000005",
        "chiiki",
        "asajibara.example",
        "奈良市学園北一丁目5-5",
        "代表取締役 浅茅 薫",
        "富雄 彩",
        "0742-00-0015",
        "健康測定／薬の相談",
    ),
    DemoOrganization(
        "F",
        "夕なぎ坂ツーリズム合同会社【例示】",
        "ユウナギザカツーリズム",
        COMPANY,
        "3999999000006",
        "tabi",
        "yunagizaka.example",
        "奈良市高畑町6-6",
        "代表社員 夕凪 渚",
        "白毫 遥",
        "0742-00-0016",
        "体験旅行／町家の活用",
    ),
    DemoOrganization(
        "G",
        "若芽台住宅管理株式会社【例示】",
        "ワカメダイジュウタクカンリ",
        COMPANY,
        "2999999000007",
        "kanri",
        "wakamedai.example",
        "奈良市中登美ヶ丘7-7",
        "代表取締役 若芽 誠",
        "二名 樹",
        "0742-00-0017",
        "空き室の活用／不用品の譲り合い",
    ),
    DemoOrganization(
        "H",
        "つきしろ計測株式会社【例示】",
        "ツキシロケイソク",
        COMPANY,
        "1999999000008",
        "info",
        "tsukishiro.example",
        "奈良市西九条町8-8",
        "代表取締役 月城 計",
        "神殿 光",
        "0742-00-0018",
        "道路の点検／管路の点検",
    ),
    DemoOrganization(
        "J",
        "あけぼの杉大学 地域共創研究センター【例示】",
        "アケボノスギダイガク",
        SCHOOL,
        "9999999000009",
        "kyoso",
        "akebonosugi.example",
        "奈良市北魚屋東町9-9",
        "センター長 曙 学",
        "杉ヶ町 歩",
        "0742-00-0019",
    ),
    DemoOrganization(
        "K",
        "特定非営利活動法人ゆずり葉の縁側【例示】",
        "ユズリハノエンガワ",
        NPO,
        "7999999000010",
        "engawa",
        "yuzuriha.example",
        "奈良市東向北町10-10",
        "理事長 譲葉 和",
        "椿井 直",
        "0742-00-0020",
        is_confirmed=False,
    ),
    DemoOrganization(
        "L",
        "竹工房ささのね【例示】",
        "タケコウボウササノネ",
        SOLE,
        "",
        "take",
        "sasanone.example",
        "奈良市高山町11-11",
        "代表 笹根 青",
        "笹根 青",
        "0742-00-0021",
        is_confirmed=False,
    ),
)

# Registered a second time: 「まとめる前」 waits beside K's number, 「まとめた後」 was merged into A.
TWINS = (
    DemoOrganization(
        "K2",
        "NPO法人ゆずり葉の縁側 西部支部【例示】",
        "ユズリハノエンガワセイブシブ",
        NPO,
        "7999999000010",
        "seibu",
        "yuzuriha.example",
        "奈良市学園南三丁目10-11",
        "支部長 西 陽",
        "学園 南",
        "0742-00-0022",
        is_confirmed=False,
    ),
    DemoOrganization(
        "A2",
        "ふたもみじ商店 配送部【例示】",
        "フタモミジショウテンハイソウブ",
        COMPANY,
        "8999999000001",
        "haiso",
        "futamomiji.example",
        "奈良市大宮町一丁目1-2",
        "部長 楓 二郎",
        "大宮 走",
        "0742-00-0023",
        is_confirmed=False,
    ),
)
