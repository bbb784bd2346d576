"""The figures of the journey: events from standard input, and questions to a large database."""

import json
import os
import shutil
import sqlite3
import subprocess
import time

from .bench import Failure, apart, calm, median
from .house import fill

PEOPLE = 20_000
CONTACTS = 1_000_000
EVENTS = 5_000_000
DELIVERIES = 5_000_000
SAMPLES = 100
ROWS = 100_000
WAITING = 100_000
DAY = 86_400_000
STAGES = ("aware", "engage", "subscribe", "convert", "excite", "ascend", "advocate", "promote")


def shop(bench, house, name):
    """The shipped shop, with its database made."""
    home = bench.path(name)
    bench.run(house.usher, "init", home)
    bench.run(house.usher, "status", "--home", home)
    return home


def database(home):
    return home / "state/rehearsal.sqlite"


def deeds(people):
    """Four of each person: a sign-up and a confirmation through links, a purchase, a first success. Each moves somebody, two begin a
    run with its first e-mail, two end one."""
    lines = []
    for number in range(people):
        address = f"{number * 2654435761 % 2**32:08x}.{number}@example.org"
        lines += [
            {"event": "signed_up", "address": address, "key": f"s{number}", "campaign": "craft-fair"},
            {"event": "confirmed", "address": address, "key": f"c{number}", "campaign": "free-notebook"},
            {"event": "purchased", "address": address, "key": f"p{number}", "value": "5.00", "currency": "EUR",
             "product": "starter"},
            {"event": "quickstart_opened", "address": address, "key": f"q{number}"},
        ]
    # As they come: everybody's first, everybody's second, not one person after the other.
    return [json.dumps(line) for step in range(4) for line in lines[step::4]]


def tell(house, home, lines):
    """How many events a second `usher event` records, to the last answer; each must be recorded and move somebody."""
    began = time.monotonic()
    done = subprocess.run([str(house.usher), "event", "--from", "-", "--home", str(home)], input="\n".join(lines) + "\n",
                          capture_output=True, text=True, timeout=600)
    took = time.monotonic() - began
    if done.returncode != 0 or done.stdout.count('"result":"recorded"') != len(lines):
        raise Failure(f"usher event ended with {done.returncode}: {done.stderr[-500:]}")
    moved = done.stdout.count('"moved":')
    if moved != len(lines):
        raise Failure(f"{moved} moves of {len(lines)}")
    return len(lines) / took


def events(bench, house, postfix, rounds):
    print(f"\nEvents from standard input: {4 * PEOPLE} of {PEOPLE} people, the time to the last answer")
    lines = deeds(PEOPLE)
    rates = []
    for number in range(rounds):
        home = shop(bench, house, f"telling-{number}")
        calm(bench.folder)
        rates.append(tell(house, home, lines))
        print(f"  round {number + 1}: {rates[-1]:.0f} events/s, load {os.getloadavg()[0]:.1f}", flush=True)
    bench.result("Events from standard input, with their consequences, durable", "at least 10,000 a second",
                 f"{median(rates):.0f} ({min(rates):.0f} to {max(rates):.0f})", median(rates) >= 10_000)


def report(bench, house, postfix, rounds):
    home = large(bench, house)
    seconds, most = [], 0
    for _ in range(rounds):
        took, memory = _asked(house, "report", "--from", "2000-01-01", "--home", home)
        seconds.append(took)
        most = max(most, memory)
    bench.result(f"Report of a year over {CONTACTS:,} contacts, {EVENTS + DELIVERIES:,} events and deliveries",
                 "at most 2 s, below 200 MB", f"{median(seconds):.3f} s, {most} MB", median(seconds) <= 2 and most < 200)


def why(bench, house, postfix, rounds):
    home = large(bench, house)
    times = []
    for number in range(4 * rounds):
        address = f"person{1 + number * 7919 * 13 % CONTACTS}@example.org"
        times.append(_asked(house, "why", address, "--home", home)[0] * 1000)
    bench.result(f"Why at that size, another person each time", "at most 50 ms",
                 f"{median(times):.0f} ms ({min(times):.0f} to {max(times):.0f}, the process's start in it)",
                 median(times) <= 50)


