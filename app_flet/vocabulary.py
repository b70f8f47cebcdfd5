"""The words a person can choose from, as the API takes them."""

SEXES = ("FEMALE", "MALE", "OTHER")
GOAL_KINDS = ("LOSE_WEIGHT", "MAINTAIN", "GAIN_MUSCLE", "ENDURANCE", "HEALTH")
DEVICE_KINDS = (
    "WATCH",
    "RING",
    "CHEST_STRAP",
    "SCALE",
    "PHONE",
    "GLUCOSE_SENSOR",
    "BIKE_COMPUTER",
    "OTHER",
)
METRICS = (
    "HEART_RATE",
    "RR_INTERVAL",
    "STEPS",
    "DISTANCE",
    "ACTIVE_ENERGY",
    "SPO2",
    "RESPIRATORY_RATE",
    "SKIN_TEMPERATURE",
    "BLOOD_GLUCOSE",
    "BODY_WEIGHT",
)
DIETS = (
    "pescatarian",
    "vegetarian",
    "vegan",
    "halal",
    "kosher",
    "gluten_free",
    "lactose_free",
)
ALLERGENS = (
    "gluten",
    "crustaceans",
    "eggs",
    "fish",
    "peanuts",
    "soybeans",
    "milk",
    "nuts",
    "celery",
    "mustard",
    "sesame",
    "sulphites",
    "lupin",
    "molluscs",
)
INJURIES = ("ankle", "knee", "hip", "lower_back", "neck", "shoulder", "elbow", "wrist")
EQUIPMENT = (
    "dumbbells",
    "barbell",
    "kettlebell",
    "weight_machines",
    "bicycle",
    "stationary_bike",
    "treadmill",
    "rowing_machine",
    "elliptical",
    "pool",
    "skipping_rope",
    "exercise_ball",
    "tennis_racket",
    "walking_poles",
)
