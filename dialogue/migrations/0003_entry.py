"""Why a registration was cancelled; and a company reads the slides it gave (ADR 0013)."""

from django.db import migrations, models

SLIDES = """
CREATE FUNCTION wall_slides() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    mine bigint[] := wall_organizations();
BEGIN
    RETURN ARRAY(SELECT slides_id FROM dialogue_registration WHERE organization_id = ANY (mine));
END $$;
CREATE POLICY company_reads_slides ON core_privatefile FOR SELECT TO nara_company
    USING (id = ANY ((SELECT wall_slides())::bigint[]));
"""
NO_SLIDES = """
DROP POLICY company_reads_slides ON core_privatefile;
DROP FUNCTION wall_slides();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_ask_for_pictures"),
        ("dialogue", "0002_second_wall"),
    ]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="cancel_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="取り消した理由"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancel_reason", ""), ("state", "CANCELLED"), _connector="OR"),
                name="registration_reason_of_cancelled",
                violation_error_message="取り消した理由は、取り消した申込みだけが持ちます。",
            ),
        ),
        migrations.RunSQL(SLIDES, NO_SLIDES),
    ]
