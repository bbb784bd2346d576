"""The figures of the public address: links that are followed, people who say no, events that are told, and clients that drip."""

import asyncio
import http.client
import json
import multiprocessing
import re
import resource
import shutil
import threading
import time

from .bench import Failure, calm, fields, free_port, median, until
from .house import Daemon, ask, count_of
from .peers import Wrk

# More than say no in two seconds, so that nobody does twice. Links are followed again from the first on.
PEOPLE = 60_000
NO_SECONDS = 2
CONNECTIONS = 64
SECONDS = 5
DRIPPING = 1_000
LINK = re.compile(rb"/mail/([ul])/([A-Za-z0-9_-]+)")
PUBLIC = "public: {{ url: https://shop.example/mail, listen: 127.0.0.1:{port} }}\n"


def web(bench, house, postfix, rounds):
    print(f"\nOver HTTP: {PEOPLE:,} people with a message each, {CONNECTIONS} connections of wrk")
    # A thousand that drip are a thousand descriptors here, and some in the daemon, which inherits it.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    wrk = Wrk(bench)
    base, links = _mailed(bench, house, postfix)
    figures = _Figures(bench, house, wrk, base, links, rounds)
    figures.clicks()
    figures.unsubscribes()
    figures.beside_sending(postfix)
    figures.beside_dripping()
    figures.events()
    bench.result("Memory through all of it", "at most 150 MB", f"{figures.most:.0f} MB Pss", figures.most <= 150)


