"""ほかの窓口 as they are said at first; the desk edits the words in the admin. The codes are the form's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    code: str
    title: str
    words: str
    contact: str


DESTINATIONS = (
    Destination(
        "voice",
        "市民の声、または担当の課へお寄せください",
        "いまあるサービスへのご意見・ご要望は、そのサービスの担当課か「市民の声」が受け付けています。"
        "担当課が直接お答えするほうが、早く確実です。\n"
        "市役所の代表電話や、市の公式ホームページの「市民の声」から、お寄せいただけます。",
        "市役所の代表電話から「市民の声」",
    ),
    Destination(
        "sales",
        "契約課へお進みください",
        "商品やサービスの販売、入札への参加は、契約課が受け付けています。競争入札の参加資格の登録が要ります。\n"
        "市の公式ホームページの「入札・契約」をご覧いただくか、市役所の代表電話から契約課へお問い合わせください。",
        "市役所の代表電話から「契約課」",
    ),
    Destination(
        "donation",
        "寄附の窓口へお進みください",
        "寄附や物品の提供は、寄附の窓口が受け付けています。企業版ふるさと納税のご相談もできます。\n"
        "市役所の代表電話から「寄附の窓口」とお伝えください。",
        "市役所の代表電話から「寄附の窓口」",
    ),
    Destination(
        "advertising",
        "広告募集へお進みください",
        "市の広報紙やホームページなどへの広告は、募集の時期と場所を決めて受け付けています。\n"
        "市の公式ホームページの「広告募集」をご覧ください。",
        "市役所の代表電話から「広告の担当」",
    ),
)
