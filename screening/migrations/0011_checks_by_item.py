"""A result of a stage becomes the same result of each item of that stage; back again, the worst of them counts."""

from itertools import groupby

from django.db import migrations

# as screening/rules/checks.py had them when the stages were split
ITEMS = (
    (
        "corporate-number",
        "BEFORE_ROUTING",
        "法人番号",
        "国税庁の法人番号公表サイトで、番号・名称・所在地が提案と合うかを見ます。番号のない団体は、規約や名簿で確かめます。",
    ),
    (
        "declarations",
        "BEFORE_ROUTING",
        "申告",
        "確認事項の答えを開き、「はい」と答えた申告の状況を読みます。分からない所は団体に尋ねます。",
    ),
    (
        "scope",
        "BEFORE_ROUTING",
        "窓口の対象か",
        "営業・要望・寄附だけの提案でないかを見ます。ほかの窓口なら、案内の案を作ります。",
    ),
    (
        "bidding-suspension",
        "BEFORE_DIALOGUE",
        "入札参加停止",
        "契約課の入札参加停止の一覧と、国・県の指名停止の公表を見ます。",
    ),
    (
        "permits",
        "BEFORE_DIALOGUE",
        "許認可",
        "提案の取組に要る許可・登録を団体が持つかを、公表の名簿か写しで確かめます。",
    ),
    (
        "tax",
        "BEFORE_AGREEMENT",
        "納税",
        "市税に滞納がないことを、同意（C2）にもとづき納税の担当課で確かめます。",
    ),
    (
        "background",
        "BEFORE_AGREEMENT",
        "反社会的勢力の照会",
        "同意（C1）にもとづき役員名簿を預かり、警察へ照会します。残すのは日付と該当の有無だけです。",
    ),
)
WORST_FIRST = ("BLOCKED", "UNCHECKED", "EXCUSED", "CAUTION", "OK")


def split(apps, schema_editor):
    check_model, item_model = (apps.get_model("screening", name) for name in ("SoundnessCheck", "CheckItem"))
    old = list(check_model.objects.filter(item=None).order_by("pk"))
    if not old:
        return
    items = [
        item_model.objects.get_or_create(
            code=code, defaults={"stage": stage, "label": label, "how": how, "position": position}
        )[0]
        for position, (code, stage, label, how) in enumerate(ITEMS)
    ]
    check_model.objects.bulk_create(
        check_model(
            screening_id=row.screening_id,
            item=item,
            result=row.result,
            note=row.note,
            checked_by=row.checked_by,
            checked_at=row.checked_at,
        )
        for row in old
        for item in items
        if item.stage == row.stage
    )
    check_model.objects.filter(item=None).delete()


def join(apps, schema_editor):
    check_model = apps.get_model("screening", "SoundnessCheck")
    by_item = check_model.objects.exclude(item=None).order_by("screening", "item", "-pk").distinct("screening", "item")
    latest = sorted(by_item.select_related("item"), key=lambda row: (row.screening_id, row.item.stage))
    worst = [
        (stage, min(rows, key=lambda row: WORST_FIRST.index(row.result)))
        for (_, stage), rows in groupby(latest, key=lambda row: (row.screening_id, row.item.stage))
    ]
    check_model.objects.exclude(item=None).delete()
    check_model.objects.bulk_create(
        check_model(
            screening_id=row.screening_id,
            stage=stage,
            result=row.result if row.result in ("OK", "CAUTION", "BLOCKED") else "CAUTION",
            note=row.note,
            checked_by=row.checked_by,
            checked_at=row.checked_at,
        )
        for stage, row in worst
    )


class Migration(migrations.Migration):
    dependencies = [("screening", "0010_check_items")]

    operations = [migrations.RunPython(split, join)]