class _Figures:
    def __init__(self, bench, house, wrk, base, links, rounds):
        self.bench, self.house, self.wrk, self.base, self.links, self.rounds = bench, house, wrk, base, links, rounds
        self.most = 0.0

    def clicks(self):
        rates, slowest = [], []
        for _ in range(self.rounds):
            with self._daemon("clicking") as (daemon, port):
                found = self._wrk(daemon, port, "click", self.links["l"], repeats=True)
                time.sleep(1)
                counted = ask(daemon.home, "SELECT coalesce(sum(count), 0) FROM clicks")[0]
            if counted < found["requests"]:
                raise Failure(f"{found['requests']:.0f} redirects, and {counted} clicks on disk a second later")
            rates.append(found["rate"])
            slowest.append(found["p99"])
        self._say("Click redirect, not sending; each on disk a second later", rates, slowest)

    def unsubscribes(self):
        rates, slowest = [], []
        for _ in range(self.rounds):
            with self._daemon("leaving") as (daemon, port):
                found = self._wrk(daemon, port, "unsubscribe", self.links["u"], seconds=NO_SECONDS)
                kept = ask(daemon.home, "SELECT count(*) FROM consents WHERE said = 'unsubscribed'")[0]
            # Those that were under way at the end were carried out, and not counted by wrk.
            if not found["requests"] <= kept <= found["requests"] + CONNECTIONS:
                raise Failure(f"{found['requests']:.0f} were answered, and {kept} are in the ledger")
            rates.append(found["rate"])
            slowest.append(found["p99"])
        self._say("One-click POST, not sending; each answered is in the ledger", rates, slowest)

    def beside_sending(self, postfix):
        answered, sent, slowest = [], [], []
        for number in range(self.rounds):
            sink, relay = postfix.sink()
            with self._daemon("beside", relay, limits="limits: { per_second: 1000 }\n") as (daemon, port):
                rows = self.house.rows(2 * SECONDS * 1500, f"more-{number}.csv", "example.com")
                self.house.enqueue(daemon.home, rows)
                time.sleep(2)
                before, began = count_of(daemon.home, "sent"), time.monotonic()
                found = self._wrk(daemon, port, "unsubscribe", self.links["u"], 300, seconds=2 * SECONDS)
                sent.append((count_of(daemon.home, "sent") - before) / (time.monotonic() - began))
            self.bench.end(sink)
            answered.append(found["rate"])
            slowest.append(found["p99"])
        good = median(answered) >= 285 and median(sent) >= 950 and median(slowest) < 50
        self.bench.result(
            "300 one-clicks a second, while sending is held at 1,000 a second", "both within 5 %, p99 below 50 ms",
            f"{median(answered):.0f} answered and {median(sent):.0f} sent a second, "
            f"p99 {median(slowest):.1f} ms ({min(slowest):.1f} to {max(slowest):.1f})", good)

    def beside_dripping(self):
        with self._daemon("dripped") as (daemon, port):
            opened = multiprocessing.Value("i", 0)
            drips = multiprocessing.Process(target=_drip, args=(port, opened), daemon=True)
            drips.start()
            try:
                until("a thousand dripping connections", 30, lambda: opened.value >= DRIPPING)
                with _Memory(self, daemon):
                    times = []
                    for token in self.links["u"].read_text().split()[:100]:
                        times.append(_leave(port, token))
                        time.sleep(0.05)
            finally:
                drips.terminate()
                drips.join()
        times.sort()
        self.bench.result(
            f"100 one-clicks while {DRIPPING:,} connections drip ({opened.value:,} were opened)", "all answered",
            f"all, median {times[50]:.1f} ms, longest {times[-1]:.0f} ms", True)

    def events(self):
        single, batches, slowest = [], [], []
        for _ in range(self.rounds):
            with self._daemon("telling") as (daemon, port):
                secrets = self._secrets(daemon.home)
                addresses = [line.split(",")[0] for line in self.bench.path("rows.csv").read_text().splitlines()[1:]]
                bodies = [_event(number, address) for number, address in enumerate(addresses)]
                half = len(bodies) // 2
                path = self.bench.path("bodies")
                path.write_text("\n".join(bodies[:half]))
                found = self._wrk(daemon, port, "event", path, 0, secrets)
                slowest.append(found["p99"])
                single.append(found["rate"])
                with _Memory(self, daemon):
                    batches.append(_tell(port, secrets.read_text().split()[0], bodies[half:]))
                recorded = ask(daemon.home, "SELECT count(*) FROM events")[0]
            if recorded < found["requests"] + len(bodies) - half:
                raise Failure(f"{found['requests']:.0f} and {len(bodies) - half} were answered, {recorded} are on disk")
        self.bench.result(
            f"Single events over {CONNECTIONS} connections, with their consequences, durable", "",
            f"{median(single):.0f} a second, p99 {median(slowest):.0f} ms", None)
        self.bench.result(
            "Events in batches of 1,000 over one connection", "",
            f"{median(batches):.0f} a second ({min(batches):.0f} to {max(batches):.0f})", None)

    def _say(self, figure, rates, slowest):
        self.bench.result(
            figure, "at least 3,000 a second, p99 below 50 ms",
            f"{median(rates):.0f} a second ({min(rates):.0f} to {max(rates):.0f}), p99 {median(slowest):.1f} ms",
            median(rates) >= 3000 and median(slowest) < 50)

    def _daemon(self, name, relay=1, limits=""):
        return _Serving(self.bench, self.house, self.base, name, relay, limits)

    def _wrk(self, daemon, port, kind, things, rate=0, secrets=None, repeats=False, seconds=SECONDS):
        with _Memory(self, daemon):
            found = self.wrk.ask(port, CONNECTIONS, seconds, kind, things, rate, *([secrets] if secrets else []))
        if found["refused"] or found["broken"]:
            raise Failure(f"{found['refused']:.0f} requests were refused, {found['broken']:.0f} broke")
        with open(things) as file:
            lines = sum(1 for _ in file)
        if found["requests"] > lines and not repeats:
            raise Failure(f"{found['requests']:.0f} requests with {lines} links: there are not enough people")
        found["rate"] = found["requests"] / found["seconds"]
        return found

    def _secrets(self, home):
        """Ten programs, because one is held at 200 calls a second."""
        secrets = []
        for number in range(10):
            out, _ = self.bench.run(self.house.usher, "token", "add", f"shop-{number}", "--json", "--home", home)
            secrets.append(json.loads(out)["secret"])
        path = self.bench.path("secrets")
        path.write_text("\n".join(secrets))
        return path


