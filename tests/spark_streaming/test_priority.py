from itertools import count

from schema.facts import EVERYBODY, FactKind
from spark_streaming.people import KnownFact, People
from spark_streaming.priority import ranks

order = count()


def fact(kind, key, user_id="luca", /, **payload):
    return KnownFact(user_id, kind, key, 0, 0, next(order), payload)


def owns(source_id, kind):
    return fact(FactKind.SOURCE, source_id, kind=kind)


def by_default(name, *kinds, version=1, segment="*"):
    key = f"{segment}/source_priority.{name}"
    option = {"name": f"source_priority.{name}", "value": list(kinds), "version": version}
    return fact(FactKind.DEFAULT_OPTION, key, EVERYBODY, **option)


def prefers(metric, *source_ids):
    return fact(FactKind.SOURCE_PRIORITY, metric, source_ids=list(source_ids))


def best_first(metric, *facts):
    known = ranks(People(list(facts)), ["luca"], [metric])
    return [one.source_id for one in sorted(known, key=lambda one: one.rank)]


OWN = (owns("hand", "MANUAL"), owns("phone", "PHONE"), owns("watch", "WATCH"))


def test_a_house_without_options_believes_a_watch_before_a_phone_before_a_hand():
    assert best_first("steps", *OWN) == ["watch", "phone", "hand"]


def test_the_options_of_everybody_say_otherwise_metric_by_metric():
    options = (by_default("default", "MANUAL", "PHONE", "WATCH"), by_default("steps", "PHONE"))

    assert best_first("spo2", *OWN, *options) == ["hand", "phone", "watch"]
    assert best_first("steps", *OWN, *options)[0] == "phone"


def test_the_newest_version_of_an_option_counts():
    newer = by_default("steps", "MANUAL", "PHONE", "WATCH", version=2, segment="a")

    assert best_first("steps", *OWN, newer, by_default("steps", "PHONE"))[0] == "hand"


def test_stages_go_by_the_option_for_sleep():
    asleep = by_default("sleep", "PHONE", "WATCH", "MANUAL")

    assert best_first("sleep_stage", *OWN, asleep) == ["phone", "watch", "hand"]


def test_a_source_the_person_chose_comes_before_all_they_did_not_choose():
    chosen = prefers("steps", "hand", "phone")

    assert best_first("steps", *OWN, chosen) == ["hand", "phone", "watch"]
    assert best_first("spo2", *OWN, chosen) == ["watch", "phone", "hand"]


def test_a_device_says_more_of_its_source_than_the_source_does():
    device = fact(FactKind.DEVICE, "d1", kind="CHEST_STRAP", source_id="phone")

    assert best_first("heart_rate", *OWN, device)[0] == "phone"


def test_a_kind_nobody_knows_is_believed_last():
    assert best_first("steps", owns("toaster", "TOASTER"), *OWN)[-1] == "toaster"


def test_people_have_their_own_sources():
    other = fact(FactKind.SOURCE, "ring", "anna", kind="RING")
    known = ranks(People([*OWN, other]), ["anna", "luca"], ["steps"])

    assert {one.user_id: one.source_id for one in known if one.source_id == "ring"} == {
        "anna": "ring"
    }
