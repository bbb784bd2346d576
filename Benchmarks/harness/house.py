"""Usher's side: homes, their databases, and the daemon."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time

from .bench import ROOT, Failure, calm, stop, until

TICKS = os.sysconf("SC_CLK_TCK")


class House:
    """Usher's binaries, and homes made for measuring."""

    def __init__(self, bench, build):
        self.bench = bench
        self.build = build
        self.usher = self.program("usher")

    @property
    def stage_costs(self):
        return self.program("usher-stage-costs")

    def program(self, name):
        program = self.build / name
        if not program.exists():
            raise Failure(f"there is no {program}; run: swift build -c release --product {name}")
        return program

    def home(self, name, port=25, connections=10):
        """A fresh copy of `Benchmarks/home` with the shipped layout."""
        home = self.bench.path(name)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(ROOT / "Benchmarks/home", home)
        for part in ("layouts", "partials"):
            shutil.copytree(ROOT / "templates" / part, home / "templates" / part)
        self.point(home, port, connections)
        return home

    @staticmethod
    def point(home, port, connections):
        settings = home / "config/usher.yaml"
        lines = settings.read_text().splitlines()
        lines = [f"  port: {port}" if line.startswith("  port:") else line for line in lines]
        lines = [f"  connections: {connections}" if line.startswith("  connections:") else line for line in lines]
        settings.write_text("\n".join(lines) + "\n")

    def copy(self, home, name, port=25, connections=10):
        """A home with the same database, on a calm disk."""
        copy = self.bench.path(name)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        self.point(copy, port, connections)
        calm(self.bench.folder)
        return copy

    def rows(self, count, name="rows.csv", domain="example.org"):
        """A list of people in no order of their addresses, as lists are."""
        path = self.bench.path(name)
        with open(path, "w") as file:
            file.write("address,name,package,city,bound_before\n")
            for number in range(count):
                package = ("starter", "bench", "year")[number % 3]
                city = ("Leipzig", "Auckland", "Los Angeles", "Dublin")[number % 4]
                answer = "yes" if number % 2 else "no"
                local = f"{number * 2654435761 % 2**32:08x}"
                file.write(f"{local}.{number}@{domain},Sam Reyes {number},{package},{city},{answer}\n")
        return path

    def enqueue(self, home, rows, campaign="bench"):
        """Seconds that `usher enqueue --from` takes."""
        return self.bench.run(self.usher, "enqueue", campaign, "--from", rows, "--consent", "measuring", "--home", home)[1]

    def prepared(self, name, count):
        """A home that is in use, with `count` people whose first e-mail is due; made once."""
        home = self.bench.path(name)
        if not home.exists():
            self.move_in(self.home(name))
            self.enqueue(home, self.rows(count))
        return home

    def move_in(self, home):
        """The daemon's first hour: it notes what the queue's due times were computed by, so that it need not look at all of them again."""
        daemon = Daemon(self, home)
        until("the first look at the queue", 10, lambda: ask(home, "SELECT 1 FROM notes WHERE name = 'timetable'"))
        daemon.stop()


def database(home):
    return home / "state/usher.sqlite"


