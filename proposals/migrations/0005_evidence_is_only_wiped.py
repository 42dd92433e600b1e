"""A name, an address or a 状況 under an answer may be wiped, never written anew."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION refuse_changed_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.proposal_id, OLD.organization_id, OLD.item_id, OLD.answer, OLD.text_sha256, OLD.answered_at)
       IS DISTINCT FROM (NEW.proposal_id, NEW.organization_id, NEW.item_id, NEW.answer, NEW.text_sha256, NEW.answered_at)
       OR NEW.answered_by NOT IN ('', OLD.answered_by)
       OR NEW.address NOT IN ('', OLD.address)
       OR NEW.detail NOT IN ('', OLD.detail)
    THEN
        RAISE EXCEPTION 'evidence cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

GUARD_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_changed_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.proposal_id, OLD.organization_id, OLD.item_id, OLD.answer, OLD.text_sha256, OLD.answered_at)
       IS DISTINCT FROM (NEW.proposal_id, NEW.organization_id, NEW.item_id, NEW.answer, NEW.text_sha256, NEW.answered_at)
    THEN
        RAISE EXCEPTION 'evidence cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0004_pledge_draft")]

    operations = [migrations.RunSQL(GUARD, GUARD_BEFORE)]