def simulate(bench, house, postfix, rounds):
    """A year of each: everybody enters `welcome`, buys, opens the quick start, buys again and reviews, so that all five campaigns play."""
    print(f"\nSimulate: a year for {SAMPLES} sample people, from welcome to promote")
    home = shop(bench, house, "simulated")
    people = "".join(
        f"  s{number}: {{ name: Sam {number}, address: s{number}@example.org, language: {('en', 'de')[number % 2]}, zone: "
        f"{('Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata')[number % 4]} }}\n"
        for number in range(SAMPLES))
    for expected in (home / "config/campaigns").glob("*.expect"):
        expected.unlink()
    (home / "config/samples.yaml").write_text("people:\n" + people)
    told = ("purchased 2026-12-05T20:00 product=starter", "quickstart_opened 2026-12-08T20:00",
            "purchased 2027-01-10T12:00 product=bench", "review_given 2027-02-20T09:00 score=9")
    command = [word for event in told for word in ("--event", event)]
    command = ["simulate", "welcome", "--from", "2026-11-23T10:00", "--days", "365", *command, "--home", home]
    answer = bench.run(house.usher, *command)[0]
    mails = sum(answer.count(f"  {campaign}/") for campaign in ("welcome", "excite", "ascend", "advocate", "promote"))
    if answer.count("(s") != SAMPLES or mails < 5 * SAMPLES:
        raise Failure(f"{mails} e-mails of {answer.count('(s')} people")
    times = [_asked(house, *command) for _ in range(rounds)]
    seconds = [took for took, _ in times]
    bench.result(f"Simulate a year for {SAMPLES} sample people", "at most 2 s",
                 f"{median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), {mails} e-mails, "
                 f"{max(memory for _, memory in times)} MB", median(seconds) <= 2)


def imports(bench, house, postfix, rounds):
    print(f"\nImport: {ROWS:,} rows with names, zones, stages and tags, into the shop")
    path = bench.path("people.csv")
    with open(path, "w") as file:
        file.write("address,name,zone,language,stage,tags\n")
        for number in range(ROWS):
            file.write(f"{number * 2654435761 % 2**32:08x}.{number}@example.org,Sam Reyes {number},"
                       f"{('Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles')[number % 3]},"
                       f"{('en', 'de')[number % 2]},{STAGES[2 + number % 6]},"
                       f'"fair-{number % 20}, {("paper", "cloth")[number % 2]}"\n')
    rates, again = [], []
    for number in range(rounds):
        home = shop(bench, house, f"importing-{number}")
        calm(bench.folder)
        command = ("import", path, "--consent", "Newsletter form on our site", "--home", home)
        rates.append(ROWS / _asked(house, *command)[0])
        again.append(ROWS / _asked(house, *command)[0])
        print(f"  round {number + 1}: {rates[-1]:.0f} rows/s, the same again {again[-1]:.0f}, load {os.getloadavg()[0]:.1f}",
              flush=True)
        _expect(home, ("contacts", ROWS), ("tags", 2 * ROWS), ("transitions", ROWS))
    bench.result("Import with stages and tags", "none",
                 f"{median(rates):.0f} rows/s ({min(rates):.0f} to {max(rates):.0f}); the same file again {median(again):.0f}",
                 None)


def _expect(home, *counts):
    base = sqlite3.connect(f"file:{database(home)}?mode=ro", uri=True)
    for table, count in counts:
        found = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if found != count:
            raise Failure(f"{found} rows in {table}, not {count}")
    base.close()


