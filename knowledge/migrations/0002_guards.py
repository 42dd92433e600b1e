"""What a version of the guideline said, and what a partner agreed to have shown, cannot change."""

from django.db import migrations

GUARD = """
-- the words of a version are bound once it was given its day; until that day has come it may become a draft again, and
-- what the search reads of them may always be written anew
CREATE FUNCTION refuse_effective_chapter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.effective_from IS NOT NULL
       AND (TG_OP = 'DELETE'
            OR (OLD.effective_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
                AND to_jsonb(OLD) - 'search' - 'search_vector' IS DISTINCT FROM
                    to_jsonb(NEW) - 'search' - 'search_vector')
            OR (OLD.chapter_id, OLD.number, OLD.title, OLD.text, OLD.why, OLD.asks_again)
               IS DISTINCT FROM (NEW.chapter_id, NEW.number, NEW.title, NEW.text, NEW.why, NEW.asks_again))
    THEN
        RAISE EXCEPTION 'an effective chapter cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER effective_chapter BEFORE UPDATE OR DELETE ON knowledge_chapterversion
    FOR EACH ROW EXECUTE FUNCTION refuse_effective_chapter();

-- what the partner agreed to stays as it was asked
CREATE FUNCTION refuse_other_face() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (OLD.case_id, OLD.version_id, OLD.words, OLD.pictures, OLD.sha256, OLD.made_at)
          IS DISTINCT FROM (NEW.case_id, NEW.version_id, NEW.words, NEW.pictures, NEW.sha256, NEW.made_at)
    THEN
        RAISE EXCEPTION 'a public face cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_face BEFORE UPDATE OR DELETE ON knowledge_publicface
    FOR EACH ROW EXECUTE FUNCTION refuse_other_face();
"""

NO_GUARD = """
DROP TRIGGER frozen_face ON knowledge_publicface;
DROP FUNCTION refuse_other_face();
DROP TRIGGER effective_chapter ON knowledge_chapterversion;
DROP FUNCTION refuse_effective_chapter();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_first")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
