"""Numbers and moments in words; what was not recorded is said so, and never a zero."""

from datetime import date, datetime, tzinfo

NOT_RECORDED, NEVER, BY_DEFAULT = "not recorded", "never", "by default"
MINUS = "−"
OWN_WORDS = {"SPO2": "Blood oxygen", "RR_INTERVAL": "Beat by beat"}

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400


def amount(value: float | None, unit: str = "", digits: int = 0) -> str:
    """Write a quantity with its unit: `1,480 kcal`."""
    if value is None:
        return NOT_RECORDED
    shown = round(value, digits)
    figures = f"{abs(shown):,.{digits}f}"
    sign = MINUS if shown < 0 else ""
    return f"{sign}{figures} {unit}".rstrip()


def signed(value: float | None, unit: str = "") -> str:
    """Write a balance with its sign, plus or minus."""
    if value is None:
        return NOT_RECORDED
    return f"+{amount(value, unit)}" if round(value) > 0 else amount(value, unit)


def percent(fraction: float | None) -> str:
    """Write a fraction of one as percent."""
    return NOT_RECORDED if fraction is None else f"{fraction * 100:.0f} %"


def duration(minutes: float | None) -> str:
    """Write minutes as hours and minutes: `6 h 50 min`."""
    if minutes is None:
        return NOT_RECORDED
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def long_date(day: date) -> str:
    """Write a day with its weekday: `Tuesday, 24 November`."""
    return f"{day:%A}, {day.day} {day:%B}"


def short_date(day: date) -> str:
    """Write a day with its year: `18 January 2027`."""
    return f"{day.day} {day:%B %Y}"


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """Write the wall clock's time of a moment."""
    return NOT_RECORDED if moment is None else f"{moment.astimezone(zone):%H:%M}"


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago a moment was."""
    if moment is None:
        return NEVER
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE_S:
        return "just now"
    if seconds < _HOUR_S:
        return f"{seconds // _MINUTE_S:.0f} min ago"
    if seconds < _DAY_S:
        return f"{seconds // _HOUR_S:.0f} h ago"
    days = int(seconds // _DAY_S)
    return "yesterday" if days == 1 else f"{days} days ago"


def initials(name: str) -> str:
    """Return the first letters of a name's first and last part."""
    parts = name.split() or ["?"]
    chosen = parts[:1] if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join(part[0].upper() for part in chosen)


def capitalized(words: str) -> str:
    """Return a sentence with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def in_words(code: str) -> str:
    """Write a code of the API for people: `LOWER_BACK` is `Lower back`."""
    if code in OWN_WORDS:
        return OWN_WORDS[code]
    return code.replace("_", " ").capitalize()
