from datetime import date

from django.db import migrations, models
from django.utils import timezone

OPEN_TO_ALL = ["OFFICER", "DESK", "SYSTEM", "AUDITOR"]


def end_them(apps, schema_editor):
    """Posts that were given without an end end with the 年度 that runs now."""
    today = timezone.localdate()
    last = date(today.year + (today.month >= 4), 3, 31)
    Post = apps.get_model("accounts", "Post")
    for_a_year = Post.objects.filter(appointment__contains="会計年度")
    for_a_year.filter(ends_on=None, starts_on__lte=last).update(ends_on=last)
    for post in for_a_year.filter(ends_on=None).order_by("pk"):
        post.ends_on = date(post.starts_on.year + (post.starts_on.month >= 4), 3, 31)
        post.save(update_fields=["ends_on"])
    for_a_year.filter(division__isnull=False).exclude(kind__in=OPEN_TO_ALL).update(kind="OFFICER")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_trainee_links"),
    ]

    operations = [
        migrations.RunPython(end_them, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                name="post_for_a_year_decides_nothing",
                condition=~models.Q(appointment__contains="会計年度") | models.Q(kind__in=OPEN_TO_ALL),
                violation_error_message="会計年度任用職員は、確認や裁定をする席（課長・代決者・次長・部長・市長など）に就けません。担当の席にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                name="post_for_a_year_ends",
                condition=~models.Q(appointment__contains="会計年度") | models.Q(ends_on__isnull=False),
                violation_error_message="会計年度任用職員の席には、終わりの日（3月31日まで）が必要です。",
            ),
        ),
    ]
