"""A 事例, locked for whoever is about to change it."""

from knowledge.models import CaseStudy


def locked_case(case: CaseStudy) -> CaseStudy:
    found = CaseStudy.objects.select_for_update(of=("self",)).select_related("owner", "method")
    return found.get(pk=case.pk)
