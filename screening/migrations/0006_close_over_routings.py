from django.db import migrations

CLOSE = """
UPDATE screening_routing r
SET over_on = (p.status_changed_at AT TIME ZONE 'Asia/Tokyo')::date,
    state = CASE r.state WHEN 'OPEN' THEN 'ENDED' ELSE r.state END,
    due_on = NULL
FROM screening_screening s JOIN proposals_proposal p ON p.id = s.proposal_id
WHERE s.id = r.screening_id AND r.state <> 'ENDED'
    AND p.status IN ('COMPLETED', 'DECLINED', 'REFERRED', 'WITHDRAWN');
"""
REOPEN = "UPDATE screening_routing SET over_on = NULL WHERE over_on IS NOT NULL;"


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_over_routings"), ("proposals", "0014_second_wall")]

    operations = [migrations.RunSQL(CLOSE, REOPEN)]
