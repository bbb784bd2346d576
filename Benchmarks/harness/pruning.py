"""Letting go of old rows: how many a second, how long a writer waits for it, and whether sending minds."""

import sqlite3
import threading
import time

from .bench import median
from .house import Daemon, ask, database, fill

OLD = 1_000_000
DUE = 40_000
YEAR = 365 * 86_400_000


def pruning(bench, house, postfix, rounds):
    print(f"\nPruning: {OLD:,} messages of three years ago and as many events, and {DUE} messages that are due")
    prepared = _old(bench, house)

    home = house.copy(prepared, "letting-go")
    with _Writer(home) as writer:
        seconds = bench.run(house.usher, "prune", "--home", home)[1]
    left = ask(home, "SELECT (SELECT count(*) FROM deliveries WHERE settled_at IS NOT NULL) + (SELECT count(*) FROM events)")[0]
    gone = 2 * OLD - left
    bench.result("Rows that `usher prune` lets go of", "at least 200 a second", f"{gone / seconds:,.0f} a second", left < 2)
    bench.result("The longest that another writer waited meanwhile", "at most 100 ms",
                 f"{writer.longest:.0f} ms, {writer.usual:.1f} ms half of the time", writer.longest <= 100)

    def rate(beside):
        sink, port = postfix.sink()
        home = house.copy(prepared, "sending", port)
        daemon = Daemon(house, home)
        other = bench.start(house.usher, "prune", "--home", home) if beside else None
        daemon.wait(OLD + DUE)
        if other:
            bench.end(other)
        daemon.stop()
        bench.end(sink)
        begin, end = ask(home, "SELECT min(first_attempt_at), max(settled_at) FROM deliveries WHERE settled_at > ?",
                         int(time.time() * 1000) - YEAR)
        return DUE / max(end - begin, 1) * 1000

    alone = median([rate(False) for _ in range(rounds)])
    beside = median([rate(True) for _ in range(rounds)])
    bench.result("Sending while `usher prune` runs, of sending alone", "at least 0.80",
                 f"{beside / alone:.2f} ({beside:.0f} messages/s)", beside / alone >= 0.80)


class _Writer:
    """Somebody who wants to write now and again: how many milliseconds it waits for its turn."""

    def __init__(self, home):
        self.home = home
        self.waits = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._write)

    def _write(self):
        connection = sqlite3.connect(database(self.home), isolation_level=None, timeout=30)
        while not self.ended.wait(0.003):
            began = time.monotonic()
            connection.execute("BEGIN IMMEDIATE")
            self.waits.append((time.monotonic() - began) * 1000)
            connection.execute("ROLLBACK")
        connection.close()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    @property
    def longest(self):
        return max(self.waits)

    @property
    def usual(self):
        return median(self.waits)


def _old(bench, house):
    """A home with rows of three years ago, each message of an enrollment of its own, written by SQL; made once."""
    home = bench.path("old")
    if home.exists():
        return home
    fresh = house.home("old")
    with open(fresh / "config/usher.yaml", "a") as file:
        file.write("keep: { deliveries: 2 years, events: 2 years }\n")
    house.move_in(fresh)
    connection = sqlite3.connect(database(fresh), isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000; BEGIN")
    campaign, step = connection.execute("SELECT campaign, min(id) FROM steps").fetchone()
    names = {"n": OLD, "people": OLD // 4, "campaign": campaign, "step": step, "then": int(time.time() * 1000) - 3 * YEAR}
    series = "WITH RECURSIVE i(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM i WHERE k < :n) "
    address = "'old' || printf('%07d', k) || '@example.net'"
    for statement in (
        "INSERT INTO contacts (id, address, address_key, name, attributes, marketing, marketing_said_at, created_at) "
        f"{series}SELECT k, {address}, {address}, 'Sam Reyes ' || k, '{{}}', 'agreed', :then, :then FROM i WHERE k <= :people",
        'INSERT INTO enrollments (id, contact, campaign, "key", state, end_reason, entered_at, started_at, ended_at, anchor_at, since) '
        f"{series}SELECT k, 1 + k % :people, :campaign, 'order-' || k, 'ended', 'finished', :then + k, :then + k, :then + k, :then + k, "
        ":then + k FROM i",
        "INSERT INTO deliveries (id, contact, enrollment, step, kind, state, advanced, attempts, anchor_at, created_at, first_attempt_at, "
        f"settled_at, sent_at, reply_code, reply_text) {series}SELECT k, 1 + k % :people, k, :step, 'marketing', 'sent', 1, 1, :then, :then, "
        ":then + k, :then + k, :then + k, 250, '2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4cXyZ0' FROM i",
        f'INSERT INTO events (id, name, "key", contact, at, recorded_at, data, told) {series}'
        "SELECT k, 'asked', 'q' || k, 1 + k % :people, :then + k, :then + k, '{\"page\":\"/help\"}', 'asked' FROM i",
        "INSERT INTO tallies (what, campaign, count) VALUES ('sent', 0, :n), ('contacts', 0, :people)",
    ):
        connection.execute(statement, {key: value for key, value in names.items() if f":{key}" in statement})
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    fill(fresh, DUE, -1000)
    return fresh


ALL = {"pruning": pruning}
