"""返信のひな形: named places in a text, filled from what the company reads. Plain Python."""

import re
from collections.abc import Mapping
from typing import Final

PLACES: Final = ("提案番号", "提案名", "団体名", "担当課", "期日")
PLACE: Final = re.compile(r"\{([^{}]*)\}")
HOW_TO: Final = "、".join(f"{{{name}}}" for name in PLACES)


def unknown_places(text: str) -> list[str]:
    """Return what stands in braces and is no place, each once; a brace that stands alone is one too."""
    names = [f"{{{name}}}" for name in PLACE.findall(text) if name not in PLACES]
    alone = [brace for brace in "{}" if brace in PLACE.sub("", text)]
    return list(dict.fromkeys([*names, *alone]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its places filled; what is not known stays as 〔…〕, which nobody may send."""
    return PLACE.sub(lambda place: values.get(place[1]) or f"〔{place[1]}〕", text)


def with_typed(draft: str, typed: str) -> str:
    """Return the draft with what was typed below it, so that nothing typed is lost."""
    kept = typed.strip()
    return draft if not kept or kept in draft else f"{draft}\n\n{kept}"


# the first list, which the desk edits in the admin; it only fills an empty table
REPLY_TEMPLATES: Final = (
    (
        "受付の案内",
        "{団体名} ご担当者様\n\nご提案「{提案名}」（{提案番号}）を受け付けました。{期日}までに、次のことをお知らせします。",
    ),
    (
        "担当課が決まったとき",
        "{団体名} ご担当者様\n\nご提案「{提案名}」（{提案番号}）は、{担当課}で検討しています。{期日}までにお返事します。",
    ),
    (
        "資料のお願い",
        "{団体名} ご担当者様\n\nご提案「{提案名}」（{提案番号}）について、〔お願いする資料〕を、この画面の「メッセージ」に付けて送ってください。"
        "急ぎません。分からないことがあれば、ここでお尋ねください。",
    ),
    (
        "お尋ねへのお返事",
        "{団体名} ご担当者様\n\nお尋ねの件について、お答えします。\n\n〔お答え〕",
    ),
)
