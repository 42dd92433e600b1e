from knowledge.models import Method


def locked_method(method: Method) -> Method:
    """Return the method locked: two desks must not write over each other."""
    return Method.objects.select_for_update(of=("self",)).select_related("owner").get(pk=method.pk)
