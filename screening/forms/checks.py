"""団体についての確認: the items of a stage on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from nara_renkei.core.form_fields import AttachmentField, CleanTextField
from screening.enums import CheckResult
from screening.queries import ItemState, StageState
from screening.usecases.record_soundness_check import CheckFinding

from .choices import choice_field


@dataclass(frozen=True, slots=True)
class Row:
    """One item with its three fields."""

    state: ItemState
    fields: list[BoundField]


class SoundnessForm(forms.Form):
    """Three fields for each item; what is left as it was is not recorded again."""

    template_name_div = "admin/screening/_check_rows.html"

    def __init__(self, *args: Any, stage: StageState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        for one in stage.items:
            code, latest = one.item.code, one.latest
            self.fields[f"{code}-result"] = choice_field(
                f"{one.item}の結果",
                CheckResult.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=latest.result if latest else None,
            )
            self.fields[f"{code}-note"] = CleanTextField(
                label=f"{one.item}で確かめたこと・理由",
                max_length=300,
                required=False,
                initial=latest.note if latest else "",
                help_text="「問題なし」のほかは必ず書きます。",
            )
            self.fields[f"{code}-file"] = AttachmentField(label=f"{one.item}の資料", required=False)

    def rows(self) -> Iterator[Row]:
        for one in self.stage.items:
            yield Row(one, [self[f"{one.item.code}-{name}"] for name in ("result", "note", "file")])

    def findings(self) -> list[CheckFinding]:
        data = self.cleaned_data
        return [
            CheckFinding(
                one.item,
                CheckResult(data[f"{one.item.code}-result"]),
                data[f"{one.item.code}-note"],
                data[f"{one.item.code}-file"],
            )
            for one in self.stage.items
            if data[f"{one.item.code}-result"]
        ]
