"""結果の案: two answers, why, and what then."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from nara_renkei.core.form_fields import CleanTextField
from proposals.models import Challenge
from screening.enums import ContractItem, ContractMethod, Disposition, Implementer
from screening.models import ContractLimit, Decision, DeclineReason
from screening.usecases.draft_decision import ConditionWords, ContractWords, Outcome

from .choices import choice_field, chosen, day_field

FIRST_ROWS, MOST_ROWS = 2, 12  # of conditions
ROW, DUE = "condition_", "condition_due_"
NOT_A_NUMBER = "円の数字で入力してください。例：800000"
CONTRACT_FIELDS = (
    "contract_method",
    "contract_item",
    "contract_reason",
    "contract_consulted_on",
    "contract_limit",
    "contract_amount",
)
DUE_WITHOUT_TEXT = "期日だけが入っています。条件を書くか、期日を消してください。"


class OutcomeForm(forms.Form):
    """The outcome of the lead 課. Conditions stand in rows; another row is another view of the same form."""

    disposition = choice_field("提案の扱い", Disposition.choices, widget=forms.RadioSelect)
    implementer = choice_field(
        "実施者の決め方", Implementer.choices, widget=forms.RadioSelect, initial=Implementer.UNDECIDED
    )
    reason = CleanTextField(label="理由", max_length=600, multiline=True)
    reasons = forms.ModelMultipleChoiceField(
        DeclineReason.objects.none(),
        label="見送りの理由",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="見送りのときだけ。",
        error_messages=chosen(),
    )
    what_would_change = CleanTextField(
        label="どう変わればよいか",
        max_length=600,
        multiline=True,
        required=False,
        help_text="見送りのときは必ず書きます。",
    )
    referred_to = CleanTextField(
        label="ご案内する窓口", max_length=120, required=False, help_text="ほかの窓口のご案内のときは必ず書きます。"
    )
    budget_needed = forms.BooleanField(label="市の予算が要る", required=False)
    budget_year = CleanTextField(label="予算の年度", max_length=20, required=False, help_text="例：令和9年度当初")

    near = forms.ModelMultipleChoiceField(
        Challenge.objects.none(),
        label="近い課題",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="見送りのときだけ。印を付けた課題を、お知らせの文でご案内します。",
        error_messages=chosen(),
    )
    shelf_until = day_field(
        "棚に置く期限",
        required=False,
        help_text="見送りのときだけ。この日まで、当初予算の要求の前（7月）に、課とデスクへ思い出すメールが行きます。",
    )
    contract_method = choice_field(
        "契約の方法", [("", "契約はしない・まだ決めない"), *ContractMethod.choices], required=False
    )
    contract_item = choice_field(
        "施行令第167条の2第1項の号", [("", "選んでいません"), *ContractItem.choices], required=False
    )
    contract_reason = CleanTextField(label="随意契約の理由", max_length=300, multiline=True, required=False)
    contract_consulted_on = day_field("契約課と合議した日", required=False)
    contract_limit = forms.ModelChoiceField(
        ContractLimit.objects.none(),
        label="契約の種類（第1号のとき）",
        required=False,
        empty_label="選んでいません",
        error_messages=chosen(),
    )
    contract_amount = forms.IntegerField(
        label="予定価格（円、第1号のとき）",
        required=False,
        min_value=1,
        max_value=10**12,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": NOT_A_NUMBER,
            "min_value": NOT_A_NUMBER,
            "max_value": "1兆円までで入力してください。",
        },
    )

    def __init__(
        self,
        *args: Any,
        near: Sequence[Challenge] = (),
        asks_contract: bool = False,
        rows: int = FIRST_ROWS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.near_by, self.asks_contract = near, asks_contract
        self.fields["near"].queryset = Challenge.objects.filter(pk__in=[one.pk for one in near]).order_by("pk")  # type: ignore[attr-defined]  # a choice field has it
        if not near:
            del self.fields["near"]
        if asks_contract:
            limits = ContractLimit.objects.filter(is_active=True).order_by("position", "pk")
            self.fields["contract_limit"].queryset = limits  # type: ignore[attr-defined]  # a choice field has it
        else:
            for name in CONTRACT_FIELDS:
                del self.fields[name]
        self.fields["reasons"].queryset = DeclineReason.objects.filter(is_active=True).order_by("position", "pk")  # type: ignore[attr-defined]  # a choice field has it
        sent = [n for n in range(MOST_ROWS) if self.is_bound and self.add_prefix(f"{ROW}{n}") in self.data]
        self.rows = min(max(rows, len(sent)), MOST_ROWS)
        for n in range(self.rows):
            self.fields[f"{ROW}{n}"] = CleanTextField(label=f"条件{n + 1}", max_length=300, required=False)
            self.fields[f"{DUE}{n}"] = day_field(f"条件{n + 1}の期日", required=False)

    @classmethod
    def of(cls, decision: Decision | None, **kwargs: Any) -> "OutcomeForm":
        """Return the form with what the draft says."""
        if decision is None:
            return cls(**kwargs)
        initial = {name: getattr(decision, name) for name in cls.base_fields if name not in {"reasons", "near"}}
        initial["reasons"], initial["near"] = list(decision.reasons.all()), list(decision.near.all())
        conditions = list(decision.conditions.in_order())
        for n, one in enumerate(conditions):
            initial[f"{ROW}{n}"], initial[f"{DUE}{n}"] = one.text, one.due_on
        return cls(initial=initial, rows=max(len(conditions), FIRST_ROWS), **kwargs)

    def with_another_row(self) -> "OutcomeForm":
        """Return the form as it was typed so far, unchecked, with a row more."""
        typed = {}
        for name, one in self.fields.items():
            typed[name] = one.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return type(self)(
            prefix=self.prefix, initial=typed, near=self.near_by, asks_contract=self.asks_contract, rows=self.rows + 1
        )

    @property
    def can_have_another_row(self) -> bool:
        return self.rows < MOST_ROWS

    def condition_rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Return the two controls of each row."""
        for n in range(self.rows):
            yield self[f"{ROW}{n}"], self[f"{DUE}{n}"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in range(self.rows):
            if data.get(f"{DUE}{n}") and not data.get(f"{ROW}{n}") and f"{ROW}{n}" not in self.errors:
                self.add_error(f"{ROW}{n}", DUE_WITHOUT_TEXT)
        return data

    def outcome(self) -> Outcome:
        data: Mapping[str, Any] = self.cleaned_data
        return Outcome(
            disposition=Disposition(data["disposition"]),
            implementer=Implementer(data["implementer"]),
            reason=data["reason"],
            reasons=tuple(data["reasons"]),
            what_would_change=data["what_would_change"],
            conditions=tuple(
                ConditionWords(data[f"{ROW}{n}"], data[f"{DUE}{n}"]) for n in range(self.rows) if data[f"{ROW}{n}"]
            ),
            referred_to=data["referred_to"],
            budget_needed=data["budget_needed"],
            budget_year=data["budget_year"],
            near=tuple(data.get("near", ())),
            shelf_until=data["shelf_until"],
            contract=ContractWords(
                **{name.removeprefix("contract_"): data[name] for name in CONTRACT_FIELDS if name in data}
            ),
        )


class DeskOutcomeForm(OutcomeForm):
    """What the desk alone may decide before routing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "rows": 0})
        self.fields["disposition"].choices = [  # type: ignore[attr-defined]  # a choice field has it
            (one.value, one.label) for one in (Disposition.REFER, Disposition.DECLINE)
        ]
        for name in ("implementer", "budget_needed", "budget_year", "shelf_until"):
            del self.fields[name]

    def outcome(self) -> Outcome:
        data = self.cleaned_data
        return Outcome(
            disposition=Disposition(data["disposition"]),
            reason=data["reason"],
            reasons=tuple(data["reasons"]),
            what_would_change=data["what_would_change"],
            referred_to=data["referred_to"],
            near=tuple(data.get("near", ())),
        )
