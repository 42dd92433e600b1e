"""The company's words: what fits is kept, what does not stays in the form."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.text import FORBIDDEN, looks_like_my_number
from proposals.enums import Ask, Cost, Publicity
from proposals.models import Proposal
from proposals.rules.content import (
    CHALLENGE_FIELDS,
    MARKABLE_FIELDS,
    OPTIONAL_FIELDS,
    REQUIRED_FIELDS,
    Mark,
)

# More than this is no typing; it is cut before it is remembered beside the columns.
REMEMBERED: Final = 20_000

REQUIRED_SENTENCES: Final = {
    "title": "提案名を書いてください。",
    "summary": "概要を書いてください。",
    "beneficiary": "だれの何がよくなるかを書いてください。",
    "body": "提案内容を書いてください。",
    "asks": "市に求めることを、一つ以上選んでください。",
    "cost": "費用について、どれか一つを選んでください。",
}

HELP: Final = {
    "title": "40字まで。中身が一目で分かる名前にしてください。",
    "summary": "200字まで。何をするのかを、初めて読む人に話すように書いてください。",
    "beneficiary": "200字まで。例：東部地域に住む高齢の方が、歩いて行ける場所で買物できるようになる。",
    "body": "800字まで。どこで、だれが、何を、どう進めるか。書ききれないときは、下の「添付」で資料を付けてください。",
    "asks": "あてはまるものをすべて選んでください。",
    "challenge_answer": "400字まで。課題の「求める提案」に、どう答えるか。",
    "challenge_question": "200字まで。始める前に確かめたいこと。",
    "city_benefit": "400字まで。",
    "proposer_benefit": "400字まで。",
    "originality": "400字まで。ほかの市での例があれば書いてください。",
    "roles": "400字まで。市がすることと、提案者がすること。",
    "timing": "100字まで。例：令和9年の夏休みに試したい。",
    "method": "100字まで。例：協定、実証実験。分からないときは「分からない」で構いません。",
    "related_divisions": "100字まで。思いあたる課があれば。",
    "track_record": "400字まで。",
    "co_proposers_note": "200字まで。一緒に提案する団体の名称と役割。",
    "confidential": "400字まで。欄ごとの印で足りないとき。例：添付の見積書の単価。取引先との約束があるため。",
    "publicity": "取組が決まったあと、市がこの提案を知らせてよいか。選ばなければ「公開しない」になります。",
    "share_summary": "印を付けると、送付先でない課の職員も、提案名と概要だけを読めます。ほかの欄は読めません。",
    "team": "400字まで。だれが担当し、何人で進めるか。",
    "risks": "400字まで。個人情報や安全について、起こりうることと対応。",
    "schedule": "400字まで。いつ何をするか。",
    "estimate": "200字まで。およその金額と内訳。",
    "permits": "200字まで。要る許可や資格と、その状況。",
}

LABELS: Final = {
    "confidential": "そのほか、開示されると不利益がある部分とその理由",
    "share_summary": "ほかの課も関心を持てるように、提案名と概要を市役所の中で共有してよい",
    "consulted_before": "提案の前に、市の課かデスクに相談した",
    "publicity": "公開の可否",
}

ONE_LINE: Final = frozenset({"title", "timing", "method", "related_divisions"})


ASKED_AND_EMPTY: Final = "お願いした欄です。書いてから出してください。"
NEVER_REQUIRED: Final = frozenset({"share_summary", "consulted_before", "publicity"})


def _field(name: str, *, asked: bool = False) -> forms.Field:
    column: Any = Proposal._meta.get_field(name)
    label = LABELS.get(name, str(column.verbose_name))
    required = name in REQUIRED_FIELDS or (asked and name not in NEVER_REQUIRED)
    common: dict[str, Any] = {
        "label": label,
        "required": required,
        "help_text": HELP.get(name, ""),
        "error_messages": {"required": REQUIRED_SENTENCES.get(name, ASKED_AND_EMPTY)},
    }
    if name == "asks":
        return forms.MultipleChoiceField(choices=Ask.choices, widget=forms.CheckboxSelectMultiple, **common)
    if name == "cost":
        return forms.ChoiceField(choices=Cost.choices, widget=forms.RadioSelect, **common)
    if name == "publicity":
        return forms.ChoiceField(choices=Publicity.choices, widget=forms.RadioSelect, **common)
    if name in {"share_summary", "consulted_before"}:
        return forms.BooleanField(**common)
    multiline = name not in ONE_LINE
    rows = 10 if name == "body" else 4
    widget = forms.Textarea(attrs={"rows": rows}) if multiline else forms.TextInput()
    return CleanTextField(max_length=column.max_length, multiline=multiline, widget=widget, **common)


class ForgivingForm(forms.Form):
    """A form whose good fields can be kept while its bad ones stay with the person who typed them."""

    # what must not be remembered in any form
    forget: tuple[str, ...] = ()

    def fitting(self) -> dict[str, Any]:
        """Return the clean value of every field that is right, and the empty value of every field left empty."""
        self.is_valid()  # fills cleaned_data once
        return {
            name: self.cleaned_data.get(
                name, field.empty_value if isinstance(field, forms.CharField) else [] if name == "asks" else ""
            )
            for name, field in self.fields.items()
            if name in self.cleaned_data or not self._typed(name)
        }

    def unfitting(self) -> dict[str, str]:
        """Return the raw text of every field that is wrong, so that it is there on the next visit."""
        return {
            name: FORBIDDEN.sub("", typed)[:REMEMBERED]
            for name in self.errors
            if name in self.fields
            and name not in self.forget
            and (typed := self._typed(name))
            and not looks_like_my_number(typed)
        }

    def everything(self) -> dict[str, Any]:
        """Return all that is typed, right or wrong, without what must not be remembered."""
        return {**ForgivingForm.fitting(self), **self.unfitting()}

    def _typed(self, name: str) -> str:
        raw = self.data.get(self.add_prefix(name), "")
        return raw if isinstance(raw, str) else ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Where one field is marked as 開示されると不利益がある."""

    part: forms.BoundField
    reason: forms.BoundField

    @property
    def is_open(self) -> bool:
        return bool(self.part.value() or self.reason.value() or self.has_errors)

    @property
    def has_errors(self) -> bool:
        return bool(self.part.errors or self.reason.errors)