def ask(home, sql, *values):
    connection = sqlite3.connect(f"file:{database(home)}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(sql, values).fetchone()
    finally:
        connection.close()


def count_of(home, state):
    row = ask(home, "SELECT coalesce(sum(count), 0) FROM tallies WHERE what = ?", state)
    return row[0]


def rate(home):
    """Messages per second by the database's own times: from the first claim to the last record."""
    count, begin, end = ask(
        home, "SELECT count(*), min(first_attempt_at), max(settled_at) FROM deliveries WHERE state = 'sent'")
    return count / max(end - begin, 1) * 1000


def fill(home, count, due_in_milliseconds, campaign="bench", parked=False):
    """Adds `count` people with a delivery each, as `usher enqueue` would have; far faster, and only for measuring."""
    connection = sqlite3.connect(database(home), isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000; BEGIN")
    now = int(time.time() * 1000)
    one = connection.execute("SELECT id FROM campaigns WHERE name = ?", (campaign,)).fetchone()[0]
    step = connection.execute("SELECT min(id) FROM steps WHERE campaign = ?", (one,)).fetchone()[0]
    first = {table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
             for table in ("contacts", "enrollments", "deliveries")}
    names = {"n": count, "now": now, "campaign": one, "step": step, "due": now + due_in_milliseconds,
             "c": first["contacts"], "e": first["enrollments"], "d": first["deliveries"], "name": campaign}
    series = "WITH RECURSIVE i(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM i WHERE k < :n) "
    person = "'person' || printf('%07d', k) || '.' || :name || '@example.net'"
    place = "(scope, subject, due_at, delivery) " if parked else "(stream, due_at, delivery) "
    for statement in (
        "INSERT INTO contacts (id, address, address_key, name, attributes, marketing, marketing_said_at, created_at) "
        f"{series}SELECT :c + k, {person}, {person}, 'Sam Reyes ' || k, "
        "'{\"bound_before\":true,\"city\":\"Leipzig\",\"package\":\"starter\"}', 'agreed', :now, :now FROM i",
        f"INSERT INTO consents (contact, entry, kind, said, basis, source, said_at) {series}"
        "SELECT :c + k, 1, 'marketing', 'agreed', 'stated by the operator', 'usher enqueue', :now FROM i",
        f"INSERT INTO enrollments (id, contact, campaign, \"key\", state, entered_at, anchor_at) {series}"
        "SELECT :e + k, :c + k, :campaign, '', 'active', :now, :now FROM i",
        f"INSERT INTO deliveries (id, contact, enrollment, step, kind, state, anchor_at, created_at) {series}"
        "SELECT :d + k, :c + k, :e + k, :step, 'marketing', 'open', :now, :now FROM i",
        f"INSERT INTO {'parked' if parked else 'queue'} {place}{series}"
        f"SELECT {chr(39) + 'campaign' + chr(39) + ', :campaign, ' if parked else '0, '}:due + k / 100, :d + k FROM i",
    ):
        connection.execute(statement, {key: value for key, value in names.items() if f":{key}" in statement})
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Daemon:
    """`usher run`, with a notify socket, until it is stopped."""

    def __init__(self, house, home, level="warning"):
        self.home = home
        address = house.bench.path("notify")
        address.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(address))
        self.socket.settimeout(60)
        environment = dict(os.environ, NOTIFY_SOCKET=str(address))
        began = time.monotonic()
        self.log = open(home / "daemon.log", "w")
        self.process = house.bench.start(
            house.usher, "run", "--home", home, "--log-level", level, env=environment, stdout=self.log,
            stderr=subprocess.STDOUT)
        try:
            while b"READY=1" not in self.socket.recv(4096):
                pass
        except TimeoutError:
            raise Failure(f"the daemon is not ready after a minute: {(home / 'daemon.log').read_text()}") from None
        self.milliseconds_to_ready = (time.monotonic() - began) * 1000

    @property
    def logged(self):
        """How many octets of log there are so far."""
        return (self.home / "daemon.log").stat().st_size

    def transactions(self, kind, begin=0, end=None):
        """The milliseconds of each transaction that the daemon told of between two places of its log, which must be of level debug: `claimed`
        or `recorded`."""
        with open(self.home / "daemon.log", "rb") as file:
            file.seek(begin)
            text = file.read(None if end is None else end - begin).decode()
        return [float(found) for found in re.findall(rf"debug +{kind} count=\d+ ms=([0-9.]+)", text)]

    def cpu(self):
        """Seconds of processor time, user and system."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            words = file.read().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / TICKS

    def pss(self):
        """Megabytes."""
        with open(f"/proc/{self.process.pid}/smaps_rollup") as file:
            return sum(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024

    def wait(self, count, state="sent", seconds=300):
        def enough():
            if self.process.poll() is not None:
                raise Failure(f"the daemon ended by itself: {(self.home / 'daemon.log').read_text()}")
            return count_of(self.home, state) >= count

        until(f"{count} {state}", seconds, enough)

    def stop(self):
        stop(self.process)
        self.socket.close()
        self.log.close()
        if self.process.returncode != 0:
            raise Failure(f"the daemon ended with {self.process.returncode}: {(self.home / 'daemon.log').read_text()}")
