import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_cancelled_letters"),
        ("training", "0003_new_seats"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("INVITATION", "案内"),
                            ("REMINDER", "もう一度の案内"),
                            ("EVE", "前日のお知らせ"),
                            ("MISSED", "自習の案内"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=400, verbose_name="ひとこと")),
                ("ordered_at", models.DateTimeField(verbose_name="頼んだ日時")),
                ("ordered_by", models.CharField(max_length=120, verbose_name="頼んだ人")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                (
                    "next_try_at",
                    models.DateTimeField(
                        blank=True, help_text="空なら終わりました。", null=True, verbose_name="次に試みる時刻"
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="用意できなかった理由")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_orders",
                        to="training.session",
                        verbose_name="回",
                    ),
                ),
            ],
            options={
                "verbose_name": "研修の手紙の依頼",
                "verbose_name_plural": "研修の手紙の依頼",
            },
        ),
        migrations.CreateModel(
            name="SessionLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("INVITATION", "案内"),
                            ("REMINDER", "もう一度の案内"),
                            ("EVE", "前日のお知らせ"),
                            ("MISSED", "自習の案内"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("prepared_at", models.DateTimeField(blank=True, null=True, verbose_name="用意した日時")),
                (
                    "mail",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="notifications.outgoingmail",
                        verbose_name="送るメール",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="training.letterorder",
                        verbose_name="依頼",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="training.session",
                        verbose_name="回",
                    ),
                ),
                (
                    "trainee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="training.trainee",
                        verbose_name="対象者",
                    ),
                ),
            ],
            options={
                "verbose_name": "研修の手紙",
                "verbose_name_plural": "研修の手紙",
            },
        ),
        migrations.AddIndex(
            model_name="letterorder",
            index=models.Index(
                condition=models.Q(("next_try_at__isnull", False)), fields=["next_try_at"], name="letter_order_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("problem", ""), ("next_try_at", None), _connector="OR"),
                name="letter_order_problem_ends_it",
                violation_error_message="用意できなかった依頼は、もう試みません。",
            ),
        ),
        migrations.AddIndex(
            model_name="sessionletter",
            index=models.Index(
                condition=models.Q(("prepared_at", None)), fields=["order", "id"], name="session_letter_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionletter",
            constraint=models.UniqueConstraint(
                fields=("session", "kind", "trainee"),
                name="session_letter_once",
                violation_error_message="この人には、もうこの手紙を送っています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("mail", None), ("prepared_at__isnull", False), _connector="OR"),
                name="session_letter_mail_is_prepared",
                violation_error_message="用意した手紙には、用意した日時が必要です。",
            ),
        ),
    ]
