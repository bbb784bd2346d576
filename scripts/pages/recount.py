"""The dashboard's numbers counted once more, from the rows of the database alone: nothing of Usher's own counting is asked."""

import collections
import datetime
import math
import pathlib
import sqlite3

STAGES = ["aware", "engage", "subscribe", "convert", "excite", "ascend", "advocate", "promote"]
DAY = 86_400_000
INTENDED = ("enrollment", "link", "code")


def wilson(count, of):
    """The part and its interval for 95 %."""
    z = 1.959963984540054
    part, root = count / of, z * math.sqrt(count / of * (1 - count / of) / of + z * z / (4 * of * of))
    return part, (part + z * z / (2 * of) - root) / (1 + z * z / of), (part + z * z / (2 * of) + root) / (1 + z * z / of)


class Rows:
    def __init__(self, home):
        [file] = [path for path in pathlib.Path(home.path, "state").glob("*.sqlite*") if path.suffix in (".sqlite", ".db", ".sqlite3")]
        self.base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self.base.row_factory = sqlite3.Row

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.base.close()

    def all(self, sql, *values):
        return self.base.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.base.execute(sql, values).fetchone()[0]

    def moment(self, day, days=0):
        date = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc) + datetime.timedelta(days=days)
        return int(date.timestamp()) * 1000

    def moves(self, first, last):
        """Of a period, both days included."""
        return self.all("SELECT * FROM transitions WHERE at >= ? AND at < ?", self.moment(first), self.moment(last, 1))

    # The journey.

    def stages(self, first, last):
        """People at the end, and who came and left, by stage."""
        people = collections.Counter(row["stage"] for row in self.all("SELECT stage FROM contacts WHERE erased_at IS NULL"))
        for move in self.all("SELECT * FROM transitions WHERE at >= ?", self.moment(last, 1)):
            people[move["to_stage"]] -= 1
            people[move["from_stage"]] += 1
        came = collections.Counter(move["to_stage"] for move in self.moves(first, last))
        left = collections.Counter(move["from_stage"] for move in self.moves(first, last))
        return {stage: (people[stage], came[stage], left[stage]) for stage in STAGES}

    def without_stage(self):
        return self.one("SELECT count(*) FROM contacts WHERE erased_at IS NULL AND stage IS NULL")

    def stays(self, first, last):
        """The middle one of how long those stood at a stage who left it, in milliseconds."""
        since, stood = {}, collections.defaultdict(list)
        for move in self.all("SELECT * FROM transitions ORDER BY id"):
            if move["contact"] in since and self.moment(first) <= move["at"] < self.moment(last, 1):
                stood[move["from_stage"]].append(move["at"] - since[move["contact"]])
            since[move["contact"]] = move["at"]
        return {stage: sorted(list)[(len(list) - 1) // 2] for stage, list in stood.items()}

    def arrows(self, first, last):
        """On purpose, by accident and stated, by the two stages."""
        arrows = collections.defaultdict(lambda: [0, 0, 0])
        for move in self.moves(first, last):
            kind = 0 if move["cause"] in INTENDED else 1 if move["cause"] == "accident" else 2
            arrows[move["from_stage"], move["to_stage"]][kind] += 1
        return dict(arrows)

    def campaigns(self, first, last):
        """By name: visits, entered, moved, held out, moved anyway, sent, clicked, and cents."""
        start, end = self.moment(first), self.moment(last, 1)
        found = {}
        for campaign in self.all("SELECT * FROM campaigns"):
            number = campaign["id"]
            enrollments = self.all("SELECT * FROM enrollments WHERE campaign = ?", number)
            held = [row for row in enrollments if row["held_out"]]
            sent = self.all("SELECT d.id FROM deliveries d JOIN steps s ON s.id = d.step WHERE s.campaign = ? AND d.sent_at >= ? AND d.sent_at < ?", number, start, end)
            clicks = self.all(
                "SELECT k.delivery, min(k.first_at) AS at FROM clicks k JOIN deliveries d ON d.id = k.delivery JOIN steps s ON s.id = d.step "
                "WHERE s.campaign = ? AND k.who = 'person' GROUP BY 1", number)
            bought = {row["event"] for row in self.all("SELECT event FROM transitions WHERE campaign = ? AND event IS NOT NULL", number)}
            bought |= {row["ended_by"] for row in enrollments if row["ended_by"] and row["end_reason"] == "goal_reached" and not row["held_out"]}
            events = [self.all("SELECT * FROM events WHERE id = ?", event)[0] for event in bought]
            found[campaign["name"]] = {
                "visits": self.one("SELECT coalesce(sum(count), 0) FROM visits WHERE campaign = ? AND day >= ? AND day <= ?", number, first, last),
                "entered": sum(row["started_at"] is not None and start <= row["started_at"] < end for row in enrollments),
                "moved": sum(move["campaign"] == number and move["cause"] in INTENDED for move in self.moves(first, last)),
                "held out": sum(start <= row["entered_at"] < end for row in held),
                "moved anyway": sum(row["end_reason"] == "goal_reached" and start <= row["ended_at"] < end for row in held),
                "sent": len(sent), "clicked": sum(start <= row["at"] < end for row in clicks),
                "money": sum(event["value"] or 0 for event in events if event["taken_back_by"] is None and start <= event["at"] < end),
            }
        return found

    # A campaign's e-mails.

    def emails(self, name, first, last, within, now):
        """Of each step: how many wait and were sent, and pairs of how many of how many clicked, left, bounced, complained, and reached the goal."""
        start, end = self.moment(first), self.moment(last, 1)
        found = {}
        for step in self.all("SELECT s.* FROM steps s JOIN campaigns c ON c.id = s.campaign WHERE c.name = ?", name):
            deliveries = self.all("SELECT * FROM deliveries WHERE step = ?", step["id"])
            sent = [row for row in deliveries if row["sent_at"] is not None and start <= row["sent_at"] < end]
            refused = sum(row["state"] == "bounced" and row["sent_at"] is None and start <= row["settled_at"] < end for row in deliveries)
            enrollments = {row["id"]: row for row in self.all("SELECT * FROM enrollments WHERE campaign = ?", step["campaign"])}

            def have(sql):
                ids = {row[0] for row in self.all(sql)}
                return sum(row["id"] in ids for row in sent)

            over = [row for row in sent if (enrollments[row["enrollment"]]["started_at"] or enrollments[row["enrollment"]]["entered_at"]) + within <= now]
            goals = [(row, self.goal(enrollments[row["enrollment"]])) for row in over]
            reached = [(row, goal) for row, goal in goals if goal is not None and goal >= row["sent_at"]]
            last_before = sum(not any(
                row["sent_at"] < later["sent_at"] <= goal
                for later in self.all("SELECT sent_at FROM deliveries WHERE enrollment = ? AND sent_at IS NOT NULL", row["enrollment"]))
                for row, goal in reached)
            found[step["name"]] = {
                "waiting": sum(row["state"] in ("open", "held") for row in deliveries), "sent": len(sent),
                "clicked": (have("SELECT delivery FROM clicks WHERE who = 'person'"), len(sent)),
                "unsubscribed": (have("SELECT delivery FROM unsubscribes"), len(sent)),
                "bounced": (have("SELECT delivery FROM returned WHERE effect = 'bounced'") + refused, len(sent) + refused),
                "complained": (have("SELECT delivery FROM returned WHERE effect = 'complained'"), len(sent)),
                "reached": (len(reached), len(over)), "reachedBeforeNext": (last_before, len(over)),
            }
        return found

    def goal(self, enrollment):
        """When it was reached, as far as that was recorded of the enrollment."""
        moved = self.one("SELECT min(at) FROM transitions WHERE enrollment = ?", enrollment["id"])
        if moved is not None or enrollment["end_reason"] != "goal_reached":
            return moved
        event = self.all("SELECT at FROM events WHERE id = ?", enrollment["ended_by"])
        return event[0]["at"] if event else enrollment["ended_at"]

    def groups(self, name, first, last, within, now, event):
        """Of those who were to get the e-mails, and of those held out: how many reached the goal in time, of how many whose time is over."""
        groups = {False: [0, 0], True: [0, 0]}
        for row in self.all("SELECT e.* FROM enrollments e JOIN campaigns c ON c.id = e.campaign WHERE c.name = ?", name):
            if not self.moment(first) <= row["entered_at"] < self.moment(last, 1) or row["entered_at"] + within > now:
                continue
            did = self.one("SELECT count(*) FROM events WHERE contact = ? AND name = ? AND at >= ? AND at <= ?",
                           row["contact"], event, row["entered_at"], row["entered_at"] + within)
            goal = self.goal(row)
            groups[bool(row["held_out"])][1] += 1
            groups[bool(row["held_out"])][0] += bool(did or goal is not None and goal <= row["entered_at"] + within)
        return tuple(groups[False]), tuple(groups[True])

    # What is there now.

    def states(self):
        """Messages by state; an open one is where it waits."""
        states = collections.Counter(row["state"] for row in self.all("SELECT state FROM deliveries WHERE state <> 'open'"))
        for state, table in (("queued", "queue"), ("claimed", "claims"), ("parked", "parked")):
            states[state] = self.one(f"SELECT count(*) FROM {table}")
        return states

    def living(self):
        """People, enrollments under way, and addresses that are not mailed."""
        return (self.one("SELECT count(*) FROM contacts WHERE erased_at IS NULL"),
                self.one("SELECT count(*) FROM enrollments WHERE state = 'active'"),
                self.one("SELECT count(*) FROM suppressed"))

    def waiting(self):
        """When each message is due that waits, in milliseconds."""
        return [row["due_at"] for row in self.all("SELECT due_at FROM queue")]

    def person(self, address):
        """How many things happened to somebody: events, moves, and messages that are settled; and what waits."""
        number = self.one("SELECT id FROM contacts WHERE address_key = ?", address)
        return (self.one("SELECT count(*) FROM events WHERE contact = ?", number)
                + self.one("SELECT count(*) FROM transitions WHERE contact = ?", number)
                + self.one("SELECT count(*) FROM deliveries WHERE contact = ? AND state NOT IN ('open', 'held')", number),
                self.one("SELECT count(*) FROM deliveries WHERE contact = ? AND state IN ('open', 'held')", number))
