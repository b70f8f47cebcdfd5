import pytest

from app_flet.draft import Draft


@pytest.fixture
def draft():
    return Draft({"name": "Ada"})


def test_who_holds_a_draft_reads_what_was_typed_since(draft):
    held = draft

    draft.put("name", "Ada Lovelace")
    draft.put("login", "ada")

    assert held.values == {"name": "Ada Lovelace", "login": "ada"}


def test_each_change_of_a_draft_draws_its_form_anew(draft):
    changes = []

    def heard(_, field):
        changes.append(field)

    draft.subscribe(heard)
    draft.put("name", "Ada L.")
    draft.put("name", "Ada L.")

    assert changes == ["values"]


def test_what_a_draft_begins_with_stays_as_it_was():
    before = {"metrics": None}

    Draft(before).put("metrics", ["STEPS"])

    assert before == {"metrics": None}


def test_a_draft_is_busy_while_it_is_sent(draft):
    with draft.sending():
        assert draft.is_busy

    assert not draft.is_busy


def test_a_draft_that_could_not_be_sent_may_be_sent_again(draft):
    def fail():
        with draft.sending():
            raise OSError("away")

    with pytest.raises(OSError, match="away"):
        fail()

    assert not draft.is_busy