def part_of(name: str) -> str:
    return f"part_{name}"


def reason_of(name: str) -> str:
    return f"reason_{name}"


class ContentForm(ForgivingForm):
    """The fields of the proposal itself; ``names`` says which. Each field of words has a fold to mark it."""

    def __init__(self, *args: Any, names: Collection[str], asked: Collection[str] = (), **kwargs: Any) -> None:
        """``asked`` are fields of a 修正のお願い: they must not stay empty."""
        super().__init__(*args, **kwargs)
        self.names = tuple(names)
        self.fields = {name: _field(name, asked=name in asked) for name in names}
        self.markable = [name for name in names if name in MARKABLE_FIELDS]
        for name in self.markable:
            label = self.fields[name].label
            self.fields[part_of(name)] = CleanTextField(
                label=f"「{label}」の、その部分", max_length=200, required=False
            )
            self.fields[reason_of(name)] = CleanTextField(
                label=f"「{label}」の、その理由", max_length=200, required=False
            )

    def clean(self) -> None:
        for name in self.markable:
            if self.cleaned_data.get(part_of(name)) and self.cleaned_data.get(reason_of(name)) == "":
                self.add_error(reason_of(name), "開示されると不利益がある理由を書いてください。")

    def marks(self) -> dict[str, Mark] | None:
        """Return what is marked, by field; None while one of the marks is wrong."""
        self.is_valid()
        if any(part_of(name) in self.errors or reason_of(name) in self.errors for name in self.markable):
            return None
        return {
            name: Mark(self.cleaned_data[part_of(name)], self.cleaned_data[reason_of(name)])
            for name in self.markable
            if self.cleaned_data[reason_of(name)]
        }

    def fitting(self) -> dict[str, Any]:
        """Return the columns that may be saved; marks are kept apart."""
        return {name: value for name, value in super().fitting().items() if not self._is_mark(name)}

    def unfitting(self) -> dict[str, str]:
        """Return what is wrong, and every mark while one of them is wrong."""
        found = super().unfitting()
        if self.marks() is None:
            marks = (name for name in self.fields if self._is_mark(name))
            found = {name: FORBIDDEN.sub("", self._typed(name))[:REMEMBERED] for name in marks} | found
        return found

    def _is_mark(self, name: str) -> bool:
        return name not in self.markable and name.partition("_")[2] in self.markable

    def clean_publicity(self) -> str:
        return str(self.cleaned_data["publicity"] or Publicity.CLOSED)

    def named(self, names: Iterable[str]) -> list[tuple[forms.BoundField, Fold | None]]:
        """Return the bound fields of these names that the form has, each with its fold."""
        return [(self[name], self._fold(name)) for name in names if name in self.fields]

    def _fold(self, name: str) -> Fold | None:
        return Fold(self[part_of(name)], self[reason_of(name)]) if name in self.markable else None

    @property
    def required_fields(self) -> list[tuple[forms.BoundField, Fold | None]]:
        return self.named(REQUIRED_FIELDS)

    @property
    def challenge_fields(self) -> list[tuple[forms.BoundField, Fold | None]]:
        return self.named(CHALLENGE_FIELDS)

    @property
    def optional_fields(self) -> list[tuple[forms.BoundField, Fold | None]]:
        return self.named(OPTIONAL_FIELDS)

    @property
    def opens_optional(self) -> bool:
        """Whether the folded part must stand open: something in it is wrong or already written."""
        names = [field for field in OPTIONAL_FIELDS if field in self.fields and field != "publicity"]
        names += [mark(name) for name in names if name in self.markable for mark in (part_of, reason_of)]
        return any(name in self.errors for name in names) or any(self[name].value() for name in names)


def content_names(proposal: Proposal) -> tuple[str, ...]:
    """Return the fields of the proposal step."""
    challenge = CHALLENGE_FIELDS if proposal.challenge_id else ()
    return (*REQUIRED_FIELDS, *challenge, *OPTIONAL_FIELDS)


def content_initial(
    proposal: Proposal, names: Collection[str], typed: Mapping[str, Any], marks: Mapping[str, Mark]
) -> dict[str, Any]:
    """Return what the form shows at first: the columns and marks, and over them what did not fit yet."""
    return {
        **{name: getattr(proposal, name) for name in names},
        **{part_of(name): mark.part for name, mark in marks.items()},
        **{reason_of(name): mark.reason for name, mark in marks.items()},
        **typed,
    }
