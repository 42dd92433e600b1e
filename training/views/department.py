"""研修の進み具合: the head of a 部 reads about the own people, the mayor the figures of all 部."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from training.permissions import departments_led, reads_every_department
from training.queries.departments import courses_to_read, of_departments
from training.queries.figures import training_figures


@employee_required
@never_cache
@require_GET
def department(request: StaffRequest) -> HttpResponse:
    """One 研修, the newest unless the address names another."""
    today = timezone.localdate()
    led, reads_all = departments_led(request.user, today), reads_every_department(request.user, today)
    if not (led or reads_all):
        raise Http404
    courses = courses_to_read()
    wanted = request.GET.get("kenshu")
    chosen = next((one for one in courses if one.slug == wanted), None) if wanted else next(iter(courses), None)
    if wanted and chosen is None:
        raise Http404
    figures = training_figures(chosen, today) if chosen else None
    context = {
        "courses": courses,
        "chosen": chosen,
        "figures": figures,
        "led": of_departments(figures, led) if figures else [],
        "reads_all": reads_all,
    }
    return render(request, "training/department.html", context)
