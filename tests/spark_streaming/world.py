"""A little world: each person stands for one thing that can happen to what was said of them.

It is told in four batches: what was said first, what was said again or otherwise, what was
then learnt of the people themselves, and at last samples alone.
"""

from tests.spark_streaming.messages import (
    HAND,
    PHONE,
    WATCH,
    again,
    by_default,
    by_import,
    lives_in,
    meal,
    moved,
    night,
    owns,
    prefers,
    profile,
    record,
    said,
    stage,
    steps,
    taken_back,
    undoes,
    weight,
)

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
PAGO_PAGO, KIRITIMATI = "Pacific/Pago_Pago", "Pacific/Kiritimati"

ANNA_STEPS = steps("anna", "2026-11-02 08:00", 60)
BRUNO_STEPS = steps("bruno", "2026-11-02 08:00", 60, 40)
CARLA_STEPS = steps("carla", "2026-11-02 08:00", 60)
DARIO_MEAL = meal("dario", "lunch", "2026-11-02 12:00", energy_kcal=500.0, protein_g=20.0)
EMIL_STEPS = [steps("emil", f"2026-11-02 10:0{place}", 60) for place in range(3)]
MARIAS_RUN = record("workout", "maria", "1", "2026-11-02 08:00", minutes=30, activity="running")
PAULAS_RUN = record("workout", "paula", "1", "2026-11-02 08:00", minutes=30, activity="running")
PAULAS_WALK = record(
    "workout", "paula", "2", "2026-11-12 08:00", minutes=40, activity="walking"
)
ROSAS_MEAL = meal("rosa", "lunch", "2026-11-02 12:00", energy_kcal=500.0)
KARL_TENTH = said("floors", "karl", "2026-11-02 09:10", 2, minutes=1)

FIRST = [
    ANNA_STEPS,
    BRUNO_STEPS,
    CARLA_STEPS,
    DARIO_MEAL,
    *(by_import(one, "january to october") for one in EMIL_STEPS[:2]),
    *(by_import(one, "october to november") for one in EMIL_STEPS[1:]),
    owns("fritz", WATCH, "WATCH"),
    owns("fritz", PHONE, "PHONE"),
    said("heart_rate", "fritz", "2026-11-02 08:00", 60),
    said("heart_rate", "fritz", "2026-11-02 08:00", 90, source_id=PHONE),
    profile("greta", sex="FEMALE", height_cm=165.0),
    weight("greta", "2026-11-01 07:00", 80.0),
    steps("greta", "2026-11-02 08:00", 100, 110),
    steps("greta", "2026-11-05 08:00", 100, 110),
    lives_in("hugo", BERLIN),
    steps("hugo", "2026-11-02 23:30", 10),
    steps("hugo", "2026-11-12 03:00", 20),
    lives_in("ida", BERLIN),
    *(steps("ida", f"2026-03-{instant}", 1) for instant in ("28 23:00", "29 21:59")),
    steps("ida", "2026-03-29 22:00", 1),
    *(steps("ida", f"2026-10-{instant}", 1) for instant in ("24 22:00", "25 22:59")),
    steps("ida", "2026-10-25 23:00", 1),
    stage("jonas", "2026-11-02 22:00", 110, "light"),
    said("floors", "karl", "2026-11-02 09:00", 12, minutes=60),
    record("check_in", "lena", "evening", "2026-11-02 20:00", mood=4),
    weight("lena", "2026-11-08 07:00", 70.0),
    MARIAS_RUN,
    owns("nora", WATCH, "WATCH"),
    owns("nora", PHONE, "PHONE"),
    said("spo2", "nora", "2026-11-02 08:00", 95),
    said("spo2", "nora", "2026-11-02 08:00", 98, source_id=PHONE),
    said("heart_rate", "otto", "2026-11-02 08:00", 60),
    said("heart_rate", "otto", "2026-11-02 08:00", 90, source_id=PHONE),
    profile("paula", sex="FEMALE", height_cm=165.0),
    weight("paula", "2026-11-01 07:00", 60.0),
    PAULAS_RUN,
    PAULAS_WALK,
    *(night("paula", f"2026-11-{day} 22:00", 400.0) for day in ("01", "20")),
    meal("paula", "lunch", "2026-11-02 12:00", energy_kcal=700.0),
    ROSAS_MEAL,
    stage("sofia", "2026-11-02 22:30", 80, "light"),
    stage("sofia", "2026-11-02 23:50", 220, "awake"),
    stage("sofia", "2026-11-03 03:30", 210, "deep"),
    lives_in("tom", BERLIN),
    lives_in("tom", NEW_YORK, since="2026-11-02 00:00"),
    again(night("tom", "2026-11-01 23:10", 250.0), duration_ms=290 * 60_000),
    lives_in("ulla", PAGO_PAGO),
    steps("ulla", "2026-11-02 10:30", 50),
    said("heart_rate", "viktor", "2026-11-02 08:00", *[180] * 250),
    weight("viktor", "2026-11-02 07:00", 80.0),
    profile("viktor", birth_date="1986-01-01"),
    said("spo2", "wanda", "2026-11-02 08:00", 95),
    said("spo2", "wanda", "2026-11-02 08:00", 98, source_id=PHONE),
    prefers("wanda", "spo2", PHONE),
    lives_in("yara", BERLIN),
    profile("yara", sex="FEMALE", height_cm=165.0, birth_date="1996-01-01"),
    weight("yara", "2026-11-02 23:20", 60.0),
    weight("yara", "2026-11-02 23:50", 64.0),
    *(steps("yara", f"2026-11-{instant}", 10) for instant in ("02 09:00", "03 09:00")),
]

