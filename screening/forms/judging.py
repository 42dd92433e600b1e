"""Forms of the judging: 申告, 三行の所見, 評価者, 採点."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from nara_renkei.core.form_fields import REQUIRED, CleanTextField
from screening.models import Criterion
from screening.rules.criteria import NEEDS_COMMENT
from screening.usecases.give_scores import Mark

from .choices import choice_field


class ConflictForm(forms.Form):
    """利益相反の申告."""

    answer = choice_field(
        "この提案の団体との利害関係",
        [("no", "利害関係はありません"), ("yes", "利害関係があります")],
        widget=forms.RadioSelect,
        help_text="本人や家族がその団体で働いている、出資している、金銭や物を受け取った、など。",
    )
    what = CleanTextField(
        label="どのような関係か",
        max_length=300,
        multiline=True,
        required=False,
        help_text="あるときは必ず書きます。デスクだけが読みます。",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == "yes" and not data.get("what") and "what" not in self.errors:
            self.add_error("what", "どのような関係かを書いてください。")
        return data

    def facts(self) -> dict[str, Any]:
        return {"has_conflict": self.cleaned_data["answer"] == "yes", "what": self.cleaned_data["what"]}


class FindingForm(forms.Form):
    """三行の所見."""

    good = CleanTextField(label="よい点", max_length=200)
    concern = CleanTextField(label="気になる点", max_length=200)
    conclusion = CleanTextField(label="ひとことの結論", max_length=100, help_text="例：3か月の実証なら進められる。")


class AssessorForm(forms.Form):
    """Whom to name. A free choice of those who read the whole proposal."""

    def __init__(self, *args: Any, seats: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidate"] = choice_field("評価者にする人", [("", "選んでください"), *seats])


class ScoreForm(forms.Form):
    """Every criterion: 1 to 4 in words, and why; at both ends of the scale the reason is owed."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"score_{one.code}"] = choice_field(
                one.label,
                [(str(value), f"{value}　{words}") for value, words in enumerate(one.meanings, start=1)],
                widget=forms.RadioSelect,
            )
            self.fields[f"comment_{one.code}"] = CleanTextField(
                label=f"{one.label}の理由", max_length=300, required=False, help_text="1点と4点のときは必ず書きます。"
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for one in self.criteria:
            name = f"comment_{one.code}"
            at_an_end = data.get(f"score_{one.code}") in {str(value) for value in NEEDS_COMMENT}
            if at_an_end and not data.get(name) and name not in self.errors:
                self.add_error(name, REQUIRED)
        return data

    def marks(self) -> dict[str, Mark]:
        data = self.cleaned_data
        return {one.code: Mark(int(data[f"score_{one.code}"]), data[f"comment_{one.code}"]) for one in self.criteria}
