from celery import current_app


def test_the_beat_knows_the_task_that_forgets_drafts():
    assert current_app.tasks["proposals.forget_drafts"].name == "proposals.forget_drafts"
