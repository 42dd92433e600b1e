"""The tables of the core: the audit and its seals, files and their pictures, made papers, holidays, the settings of the city."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import nara_renkei.core.request_ids
from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="CitySettings",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("city_name", models.CharField(default="奈良市", max_length=40, verbose_name="市の名称")),
                    ("desk_name", models.CharField(default="公民連携デスク", max_length=40, verbose_name="窓口の名称")),
                    (
                        "division_name",
                        models.CharField(default="総合政策課", max_length=40, verbose_name="窓口のある課"),
                    ),
                    (
                        "sender_title",
                        models.CharField(
                            default="奈良市長",
                            help_text="公文書の発信者。氏名は書きません。",
                            max_length=40,
                            verbose_name="発信者名",
                        ),
                    ),
                    ("postal_code", models.CharField(blank=True, max_length=8, verbose_name="郵便番号")),
                    ("address", models.CharField(blank=True, max_length=120, verbose_name="所在地")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                    (
                        "opening_hours",
                        models.CharField(
                            default="平日 8時30分から17時15分まで", max_length=80, verbose_name="受付時間"
                        ),
                    ),
                    (
                        "formal_check_days",
                        models.PositiveSmallIntegerField(
                            default=3,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="形式確認（開庁日）",
                        ),
                    ),
                    (
                        "first_answer_days",
                        models.PositiveSmallIntegerField(
                            default=10,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="担当課の一次回答（開庁日）",
                        ),
                    ),
                    (
                        "dialogue_days",
                        models.PositiveSmallIntegerField(
                            default=20,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="対話の設定（開庁日）",
                        ),
                    ),
                    (
                        "outcome_days",
                        models.PositiveSmallIntegerField(
                            default=60,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="結果（開庁日）",
                        ),
                    ),
                    (
                        "season_from_month",
                        models.PositiveSmallIntegerField(
                            default=3,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(12),
                            ],
                            verbose_name="延びる時期の始まり（月）",
                        ),
                    ),
                    (
                        "season_from_day",
                        models.PositiveSmallIntegerField(
                            default=20,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(31),
                            ],
                            verbose_name="延びる時期の始まり（日）",
                        ),
                    ),
                    (
                        "season_to_month",
                        models.PositiveSmallIntegerField(
                            default=4,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(12),
                            ],
                            verbose_name="延びる時期の終わり（月）",
                        ),
                    ),
                    (
                        "season_to_day",
                        models.PositiveSmallIntegerField(
                            default=20,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(31),
                            ],
                            verbose_name="延びる時期の終わり（日）",
                        ),
                    ),
                    (
                        "season_extra_days",
                        models.PositiveSmallIntegerField(default=5, verbose_name="延びる日数（開庁日）"),
                    ),
                    (
                        "season_reason",
                        models.CharField(
                            default="年度の替わり目で担当者の異動があるため", max_length=120, verbose_name="延びる理由"
                        ),
                    ),
                    (
                        "admitted_kinds",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="空なら、すべての種類を受け付けます。",
                            verbose_name="受け付ける団体の種類",
                        ),
                    ),
                    ("purpose_of_use", models.TextField(blank=True, verbose_name="個人情報の利用目的")),
                    ("terms", models.TextField(blank=True, verbose_name="利用規約")),
                    ("accessibility", models.TextField(blank=True, verbose_name="ウェブアクセシビリティ方針")),
                    (
                        "sample_notice",
                        models.CharField(
                            blank=True,
                            help_text="書くと、すべてのページの上に出ます。",
                            max_length=120,
                            verbose_name="見本の帯",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "市の設定",
                    "verbose_name_plural": "市の設定",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("pk", 1)),
                            name="city_settings_is_one_row",
                            violation_error_message="市の設定は一つだけです。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Holiday",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("day", models.DateField(unique=True, verbose_name="日付")),
                    ("name", models.CharField(max_length=40, verbose_name="名称")),
                ],
                options={
                    "verbose_name": "閉庁日",
                    "verbose_name_plural": "閉庁日",
                },
            ),
            migrations.CreateModel(
                name="PrivateFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    ("original_name", models.CharField(max_length=255, verbose_name="元のファイル名")),
                    ("stored_name", models.CharField(max_length=80, unique=True, verbose_name="保存名")),
                    ("content_type", models.CharField(max_length=100, verbose_name="種類")),
                    ("size", models.PositiveBigIntegerField(verbose_name="大きさ（バイト）")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("PENDING", "確認中"),
                                ("CLEAN", "確認済み"),
                                ("INFECTED", "危険なファイル"),
                                ("ERROR", "確認できませんでした"),
                            ],
                            default="PENDING",
                            max_length=10,
                            verbose_name="安全の確認",
                        ),
                    ),
                    ("scanner", models.CharField(blank=True, max_length=40, verbose_name="確認の方法")),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                    ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="次に試みる時刻")),
                    (
                        "pictured_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="ページの画像を作った日時"),
                    ),
                    (
                        "picture_error",
                        models.CharField(blank=True, max_length=120, verbose_name="画像にできなかった理由"),
                    ),
                    (
                        "picture_attempts",
                        models.PositiveSmallIntegerField(default=0, verbose_name="画像を作る試みの回数"),
                    ),
                    ("picture_due_at", models.DateTimeField(blank=True, null=True, verbose_name="次に画像を作る時刻")),
                    ("created_at", models.DateTimeField(verbose_name="保存日時")),
                ],
                options={
                    "verbose_name": "ファイル",
                    "verbose_name_plural": "ファイル",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "PENDING")), fields=["next_try_at"], name="file_pending"
                        ),
                        models.Index(condition=models.Q(("state", "INFECTED")), fields=["id"], name="file_infected"),
                        models.Index(
                            condition=models.Q(("picture_due_at__isnull", False)),
                            fields=["picture_due_at"],
                            name="file_to_picture",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PageImage",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("page", models.PositiveSmallIntegerField(verbose_name="ページ")),
                    ("width", models.PositiveSmallIntegerField(verbose_name="幅（ピクセル）")),
                    ("height", models.PositiveSmallIntegerField(verbose_name="高さ（ピクセル）")),
                    (
                        "image",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="画像",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="page_images",
                            to="core.privatefile",
                            verbose_name="元のファイル",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ページの画像",
                    "verbose_name_plural": "ページの画像",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("source", "page"),
                            name="page_image_once",
                            violation_error_message="このページの画像は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaperJob",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    ("kind", models.CharField(max_length=40, verbose_name="種類")),
                    ("about", models.CharField(help_text="月次報告なら 2026-10。", max_length=80, verbose_name="対象")),
                    ("title", models.CharField(max_length=120, verbose_name="題")),
                    ("requested_by", models.CharField(max_length=120, verbose_name="依頼した人")),
                    ("requested_by_key", models.CharField(max_length=40, verbose_name="依頼した人の識別子")),
                    ("created_at", models.DateTimeField(verbose_name="依頼日時")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("WAITING", "順番待ち"),
                                ("WORKING", "作成中"),
                                ("DONE", "できました"),
                                ("FAILED", "作れませんでした"),
                            ],
                            default="WAITING",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                    ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="次に試みる時刻")),
                    ("last_error", models.CharField(blank=True, max_length=200, verbose_name="最後の失敗")),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                    ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="ページ数")),
                    ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成日時")),
                    (
                        "file",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="ファイル",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "作成した文書",
                    "verbose_name_plural": "作成した文書",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state__in", ["WAITING", "WORKING"])),
                            fields=["next_try_at"],
                            name="paper_waiting",
                        ),
                        models.Index(fields=["kind", "-created_at"], name="paper_by_kind"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("file__isnull", False), ("finished_at__isnull", False), ("state", "DONE")),
                                models.Q(models.Q(("state", "DONE"), _negated=True), ("file__isnull", True)),
                                _connector="OR",
                            ),
                            name="paper_done_iff_file",
                            violation_error_message="できた文書にはファイルと完成日時が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AuditEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(verbose_name="日時")),
                    ("verb", models.CharField(max_length=40, verbose_name="したこと")),
                    ("about", models.CharField(max_length=80, verbose_name="対象")),
                    ("actor_key", models.CharField(max_length=40, verbose_name="した人の識別子")),
                    ("address", models.CharField(blank=True, max_length=45, verbose_name="接続元")),
                    ("keys", models.JSONField(blank=True, default=dict, verbose_name="識別子")),
                ],
                options={
                    "verbose_name": "監査の記録",
                    "verbose_name_plural": "監査の記録",
                    "indexes": [
                        models.Index(fields=["about", "id"], name="audit_about"),
                        models.Index(fields=["-at"], name="audit_newest"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AuditSeal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(verbose_name="封印日時")),
                    ("events", models.PositiveIntegerField(verbose_name="件数")),
                    ("previous", models.CharField(blank=True, max_length=64, verbose_name="前の封印")),
                    ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ],
                options={
                    "verbose_name": "監査の封印",
                    "verbose_name_plural": "監査の封印",
                },
            ),
            migrations.CreateModel(
                name="SealedEvent",
                fields=[
                    (
                        "event",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="+",
                            serialize=False,
                            to="core.auditevent",
                            verbose_name="監査の記録",
                        ),
                    ),
                    (
                        "seal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sealed",
                            to="core.auditseal",
                            verbose_name="監査の封印",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "封印した記録",
                    "verbose_name_plural": "封印した記録",
                },
            ),
            migrations.CreateModel(
                name="Heartbeat",
                fields=[
                    ("name", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="名前")),
                    ("at", models.DateTimeField(verbose_name="最後に動いた日時")),
                ],
                options={
                    "verbose_name": "定期処理の脈",
                    "verbose_name_plural": "定期処理の脈",
                },
            ),
            migrations.CreateModel(
                name="Session",
                fields=[
                    (
                        "session_key",
                        models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                    ),
                    ("session_data", models.TextField(verbose_name="session data")),
                    ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                    ("account", models.BigIntegerField(null=True, verbose_name="利用者の番号")),
                ],
                options={
                    "verbose_name": "セッション",
                    "verbose_name_plural": "セッション",
                    "db_table": "django_session",
                    "managed": False,
                },
            ),
        ),
    ]
