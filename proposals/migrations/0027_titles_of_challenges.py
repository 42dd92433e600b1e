from typing import Any

from django.db import migrations

from nara_renkei.core.search import index_of

FIELDS = (
    "field", "background", "figures", "future", "wanted", "solutions", "out_of_scope", "offered", "benefit",
    "expertise", "considered",
)  # fmt: skip


def index(apps: Any, schema_editor: Any) -> None:
    """The titles of 課題 are told from the rest, and variants of names are written one way."""
    for one in apps.get_model("proposals", "Challenge").objects.order_by("pk").select_related("lead").iterator():
        words = [one.lead.name, *(getattr(one, field) for field in FIELDS)]
        one.search, one.search_vector = index_of(one.title, *words)
        one.save(update_fields=["search", "search_vector"])


class Migration(migrations.Migration):
    dependencies = [("proposals", "0026_longer_troubles")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
