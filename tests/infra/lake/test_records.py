from schema.ports.lake import ImportCount
from tests.infra.lake.lakes import ANNA, NOON, PHONE, after

IMPORT = "33333333-3333-4333-8333-333333333333"


async def names(lake, *types, first=10, before=None):
    found = await lake.open().records(ANNA, types, first, before)
    return [stored.record.get("name") for stored in found]


async def test_records_come_newest_first(lake):
    for hour, name in enumerate(("oats", "soup", "stew")):
        lake.said("meal", after(hours=hour), record_id=name, record={"name": name})
    lake.commit()

    assert await names(lake, "meal") == ["stew", "soup", "oats"]
    assert await names(lake, "meal", first=1) == ["stew"]
    assert await names(lake, "meal", before=after(hours=2)) == ["soup", "oats"]


async def test_a_revised_record_may_have_moved_in_time(lake):
    lake.said("meal", after(hours=3), record_id="a", record={"name": "soup"})
    lake.said("meal", NOON, 1, record_id="a", record={"name": "stew"}, effect="revised")
    lake.commit(1)

    assert await names(lake, "meal") == ["stew"]
    assert await names(lake, "meal", before=after(hours=1)) == ["stew"]


async def test_what_was_taken_back_is_not_there(lake):
    lake.said("meal", record_id="a", record={"name": "soup"})
    lake.said("meal", record_id="a", batch=1, operation="retract", effect="retracted")
    lake.commit(1)

    assert await names(lake, "meal") == []


async def test_two_sources_may_use_the_same_id(lake):
    lake.said("meal", record_id="1", record={"name": "soup"})
    lake.said("meal", record_id="1", record={"name": "stew"}, source_id=PHONE)
    lake.commit()

    assert sorted(await names(lake, "meal")) == ["soup", "stew"]


async def test_records_and_readings_are_listed_together(lake):
    lake.said("body_weight", NOON, value=71.5)
    lake.said("body_weight", after(hours=1), value=71.9)
    lake.said("body_weight", after(hours=1), value=71.7, effect="revised")
    lake.said("check_in", after(minutes=30), record_id="c", record={"mood": 4})
    lake.commit()

    found = await lake.open().records(ANNA, ["body_weight", "check_in"], 10)

    assert [(one.type, one.value) for one in found] == [
        ("body_weight", 71.7),
        ("check_in", None),
        ("body_weight", 71.5),
    ]


async def test_an_import_undone_takes_back_only_what_no_other_brought(lake):
    lake.said("meal", record_id="a", record={"name": "soup"})
    lake.said("meal", record_id="a", record={"name": "stew"}, import_id=IMPORT)
    lake.said("meal", record_id="b", record={"name": "oats"}, import_id=IMPORT)
    lake.commit(0)
    imported = await names(lake, "meal")

    lake.fact("import_undone", key=IMPORT, batch=1)
    uncommitted = await names(lake, "meal")
    lake.commit(1)

    assert sorted(imported) == sorted(uncommitted) == ["oats", "stew"]
    assert await names(lake, "meal") == ["soup"]


async def test_an_import_is_counted_by_what_it_did_when_it_came(lake):
    for minute, effect in enumerate(("new", "new", "revised", "same")):
        lake.said("heart_rate", after(minute), value=60.0, effect=effect, import_id=IMPORT)
    lake.said("heart_rate", after(9), value=60.0)
    lake.fact("import_undone", key=IMPORT)
    lake.said("heart_rate", after(10), batch=1, value=60.0, import_id=IMPORT)
    lake.commit(0)

    count = await lake.open().import_count(ANNA, IMPORT)

    assert count == ImportCount(accepted=3, duplicates=1)
