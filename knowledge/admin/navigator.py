"""手法ナビ before the desk: its questions, the rules of a method, and how the 例題 come out."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.methods import QuestionForm, RulesForm
from knowledge.models import Method, NavigatorQuestion
from knowledge.queries.navigator import examples, kept_rules, method_names, questions, rules_of, with_rules_of
from knowledge.rules.navigator import Rule, try_examples
from knowledge.usecases.revise_question import CannotRevise, StaleQuestion, revise_question
from knowledge.usecases.set_rules import CannotSetRules, StaleRules, set_rules
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage, row_page
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting

LOOK: Final = "mite"  # the button that shows and does not save


@never_cache
@require_http_methods(["GET", "POST"])
def write_rules(request: HttpRequest, method: Method) -> HttpResponse:
    """What each answer says of a method, with the 例題 as they come out by what is typed."""
    sent = {"data": request.POST} if request.method == "POST" else {}
    form = RulesForm(**sent, method=method, questions=questions(), kept=rules_of(method), label_suffix="")
    typed: list[Rule] | None = None
    if form.is_valid():
        typed = form.typed()
        if LOOK not in request.POST:
            try:
                set_rules(
                    method=method, seen=form.cleaned_data["seen"], rules=typed, by=acting(request), at=timezone.now()
                )
            except CannotSetRules as exc:
                form.add_error(None, str(exc))
                if isinstance(exc, StaleRules):
                    form.goes_on_from(rules_of(method))
            else:
                messages.success(request, "規則を保存しました。手法ナビは、もう新しい規則で答えます。")
                return redirect("admin:knowledge_method_rules", method.pk)
    context = {"form": form, "is_typed": typed is not None, "results": _results(method, typed)}
    return row_page(request, method, "admin/knowledge/method_rules.html", "手法ナビの規則", **context)


def _results(method: Method, typed: Sequence[Rule] | None) -> list[dict[str, Any]]:
    """Return the 例題 for a table; without what is typed as they come out now."""
    kept = kept_rules()
    names = method_names()
    wanted = kept if typed is None else with_rules_of(method, kept, typed)
    return [
        {
            "example": one.example,
            "expected": names.get(one.example.first, one.example.first),
            "before": [names[code] for code in one.before],
            "after": [names[code] for code in one.after],
            "is_other": one.is_other,
            "is_expected": one.is_expected,
        }
        for one in try_examples(examples(), kept, wanted)
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def write_question(request: HttpRequest, question: NavigatorQuestion) -> HttpResponse:
    """The words of a question and its answers."""
    sent = {"data": request.POST} if request.method == "POST" else {}
    form = QuestionForm(**sent, question=question, label_suffix="")
    stale: list[str] = []
    if form.is_valid():
        words = {"text": form.cleaned_data["text"], "help_text": form.cleaned_data["help"], "labels": form.labels()}
        try:
            revise_question(
                question=question, seen=form.cleaned_data["seen"], **words, by=acting(request), at=timezone.now()
            )
        except CannotRevise as exc:
            form.add_error(None, str(exc))
            if isinstance(exc, StaleQuestion):
                stale = [question.text, question.help, *(one.label for one in form.answers)]
                form.goes_on_from(question)
        else:
            messages.success(request, "質問を保存しました。手法ナビは、もう新しい言葉です。")
            return redirect("admin:knowledge_navigatorquestion_change", question.pk)
    return row_page(request, question, "admin/knowledge/question.html", "言葉を直す", form=form, stale=stale)


@admin.register(NavigatorQuestion)
class QuestionAdmin(PagedAdmin):
    """The six questions. Their words are changed on a page of their own, their rules method by method."""

    view_permission = change_permission = Permission.EDIT_WORDS
    pages = (RowPage("naosu/", "words", write_question, "言葉を直す"),)
    list_display = ("position", "text", "answer_count", "rule_count")
    list_display_links = ("text",)
    ordering = ("position", "pk")
    fields = readonly_fields = ("text", "help", "code", "all_answers", "where_the_rules_are")

    def get_queryset(self, request: HttpRequest) -> QuerySet[NavigatorQuestion]:
        rows = super().get_queryset(request)
        return rows.annotate(
            answer_total=Count("answers", distinct=True), rule_total=Count("answers__rules", distinct=True)
        )

    @admin.display(description="答えの数")
    def answer_count(self, row: Any) -> int:
        return int(row.answer_total)

    @admin.display(description="規則の数")
    def rule_count(self, row: Any) -> int:
        return int(row.rule_total)

    @admin.display(description="答え")
    def all_answers(self, row: NavigatorQuestion) -> str:
        return "\n".join(one.label for one in row.answers.order_by("position", "pk"))

    @admin.display(description="規則を直す")
    def where_the_rules_are(self, row: NavigatorQuestion) -> str:
        return format_html(
            '<a href="{}">連携手法カタログの手法ごとに直す</a>', reverse("admin:knowledge_method_changelist")
        )
