"""研修: courses, sessions, who comes, and what was understood."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nara_renkei.core.request_ids
import training.models.course
from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_first"),
        ("core", "0001_first"),
        ("directory", "0001_first"),
        ("notifications", "0001_first"),
        ("proposals", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Course",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "slug",
                        models.SlugField(
                            help_text="半角の英数字とハイフン。URLになります。",
                            max_length=40,
                            unique=True,
                            verbose_name="ページの名前",
                        ),
                    ),
                    ("name", models.CharField(max_length=80, verbose_name="研修名")),
                    ("aims", models.TextField(max_length=1000, verbose_name="ねらい")),
                    (
                        "related",
                        models.TextField(
                            blank=True,
                            help_text="1行に一つ。「題\u3000URL」のように書きます。",
                            max_length=1000,
                            verbose_name="関連するガイドライン・事例",
                        ),
                    ),
                    (
                        "lecturer",
                        models.CharField(
                            blank=True, help_text="氏名と肩書。外部の専門家も。", max_length=120, verbose_name="講師"
                        ),
                    ),
                    (
                        "as_of",
                        models.DateField(help_text="この日の席から、対象者を引きます。", verbose_name="対象者を引く日"),
                    ),
                    (
                        "pass_mark",
                        models.PositiveSmallIntegerField(
                            default=4, help_text="自習で、いくつ合えば合格か。", verbose_name="確かめの問いの合格"
                        ),
                    ),
                    ("created_at", models.DateTimeField(verbose_name="作成日時")),
                    (
                        "organization",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organization",
                            verbose_name="講師の団体",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "研修",
                    "verbose_name_plural": "研修",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("pass_mark__gte", 1)),
                            name="course_pass_mark",
                            violation_error_message="確かめの問いの合格は1以上にしてください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AudienceRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kinds",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("OFFICER", "担当"),
                                    ("DEPUTY", "代決者（課長補佐）"),
                                    ("MANAGER", "課長"),
                                    ("LEADER", "共創推進リーダー（次長）"),
                                    ("DIRECTOR", "部長"),
                                    ("DESK", "公民連携デスク"),
                                    ("EXECUTIVE", "管理職（市長・副市長）"),
                                    ("SYSTEM", "システム管理者"),
                                    ("AUDITOR", "監査"),
                                ],
                                max_length=10,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="席の種類",
                        ),
                    ),
                    (
                        "grades",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=10),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="級",
                        ),
                    ),
                    (
                        "titles",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=40),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="職名",
                        ),
                    ),
                    (
                        "new_since",
                        models.DateField(
                            blank=True,
                            help_text="例：今年の4月1日。その日か後に、種類か部・課の違う席に就いた人です。",
                            null=True,
                            verbose_name="この日から新しい席の人だけ",
                        ),
                    ),
                    (
                        "departments",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="directory.department", verbose_name="部"
                        ),
                    ),
                    (
                        "course",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rules",
                            to="training.course",
                            verbose_name="研修",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "対象の決まり",
                    "verbose_name_plural": "対象の決まり",
                },
            ),
            migrations.CreateModel(
                name="Session",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(default=1, verbose_name="回")),
                    (
                        "state",
                        models.CharField(
                            choices=[("PREPARING", "準備"), ("OPEN", "案内中"), ("TODAY", "当日"), ("ENDED", "終了")],
                            default="PREPARING",
                            max_length=10,
                            verbose_name="段階",
                        ),
                    ),
                    ("held_on", models.DateField(verbose_name="開催日")),
                    ("starts_at", models.TimeField(verbose_name="始まり")),
                    ("ends_at", models.TimeField(verbose_name="終わり")),
                    ("place", models.CharField(blank=True, max_length=120, verbose_name="会場")),
                    ("url", models.URLField(blank=True, verbose_name="オンラインのURL")),
                    ("capacity", models.PositiveSmallIntegerField(default=150, verbose_name="定員")),
                    (
                        "late_after_minutes",
                        models.PositiveSmallIntegerField(
                            default=15,
                            help_text="始まりからこの分を過ぎた受付は「遅れて出席」です。",
                            verbose_name="遅れになるまでの分",
                        ),
                    ),
                    (
                        "code_seed",
                        models.CharField(
                            default=training.models.course.new_seed,
                            editable=False,
                            max_length=40,
                            verbose_name="受付の種",
                        ),
                    ),
                    ("recording_url", models.URLField(blank=True, verbose_name="録画のURL")),
                    (
                        "self_study_until",
                        models.DateField(
                            blank=True, help_text="空なら自習はありません。", null=True, verbose_name="自習の締切"
                        ),
                    ),
                    (
                        "course",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="training.course",
                            verbose_name="研修",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "研修の回",
                    "verbose_name_plural": "研修の回",
                    "indexes": [models.Index(fields=["held_on"], name="session_by_day")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("course", "number"),
                            name="session_number_once",
                            violation_error_message="この研修に、同じ番号の回があります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("starts_at__lt", models.F("ends_at"))),
                            name="session_period",
                            violation_error_message="終わりは始まりより後の時刻にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("place", ""), ("url", ""), _negated=True),
                            name="session_somewhere",
                            violation_error_message="会場かオンラインのURLの、少なくとも一方を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("capacity__gte", 1)),
                            name="session_capacity",
                            violation_error_message="定員は1以上にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("self_study_until", None),
                                ("self_study_until__gte", models.F("held_on")),
                                _connector="OR",
                            ),
                            name="session_self_study_after",
                            violation_error_message="自習の締切は、開催日より後にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Trainee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "origin",
                        models.CharField(
                            choices=[
                                ("RULE", "対象の決まり"),
                                ("ADDED", "デスクが加えた"),
                                ("SUBSTITUTE", "代わりの人"),
                            ],
                            default="RULE",
                            max_length=10,
                            verbose_name="もと",
                        ),
                    ),
                    (
                        "duty",
                        models.CharField(
                            choices=[("REQUIRED", "対象"), ("EXCUSED", "免除"), ("GONE", "対象から外れた")],
                            default="REQUIRED",
                            max_length=10,
                            verbose_name="扱い",
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            help_text="加えた、免除した、ほかの回にした、代わりにした理由。",
                            max_length=200,
                            verbose_name="理由",
                        ),
                    ),
                    ("set_at", models.DateTimeField(verbose_name="決めた日時")),
                    ("set_by", models.CharField(max_length=120, verbose_name="決めた人")),
                    (
                        "course",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trainees",
                            to="training.course",
                            verbose_name="研修",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trainees",
                            to="training.session",
                            verbose_name="出る回",
                        ),
                    ),
                    (
                        "substitute",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stands_for",
                            to="training.trainee",
                            verbose_name="代わりの人",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "研修の対象者",
                    "verbose_name_plural": "研修の対象者",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("course", "user"),
                            name="trainee_once",
                            violation_error_message="この職員は、もう名簿にいます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("duty", "REQUIRED"), ("origin", "RULE")),
                                ("duty", "GONE"),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="trainee_exception_has_reason",
                            violation_error_message="加える、免除する、代わりにするときは、理由を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("substitute", None),
                                models.Q(("substitute", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="trainee_not_own_substitute",
                            violation_error_message="本人は、本人の代わりになれません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "mark",
                        models.CharField(
                            choices=[("PRESENT", "出席"), ("LATE", "遅れて出席"), ("ABSENT", "欠席")],
                            max_length=8,
                            verbose_name="出欠",
                        ),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("QR", "会場のQR"),
                                ("LIST", "名簿で"),
                                ("CSV", "CSVで"),
                                ("PAPER", "紙の署名から"),
                            ],
                            max_length=6,
                            verbose_name="付け方",
                        ),
                    ),
                    ("marked_at", models.DateTimeField(verbose_name="付けた日時")),
                    ("marked_by", models.CharField(max_length=120, verbose_name="付けた人")),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="training.session",
                            verbose_name="回",
                        ),
                    ),
                    (
                        "trainee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="training.trainee",
                            verbose_name="対象者",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "出欠",
                    "verbose_name_plural": "出欠",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "trainee"),
                            name="attendance_once",
                            violation_error_message="この人の出欠は、もう付いています。直すには理由を書いてください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AttendanceChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "before",
                        models.CharField(
                            choices=[("PRESENT", "出席"), ("LATE", "遅れて出席"), ("ABSENT", "欠席")],
                            max_length=8,
                            verbose_name="前",
                        ),
                    ),
                    (
                        "after",
                        models.CharField(
                            choices=[("PRESENT", "出席"), ("LATE", "遅れて出席"), ("ABSENT", "欠席")],
                            max_length=8,
                            verbose_name="後",
                        ),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="理由")),
                    ("changed_at", models.DateTimeField(verbose_name="直した日時")),
                    ("changed_by", models.CharField(max_length=120, verbose_name="直した人")),
                    (
                        "attendance",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="training.attendance",
                            verbose_name="出欠",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "出欠の訂正",
                    "verbose_name_plural": "出欠の訂正",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True),
                            name="attendance_change_has_reason",
                            violation_error_message="直した理由を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("before", models.F("after")), _negated=True),
                            name="attendance_change_changes",
                            violation_error_message="同じ出欠には直せません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterOrder",
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
                    "indexes": [
                        models.Index(
                            condition=models.Q(("next_try_at__isnull", False)),
                            fields=["next_try_at"],
                            name="letter_order_due",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("problem", ""), ("next_try_at", None), _connector="OR"),
                            name="letter_order_problem_ends_it",
                            violation_error_message="用意できなかった依頼は、もう試みません。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SessionLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                    "indexes": [
                        models.Index(
                            condition=models.Q(("prepared_at", None)),
                            fields=["order", "id"],
                            name="session_letter_to_do",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "kind", "trainee"),
                            name="session_letter_once",
                            violation_error_message="この人には、もうこの手紙を送っています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("mail", None), ("prepared_at__isnull", False), _connector="OR"),
                            name="session_letter_mail_is_prepared",
                            violation_error_message="用意した手紙には、用意した日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Material",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.CharField(max_length=80, verbose_name="題")),
                    (
                        "timing",
                        models.CharField(
                            choices=[("BEFORE", "研修の前"), ("AFTER", "研修のあと")],
                            default="BEFORE",
                            max_length=6,
                            verbose_name="いつから",
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="外した日時")),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="materials",
                            to="training.session",
                            verbose_name="回",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "教材",
                    "verbose_name_plural": "教材",
                },
            ),
            migrations.CreateModel(
                name="MaterialVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("added_at", models.DateTimeField(verbose_name="載せた日時")),
                    ("added_by", models.CharField(max_length=120, verbose_name="載せた人")),
                    ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="差し替えた日時")),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="ファイル",
                        ),
                    ),
                    (
                        "material",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="training.material",
                            verbose_name="教材",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "教材の版",
                    "verbose_name_plural": "教材の版",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("material", "number"),
                            name="material_version_once",
                            violation_error_message="この教材に、同じ番号の版があります。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at", None)),
                            fields=("material",),
                            name="material_current_once",
                            violation_error_message="いまの版は、教材ごとに一つです。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Resolution",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.CharField(max_length=200, verbose_name="次に試すこと")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("asks_on", models.DateField(verbose_name="聞く日")),
                    ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="聞いた日時")),
                    ("asks_again_on", models.DateField(blank=True, null=True, verbose_name="もう一度聞く日")),
                    ("asked_again_at", models.DateTimeField(blank=True, null=True, verbose_name="もう一度聞いた日時")),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[("DONE", "した"), ("NOT_YET", "まだ"), ("STOPPED", "やめた")],
                            max_length=8,
                            verbose_name="どうなったか",
                        ),
                    ),
                    ("line", models.CharField(blank=True, max_length=200, verbose_name="ひとこと")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答えた日時")),
                    (
                        "trainee",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="resolution",
                            to="training.trainee",
                            verbose_name="対象者",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "次に試すこと",
                    "verbose_name_plural": "次に試すこと",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("answered_at", None), ("asked_at", None)),
                            fields=["asks_on"],
                            name="resolution_to_ask",
                        ),
                        models.Index(
                            condition=models.Q(("asked_again_at", None), ("asks_again_on__isnull", False)),
                            fields=["asks_again_on"],
                            name="resolution_to_ask_again",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at", None), ("line", ""), ("outcome", "")),
                                models.Q(
                                    ("outcome__in", ["DONE", "NOT_YET", "STOPPED"]), ("answered_at__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="resolution_answered_iff_outcome",
                            violation_error_message="した・まだ・やめたのどれかと、答えた日時は一緒です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("asked_again_at", None), ("asks_again_on", None)),
                                models.Q(("answered_at__isnull", False), ("asks_again_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="resolution_again_after_answer",
                            violation_error_message="もう一度聞くのは、一度「まだ」と答えたあとです。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Stumble",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.CharField(max_length=400, verbose_name="つまずきそうなこと")),
                    ("written_on", models.DateField(verbose_name="書いた日")),
                    ("is_hint", models.BooleanField(default=False, verbose_name="ガイドラインへのヒント")),
                    ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="済にした日時")),
                    ("settled_by", models.CharField(blank=True, max_length=120, verbose_name="済にした人")),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stumbles",
                            to="training.session",
                            verbose_name="回",
                        ),
                    ),
                    (
                        "trouble",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="proposals.trouble",
                            verbose_name="困りごとメモ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "つまずきそうなこと",
                    "verbose_name_plural": "つまずきそうなこと",
                    "indexes": [models.Index(fields=["-written_on", "-id"], name="stumble_newest")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("settled_at", None), ("settled_by", "")),
                                models.Q(
                                    ("is_hint", True),
                                    ("settled_at__isnull", False),
                                    models.Q(("settled_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="stumble_settled_is_hint",
                            violation_error_message="済にできるのは、ガイドラインへのヒントだけです。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CheckQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1, verbose_name="順")),
                    ("text", models.CharField(max_length=200, verbose_name="問い")),
                    ("choice_1", models.CharField(max_length=120, verbose_name="選択肢1")),
                    ("choice_2", models.CharField(max_length=120, verbose_name="選択肢2")),
                    ("choice_3", models.CharField(max_length=120, verbose_name="選択肢3")),
                    ("choice_4", models.CharField(blank=True, max_length=120, verbose_name="選択肢4")),
                    (
                        "right",
                        models.PositiveSmallIntegerField(
                            choices=[(1, "選択肢1"), (2, "選択肢2"), (3, "選択肢3"), (4, "選択肢4")],
                            verbose_name="正しい選択肢",
                        ),
                    ),
                    (
                        "explanation",
                        models.CharField(
                            help_text="答えたあとに、正しい選択肢と一緒に出ます。", max_length=400, verbose_name="解説"
                        ),
                    ),
                    (
                        "course",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="training.course",
                            verbose_name="研修",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "確かめの問い",
                    "verbose_name_plural": "確かめの問い",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("right__range", (1, 3)),
                                models.Q(("right", 4), models.Q(("choice_4", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="check_question_right_is_a_choice",
                            violation_error_message="正しい選択肢は、書いてある選択肢から選んでください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelfStudy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("passed_at", models.DateTimeField(blank=True, null=True, verbose_name="合格した日時")),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="training.session",
                            verbose_name="録画の回",
                        ),
                    ),
                    (
                        "trainee",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="self_study",
                            to="training.trainee",
                            verbose_name="対象者",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "自習",
                    "verbose_name_plural": "自習",
                },
            ),
            migrations.CreateModel(
                name="SelfStudyTry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(verbose_name="答えた日時")),
                    ("right", models.PositiveSmallIntegerField(verbose_name="正解の数")),
                    ("asked", models.PositiveSmallIntegerField(verbose_name="問いの数")),
                    ("needed", models.PositiveSmallIntegerField(verbose_name="合格に要る数")),
                    (
                        "sheet",
                        models.JSONField(
                            help_text="問い、選択肢、正しい番号、選んだ番号、解説。", verbose_name="問いと答え"
                        ),
                    ),
                    (
                        "self_study",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tries",
                            to="training.selfstudy",
                            verbose_name="自習",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "自習の答え",
                    "verbose_name_plural": "自習の答え",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("asked__gte", 1), ("needed__lte", models.F("asked")), ("right__lte", models.F("asked"))
                            ),
                            name="self_study_try_counts",
                            violation_error_message="正解の数と合格に要る数は、問いの数までです。",
                        )
                    ],
                },
            ),
        ),
    ]
