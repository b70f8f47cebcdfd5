from datetime import date

from spark_streaming.spans.history import SpanValue
from spark_streaming.spans.versions import NOTHING, changes, of_spans

MONDAY, TUESDAY = date(2026, 9, 7), date(2026, 9, 8)


def test_only_what_is_another_is_a_new_version():
    told = of_spans([SpanValue(MONDAY, "ctl", 50.0 + 1e-12), SpanValue(TUESDAY, "ctl", 52.0)])
    standing = {(MONDAY, "ctl"): (50.0, None), (TUESDAY, "ctl"): (51.0, None)}

    assert list(changes(told, standing)) == [((TUESDAY, "ctl"), (52.0, None))]


def test_what_lost_its_basis_gets_an_empty_version_once():
    standing = {(MONDAY, "ctl"): (50.0, None), (TUESDAY, "ctl"): NOTHING}

    assert list(changes({}, standing)) == [((MONDAY, "ctl"), NOTHING)]


def test_the_same_value_with_other_reasons_is_a_new_version():
    told = of_spans([SpanValue(MONDAY, "readiness", None, {"missing": ["hrv"]})])

    assert list(changes(told, {(MONDAY, "readiness"): (None, '{"missing":["spo2"]}')}))
    assert not list(changes(told, {(MONDAY, "readiness"): (None, '{"missing":["hrv"]}')}))