class _Serving:
    """A daemon with a public address on a copy of the home, until the end of the block."""

    def __init__(self, bench, house, base, name, relay, limits):
        self.port = free_port()
        self.home = house.copy(base, name, relay)
        settings = self.home / "config/usher.yaml"
        settings.write_text(settings.read_text() + PUBLIC.format(port=self.port) + limits)
        self.house = house

    def __enter__(self):
        self.daemon = Daemon(self.house, self.home)
        return self.daemon, self.port

    def __exit__(self, kind, *_):
        self.daemon.stop()
        if kind is None:
            shutil.rmtree(self.home)


class _Memory:
    """Looks at the daemon's memory five times a second, until the end of the block."""

    def __init__(self, figures, daemon):
        self.figures, self.daemon, self.over = figures, daemon, threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self):
        while not self.over.wait(0.2):
            self.figures.most = max(self.figures.most, self.daemon.pss())

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def _mailed(bench, house, postfix):
    """A home whose people all have a message, and the links out of these messages as smtp-sink took them."""
    home = house.home("mailed")
    settings = home / "config/usher.yaml"
    plain = settings.read_text()
    settings.write_text(plain + PUBLIC.format(port=free_port()))
    house.move_in(home)
    house.enqueue(home, house.rows(PEOPLE))
    taken = bench.path("taken")
    taken.mkdir()
    taken.chmod(0o777)
    sink, port = postfix.sink("-D", taken / "messages")
    house.point(home, port, 10)
    daemon = Daemon(house, home)
    daemon.wait(PEOPLE)
    daemon.stop()
    bench.end(sink)
    settings.write_text(plain)
    found = {"u": {}, "l": {}}
    for part in taken.iterdir():
        with open(part, "rb") as file:
            rest = b""
            for line in file:
                # A quoted-printable line that goes on in the next one.
                rest += line.rstrip(b"\r\n")
                if rest.endswith(b"="):
                    rest = rest[:-1]
                    continue
                for kind, token in LINK.findall(rest):
                    found[kind.decode()][token.decode()] = True
                rest = b""
    shutil.rmtree(taken)
    paths = {}
    for kind, tokens in found.items():
        if len(tokens) < PEOPLE:
            raise Failure(f"{len(tokens)} links /{kind}/ in {PEOPLE} messages")
        paths[kind] = bench.path(f"links-{kind}")
        paths[kind].write_text("\n".join(tokens))
    calm(bench.folder)
    return home, paths


def _event(number, address):
    return json.dumps({"event": "purchased", "address": address, "key": f"order-{number}", "value": "5.00", "currency": "EUR"})


def _tell(port, secret, events):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.monotonic()
    for first in range(0, len(events), 1000):
        body = "\n".join(events[first:first + 1000]) + "\n"
        connection.request("POST", "/mail/v1/events", body, {
            "Authorization": f"Bearer {secret}", "Content-Type": "application/x-ndjson"})
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200 or text.count('"result":"recorded"') != len(events[first:first + 1000]):
            raise Failure(f"a batch was answered with {answer.status}: {text[:300]}")
    return len(events) / (time.monotonic() - began)


def _leave(port, token):
    """Milliseconds until a one-click over a connection of its own is answered."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", f"/mail/u/{token}", "List-Unsubscribe=One-Click",
                       {"Content-Type": "application/x-www-form-urlencoded"})
    status = connection.getresponse().status
    connection.close()
    if status != 200:
        raise Failure(f"a one-click was answered with {status}")
    return (time.monotonic() - began) * 1000


def _drip(port, opened):
    """Keeps a thousand connections open, each of which sends an octet a second of a header without an end; opens a new one when
    one is closed."""

    async def one():
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                opened.value += 1
                writer.write(b"POST /mail/u/x HTTP/1.1\r\nX-Slow: ")
                while not reader.at_eof():
                    writer.write(b"a")
                    await writer.drain()
                    try:
                        await asyncio.wait_for(reader.read(1000), 1)
                    except TimeoutError:
                        pass
                writer.close()
            except OSError:
                pass
            await asyncio.sleep(0.5)

    async def all_of_them():
        await asyncio.gather(*(one() for _ in range(DRIPPING)))

    asyncio.run(all_of_them())


ALL = {"web": web}
