from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("screening", "0008_keep_ruling_texts")]

    operations = [migrations.RemoveField(model_name="routing", name="ruling_text")]
