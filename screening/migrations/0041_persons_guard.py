"""担当者の氏名・連絡先 go earlier than the rest: of a submitted version these two fields alone, when their years are over.

No setting opens this door: the row PERSON of 保存年限 must be confirmed, the proposal closed for longer than it says,
and nothing may hold it.
"""

from django.db import migrations

PERSONS = """
CREATE FUNCTION persons_are_over(one bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM proposals_proposal p, screening_retentionclass c
        WHERE p.id = one AND c.kind = 'PERSON' AND c.is_confirmed
        AND p.status IN ('COMPLETED', 'DECLINED', 'REFERRED', 'WITHDRAWN')
        -- the year of the 年度 in which it was closed, and the 31 March after its years
        AND make_date(
            extract(year FROM (p.status_changed_at AT TIME ZONE 'Asia/Tokyo') - interval '3 months')::int + c.years + 1, 3, 31
        ) < (now() AT TIME ZONE 'Asia/Tokyo')::date)
        AND NOT proposal_is_held(one);
END $$;

CREATE FUNCTION without_persons(content jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['contact_name', 'contact_phone'] LOOP
        IF content #>> ARRAY['fields', name] <> '' THEN
            content := jsonb_set(content, ARRAY['fields', name], '"（保存年限により削除）"');
        END IF;
    END LOOP;
    RETURN content;
END $$;

CREATE FUNCTION refuse_changed_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.content = without_persons(OLD.content)
       AND to_jsonb(OLD) - ARRAY['content'] = to_jsonb(NEW) - ARRAY['content'] AND persons_are_over(OLD.proposal_id)
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND wipe_is_open(OLD.proposal_id) AND only_wiped(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV[1:]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER append_only ON proposals_submission;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_submission
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_version('proposal_id', 'content', 'submitted_by');
"""

NO_PERSONS = """
DROP TRIGGER append_only ON proposals_submission;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON proposals_submission
    FOR EACH ROW EXECUTE FUNCTION refuse_change_but_wipe('proposal_id', 'content', 'submitted_by');
DROP FUNCTION refuse_changed_version();
DROP FUNCTION without_persons(jsonb);
DROP FUNCTION persons_are_over(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0040_disposal_guard")]

    operations = [migrations.RunSQL(PERSONS, NO_PERSONS)]
