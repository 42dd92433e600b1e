"""様式: what stands between {{ }} and is filled from a proposal, and what a Word file may not have there."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

NAME, PURPOSE, WHY = 80, 200, 200  # characters
BYTES: Final = 1024 * 1024  # of one file
NOTHING: Final = "〔　　　　〕"  # where the record says nothing
TAG: Final = re.compile(r"\{\{([^{}]*)\}\}")
AROUND: Final = 16  # characters quoted of what is broken

# name → what it is filled with, and how that looks
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "団体名": ("提案した団体の名称", "株式会社ふたもみじ商店【例示】"),
    "代表者": ("団体の代表者の職と氏名", "代表取締役 見本 太郎"),
    "所在地": ("団体の所在地", "奈良市見本町一丁目1番1号"),
    "法人番号": ("団体の法人番号", "1234567890123"),
    "担当者": ("提案者の担当者の氏名", "窓口 花子"),
    "共同提案者": ("引き受けた共同提案者の名称", "生駒市場会"),
    "提案名": ("提案の題", "移動販売の車で、市の案内を配る"),
    "提案番号": ("提案番号", "R8-J-0012"),
    "提出日": ("提出した日", "令和8年10月5日"),
    "概要": ("提案の概要", "移動販売の立ち寄り先で、市の案内を手渡します。"),
    "提案内容": ("提案の内容の全文", "週に2回、集会所で販売と案内を一緒に行います。"),
    "よくなること": ("だれの何がよくなるか", "東部の集落で暮らす方に、市の案内が届きます。"),
    "役割分担": ("提案の役割分担", "市は案内を用意し、団体は配ります。"),
    "費用": ("市の費用", "市の負担なし"),
    "希望時期": ("提案の希望時期", "令和9年4月から"),
    "連携手法": ("提案の連携手法", "事業連携協定"),
    "担当課": ("主担当課の名前", "月ヶ瀬行政センター"),
    "担当課長": ("主担当課を代表する人の職と氏名", "課長 奈良 花子"),
    "市名": ("市の名前", "奈良市"),
    "市の代表": ("市の文書を出す人の職名", "奈良市長"),
    "窓口": ("公民連携の窓口の名前", "公民連携デスク"),
    "今日": ("差し込んだ日", "令和8年10月5日"),
    "年度": ("差し込んだ日の年度", "令和8年度"),
}
SAMPLE: Final[Mapping[str, str]] = {name: sample for name, (_, sample) in FIELDS.items()}

BLOCK: Final = (
    "「{tag}」は使えません。くり返しや条件分けは書けません。使えるのは {{{{ 団体名 }}}} のような差し込みだけです。"
)
BROKEN: Final = "「{tag}」の括弧が閉じていません。{{{{ 団体名 }}}} のように、一つの段落の中で開いて閉じてください。"
UNKNOWN: Final = "「{tag}」という欄はありません。この画面の「差し込める欄」の名前にしてください。"


def faults_of(texts: Iterable[str]) -> list[str]:
    """Return what is wrong with the tags of a template, each once, as sentences that name them."""
    found: list[str] = []
    for text in texts:
        for sign in ("{%", "%}", "{#", "#}"):
            if sign in text:
                found.append(BLOCK.format(tag=_around(text, text.index(sign))))
        found += [UNKNOWN.format(tag=name) for name in _names(text) if name not in FIELDS]
        rest = TAG.sub("", text)
        for sign in ("{{", "}}"):
            if sign in rest:
                found.append(BROKEN.format(tag=_around(rest, rest.index(sign))))
    return list(dict.fromkeys(found))


def fields_in(texts: Iterable[str]) -> list[str]:
    """Return the names of the places that are filled, each once, in the order of the text."""
    return list(dict.fromkeys(name for text in texts for name in _names(text)))


def _names(text: str) -> list[str]:
    return [match[1].strip() for match in TAG.finditer(text)]


def _around(text: str, at: int) -> str:
    return (
        text[at : at + AROUND].replace("\n", " ").strip()
        if text[at] == "{"
        else text[max(0, at - AROUND) : at + 2].strip()
    )
