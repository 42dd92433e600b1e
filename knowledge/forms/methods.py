"""What the desk types about 連携手法 and the 手法ナビ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.forms import BoundField

from knowledge.models import Method, NavigatorAnswer, NavigatorQuestion, NavigatorRule
from knowledge.queries.navigator import question_seen, rules_seen
from knowledge.rules import methods, navigator
from knowledge.rules.navigator import Rule
from knowledge.usecases.revise_method import WORDS
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division

NOT_A_DAY: Final = {"required": "日を選んでください。", "invalid": "日付の形で入力してください。例：2027-04-01"}
CHOOSE: Final = {"required": "一つを選んでください。", "invalid_choice": "一覧から一つを選んでください。"}
NO_REASON: Final = "点を付けたときは、理由を書いてください。手法ナビに、このまま出ます。"
NO_POINTS: Final = "理由を書いたときは、点を選んでください。規則をやめるときは、理由も消してください。"
POINTS: Final = (
    ("", "規則なし"),
    (3, "3　強く薦める"),
    (2, "2　薦める"),
    (1, "1　少し薦める"),
    (-1, "-1　少し薦めにくい"),
    (-2, "-2　薦めにくい"),
    (-3, "-3　とても薦めにくい"),
    (methods.RULED_OUT, "外す"),
)


def _text(label: str, **more: Any) -> CleanTextField:
    return CleanTextField(
        label=label,
        max_length=methods.TEXT,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 9, "class": "vLargeTextField"}),
        help_text=f"{methods.TEXT:,}字まで。",
        **more,
    )


class MethodForm(forms.Form):
    """What the page of a method says."""

    required_css_class = "required"
    name = CleanTextField(label="名称", max_length=methods.NAME, help_text=f"{methods.NAME}字まで。")
    summary = CleanTextField(label="ひとことで", max_length=methods.SUMMARY, help_text=f"{methods.SUMMARY}字まで。")
    decided_by = CleanTextField(
        label="だれが決めるか", max_length=methods.SUMMARY, help_text=f"{methods.SUMMARY}字まで。"
    )
    days = CleanTextField(
        label="手続のめやす",
        max_length=methods.DAYS,
        help_text=f"{methods.DAYS}字まで。例：おおよそ2か月〜4か月（見本）",
    )
    fits = _text("合うとき")
    fits_not = _text("合わないとき")
    steps = _text("進め方")
    cautions = _text("気をつけること")
    chapter = forms.ChoiceField(label="ガイドラインの章", required=False, error_messages=CHOOSE)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, method: Method, chapters: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``chapters``: anchors with their titles."""
        kwargs["initial"] = {name: getattr(method, name) for name in (*WORDS, "version")}
        super().__init__(*args, **kwargs)
        kept = [] if method.chapter in dict(chapters) else [(method.chapter, method.chapter)]
        self.fields["chapter"].choices = [("", "なし"), *filter(lambda one: one[0], kept), *chapters]  # type: ignore[attr-defined]  # a ChoiceField

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}

    def version_read(self) -> int:
        """Return which version was read; one that was tampered with is none."""
        version = self.cleaned_data["version"]
        return -1 if version is None else version

    def goes_on_from(self, method: Method) -> None:
        """Keep what was typed and let the next attempt stand on the method as somebody else saved it."""
        self.data = {**self.data.dict(), "version": str(method.version)}  # type: ignore[attr-defined]  # a QueryDict


class KeptForm(forms.Form):
    """Which 課 keeps a method, and until when."""

    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), empty_label=None, error_messages=CHOOSE
    )
    review_by = forms.DateField(
        label="見直しの期限",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
    )

    def __init__(self, *args: Any, method: Method, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"owner": method.owner_id, "review_by": method.review_by}
        super().__init__(*args, **kwargs)
        standing = Q(valid_to=None) | Q(valid_to__gte=today) | Q(pk=method.owner_id)
        self.fields["owner"].queryset = Division.objects.filter(standing).order_by("code")  # type: ignore[attr-defined]  # a ModelChoiceField


@dataclass(frozen=True, slots=True)
class RuleRow:
    """An answer of the table, with what is typed of it."""

    answer: NavigatorAnswer
    points: BoundField
    reason: BoundField
    kept: NavigatorRule | None

    @property
    def is_other(self) -> bool:
        """Whether what is typed is not what is kept."""
        kept = (str(self.kept.points), self.kept.reason) if self.kept else ("", "")
        return kept != (str(self.points.value() or ""), self.reason.value() or "")