def plan(bench, house, postfix, rounds):
    """Everybody waits for a first e-mail in 30 days; the draft says 25, or now."""
    print(f"\nPlan: {WAITING:,} people who wait for an e-mail")
    home = house.home("planned")
    steps = home / "config/campaigns/bench.yaml"
    steps.write_text(steps.read_text().replace("name: first, wait: 0", "name: first, wait: 30 days"))
    bench.run(house.usher, "status", "--home", home)
    apart(fill, home, WAITING, 30 * DAY)
    calm(bench.folder)
    draft = bench.path("draft")
    for part in ("config", "templates"):
        shutil.copytree(home / part, draft / part)
    edited = draft / "config/campaigns/bench.yaml"
    text = edited.read_text()
    for title, wait, effect in (("to five days sooner", "25 days", "sooner"), ("to now", "0", "mailed at once")):
        edited.write_text(text.replace("wait: 30 days", f"wait: {wait}", 1))
        command = ("plan", draft, "--home", home)
        done = subprocess.run([str(word) for word in (house.usher, *command)], capture_output=True, text=True, timeout=600)
        counted = [line.split() for line in done.stdout.splitlines() if line.strip().startswith(effect)]
        if [words[-1] for words in counted] != [str(WAITING)]:
            raise Failure(f"usher plan ended with {done.returncode}: {done.stdout}{done.stderr}")
        times = [_asked(house, *command, codes=(0, 75)) for _ in range(rounds)]
        seconds = [took for took, _ in times]
        bench.result(f"Plan of an edit for {WAITING:,} people who wait, {title}", "none",
                     f"{median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), "
                     f"{max(memory for _, memory in times)} MB", None)


def _asked(house, *arguments, codes=(0,)):
    """Seconds, and megabytes of memory at most."""
    command = [str(word) for word in (house.usher, *arguments)]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise Failure(f"{' '.join(command)} ended with {process.returncode}")
    return took, usage.ru_maxrss // 1024


def large(bench, house):
    """A shop of a million people who came, were written to and did things for a year; made once, by SQL."""
    home = bench.path("large")
    if home.exists():
        return home
    print(f"\nA shop with {CONTACTS:,} contacts, {EVENTS:,} events and {DELIVERIES:,} deliveries")
    shop(bench, house, "large")
    began = time.monotonic()
    apart(_fill, database(home))
    print(f"  made in {time.monotonic() - began:.0f} s: {database(home).stat().st_size / 1e9:.1f} GB", flush=True)
    calm(bench.folder)
    return home


def _fill(path):
    base = sqlite3.connect(path, isolation_level=None)
    now = int(time.time() * 1000)
    year = 365 * DAY
    values = {"now": now, "from": now - year, "year": year, "day": DAY, "people": CONTACTS, "events": EVENTS,
              "deliveries": DELIVERIES, "steps": base.execute("SELECT count(*) FROM steps").fetchone()[0]}
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -400000")
    base.execute("BEGIN")
    names = ", ".join(f"({number}, '{stage}')" for number, stage in enumerate(STAGES))
    base.execute(f"CREATE TEMP TABLE stages AS WITH s(n, name) AS (VALUES {names}) SELECT * FROM s")
    base.execute("CREATE TEMP TABLE path AS SELECT row_number() OVER (ORDER BY id) AS n, id AS step, campaign FROM steps")
    for statement in FILL.split(";\n"):
        if statement.strip():
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            base.execute(statement, used)
    base.execute("COMMIT")
    base.execute("PRAGMA journal_mode = WAL")
    base.close()


