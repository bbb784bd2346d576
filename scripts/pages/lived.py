"""A home in which something has happened: two months of events, and a campaign whose e-mails people click, leave, complain about and buy after, each as
often as nothing else, so that no number stands in another's place unseen."""

import datetime
import http.client
import json
import pathlib
import re
import sqlite3
import subprocess
import threading
import time

from shop import free_port, until

# Which part of the people gets as far: event, of a hundred.
WAY = [("visited", 100), ("signed_up", 72), ("confirmed", 55), ("purchased", 30), ("quickstart_opened", 16),
       ("purchased_again", 9), ("review_given", 5), ("friend_joined", 3)]
PEOPLE = 420
# What became of each of the two e-mails of `welcome` that are sent, by how many people.
DOWNLOAD = {"buys": 7, "bounces": 3, "complains": 1, "leaves": 2, "clicks": 22, "filtered": 5}
CRISP = {"buys": 4, "bounces": 2, "complains": 1, "leaves": 15, "clicks": 12, "filtered": 6}
BUYERS_WITHOUT_MAIL = 3

REPORT = """From: {sender}
To: {to}
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary=b

--b
Content-Type: text/plain

{subject}.
--b
Content-Type: {part}

{fields}
--b
Content-Type: message/rfc822

{message}
--b--
"""


