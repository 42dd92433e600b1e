"""A document of a 開示請求 stays as it was found; once it is decided, nothing in it is hidden or shown any more."""

from django.db import migrations

GUARD = """
CREATE FUNCTION refuse_changed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.pieces, OLD.sha256, OLD.key, OLD.kind, OLD.request_id, OLD.proposal_id)
       IS DISTINCT FROM (NEW.pieces, NEW.sha256, NEW.key, NEW.kind, NEW.request_id, NEW.proposal_id)
    THEN
        RAISE EXCEPTION 'a found document cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_document BEFORE UPDATE ON screening_disclosuredocument
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_document();

CREATE FUNCTION refuse_decided_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    decided bigint;
BEGIN
    IF TG_TABLE_NAME = 'screening_redaction' THEN
        SELECT request_id INTO decided FROM screening_disclosuredocument WHERE id = (touched ->> 'document_id')::bigint;
    ELSE
        decided := (touched ->> 'request_id')::bigint;
    END IF;
    IF EXISTS (SELECT FROM screening_disclosurerequest WHERE id = decided AND state IN ('DECIDED', 'OPENED')) THEN
        RAISE EXCEPTION 'what is decided cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER undecided_only BEFORE INSERT OR UPDATE OR DELETE ON screening_redaction
    FOR EACH ROW EXECUTE FUNCTION refuse_decided_disclosure();
CREATE TRIGGER undecided_only BEFORE INSERT OR UPDATE OR DELETE ON screening_disclosuredocument
    FOR EACH ROW EXECUTE FUNCTION refuse_decided_disclosure();
"""

NO_GUARD = """
DROP TRIGGER undecided_only ON screening_disclosuredocument;
DROP TRIGGER undecided_only ON screening_redaction;
DROP FUNCTION refuse_decided_disclosure();
DROP TRIGGER frozen_document ON screening_disclosuredocument;
DROP FUNCTION refuse_changed_document();
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0036_disclosure_request")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
