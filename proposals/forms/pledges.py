"""申告・誓約・同意・了承: four legal kinds, shown apart, from the versioned rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.text import FORBIDDEN
from proposals.enums import ItemKind
from proposals.models import PledgeItem

YES, NO = "はい", "いいえ"
ALL_READ: Final = "understandings"
REWORDED: Final = "この画面を開いたあとに、確認事項の文が新しくなりました。新しい文を読んで、印を付け直してください。"

HEADS: Final = {
    ItemKind.DECLARATION: ("申告", "「はい」があっても提案はできます。「はい」のときは、状況を書いてください。"),
    ItemKind.PLEDGE: ("誓約", "読んで、一つずつ印を付けてください。"),
    ItemKind.CONSENT: ("同意", "読んで、一つずつ印を付けてください。"),
    ItemKind.UNDERSTANDING: ("了承", "すべて読んでから、最後に一度だけ印を付けてください。"),
}


@dataclass(frozen=True, slots=True)
class AskedItem:
    item: PledgeItem
    answer: forms.BoundField | None  # None: read only, ticked together
    detail: forms.BoundField | None


@dataclass(frozen=True, slots=True)
class AskedKind:
    kind: ItemKind
    title: str
    note: str
    items: list[AskedItem]
    together: forms.BoundField | None


class PledgeForm(forms.Form):
    def __init__(self, *args: Any, items: Sequence[PledgeItem], given: Mapping[str, Any], **kwargs: Any) -> None:
        """``items``: what must be answered now; ``given``: {code: {"version", "answer", "detail"}} so far."""
        self.items = list(items)
        super().__init__(*args, **kwargs)
        self.reworded = self._take_back_stale_ticks()
        self.initial = self._initial(given)
        for item in self.items:
            self._add(item)
        if any(item.kind == ItemKind.UNDERSTANDING for item in self.items):
            self.fields[ALL_READ] = forms.BooleanField(
                label="上のすべてを読み、了承します",
                error_messages={"required": "了承の文をすべて読んでから、印を付けてください。"},
            )

    @property
    def wording(self) -> str:
        """What the page shows: "D1.1 D2.3 …", sent back so that a tick counts for the text that was read."""
        return " ".join(f"{item.code}.{item.version}" for item in self.items)

    @property
    def titles(self) -> dict[str, str]:
        """What each answer is an answer to."""
        return {item.code: item.text for item in self.items}

    def _take_back_stale_ticks(self) -> bool:
        """Drop the answers to wordings that changed after the page was shown; return whether there were any."""
        shown = dict(pair.partition(".")[::2] for pair in self.data.get("wording", "").split())
        stale = [item for item in self.items if shown.get(item.code, str(item.version)) != str(item.version)]
        if stale:
            kept: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict
            for item in stale:
                kept.pop(ALL_READ if item.kind == ItemKind.UNDERSTANDING else item.code, None)
            self.data = kept
        return bool(stale)

    def _initial(self, given: Mapping[str, Any]) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        understood = []
        for item in self.items:
            one = given.get(item.code) or {}
            # a tick under an older wording is no tick
            fresh = one if one.get("version") == item.version else {}
            if item.kind == ItemKind.DECLARATION:
                initial[item.code] = fresh.get("answer") or fresh.get("picked", "")
                initial[f"{item.code}_detail"] = one.get("detail", "")
            elif item.kind == ItemKind.UNDERSTANDING:
                understood.append(fresh.get("answer") == YES)
            else:
                initial[item.code] = fresh.get("answer") == YES
        return {**initial, ALL_READ: bool(understood) and all(understood)}

    def _add(self, item: PledgeItem) -> None:
        if item.kind == ItemKind.DECLARATION:
            answers = [str(answer) for answer in item.choices] or [NO, YES]
            self.fields[item.code] = forms.ChoiceField(
                label=item.text,
                choices=[(answer, answer) for answer in answers],
                widget=forms.RadioSelect,
                error_messages={
                    "required": "どれか一つを選んでください。",
                    "invalid_choice": "どれか一つを選んでください。",
                },
            )
            self.fields[f"{item.code}_detail"] = CleanTextField(
                label="「はい」のときの状況" if not item.choices else "許可・認可・資格の名前と状況",
                max_length=400,
                multiline=True,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        elif item.kind in {ItemKind.PLEDGE, ItemKind.CONSENT}:
            word = "誓約します" if item.kind == ItemKind.PLEDGE else "同意します"
            if item.code == "C4":
                word = "読みました"
            self.fields[item.code] = forms.BooleanField(
                label=word, error_messages={"required": f"読んで、「{word}」に印を付けてください。"}
            )

    def clean(self) -> None:
        if self.reworded:
            self.add_error(None, REWORDED)
        for item in self.items:
            if item.kind == ItemKind.DECLARATION and not item.choices:
                detail = f"{item.code}_detail"
                if (
                    self.cleaned_data.get(item.code) == YES
                    and detail in self.cleaned_data
                    and not self.cleaned_data[detail]
                ):
                    self.add_error(detail, "「はい」のときは、いまの状況を短く書いてください。")

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return what was ticked so far, complete or not."""
        all_read = bool(self.data.get(ALL_READ))
        given: dict[str, dict[str, Any]] = {}
        for item in self.items:
            detail = ""
            if item.kind == ItemKind.DECLARATION:
                answer = self.data.get(item.code, "")
                allowed = [value for value, _ in self.fields[item.code].choices]  # type: ignore[attr-defined]
                answer = answer if answer in allowed else ""
                detail = self._detail(f"{item.code}_detail")
            elif item.kind == ItemKind.UNDERSTANDING:
                answer = YES if all_read else ""
            else:
                answer = YES if self.data.get(item.code) else ""
            wrong = item.code in self.errors or f"{item.code}_detail" in self.errors
            if answer or detail:
                # 提出 takes no answer whose 状況 is missing or too long; the choice itself is remembered
                given[item.code] = {
                    "version": item.version,
                    "answer": "" if wrong else answer,
                    "picked": answer,
                    "detail": detail,
                }
        return given

    def _detail(self, name: str) -> str:
        """Return a 状況 as the field keeps it; one that is wrong as it was typed, so that it is there to be mended."""
        if name not in self.errors:
            return str(self.cleaned_data.get(name, ""))
        return FORBIDDEN.sub("", self.data.get(name, "")).replace("\r\n", "\n").replace("\r", "\n")[:2000]

    def kinds(self) -> list[AskedKind]:
        """Return the items in their four kinds, in the order of the form."""
        asked = []
        for kind in ItemKind:
            items = [
                AskedItem(
                    item,
                    self[item.code] if item.code in self.fields else None,
                    self[f"{item.code}_detail"] if f"{item.code}_detail" in self.fields else None,
                )
                for item in self.items
                if item.kind == kind
            ]
            if items:
                title, note = HEADS[kind]
                asked.append(
                    AskedKind(kind, title, note, items, self[ALL_READ] if kind == ItemKind.UNDERSTANDING else None)
                )
        return asked