class RulesForm(forms.Form):
    """What the answers say of one method."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        method: Method,
        questions: Sequence[NavigatorQuestion],
        kept: Mapping[int, NavigatorRule],
        **kwargs: Any,
    ) -> None:
        """``kept``: the rules so far, by the ids of the answers."""
        self.method, self.questions, self.kept = method, questions, kept
        kwargs["initial"] = {"seen": rules_seen(method)}
        super().__init__(*args, **kwargs)
        for question in questions:
            for answer in question.answers.all():
                if answer.code != navigator.UNKNOWN:
                    self._add(answer, f"{question.text}　{answer.label}", kept.get(answer.pk))

    def _add(self, answer: NavigatorAnswer, label: str, rule: NavigatorRule | None) -> None:
        self.fields[f"points_{answer.pk}"] = forms.TypedChoiceField(
            label=f"点：{label}",
            choices=POINTS,
            coerce=int,
            empty_value=None,
            required=False,
            initial=rule.points if rule else "",
            error_messages=CHOOSE,
        )
        self.fields[f"reason_{answer.pk}"] = CleanTextField(
            label=f"理由：{label}",
            max_length=navigator.REASON,
            required=False,
            initial=rule.reason if rule else "",
        )

    def rows(self) -> Iterator[tuple[NavigatorQuestion, list[RuleRow]]]:
        """Return the table: each question with its answers."""
        for question in self.questions:
            answers = [one for one in question.answers.all() if f"points_{one.pk}" in self.fields]
            yield (
                question,
                [
                    RuleRow(one, self[f"points_{one.pk}"], self[f"reason_{one.pk}"], self.kept.get(one.pk))
                    for one in answers
                ],
            )

    def clean(self) -> dict[str, Any]:
        for name in [one for one in self.fields if one.startswith("points_")]:
            reason = name.replace("points", "reason")
            if name in self.errors or reason in self.errors:
                continue
            if self.cleaned_data[name] is not None and not self.cleaned_data[reason]:
                self.add_error(reason, NO_REASON)
            if self.cleaned_data[name] is None and self.cleaned_data[reason]:
                self.add_error(name, NO_POINTS)
        return self.cleaned_data

    def typed(self) -> list[Rule]:
        """Return the rules as they were typed, in the order of the table."""
        return [
            Rule(f"{question.code}.{row.answer.code}", self.method.code, points, self.cleaned_data[row.reason.name])
            for question, rows in self.rows()
            for row in rows
            if (points := self.cleaned_data[row.points.name]) is not None
        ]

    def goes_on_from(self, kept: Mapping[int, NavigatorRule]) -> None:
        """Keep what was typed and let the next attempt stand on the rules as somebody else saved them."""
        self.kept = kept
        self.data = {**self.data.dict(), "seen": rules_seen(self.method)}  # type: ignore[attr-defined]  # a QueryDict


class QuestionForm(forms.Form):
    """How a question and its answers are worded."""

    required_css_class = "required"
    text = CleanTextField(label="質問", max_length=navigator.QUESTION, help_text=f"{navigator.QUESTION}字まで。")
    help = CleanTextField(
        label="説明", max_length=navigator.HELP, required=False, help_text=f"{navigator.HELP}字まで。質問の下に出ます。"
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, question: NavigatorQuestion, **kwargs: Any) -> None:
        self.answers = list(question.answers.order_by("position", "pk"))
        kwargs["initial"] = {"text": question.text, "help": question.help, "seen": question_seen(question)}
        super().__init__(*args, **kwargs)
        for at, answer in enumerate(self.answers, start=1):
            self.fields[f"label_{answer.code}"] = CleanTextField(
                label=f"答え{at}", max_length=navigator.ANSWER, initial=answer.label
            )

    def labels(self) -> dict[str, str]:
        """Return the words of the answers by their codes."""
        return {one.code: self.cleaned_data[f"label_{one.code}"] for one in self.answers}

    def goes_on_from(self, question: NavigatorQuestion) -> None:
        """Keep what was typed and let the next attempt stand on the words as somebody else saved them."""
        self.data = {**self.data.dict(), "seen": question_seen(question)}  # type: ignore[attr-defined]  # a QueryDict
