"""What was asked and answered does not change. nara_company is granted nothing: its pages step out of the wall.

When the name of somebody who was asked may be wiped hangs on proposals: ``screening`` guards surveys_addressee.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION refuse_answered_questions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_answersheet
               WHERE survey_id = CASE WHEN TG_OP = 'INSERT' THEN NEW.survey_id ELSE OLD.survey_id END)
    THEN
        RAISE EXCEPTION 'answered questions cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER answered_questions BEFORE INSERT OR UPDATE OR DELETE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION refuse_answered_questions();

CREATE FUNCTION refuse_closed_survey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_survey WHERE closed_at IS NOT NULL
               AND id = CASE WHEN TG_OP = 'INSERT' THEN NEW.survey_id ELSE OLD.survey_id END)
    THEN
        RAISE EXCEPTION 'the answers of a closed survey cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER closed_survey BEFORE INSERT OR UPDATE OR DELETE ON surveys_answersheet
    FOR EACH ROW EXECUTE FUNCTION refuse_closed_survey();

CREATE FUNCTION refuse_closed_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM surveys_survey s JOIN surveys_question q ON q.survey_id = s.id
               WHERE s.closed_at IS NOT NULL
               AND q.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.question_id ELSE OLD.question_id END)
    THEN
        RAISE EXCEPTION 'the answers of a closed survey cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER closed_survey BEFORE INSERT OR UPDATE OR DELETE ON surveys_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_closed_answers();
"""

NO_GUARD = """
DROP TRIGGER closed_survey ON surveys_answer;
DROP FUNCTION refuse_closed_answers();
DROP TRIGGER closed_survey ON surveys_answersheet;
DROP FUNCTION refuse_closed_survey();
DROP TRIGGER answered_questions ON surveys_question;
DROP FUNCTION refuse_answered_questions();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_first")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
