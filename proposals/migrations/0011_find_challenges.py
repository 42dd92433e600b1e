from typing import Any

from django.db import migrations

from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise

FIELDS = ("title", "field", "background", "figures", "future", "wanted", "offered", "benefit", "expertise")


def index(apps: Any, schema_editor: Any) -> None:
    """The 課題 that were there before the search."""
    for challenge in apps.get_model("proposals", "Challenge").objects.order_by("pk").select_related("lead"):
        words = [challenge.lead.name, *(getattr(challenge, field) for field in FIELDS)]
        challenge.search = normalise(" ".join(words))
        challenge.search_vector = vector_of(challenge.search)
        challenge.save(update_fields=["search", "search_vector"])


class Migration(migrations.Migration):
    dependencies = [("proposals", "0010_challenge_care")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
