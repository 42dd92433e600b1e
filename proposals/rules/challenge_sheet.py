"""The guided sheet of a 課題, from the trouble to one number: a question, why we ask, an example. Plain Python."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetField:
    name: str
    label: str
    hint: str
    example: str
    limit: int  # characters; 0 where the field is no text
    is_needed: bool = True  # before it is handed in


@dataclass(frozen=True, slots=True)
class SheetStep:
    slug: str
    title: str
    fields: tuple[SheetField, ...]


STEPS = (
    SheetStep(
        "komarigoto",
        "困りごと",
        (
            SheetField(
                "title",
                "課題名",
                "企業の方が見出しだけで中身が分かる名前にします。",
                "東部の集落で、買物と荷物の受取りを続けられるしくみ",
                80,
            ),
            SheetField("field", "分野", "一覧をしぼり込むときに使います。", "くらし・移動", 40),
            SheetField(
                "background",
                "だれが、どこで、何に困っていますか",
                "制度の名前より、ようすを書きます。これまでの経緯は、あとの段で書けます。",
                "東部では店が減り、車を手放した高齢の方の買物が、家族や近所の人に頼りがちになっています。",
                800,
            ),
        ),
    ),
    SheetStep(
        "suuji",
        "いまの数字",
        (
            SheetField(
                "figures",
                "いまのようすを、数字で一つ以上書いてください",
                "おおよその数でかまいません。いつの数か、何の数かを添えます。",
                "対象の集落24のうち、移動販売が週1回以上来るのは15（令和8年4月）",
                400,
            ),
        ),
    ),
    SheetStep(
        "mirai",
        "実現したい未来",
        (
            SheetField(
                "future",
                "うまくいくと、だれの何がどう変わりますか",
                "手段ではなく、変わったあとのようすを書きます。",
                "どの集落でも週2回、歩いて行ける場所で生鮮品が買え、荷物が受け取れる。",
                400,
            ),
        ),
    ),
    SheetStep(
        "motomeru",
        "求める提案",
        (
            SheetField(
                "wanted",
                "どんな提案がほしいですか",
                "方法を一つに決めすぎないほうが、思いがけない提案が来ます。",
                "曜日と場所の組み直し、荷物と販売の組合せ、見守りの連絡の決まりごと",
                400,
            ),
        ),
    ),
    SheetStep(
        "rei",
        "例と対象外",
        (
            SheetField(
                "solutions",
                "想定する解決の例",
                "「たとえばこんなこと」を一つ書くと、企業の方が考え始めやすくなります。",
                "移動販売の車が、宅配の荷物も一緒に集会所へ届ける。",
                400,
                is_needed=False,
            ),
            SheetField(
                "out_of_scope",
                "対象外",
                "はじめに書いておくと、お互いに時間をむだにしません。",
                "市が車両を買うことを前提にしたもの、個人の名簿の提供を求めるもの",
                400,
                is_needed=False,
            ),
        ),
    ),
    SheetStep(
        "dasu",
        "提供できるもの",
        (
            SheetField(
                "offered",
                "市から出せるもの（場所・データ・広報・人・予算）",
                "予算がないときは「予算: なし」と書きます。あいまいにしないほうが信頼されます。",
                "場所: 行政センターの駐車場\n広報: 地区の回覧\n予算: なし",
                400,
            ),
        ),
    ),
    SheetStep(
        "riten",
        "事業者の利点",
        (
            SheetField(
                "benefit",
                "提案する側に、どんなよいことがありますか",
                "市が約束できることだけを書きます。",
                "配送と販売の効率が上がる。ほかの地域へ広げるときの実績になる。",
                400,
                is_needed=False,
            ),
        ),
    ),
    SheetStep(
        "senmon",
        "求める専門性",
        (
            SheetField(
                "expertise",
                "どんな知識や経験のある方に来てほしいですか",
                "資格が要るときは、その名前も書きます。",
                "移動販売や宅配の運行の組み方が分かる方",
                400,
                is_needed=False,
            ),
        ),
    ),
    SheetStep(
        "keii",
        "検討経過",
        (
            SheetField(
                "considered",
                "これまでに試したこと、分かったこと",
                "うまくいかなかったことも書くと、同じところから始めずにすみます。",
                "令和6年に買物バスを3か月試した。利用は1便あたり2.1人で、荷物を運べないという声が多かった。",
                400,
                is_needed=False,
            ),
        ),
    ),
    SheetStep(
        "susumekata",
        "進め方の区分",
        (
            SheetField(
                "procedure",
                "よい提案が来たら、どう進めますか",
                "提案を出す前に企業の方が読みます。迷うときはデスクに相談してください。",
                "",
                0,
            ),
            SheetField(
                "procedure_note",
                "進め方の説明",
                "期間や費用の持ち方など、知っておいてほしいことを書きます。",
                "市の新しい費用はありません。合意できれば提案者と進めます。",
                400,
                is_needed=False,
            ),
        ),
    ),
    SheetStep(
        "kikan",
        "期間",
        (
            SheetField(
                "opens_on",
                "募集の始まり",
                "これより前に公開すると「予告」になります。デスクが公開の日と合わせて確かめます。",
                "",
                0,
            ),
            SheetField(
                "closes_on", "募集の終わり", "いつでも受け付けるときは、空のままにします。", "", 0, is_needed=False
            ),
        ),
    ),
)

FIELDS = tuple(field for step in STEPS for field in step.fields)
BY_SLUG = {step.slug: step for step in STEPS}
# found by the search
SEARCHED = (
    "title",
    "field",
    "background",
    "figures",
    "future",
    "wanted",
    "solutions",
    "out_of_scope",
    "offered",
    "benefit",
    "expertise",
    "considered",
)


def step_after(step: SheetStep) -> SheetStep | None:
    """Return the next step, or None after the last."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None


def has_number(text: str) -> bool:
    """Return whether a figure stands in the text, in any width or in kanji."""
    return any(character.isnumeric() for character in text)
