"""The dashboard at a million people: how soon its pages come and how large they are, and whether the daemon minds."""

import datetime
import http.client
import itertools
import sqlite3
import threading
import time

from .bench import Failure, apart, calm, free_port, median, until
from .house import Daemon, ask, fill
from .journey import CONTACTS, DELIVERIES, EVENTS, database, large

# Who waits for an e-mail, over the next thirty days.
WAITING = 200_000
LOOKS = 60
# Seconds of one kind of page.
LONGEST = 90
PEOPLE = 10
# What somebody reads before the next page.
THINKS = 3
SECONDS = 20
MOST_OCTETS = 150_000
DAY = 86_400_000


def dashboard(bench, house, postfix, rounds):
    home = large(bench, house)
    print(f"\nThe dashboard over {CONTACTS:,} contacts, {EVENTS + DELIVERIES:,} events and deliveries, {WAITING:,} of them waiting")
    began = time.monotonic()
    apart(_live, database(home))
    apart(_wait, database(home))
    print(f"  made in {time.monotonic() - began:.0f} s", flush=True)
    calm(bench.folder)
    port = _listen(home)
    _move_in(house, home)
    daemon = Daemon(house, home)
    before = daemon.pss()
    browser = Browser(bench, house, home, port)
    most, largest = before, 0
    for name, limit, addresses in _pages(home):
        times, counted, ends = [], [], time.monotonic() + LONGEST
        for address in itertools.islice(addresses, LOOKS):
            took, octets, later = browser.look(address)
            times.append(took * 1000)
            if later:
                counted.append(later)
            largest = max(largest, octets)
            most = max(most, daemon.pss())
            if time.monotonic() > ends:
                break
        times.sort()
        at = times[len(times) * 95 // 100]
        beside = f"; {len(counted)} of {len(times)} say first that it is being counted, and come after {median(counted):.1f} s" if counted else ""
        bench.result(f"Dashboard: {name}", f"p95 at most {limit} ms",
                     f"{at:.0f} ms, half of them {median(times):.0f} ms, at most {times[-1]:.0f} ms; {octets / 1000:.0f} KB{beside}",
                     at <= limit)
    daemon.stop()
    bench.result("Its largest page", "at most 150 KB", f"{largest / 1000:.0f} KB", largest <= MOST_OCTETS)
    bench.result("Memory of the daemon for it", "at most 15 MB more", f"{most - before:.0f} MB more than {before:.0f}", most - before <= 15)


def clicking(bench, house, postfix, rounds):
    print(f"\nSending to smtp-sink with {PEOPLE} people who open a page of the dashboard every {THINKS} s; reference: nobody does")
    base = house.home("clicked")
    house.move_in(base)
    apart(fill, base, 1_000_000, -60_000)

    def rate(people):
        sink, relay = postfix.sink()
        home = house.copy(base, "sending", relay)
        port = _listen(home)
        daemon = Daemon(house, home)
        over = threading.Event()
        clicks = [threading.Thread(target=_click, args=(Browser(bench, house, home, port), number, over, looks))
                  for number in range(people)]
        for click in clicks:
            click.start()
        began = int(time.time() * 1000)
        time.sleep(SECONDS)
        ended = int(time.time() * 1000)
        over.set()
        for click in clicks:
            click.join()
        daemon.stop()
        bench.end(sink)
        return ask(home, "SELECT count(*) FROM deliveries WHERE settled_at BETWEEN ? AND ?", began, ended)[0] / SECONDS

    looks, shares = [], []
    for number in range(rounds):
        alone, beside = rate(0), rate(PEOPLE)
        shares.append(beside / alone)
        print(f"  round {number + 1}: {alone:.0f}/s, with them {beside:.0f}/s, {shares[-1]:.2f}", flush=True)
    bench.result(f"Sending while {PEOPLE} people look at the dashboard, of sending alone", "at least 0.95",
                 f"{median(shares):.2f} ({min(shares):.2f} to {max(shares):.2f}), {len(looks)} pages", median(shares) >= 0.95)


def _pages(home):
    """What is looked at: a name, milliseconds, and addresses that do not repeat, so that nothing is answered from what was remembered."""
    base = sqlite3.connect(f"file:{database(home)}?mode=ro", uri=True)
    step = base.execute("SELECT c.name || '.' || s.name FROM steps s JOIN campaigns c ON c.id = s.campaign WHERE c.name = 'welcome'").fetchone()[0]
    base.close()
    template = step.replace(".", "/")
    today = datetime.date.today()

    def periods(path, days):
        for number in range(LOOKS):
            to = today - datetime.timedelta(days=1 + number)
            yield f"{path}from={to - datetime.timedelta(days=days)}&to={to}"

    return [
        ("the journey, as it opens", 200, itertools.repeat("journey")),
        ("the journey, 28 days that are over", 200, periods("journey?", 28)),
        ("the campaigns, 90 days", 200, periods("campaigns?", 90)),
        ("a campaign, 90 days", 200, periods("campaign?name=welcome&", 90)),
        ("the forecast, as it was counted", 200, itertools.chain(["forecast"], itertools.repeat("forecast", LOOKS))),
        ("the forecast with a condition", 200, (f"forecast?email={step}&percent={number + 1}" for number in range(LOOKS))),
        ("a search by the beginning of an address", 100, (f"people?q=person{number * 7919 % CONTACTS}" for number in range(LOOKS))),
        ("a search that finds very many", 100, (f"people?q=person{number}" for number in range(1, LOOKS + 1))),
        ("a person", 200, (f"person?id={1 + number * 7919 * 13 % CONTACTS}" for number in range(LOOKS))),
        ("operations", 200, itertools.repeat("operations")),
        ("the files", 200, itertools.repeat("files")),
        ("the e-mails", 200, itertools.repeat("preview")),
        ("an e-mail", 200, itertools.repeat(f"mail?message={template}")),
        ("the inbox of rehearsal", 200, itertools.repeat("inbox")),
    ]


class Browser:
    """Somebody whom the dashboard has let in, with one connection."""

    def __init__(self, bench, house, home, port):
        link = bench.run(house.usher, "dashboard", "--home", home)[0].split()[0]
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.connection.request("POST", link[link.index("/enter/"):], "", {
            "Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise Failure(f"the dashboard answered {answer.status} to its link")
        self.room = "/".join(answer.headers["Location"].split("/")[:3])
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def look(self, address):
        """Seconds to the last octet of what is answered first, octets of the page, and seconds to it where it was said first that it is
        being counted."""
        began = time.monotonic()
        status, octets = self.get(address)
        took, later = time.monotonic() - began, None
        while status == 202:
            time.sleep(0.1)
            status, octets = self.get(address)
            later = time.monotonic() - began
        if status != 200:
            raise Failure(f"{address} is answered {status}")
        return took, octets, later

    def get(self, address):
        self.connection.request("GET", f"{self.room}/{address}", headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        return answer.status, len(answer.read())


def _click(browser, number, over, looks):
    pages = ["journey", "campaigns", "operations", f"people?q=person{number}", "campaign?name=bench", "forecast", "files", "preview"]
    for address in itertools.cycle(pages[number % len(pages):] + pages[:number % len(pages)]):
        looks.append(browser.get(address))
        if over.wait(THINKS):
            return


def _move_in(house, home):
    """As `House.move_in`: the daemon's first look at the whole queue is over."""
    base = sqlite3.connect(f"file:{database(home)}?mode=ro", uri=True)
    daemon = Daemon(house, home)
    until("the first look at the queue", 120, lambda: base.execute("SELECT 1 FROM notes WHERE name = 'timetable'").fetchone())
    daemon.stop()
    base.close()


def _listen(home):
    port = free_port()
    settings = home / "config/usher.yaml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("dashboard:")]
    settings.write_text("\n".join([*lines, f'dashboard: {{ listen: "127.0.0.1:{port}" }}']) + "\n")
    return port


def _live(path):
    """The large shop as one that lived: people with names who came in the course of the year, half of them through `welcome`; one in five
    clicked, some said no, some mail came back, and one in ten moved after an e-mail."""
    base = sqlite3.connect(path, isolation_level=None)
    now = int(time.time() * 1000)
    values = {"now": now, "from": now - 365 * DAY, "year": 365 * DAY, "people": CONTACTS, "day": DAY}
    base.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000; BEGIN")
    base.execute("CREATE TEMP TABLE path AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id AS step, campaign FROM steps "
                 "WHERE campaign = (SELECT id FROM campaigns WHERE name = 'welcome')")
    values["steps"] = base.execute("SELECT count(*) FROM path").fetchone()[0]
    for statement in LIFE.split(";\n"):
        if statement.strip():
            base.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement})
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()


LIFE = """
UPDATE contacts SET created_at = :from + :year / :people * id, name = CASE id % 4 WHEN 0 THEN 'Ada' WHEN 1 THEN 'Bob'
    WHEN 2 THEN 'Cleo' ELSE 'Dora' END || ' Number' || id;
UPDATE enrollments SET campaign = (SELECT campaign FROM path LIMIT 1), last_step = (SELECT step FROM path WHERE n = contact % :steps)
    WHERE contact % 2 = 0;
UPDATE enrollments SET entered_at = :from + :year / :people * contact, started_at = :from + :year / :people * contact,
    ended_at = min(:now, :from + :year / :people * contact + 9 * :day);
UPDATE deliveries SET step = (SELECT e.last_step FROM enrollments e WHERE e.id = enrollment), settled_at = :from + :year / :people * id,
    first_attempt_at = :from + :year / :people * id, sent_at = :from + :year / :people * id WHERE enrollment IS NOT NULL;
INSERT INTO clicks (delivery, number, who, count, first_at, last_at)
SELECT id, 0, 'person', 1, sent_at + 3600000, sent_at + 3600000 FROM deliveries WHERE enrollment IS NOT NULL AND id % 5 = 0;
INSERT INTO unsubscribes (delivery, said_at) SELECT id, sent_at + 7200000 FROM deliveries WHERE enrollment IS NOT NULL AND id % 200 = 7;
INSERT INTO returned (mail_key, received_at, kind, effect, delivery, contact, domain, status, said, summary)
SELECT randomblob(16), sent_at + 60000, 'report', 'bounced', id, contact, 'example.org', '5.1.1', '550', 'no such user'
FROM deliveries WHERE enrollment IS NOT NULL AND id % 50 = 3;
INSERT INTO returned (mail_key, received_at, kind, effect, said, summary)
SELECT randomblob(16), created_at, 'other', 'none', '', 'hello' FROM contacts WHERE id % 5000 = 1;
UPDATE deliveries SET state = 'bounced' WHERE enrollment IS NOT NULL AND id % 50 = 3;
INSERT INTO suppressions (id, address_hash, scope, reason, said_at, said_by)
SELECT id, randomblob(32), 'everything', 'bounced', created_at, 'usher' FROM contacts WHERE id % 50 = 3;
INSERT INTO suppressed (suppression, address_hash, contact, scope)
SELECT id, address_hash, id, scope FROM suppressions;
UPDATE transitions SET cause = 'enrollment', enrollment = contact, campaign = (SELECT e.campaign FROM enrollments e WHERE e.id = contact),
    at = :from + :year / :people * contact + 2 * :day
WHERE contact % 10 = 0 AND id = (SELECT min(t.id) FROM transitions t WHERE t.contact = transitions.contact)
"""


def _wait(path):
    """People of the large shop who are in `welcome` once more, with its first e-mail to come, each hour of thirty days."""
    base = sqlite3.connect(path, isolation_level=None)
    now = int(time.time() * 1000)
    campaign, step = base.execute(
        "SELECT s.campaign, min(s.id) FROM steps s JOIN campaigns c ON c.id = s.campaign WHERE c.name = 'welcome'").fetchone()
    first = {table: base.execute(f"SELECT max(id) FROM {table}").fetchone()[0] for table in ("enrollments", "deliveries")}
    base.execute("BEGIN")
    for number in range(WAITING):
        enrollment, delivery = first["enrollments"] + 1 + number, first["deliveries"] + 1 + number
        base.execute(
            'INSERT INTO enrollments (id, contact, campaign, "key", state, entered_at, started_at, anchor_at) '
            "VALUES (?, ?, ?, 'again', 'active', ?, ?, ?)", (enrollment, 1 + number * 5, campaign, now, now, now))
        base.execute(
            "INSERT INTO deliveries (id, contact, enrollment, step, kind, state, anchor_at, created_at) "
            "VALUES (?, ?, ?, ?, 'marketing', 'open', ?, ?)", (delivery, 1 + number * 5, enrollment, step, now, now))
        base.execute("INSERT INTO queue (stream, due_at, delivery) VALUES (0, ?, ?)",
                     (now + DAY + number * 29 * DAY // WAITING, delivery))
    base.execute("COMMIT")
    base.close()


ALL = {"dashboard": dashboard, "clicking": clicking}
