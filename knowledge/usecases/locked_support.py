"""A 相談, locked for whoever is about to change it."""

from knowledge.models import SupportRequest


def locked_support(request: SupportRequest) -> SupportRequest:
    found = SupportRequest.objects.select_for_update(of=("self",)).select_related("division", "asker")
    return found.get(pk=request.pk)