MORE = [
    ANNA_STEPS,
    by_import(ANNA_STEPS, "all of it"),
    again(BRUNO_STEPS, values=[75.0, 40.0]),
    taken_back(CARLA_STEPS),
    meal("dario", "lunch", "2026-11-03 12:00", energy_kcal=600.0),
    weight("greta", "2026-11-04 07:00", 70.0),
    stage("jonas", "2026-11-03 00:10", 350, "deep"),
    KARL_TENTH,
    again(MARIAS_RUN, source_id=HAND, record_id="2"),
    steps("late", "2019-06-01 08:00", 7, 8),
    moved(PAULAS_RUN, "2026-11-12 10:00"),
    moved(PAULAS_WALK, "2026-11-02 18:00"),
    by_import(taken_back(ROSAS_MEAL), "cleaned up"),
    moved(ROSAS_MEAL, "2026-11-15 12:00"),
    meal("sofia", "dinner", "2026-11-02 20:00", energy_kcal=600.0),
]

LEARNT = [
    undoes("emil", "january to october"),
    prefers("fritz", "heart_rate", PHONE),
    lives_in("hugo", NEW_YORK, since="2026-11-10 00:00"),
    taken_back(KARL_TENTH),
    profile("lena"),
    by_default("spo2", "PHONE", "WATCH"),
    owns("otto", WATCH, "WATCH"),
    owns("otto", PHONE, "PHONE"),
    by_import(steps("late", "2019-06-01 08:01", 9), "undone before it came"),
    undoes("late", "undone before it came"),
    undoes("rosa", "cleaned up"),
    lives_in("ulla", KIRITIMATI),
    lives_in("yara", NEW_YORK, since="2026-11-02 23:30"),
    prefers("wanda", "spo2"),
]

ALONE = [
    steps("paula", "2026-11-02 18:10", 100, 110),
    stage("paula", "2026-11-20 23:00", 200, "deep"),
    steps("greta", "2026-11-05 08:02", 120),
    steps("rosa", "2026-11-02 12:00", 10),
]

PARTS = (FIRST, MORE, LEARNT, ALONE)
EVERYTHING = [said for part in PARTS for said in part]
