"""内示・機構改革の予定: a file is looked at, planned, taken back. Only who keeps the staff knows that it is there."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import OrderKind, OrderState
from nara_renkei.accounts.forms import OrderForm
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.usecases.bring_order import OrderRefused
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.accounts.usecases.withdraw_order import withdraw_order
from nara_renkei.core.actors import acting

from .acts import ActingAdmin, RowAct

SHOWN_ERRORS: Final = 50
CHANGELIST: Final = "admin:accounts_personnelorder_changelist"

ACTS: Final = (
    RowAct(
        "yotei",
        "予定にする",
        "内示の日の0時すぎに取り込みます。それまで、この画面を開ける人のほかには、だれにも何も見えません。"
        "内示の日が今日か前なら、すぐに取り込みます。席と名前は、効力の始まる日の0時から変わります。メールはだれにも送りません。",
        "予定にしました。",
        lambda order: order.state == OrderState.CHECKED,
        lambda order, data, today: forms.Form(data),
        lambda order, form, who: stage_order(order=order, **who),
    ),
    RowAct(
        "torisage",
        "取り下げる",
        "ファイルの中身と差を消します。取り込みません。メールはだれにも送りません。",
        "取り下げました。ファイルの中身と差は消しました。",
        lambda order: order.waits or order.state == OrderState.REFUSED,
        lambda order, data, today: forms.Form(data),
        lambda order, form, who: withdraw_order(order=order, **who),
        is_danger=True,
    ),
)


@admin.register(PersonnelOrder)
class PersonnelOrderAdmin(ActingAdmin):
    list_display = ("__str__", "kind", "announced_on", "as_of", "state", "how_many")
    list_filter = ("state", "kind")
    ordering = ("-as_of", "-pk")
    view_permission = change_permission = add_permission = Permission.EDIT_STAFF
    fields = readonly_fields = (
        "kind",
        "state",
        "announced_on",
        "as_of",
        "file_name",
        "allow_many_leavers",
        "staged_by",
        "staged_at",
        "settled_at",
    )
    acts = ACTS
    refused = (OrderRefused,)
    change_form_template = "admin/accounts/order.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PersonnelOrder]:
        return super().get_queryset(request).defer("data")

    @admin.display(description="差")
    def how_many(self, order: PersonnelOrder) -> str:
        return f"{len(order.differences)}件"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take a file, read it and show what it would change; a POST keeps it until it is planned or taken back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        initial = {"kind": OrderKind.STAFF}
        form = OrderForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial=initial)
        errors: list[str] = []
        if form.is_valid():
            try:
                order = check_order(**form.order(), by=acting(request), at=timezone.now())
            except OrderRefused as exc:
                errors = exc.errors
            else:
                messages.success(
                    request, "読み込みました。差を確かめて、「予定にする」を押してください。まだ何も変わっていません。"
                )
                return redirect("admin:accounts_personnelorder_change", order.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "異動・機構改革の表を入れる",
            "opts": self.opts,
            "form": form,
            "errors": errors[:SHOWN_ERRORS],
            "more_errors": max(0, len(errors) - SHOWN_ERRORS),
            "list_url": reverse(CHANGELIST),
        }
        return TemplateResponse(request, "admin/accounts/order_add.html", context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        order = self.get_object(request, object_id) if object_id else None
        context = {"groups": grouped(order.differences), "order": order} if order else {}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **context})


def grouped(differences: Iterable[list[str]]) -> list[tuple[str, list[str]]]:
    """Return the differences by their kind, each kind where it first appears."""
    groups: dict[str, list[str]] = {}
    for kind, key, text in differences:
        groups.setdefault(kind, []).append(f"{key}　{text}")
    return list(groups.items())
