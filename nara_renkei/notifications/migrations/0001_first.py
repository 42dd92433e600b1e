"""The letters that the portal sends."""

import uuid

from django.db import migrations, models

import nara_renkei.core.request_ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "request_id",
                    models.CharField(
                        blank=True,
                        default=nara_renkei.core.request_ids.current_request_id,
                        editable=False,
                        max_length=32,
                        verbose_name="お問い合わせ番号",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                ("template", models.CharField(max_length=80, verbose_name="文面")),
                ("to", models.EmailField(max_length=254, verbose_name="宛先")),
                ("subject", models.CharField(max_length=200, verbose_name="件名")),
                ("body", models.TextField(help_text="秘密の文字は〔コード〕のまま残します。", verbose_name="本文")),
                (
                    "secret",
                    models.CharField(
                        blank=True, help_text="送ると消えます。", max_length=200, verbose_name="秘密の文字"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=80, verbose_name="対象")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("QUEUED", "送信待ち"),
                            ("SENT", "送信済み"),
                            ("DEAD", "届けられません"),
                            ("EXPIRED", "期限切れ"),
                            ("CANCELLED", "取消し"),
                        ],
                        default="QUEUED",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                ("unfinished", models.PositiveSmallIntegerField(default=0, verbose_name="途中で止まった回数")),
                ("next_try_at", models.DateTimeField(verbose_name="次に試みる時刻")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="最後の失敗")),
                ("requeued_at", models.DateTimeField(blank=True, null=True, verbose_name="再送にした日時")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="送る期限")),
                ("created_at", models.DateTimeField(verbose_name="作成日時")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送信日時")),
            ],
            options={
                "verbose_name": "送るメール",
                "verbose_name_plural": "送るメール",
                "indexes": [
                    models.Index(condition=models.Q(("state", "QUEUED")), fields=["next_try_at"], name="mail_queued"),
                    models.Index(fields=["-created_at"], name="mail_newest"),
                    models.Index(condition=models.Q(("state", "DEAD")), fields=["id"], name="mail_dead"),
                    models.Index(fields=["about"], name="mail_about"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "SENT")),
                            models.Q(models.Q(("state", "SENT"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="mail_sent_iff_date",
                        violation_error_message="送信済みのメールには送信日時が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "QUEUED"), ("secret", ""), _connector="OR"),
                        name="mail_secret_only_while_queued",
                        violation_error_message="送り終えたメールに秘密の文字を残せません。",
                    ),
                ],
            },
        ),
    ]