# As the verbs of the store would have written it, all at once. Each person has one run, of the campaigns in turn.
FILL = """
INSERT INTO contacts (id, address, address_key, stage, marketing, marketing_said_at, last_marketing_at, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
SELECT i, 'person' || i || '@example.org', 'person' || i || '@example.org',
    (SELECT name FROM stages WHERE stages.n = i % 8), 'agreed', :from, :now - i % 1000 * 60000, :from FROM n;
INSERT INTO consents (contact, entry, kind, said, basis, source, said_at)
SELECT id, 1, 'marketing', 'agreed', 'stated by the operator', 'usher import', created_at FROM contacts;
INSERT INTO enrollments (id, contact, campaign, "key", state, end_reason, entered_at, ended_at, last_step, anchor_at, started_at)
SELECT c.id, c.id, p.campaign, '', 'ended', 'finished', :from + c.id % 1000, :now, p.step, :now, :from
FROM contacts c JOIN path p ON p.n = 1 + c.id % :steps;
INSERT INTO events (id, name, "key", contact, at, recorded_at, value, currency, product, told)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :events)
SELECT i, CASE i % 4 WHEN 0 THEN 'visited' WHEN 1 THEN 'signed_up' WHEN 2 THEN 'purchased' ELSE 'question_asked' END,
    printf('k%09d', i), 1 + i % :people, :from + :year / :events * i, :from + :year / :events * i,
    CASE i % 4 WHEN 2 THEN 500 END, CASE i % 4 WHEN 2 THEN 'EUR' END, CASE i % 4 WHEN 2 THEN 'starter' END,
    CASE i % 4 WHEN 0 THEN 'visited' WHEN 1 THEN 'signed_up' WHEN 2 THEN 'purchased' ELSE 'question_asked' END FROM n;
INSERT INTO deliveries (id, contact, enrollment, step, notice, notice_key, kind, state, advanced, attempts, anchor_at, created_at,
    first_attempt_at, settled_at, reply_code, reply_text)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :deliveries)
SELECT i, 1 + (i - 1) % :people, CASE WHEN i <= :people THEN i END,
    CASE WHEN i <= :people THEN (SELECT step FROM path WHERE path.n = 1 + i % :steps) END,
    CASE WHEN i > :people THEN 'confirm' END, CASE WHEN i > :people THEN printf('k%09d', i) END,
    CASE WHEN i <= :people THEN 'marketing' ELSE 'transactional' END, 'sent', 1, 1, :from, :from,
    :from + :year / :deliveries * i, :from + :year / :deliveries * i, 250, 'queued as 4F2A9' FROM n;
INSERT INTO transitions (contact, from_stage, to_stage, at, cause, cause_data)
SELECT c.id, s.name, t.name, :from + c.id % 365 * :day, 'accident', '{"event":"purchased"}'
FROM contacts c JOIN stages t ON t.n <= c.id % 8 LEFT JOIN stages s ON s.n = t.n - 1 ORDER BY c.id;
CREATE TEMP TABLE days AS WITH RECURSIVE d(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 364)
SELECT date((:from / 1000) + i * 86400, 'unixepoch') AS day FROM d;
INSERT OR IGNORE INTO counters (day, what, campaign, step, count)
SELECT day, what.w, c.id, 0, 300 FROM days, campaigns c, (SELECT 'entered' AS w UNION SELECT 'held_out' UNION SELECT 'held_out_moved') what;
INSERT OR IGNORE INTO counters (day, what, campaign, step, count) SELECT day, 'sent', campaign, id, 800 FROM days, steps;
INSERT OR IGNORE INTO visits (campaign, day, count) SELECT id, day, 90 FROM days, campaigns;
INSERT OR IGNORE INTO takings (day, campaign, currency, value) SELECT day, id, 'EUR', 40000 FROM days, campaigns;
INSERT OR IGNORE INTO arrows (day, from_stage, to_stage, campaign, kind, count)
SELECT day, coalesce(s.name, ''), t.name, 0, k.kind, 400
FROM days, stages t LEFT JOIN stages s ON s.n = t.n - 1, (SELECT 'accidental' AS kind UNION SELECT 'stated') k;
INSERT OR IGNORE INTO arrows (day, from_stage, to_stage, campaign, kind, count)
SELECT day, s.name, t.name, c.id, 'intended', 900 FROM days, stages t JOIN stages s ON s.n = t.n - 1, campaigns c;
INSERT OR IGNORE INTO stays (day, stage, bucket, count)
SELECT day, name, 340 + b.n * 16, 20 FROM days, stages, (SELECT n FROM stages) b;
INSERT OR REPLACE INTO tallies (what, campaign, count) SELECT 'contacts', 0, :people;
INSERT OR REPLACE INTO tallies (what, campaign, count) SELECT 'at ' || stage, 0, count(*) FROM contacts GROUP BY stage;
"""
ALL = {"events": events, "report": report, "why": why, "simulate": simulate, "import": imports, "plan": plan}
