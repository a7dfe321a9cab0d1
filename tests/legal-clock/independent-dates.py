"""Works out the dates of packages/legal-clock/vectors/independent-dates.json another way.

The legal clock walks day by day over tables of exceptions. This program writes each holiday as the yearly notice
does, as a stretch of days off, makes one sorted list of all working days of nine years, strikes the days on which
a clock stood still, and finds the last day by its index in that list. Run it with --check to compare, without to write.
"""

import json
import random
import sys
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "packages/legal-clock/vectors/independent-dates.json"
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


def all_working_days():
    off, on = set(), set()
    for year, (stretches, worked) in NOTICES.items():
        for part in stretches.split():
            first, last = part.split("-")
            off |= stretch(day(year, first), day(year, last))
        on |= {day(year, one) for one in worked.split()}
    every = stretch(date(2018, 1, 1), date(2026, 12, 31))
    return sorted({d for d in every if d.weekday() < 5 and d not in off} | on)


WORKING = all_working_days()


def last_day(start, unit, length, stopped):
    if unit == "calendar-day":
        line = [start + DAY * n for n in range(1, length + len(stopped) + 2)]
    else:
        line = WORKING[bisect_right(WORKING, start):]
    line = [d for d in line if d not in stopped]
    return line[length - 1]


def utc(d, hour, minute):
    moment = datetime(d.year, d.month, d.day, hour, minute, tzinfo=ZONE).astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def vectors():
    dice = random.Random(713)
    made = []
    for year in range(2018, 2027):
        edges = [date(year, 1, 15), date(year, 4, 1), date(year, 4, 25), date(year, 9, 10), date(year, 9, 27)]
        starts = edges + [date(year, 1, 1) + DAY * dice.randrange(300) for _ in range(9)]
        for number, start in enumerate(starts):
            unit = "calendar-day" if number % 4 == 3 else "working-day"
            length = dice.choice([3, 5, 7, 10, 15, 20, 30])
            pauses, stopped = [], set()
            if number % 3 == 2:
                for _ in range(dice.choice([1, 1, 2])):
                    first = start + DAY * dice.randrange(1, 8)
                    last = first + DAY * dice.randrange(0, 6)
                    pauses.append({"from": utc(first, 9, 30), "until": utc(last, 16, 0)})
                    stopped |= stretch(first, last)
            extra = dice.choice([0, 0, 0, 5])
            last = last_day(start, unit, length + extra, stopped)
            if last > date(2026, 12, 20):
                continue
            made.append({
                "start": utc(start, dice.randrange(0, 24), dice.randrange(0, 60)),
                "unit": unit, "length": length, "extraDays": extra, "pauses": pauses,
                "lastDay": last.isoformat(), "ends": utc(last + DAY, 0, 0),
            })
    return made


if __name__ == "__main__":
    text = json.dumps(vectors(), indent=2) + "\n"
    if "--check" in sys.argv:
        same = json.loads(TARGET.read_text()) == vectors()
        print("the vectors are what this program finds" if same else "the vectors differ")
        sys.exit(0 if same else 1)
    TARGET.write_text(text)
    print(f"{len(vectors())} dates")
