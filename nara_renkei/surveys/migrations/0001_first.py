"""Surveys, their questions, whom they were sent to, and the answers."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Survey",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("title", models.CharField(max_length=80, verbose_name="題")),
                    (
                        "about",
                        models.CharField(
                            blank=True,
                            help_text="どのダイアログや研修のものか。画面が入れます。",
                            max_length=80,
                            verbose_name="対象",
                        ),
                    ),
                    (
                        "company_intro",
                        models.TextField(
                            blank=True,
                            help_text="お願いのメールと回答の画面に出ます。",
                            verbose_name="企業へのひとこと",
                        ),
                    ),
                    (
                        "division_intro",
                        models.TextField(
                            blank=True,
                            help_text="お願いのメールと回答の画面に出ます。",
                            verbose_name="職員へのひとこと",
                        ),
                    ),
                    ("closes_on", models.DateField(help_text="この日まで回答できます。", verbose_name="締切")),
                    ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="始めた日時")),
                    ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="もう一度お願いした日時")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="締め切った日時")),
                ],
                options={
                    "verbose_name": "アンケート",
                    "verbose_name_plural": "アンケート",
                    "indexes": [models.Index(fields=["about"], name="survey_about")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("closed_at", None), ("opened_at__isnull", False), _connector="OR"),
                            name="survey_closed_after_opened",
                            violation_error_message="始めていないアンケートは締め切れません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reminded_at", None), ("opened_at__isnull", False), _connector="OR"),
                            name="survey_reminded_after_opened",
                            violation_error_message="始めていないアンケートの回答はお願いできません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Question",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順")),
                    ("text", models.CharField(max_length=120, verbose_name="質問")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("SCALE", "5段階"), ("TEXT", "文章")],
                            default="SCALE",
                            max_length=5,
                            verbose_name="答え方",
                        ),
                    ),
                    (
                        "low",
                        models.CharField(
                            blank=True, help_text="5段階だけ。例：満足していない", max_length=20, verbose_name="1の言葉"
                        ),
                    ),
                    (
                        "high",
                        models.CharField(
                            blank=True, help_text="5段階だけ。例：とても満足した", max_length=20, verbose_name="5の言葉"
                        ),
                    ),
                    ("for_company", models.BooleanField(default=True, verbose_name="企業に聞く")),
                    ("for_division", models.BooleanField(default=True, verbose_name="市に聞く")),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="surveys.survey",
                            verbose_name="アンケート",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "質問",
                    "verbose_name_plural": "質問",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("for_company", True), ("for_division", True), _connector="OR"),
                            name="question_asks_somebody",
                            violation_error_message="企業か市の、少なくとも一方に聞いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "SCALE"),
                                    models.Q(("low", ""), _negated=True),
                                    models.Q(("high", ""), _negated=True),
                                ),
                                models.Q(("high", ""), ("kind", "TEXT"), ("low", "")),
                                _connector="OR",
                            ),
                            name="question_scale_iff_ends",
                            violation_error_message="5段階には1と5の言葉を書いてください。文章には書きません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Addressee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("COMPANY", "企業"), ("DIVISION", "市")], max_length=8, verbose_name="立場"
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="宛先の名")),
                    ("email", models.EmailField(max_length=254, verbose_name="メール")),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="addressees",
                            to="surveys.survey",
                            verbose_name="アンケート",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "アンケートの宛先",
                    "verbose_name_plural": "アンケートの宛先",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("email", ""), _negated=True),
                            fields=("survey", "email"),
                            name="addressee_once",
                            violation_error_message="このメールには、もうお願いしています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ticket",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("token_sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                    (
                        "addressee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="tickets",
                            to="surveys.addressee",
                            verbose_name="宛先",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "回答の券",
                    "verbose_name_plural": "回答の券",
                },
            ),
            migrations.CreateModel(
                name="AnswerSheet",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="識別子"
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("COMPANY", "企業"), ("DIVISION", "市")], max_length=8, verbose_name="立場"
                        ),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sheets",
                            to="surveys.survey",
                            verbose_name="アンケート",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "回答",
                    "verbose_name_plural": "回答",
                },
            ),
            migrations.CreateModel(
                name="Answer",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="識別子"
                        ),
                    ),
                    ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="点")),
                    ("text", models.TextField(blank=True, verbose_name="文章")),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="surveys.answersheet",
                            verbose_name="回答",
                        ),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="surveys.question",
                            verbose_name="質問",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "質問への答え",
                    "verbose_name_plural": "質問への答え",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("score__isnull", False), ("score__range", (1, 5)), ("text", "")),
                                models.Q(("score", None), models.Q(("text", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="answer_score_or_text",
                            violation_error_message="1から5までの点か、文章のどちらか一つです。",
                        ),
                        models.UniqueConstraint(
                            fields=("sheet", "question"),
                            name="answer_once",
                            violation_error_message="この質問には、もう答えています。",
                        ),
                    ],
                },
            ),
        ),
    ]
