import pytest

from infra.database.devices import SqlDevices
from infra.database.imports import SqlImports
from schema.facts import FactKind
from schema.people.devices import SourceKind, import_source_id
from schema.people.imports import ImportProgress, ImportState, Rejection


@pytest.fixture
def imports(database):
    return SqlImports(database)


async def test_an_import_goes_from_waiting_to_done(imports, database, luca, facts, clock):
    begun = await imports.begin(luca.id, "fitbit.zip", "uploads/1")
    source_id = import_source_id(luca.id, "fitbit")
    clock.move(seconds=1)

    await imports.progress(
        luca.id,
        begun.id,
        ImportProgress(state=ImportState.READING, origin="fitbit", source_id=source_id),
    )
    await imports.progress(luca.id, begun.id, ImportProgress(progress=0.5, read=10, sent=10))
    done = await imports.progress(
        luca.id,
        begun.id,
        ImportProgress(
            state=ImportState.DONE,
            progress=1.0,
            accepted=9,
            rejected=(Rejection("future_event", 1, "steps.csv:3"),),
        ),
    )

    assert (begun.state, done.state) == (ImportState.WAITING, ImportState.DONE)
    assert (done.read, done.accepted, done.finished_at) == (10, 9, clock.now)
    assert done.rejected == (Rejection("future_event", 1, "steps.csv:3"),)
    assert await imports.get(luca.id, begun.id) == done
    [_, source] = await SqlDevices(database).sources(luca.id)
    assert (source.id, source.name, source.kind) == (source_id, "Fitbit", SourceKind.IMPORT)
    told = [fact.payload["state"] for fact in await facts(luca.id, FactKind.IMPORT)]
    assert told == ["WAITING", "READING", "DONE"]


async def test_undoing_twice_is_undoing_once(imports, luca, facts):
    begun = await imports.begin(luca.id, "fitbit.zip")

    await imports.undo(luca.id, begun.id)
    undone = await imports.undo(luca.id, begun.id)

    assert undone.state is ImportState.UNDONE
    [told] = await facts(luca.id, FactKind.IMPORT_UNDONE)
    assert told.key == begun.id


async def test_an_import_that_was_undone_while_it_ran_stays_undone(imports, luca):
    begun = await imports.begin(luca.id, "fitbit.zip")
    await imports.undo(luca.id, begun.id)

    after = await imports.progress(
        luca.id, begun.id, ImportProgress(state=ImportState.DONE, sent=5)
    )

    assert (after.state, after.sent) == (ImportState.UNDONE, 5)


async def test_the_newest_import_comes_first(imports, luca, clock):
    first = await imports.begin(luca.id, "a.csv")
    clock.move(seconds=1)
    second = await imports.begin(luca.id, "b.csv")

    assert await imports.of_user(luca.id) == [second, first]


async def test_a_file_is_called_by_what_can_be_written_of_its_name(imports, luca, facts):
    begun = await imports.begin(luca.id, "a\x00\ud800.zip")

    assert (await imports.get(luca.id, begun.id)).file_name == "a.zip"
    [told] = await facts(luca.id, FactKind.IMPORT)
    assert told.payload["file_name"] == "a.zip"


async def test_what_was_refused_of_a_file_is_told_as_far_as_it_can_be_written(imports, luca):
    begun = await imports.begin(luca.id, "a.zip")
    change = ImportProgress(problem="line\x00 3", rejected=(Rejection("no_row", 1, "\x00 ;"),))

    told = await imports.progress(luca.id, begun.id, change)

    assert (told.problem, told.rejected) == ("line 3", (Rejection("no_row", 1, " ;"),))


async def test_an_import_is_unfinished_until_it_is_done_failed_or_undone(
    imports, luca, eva, clock
):
    begun = {}
    for owner, state in zip([luca, eva] * 3, ImportState, strict=True):
        begun[state] = await imports.begin(owner.id, "a.zip")
        clock.move(seconds=1)
        await imports.progress(owner.id, begun[state].id, ImportProgress(state=state, sent=3))

    unfinished = await imports.unfinished()

    assert [(one.id, one.state, one.sent) for one in unfinished] == [
        (begun[state].id, state, 3)
        for state in (ImportState.WAITING, ImportState.READING, ImportState.SENT)
    ]