class Home:
    def __init__(self, binary, folder):
        self.binary, self.path = binary, f"{folder}/home"
        self.port, self.public = free_port(), free_port()
        self.usher("init", self.path)
        settings = pathlib.Path(self.path, "config/usher.yaml")
        # At any hour, as often as there is something, and as fast as it goes.
        text = re.sub(r"(?m)^(window|cap|limits|unsubscribe): .*\n", "", settings.read_text())
        for expectation in pathlib.Path(self.path, "config/campaigns").glob("*.expect"):
            expectation.unlink()
        settings.write_text(f"""{text}
cap: 0
limits: {{ per_second: 200 }}
dashboard: {{ listen: "127.0.0.1:{self.port}" }}
public: {{ url: "https://paperheron.example/mail", listen: "127.0.0.1:{self.public}" }}
bounce: {{ domain: bounces.paperheron.example }}
unsubscribe: {{ mailto: unsubscribe@paperheron.example }}
receive: {{ spool: spool }}
""")
        welcome = pathlib.Path(self.path, "config/campaigns/welcome.yaml")
        text = welcome.read_text().replace("within: 21 days", "within: 1 day").replace("priority: 50", "priority: 50\nholdout: 25%")
        welcome.write_text(re.sub(r"(crisp-folds, +wait: )2 days, at: \"09:30\"", r"\g<1>30 seconds", text))
        self.log = open(f"{folder}/log", "w+")
        self.daemon = None

    def saves(self, path, text):
        """At once, as an editor does: nobody reads half of it."""
        whole = pathlib.Path(self.path, "saved")
        whole.write_text(text)
        whole.replace(path)

    def is_quiet(self):
        """Whether nothing is due, and nothing on its way."""
        status = self.json("status")
        return not status["overdue"] and not status["deliveries"].get("claimed")

    def usher(self, *arguments, input=None, fails=False):
        home = [] if arguments[0] == "init" else ["--home", self.path]
        done = subprocess.run([self.binary, *arguments, *home], capture_output=True, text=True, input=input)
        assert fails or done.returncode == 0, f"usher {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.usher(*arguments, "--json"))

    def __enter__(self):
        self.usher("event", "--from", "-", input="".join(f"{json.dumps(event)}\n" for event in events()))
        # What was before the first person came is compared with nothing.
        self.passes(70, ["contacts"])
        self.runs()
        return self

    def runs(self):
        until("a daemon's end", lambda: self.daemon is None or self.daemon.poll() is not None)
        self.log.seek(0, 2)
        begun = self.log.tell()
        self.daemon = subprocess.Popen([self.binary, "run", "--home", self.path], stdout=self.log, stderr=self.log)
        until("the dashboard", lambda: b"the dashboard is on" in pathlib.Path(self.log.name).read_bytes()[begun:])

    def passes(self, days, tables=None):
        """So many days pass while no daemon runs: every moment that the rows know is that much longer ago. Sessions stay as they are."""
        with sqlite3.connect(f"{self.path}/state/rehearsal.sqlite") as base:
            every = [name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'dashboard%'")]
            for table in tables or every:
                for _, column, *_ in base.execute(f"PRAGMA table_info({table})").fetchall():
                    if column in ("at", "since") or column.endswith("_at"):
                        base.execute(f"UPDATE {table} SET {column} = {column} - {days} * 86400000 WHERE typeof({column}) = 'integer'")
                    elif column == "day":
                        # In two steps: in one, a day could meet the one before it.
                        base.execute(f"UPDATE {table} SET day = 'x' || date(day, '-{days} days')")
                        base.execute(f"UPDATE {table} SET day = substr(day, 2)")
        base.close()

    def stops(self):
        self.daemon.terminate()
        self.daemon.wait()

    def __exit__(self, *_):
        self.stops()
        self.log.close()


def events(people=PEOPLE):
    """Two months of them, the later one with more; some skip stages."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    for number in range(people):
        day = 58 - (number * 97 % 58 if number % 3 else number * 31 % 29)
        for step, (event, part) in enumerate(WAY):
            if number * 37 % 100 >= part or (number % 7 == 0 and step == 1):
                continue
            at = now - datetime.timedelta(days=max(0.01, day - step * (1 + number % 4)))
            told = {"event": event, "address": f"person{number}@example.org", "key": f"{event}-{number}",
                    "at": at.isoformat().replace("+00:00", "Z")}
            if event.startswith("purchased"):
                told |= {"value": f"{20 + number % 60}.00", "currency": "EUR"}
            if event == "visited":
                told |= {"name": f"{['Ada', 'Grace', 'Jörg', 'Aroha'][number % 4]} {['Lovelace', 'Hopper', 'Öz', 'Ngata'][number // 4 % 4]}"}
            yield told


class Story(threading.Thread):
    """What the guests do, while somebody looks at pages that it does not change. When it has ended, two days pass, and everybody's time is over."""

    def __init__(self, home):
        super().__init__(daemon=True)
        self.home, self.fault = home, None

    def run(self):
        try:
            self.tell()
        except BaseException as fault:
            self.fault = fault

    def ends(self):
        self.join(1200)
        if self.fault:
            raise self.fault
        assert not self.is_alive(), "the story has no end"
        self.home.stops()
        self.home.passes(2)
        self.home.runs()
        until("a quiet queue", self.home.is_quiet)

    def tell(self):
        home = self.home
        # Those who stand at subscribe: what happened long ago begins no campaign any more, so they come today.
        guests = [f"person{number}@example.org" for number in range(PEOPLE) if 30 <= number * 37 % 100 < 55]
        home.usher("enqueue", "welcome", "--from", "-", "--consent", "Web form", input="".join(f"{line}\n" for line in ["address", *guests]))
        mails = until("the first e-mails", lambda: self.mails("Here is your one-sheet notebook"))
        came = time.time()
        without = [guest for guest in guests if guest not in mails]
        self.buy(without[:BUYERS_WITHOUT_MAIL], "without")
        rest = self.act(mails, DOWNLOAD, came)
        more = until("the second e-mails", lambda: self.mails("Three small things", len(rest)))
        again = time.time()
        self.act({guest: more[guest] for guest in rest if guest in more}, CRISP, again)
        for campaign, visits in (("craft-fair", 6), ("notebook-ad", 9)):
            for _ in range(visits):
                self.ask("GET", f"/mail/c/{campaign}")
        home.usher("receive", input=report("", "stranger@else.example", "delivery-status"))
        until("all that came back", lambda: len(home.json("receive", "list", "--limit", "200")) >= sum(
            part[key] for part in (DOWNLOAD, CRISP) for key in ("bounces", "complains")) + 1)

    def mails(self, subject, fewest=1):
        """Octets by guest, once nothing is due any more, nor on its way."""
        if not self.home.is_quiet():
            return None
        found = {}
        for line in self.home.json("inbox", "list"):
            if subject in line["subject"] and line["recipients"][0].startswith("person"):
                found[line["recipients"][0]] = pathlib.Path(self.home.path, "state/inbox", f"{line['name']}.eml").read_text(), line["sender"]
        return found if len(found) >= fewest else None

    def act(self, mails, parts, at):
        """Whoever has nothing else to do clicks, ten seconds after the e-mail came: earlier it would be a filter's. Says who is left."""
        people = sorted(mails)
        taken = iter(people)
        who = {deed: [next(taken) for _ in range(count)] for deed, count in parts.items() if deed in ("buys", "bounces", "complains", "leaves")}
        rest = list(taken)
        self.buy(who["buys"], f"{at}")
        for guest in who["leaves"]:
            self.ask("POST", link(mails[guest][0], "u"), "List-Unsubscribe=One-Click")
        for kind, deed in (("delivery-status", "bounces"), ("feedback-report", "complains")):
            for guest in who[deed]:
                octets, sender = mails[guest]
                self.home.usher("receive", input=report(octets, guest, kind, sender))
        for guest in rest[-parts["filtered"]:]:
            self.ask("HEAD", link(mails[guest][0], "l"))
        time.sleep(max(0, at + 12.5 - time.time()))
        # Of each link once more than once, so that clicks and people are not alike.
        for guest in rest[:parts["clicks"]] + rest[:3]:
            self.ask("GET", link(mails[guest][0], "l"))
        return rest

    def buy(self, guests, key):
        now = datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
        lines = [{"event": "purchased", "address": guest, "key": f"{key}-{guest}", "at": now, "value": f"{31 + 2 * number}.50", "currency": "EUR"}
                 for number, guest in enumerate(guests)]
        self.home.usher("event", "--from", "-", input="".join(f"{json.dumps(line)}\n" for line in lines))

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.home.public)
        fields = {"Host": "paperheron.example"} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status in (200, 302), (method, answer.status)


def link(octets, kind):
    """The path of the first link of that kind in a message."""
    text = re.sub(r"=\r?\n|\r?\n[ \t]", "", octets)
    return re.search(rf"https://paperheron\.example(/mail/{kind}/[A-Za-z0-9_-]+)", text).group(1)


def report(octets, address, kind, sender="b+nobodys@bounces.paperheron.example"):
    """A mail that says that a message did not arrive, or that its reader calls it spam."""
    if kind == "delivery-status":
        fields = f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user"
        head = {"sender": "MAILER-DAEMON@mx.example.org", "to": sender, "subject": "Undelivered mail"}
    else:
        fields = "Feedback-Type: abuse\nUser-Agent: provider/1\nVersion: 1"
        head = {"sender": "feedback@provider.example", "to": "abuse@paperheron.example", "subject": "A complaint"}
    message = octets or "From: somebody@else.example\nSubject: Not ours\n\nHello"
    return REPORT.format(**head, kind=kind, part=f"message/{kind}", fields=fields, message=message)
