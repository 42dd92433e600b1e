from typing import Any

from django.db import migrations, models

from knowledge.rules.plain import plain
from nara_renkei.core.search import index_of


def index(apps: Any, schema_editor: Any) -> None:
    """What was there before one box searched it all: the chapters, and the titles of 企業メニュー."""
    versions = apps.get_model("knowledge", "ChapterVersion").objects.select_related("chapter").order_by("pk")
    for one in versions.iterator():
        one.search, one.search_vector = index_of(one.title, one.chapter.label, plain(one.text))
        one.save(update_fields=["search", "search_vector"])
    menus = apps.get_model("knowledge", "Menu").objects.select_related("organization__merged_into").order_by("pk")
    for one in menus.iterator():
        body = one.organization.merged_into or one.organization
        one.search, one.search_vector = index_of(one.title, one.field, one.offer, one.needs, body.name)
        one.save(update_fields=["search", "search_vector"])


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_share_card")]

    operations = [
        migrations.AddField(
            model_name="cityword",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="だれもが読むものの言葉"),
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
