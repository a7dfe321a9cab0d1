"""Works out the dates of packages/legal-clock/vectors/independent-dates.json another way.

The legal clock walks day by day over tables of exceptions. This program writes each holiday as the yearly notice
does, as a stretch of days off, makes one sorted list of all working days of nine years, strikes the days on which
a clock stood still, and finds the last day by its index in that list. Three files come of it: the dates themselves,
year-end dates asked for while a year's notice was not out yet, and dates counted before and after a table was
corrected. Run it with --check to compare, without to write.
"""

import json
import random
import sys
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "packages/legal-clock/vectors"
DAY = timedelta(days=1)
ZONE = timezone(timedelta(hours=8))

# Stretches off (first day, last day) and single days worked, by year of the notice.
NOTICES = {
    2018: ["0101-0101 0215-0221 0405-0407 0429-0501 0616-0618 0922-0924 1001-1007 1230-1231",
           "0211 0224 0408 0428 0929 0930 1229"],
    2019: ["0101-0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007",
           "0202 0203 0428 0505 0929 1012"],
    2020: ["0101-0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008",
           "0119 0426 0509 0628 0927 1010"],
    2021: ["0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007",
           "0207 0220 0425 0508 0918 0926 1009"],
    2022: ["0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231-1231",
           "0129 0130 0402 0424 0507 1008 1009"],
    2023: ["0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006 1230-1231",
           "0128 0129 0423 0506 0625 1007 1008"],
    2024: ["0101-0101 0210-0217 0404-0406 0501-0505 0608-0610 0915-0917 1001-1007",
           "0204 0218 0407 0428 0511 0914 0929 1012"],
    2025: ["0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
           "0126 0208 0427 0928 1011"],
    2026: ["0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
           "0104 0214 0228 0509 0920 1010"],
}


def day(year, mmdd):
    return date(year, int(mmdd[:2]), int(mmdd[2:]))


def stretch(first, last):
    return {first + DAY * n for n in range((last - first).days + 1)}


def working_days(notices):
    off, on = set(), set()
    for year, (stretches, worked) in notices.items():
        for part in stretches.split():
            first, last = part.split("-")
            off |= stretch(day(year, first), day(year, last))
        on |= {day(year, one) for one in worked.split()}
    every = [d for year in notices for d in stretch(date(year, 1, 1), date(year, 12, 31))]
    return sorted({d for d in every if d.weekday() < 5 and d not in off} | on)


WORKING = working_days(NOTICES)


def last_day(start, unit, length, stopped, working=WORKING):
    """The last day, or None where the list of known working days ends before it."""
    if unit == "calendar-day":
        line = [start + DAY * n for n in range(1, length + len(stopped) + 2)]
    else:
        line = working[bisect_right(working, start):]
    line = [d for d in line if d not in stopped]
    return line[length - 1] if len(line) >= length else None


def utc(d, hour, minute):
    moment = datetime(d.year, d.month, d.day, hour, minute, tzinfo=ZONE).astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def some_pauses(dice, start, number):
    """None, one, two apart, two that overlap, one inside another, two that touch; some on the stroke of midnight."""
    pauses, stopped = [], set()
    first = start + DAY * dice.randrange(0, 8)
    days = dice.randrange(0, 6)
    shapes = [[], [(0, days)], [(0, days), (days + 3, days + 4)], [(0, days + 2), (days, days + 5)],
              [(0, days + 4), (1, 2)], [(0, days), (days, days + 2)]]
    for begins, ends in shapes[number % len(shapes)]:
        hours = dice.choice([(9, 16), (0, 0), (0, 23), (23, 23)])
        pauses.append({"from": utc(first + DAY * begins, hours[0], 0), "until": utc(first + DAY * ends, hours[1], 30 if hours[1] else 0)})
        # Neither the day of the stop nor that of the restart counts, midnight or not.
        stopped |= stretch(first + DAY * begins, first + DAY * ends)
    return pauses, stopped


def dates():
    dice = random.Random(713)
    made = []
    for year in range(2018, 2027):
        edges = [date(year, 1, 15), date(year, 4, 1), date(year, 4, 25), date(year, 9, 10), date(year, 9, 27),
                 date(year, 12, 18), date(year, 12, 26), date(year, 12, 31)]
        starts = edges + [date(year, 1, 1) + DAY * dice.randrange(330) for _ in range(22)]
        for number, start in enumerate(starts):
            unit = "calendar-day" if number % 4 == 3 else "working-day"
            length = dice.choice([1, 3, 5, 7, 10, 15, 20, 30])
            pauses, stopped = some_pauses(dice, start, number)
            extra = dice.choice([0, 0, 0, 5])
            last = last_day(start, unit, length + extra, stopped)
            if last is None:
                continue
            made.append({
                "start": utc(start, dice.randrange(0, 24), dice.randrange(0, 60)),
                "unit": unit, "length": length, "extraDays": extra, "pauses": pauses,
                "lastDay": last.isoformat(), "ends": utc(last + DAY, 0, 0),
            })
    return made


def late_notices():
    """Asked in December, while the notice of the next year is not out; and again when it is."""
    made = []
    for year in range(2018, 2026):
        known = working_days({y: n for y, n in NOTICES.items() if y <= year})
        for start in [date(year, 12, 10), date(year, 12, 20), date(year, 12, 27), date(year, 12, 31)]:
            for length in [1, 7, 15]:
                before = last_day(start, "working-day", length, set(), known)
                after = last_day(start, "working-day", length, set())
                counted = len([d for d in known if d > start])
                made.append({
                    "start": start.isoformat(), "unit": "working-day", "length": length, "knownThrough": year,
                    "before": {"lastDay": before.isoformat()} if before else {"awaits": year + 1, "counted": counted},
                    "after": {"lastDay": after.isoformat()},
                })
    return made


def corrections():
    """A make-up day is struck from the notice, or a day off added, while the period runs."""
    made = []
    for year, (stretches, worked) in sorted(NOTICES.items()):
        for n, one in enumerate(worked.split()):
            start = day(year, one) - DAY * (2 + n % 4)
            if start.year != year:
                continue
            fewer = " ".join(w for w in worked.split() if w != one)
            corrected = working_days({**NOTICES, year: [stretches, fewer]})
            after = last_day(start, "working-day", 7, set(), corrected)
            before = last_day(start, "working-day", 7, set())
            if before and after:
                made.append({"start": start.isoformat(), "unit": "working-day", "length": 7, "noLongerWorked": day(year, one).isoformat(),
                             "before": {"lastDay": before.isoformat()}, "after": {"lastDay": after.isoformat()}})
    return made


FILES = {"independent-dates.json": dates, "late-notices.json": late_notices, "corrected-tables.json": corrections}

if __name__ == "__main__":
    differ = []
    for name, make in FILES.items():
        target, made = FOLDER / name, make()
        if "--check" not in sys.argv:
            target.write_text(json.dumps(made, indent=2) + "\n")
            print(f"{name}: {len(made)}")
        elif json.loads(target.read_text()) != made:
            differ.append(name)
    if "--check" in sys.argv:
        print("the vectors differ: " + ", ".join(differ) if differ else "the vectors are what this program finds")
        sys.exit(1 if differ else 0)
