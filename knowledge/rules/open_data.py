"""事例 as open data: the item names of the 事例データモデル of the 政府相互運用性フレームワーク (GIF, DS-451-3).

What the model does not know stands after its items, under names of our own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

NAME: Final = "公民連携の事例"
LICENCE: Final = "CC BY 4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/deed.ja"
OURS: Final = "奈良市"
# item of GIF → key of the face's words
GIF: Final = {
    "タイトル": "title",
    "事例実施年": "year",
    "対象組織": "implementer",
    "テーマ": "field",
    "キーワード": "method",
    "取り組みの概要": "summary",
    "取り組み理由": "background",
    "取り組み内容": "work",
    "成果": "effect",
    "協力者": "partner",
    "担当部署": "division",
}
OWN: Final = {
    "事業者の声": "voice",
    "始まった日": "started_on",
    "終わった日": "ended_on",
    "所要日数": "days",
    "出典": "source_name",
    "出典URL": "source_url",
}
HEAD: Final = (
    "ID", *GIF, "事例の場所", "イメージタイトル", "イメージファイル", "イメージのライセンス", "関連URL",
    "連絡先情報", "最終更新日", *OWN, "ライセンス",
)  # fmt: skip


def row_of(
    code: str,
    words: Mapping[str, Any],
    images: Sequence[tuple[str, str, str]],
    *,
    url: str,
    contact: str,
    published_on: date,
) -> dict[str, str]:
    """Return one case by item, every value a text. ``images``: what each shows, its address, its licence."""
    titles, files, licences = (";".join(one[n] for one in images) for n in range(3))
    given = {
        "ID": code,
        "事例の場所": "奈良県" if words["implementer"] == OURS else "",
        "イメージタイトル": titles,
        "イメージファイル": files,
        "イメージのライセンス": licences,
        "関連URL": url,
        "連絡先情報": contact,
        "最終更新日": published_on.isoformat(),
        "ライセンス": LICENCE,
    }
    said = {item: _text(words.get(key)) for item, key in {**GIF, **OWN}.items()}
    both = {**given, **said}
    return {item: both[item] for item in HEAD}


def catalogue(city: str, year: int) -> dict[str, str]:
    """Return the items that GIF wants of the whole collection."""
    return {
        "データカタログ名": NAME,
        "データカタログ説明": f"{city}が企業や団体と取り組み、公開に同意を得た事例です。",
        "データカタログ作成者": city,
        "発行年": str(year),
        "ライセンス": LICENCE,
        "ライセンスURL": LICENCE_URL,
        "言語": "JPN",
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
