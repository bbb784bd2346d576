"""The figures of docs/performance.md, each measured from outside."""

import time

from . import dashboard, journey, noticed, pruning, returned, web
from .bench import Failure, alternating, apart, calm, fields, median
from .house import Daemon, ask, count_of, database, fill, rate
from .peers import DistantRelay

MESSAGES = 20_000
DISTANT_MESSAGES = 3_000
ROWS = 60_000


def octets(house):
    """The mean size of the home's message on the wire, from one that was composed."""
    home = house.home("size")
    out, _ = house.bench.run(house.usher, "preview", "bench/first", "--as", "sam", "--eml", "--home", home)
    return len(out.encode().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def throughput(bench, house, postfix, rounds):
    print("\nThroughput, 10 connections, to smtp-sink on loopback; reference: smtp-source")
    size = octets(house)
    prepared = house.prepared("due", MESSAGES)
    seconds = []

    def reference():
        sink, port = postfix.sink()
        took = postfix.source(port, 10, MESSAGES, size)
        bench.end(sink)
        return MESSAGES / took

    def usher():
        sink, port = postfix.sink()
        home = house.copy(prepared, "sending", port)
        daemon = Daemon(house, home)
        daemon.wait(MESSAGES)
        seconds.append(daemon.cpu())
        daemon.stop()
        bench.end(sink)
        return rate(home)

    ours, ratio = _paired(rounds, reference, usher)
    bench.result("Throughput, 10 connections", "at least 0.5 of smtp-source; aim 1.0",
                 f"{ratio:.2f} ({ours:.0f} messages/s of {size} octets)", ratio >= 0.5)
    each = median(seconds) / MESSAGES * 1000
    bench.result("CPU of the daemon for 1,000 messages", "at most 0.25 s; aim 0.10", f"{each:.3f} s", each <= 0.25)


def distant(bench, house, postfix, rounds):
    print("\nA relay 20 ms away that thinks 50 ms about each message, 50 connections; reference: smtp-source")
    size = octets(house)
    prepared = house.prepared("due-distant", DISTANT_MESSAGES)

    def reference():
        relay = DistantRelay(bench)
        postfix.source(relay.port, 50, DISTANT_MESSAGES, size)
        return _rate(relay.finish())

    def usher(*options, sent=DISTANT_MESSAGES, name="sent"):
        relay = DistantRelay(bench, *options)
        home = house.copy(prepared, "sending", relay.port, 50)
        daemon = Daemon(house, home)
        daemon.wait(sent, name)
        counted = relay.finish() if name == "sent" else None
        daemon.process.kill() if "--hang-first" in options else daemon.stop()
        counted = counted or relay.finish()
        return counted

    ours, ratio = _paired(rounds, reference, lambda: _rate(usher()))
    bench.result("Distant relay, 50 connections", "at least 1.2 of smtp-source; aim 1.7",
                 f"{ratio:.2f} ({ours:.0f} messages/s)", ratio >= 1.2)

    hanging = median([_rate(usher("--hang-first", sent=DISTANT_MESSAGES - 2)) for _ in range(rounds)])
    share = hanging / (ours * 49 / 50)
    bench.result("The same with one connection that hangs", "the others at full rate",
                 f"{share:.2f} of 49/50 of the rate without", share >= 0.95)

    refusals = DISTANT_MESSAGES // 10
    counted = usher("--refuse-every", "10", sent=DISTANT_MESSAGES - refusals)
    bench.result("The same with one recipient in ten refused", "no connection lost",
                 f"{counted['connections']:.0f} connections for {counted['refusals']:.0f} refusals, "
                 f"{_rate(counted):.0f} messages/s accepted", counted["connections"] <= 50)


def cpu(bench, house, postfix, rounds):
    print("\nCPU per message, by stage: one stage after the other, 20 to a transaction, 10 connections to smtp-sink")
    sink, port = postfix.sink()
    home = house.copy(house.prepared("due", MESSAGES), "sending", port)
    out, _ = bench.run(house.stage_costs, "stages", home, 20)
    bench.end(sink)
    total = 0.0
    for line in out.splitlines():
        print("  " + line)
        name, _, value = line.rpartition("=")
        if ":" in name:
            total += float(value)
            bench.result(f"CPU of {name}", "", f"{float(value):.1f} us a message", None)
    bench.result("CPU of all stages", "", f"{total:.0f} us a message", None)


def signing(bench, house, postfix, rounds):
    print("\nThroughput as above with DKIM, an RSA-2048 and an Ed25519 signature each; reference: what one core can sign")
    prepared = house.prepared("due", MESSAGES)

    def signed(name, port):
        home = house.copy(prepared, name, port)
        bench.run(house.usher, "dkim", "create", "--name", "bench", "--home", home)
        with open(home / "config/usher.yaml", "a") as file:
            file.write("dkim: bench\n")
        return home

    def composing(home):
        out, _ = bench.run(house.stage_costs, "stages", home, 20)
        return float(next(line for line in out.splitlines() if line.startswith("mail: compose=")).rpartition("=")[2])

    def reference():
        sink, port = postfix.sink()
        plain = composing(house.copy(prepared, "plain", port))
        costs.append(composing(signed("signed", port)) - plain)
        bench.end(sink)
        return 1_000_000 / costs[-1]

    def usher():
        sink, port = postfix.sink()
        home = signed("sending", port)
        daemon = Daemon(house, home)
        daemon.wait(MESSAGES)
        daemon.stop()
        bench.end(sink)
        return rate(home)

    costs = []
    ours, ratio = _paired(rounds, reference, usher)
    bench.result("Throughput with DKIM", "at least 0.8 of what one core signs",
                 f"{ratio:.2f} ({ours:.0f} messages/s; the two signatures take {median(costs):.0f} us)", ratio >= 0.8)


def claim(bench, house, postfix, rounds):
    print("\nA claim of 50, alternating with its settle, a checkpoint a second beside them")
    base = house.home("claims")
    bench.run(house.usher, "status", "--home", base)

    def measure(name, queued, paused=0, parked=False):
        home = house.copy(base, "claiming")
        apart(fill, home, queued, -60_000)
        if paused:
            bench.run(house.usher, "pause", "other", "--home", home)
            apart(fill, home, paused, -3_600_000, "other", parked)
        calm(bench.folder)
        out, _ = bench.run(house.stage_costs, "rounds", home, 50, 180, 0)
        print(f"  {name}: " + out.replace("\n", " "))
        return fields(out)

    small = measure("10,000", 10_000)
    large = measure("1,000,000", 1_000_000)
    # Right after the pause the claims come across these rows first, and park each once; then they lie beside the queue.
    parking = measure("1,000,000 behind 500,000 that are to be parked", 1_000_000, 500_000)
    parked = measure("1,000,000 beside 500,000 parked", 1_000_000, 500_000, parked=True)
    ratio = large["claim_p50"] / small["claim_p50"]
    bench.result("Claim of 50 at 1,000,000 queued", "p50 at most twice that at 10,000",
                 f"p50 {large['claim_p50']:.2f} ms ({ratio:.2f} times), p99 {large['claim_p99']:.2f} ms",
                 ratio <= 2)
    for name, found in (("while 500,000 paused rows are being parked", parking),
                        ("beside 500,000 parked rows", parked)):
        bench.result(f"The same {name}", "unchanged",
                     f"p50 {found['claim_p50']:.2f} ms, p99 {found['claim_p99']:.2f} ms",
                     found["claim_p50"] <= 1.5 * large["claim_p50"] and found["claim_p99"] <= 10)


def sending(bench, house, postfix, rounds):
    print("\nClaims and settles of a daemon that sends over 10 connections to smtp-sink, 1,000,000 queued, by its own log")
    home = house.home("busy")
    house.move_in(home)
    apart(fill, home, 1_000_000, -60_000)
    others = house.rows(ROWS, "others.csv", "example.com")
    sink, port = postfix.sink()
    house.point(home, port, 10)

    def measure(work):
        calm(bench.folder)
        daemon = Daemon(house, home, level="debug")
        daemon.wait(count_of(home, "sent") + MESSAGES)
        begin = daemon.logged
        work(daemon)
        found = [daemon.transactions(kind, begin, daemon.logged) for kind in ("claimed", "recorded")]
        daemon.stop()
        return found

    def send(daemon):
        daemon.wait(count_of(home, "sent") + 4 * MESSAGES)

    claims, settles = measure(send)
    bench.result("Claim while sending, 1,000,000 queued", "p99 at most 10 ms", _spread(claims), _at(claims, 0.99) <= 10)
    bench.result("Settle while sending", "", _spread(settles), None)

    claims, settles = measure(lambda daemon: bench.run(house.usher, "import", others, "--home", home))
    bench.result(f"Settle while sending and while {ROWS} rows are imported", "p99 below 25 ms", _spread(settles),
                 _at(settles, 0.99) < 25)
    bench.result("Claim then", "", _spread(claims), None)

    bench.run(house.usher, "pause", "other", "--home", home)
    apart(fill, home, 500_000, -3_600_000, "other", True)
    claims, _ = measure(send)
    bench.result("Claim while sending, beside 500,000 parked rows", "unchanged", _spread(claims),
                 _at(claims, 0.99) <= 10)
    bench.end(sink)


def enqueue(bench, house, postfix, rounds):
    print(f"\nenqueue --from with {ROWS} rows; reference: a C loop that inserts the same rows")
    rows = house.rows(ROWS)
    program = bench.compile("insert-loop", "-lsqlite3")
    empty = house.home("empty")
    bench.run(house.usher, "status", "--home", empty)
    tables = ("contacts", "consents", "transitions", "enrollments", "deliveries", "queue", "counters", "tallies")
    counts = {}

    def compare(who, home):
        counts[who] = [ask(home, f"SELECT count(*) FROM {table}")[0] for table in tables]
        if len(counts) == 2 and counts["loop"] != counts["usher"]:
            raise Failure(f"not the same rows: {counts}")

    def reference():
        home = house.copy(empty, "inserting")
        _, took = bench.run(program, database(home), rows, "bench")
        compare("loop", home)
        return ROWS / took

    def usher():
        home = house.copy(empty, "inserting")
        took = house.enqueue(home, rows)
        compare("usher", home)
        return ROWS / took

    ours, ratio = _paired(rounds, reference, usher)
    bench.result("enqueue --from", "at least 0.4 of a C loop; aim 0.7", f"{ratio:.2f} ({ours:.0f} rows/s)",
                 ratio >= 0.4)


def memory(bench, house, postfix, rounds):
    print("\n1,000,000 queued and due, sending on 50 connections to the distant relay")
    base = house.home("million")
    house.move_in(base)
    apart(fill, base, 1_000_000, -60_000)
    calm(bench.folder)
    relay = DistantRelay(bench)
    house.point(base, relay.port, 50)
    starts, most = [], 0.0
    for number in range(rounds):
        daemon = Daemon(house, base)
        starts.append(daemon.milliseconds_to_ready)
        end = time.monotonic() + 6
        while time.monotonic() < end:
            most = max(most, daemon.pss())
            time.sleep(0.2)
        daemon.stop()
    sent = count_of(base, "sent")
    relay.finish()
    ready = median(starts)
    bench.result("Memory with 1,000,000 queued, 50 connections", "at most 80 MB; aim 30",
                 f"{most:.0f} MB Pss at most, {sent} messages sent meanwhile", most <= 80)
    bench.result("Start to READY with them", "at most 250 ms; aim 50",
                 f"{ready:.0f} ms (of {len(starts)}: {min(starts):.0f} to {max(starts):.0f})", ready <= 250)


def idle(bench, house, postfix, rounds):
    print("\nIdle: 1,000,000 queued, none due within the hour")
    home = house.home("idle")
    house.move_in(home)
    apart(fill, home, 1_000_000, 3_600_000)
    calm(bench.folder)
    daemon = Daemon(house, home)
    time.sleep(3)
    before, began = daemon.cpu(), time.monotonic()
    time.sleep(60)
    share = (daemon.cpu() - before) / (time.monotonic() - began) * 100
    memory = daemon.pss()
    daemon.stop()
    bench.result("Idle", "at most 0.2 % of a core", f"{share:.2f} % over a minute, {memory:.0f} MB", share <= 0.2)


def _rate(counted):
    return counted["messages"] / max(counted["milliseconds"], 1) * 1000


def _at(times, share):
    if not times:
        raise Failure("the daemon's log tells of no transaction")
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _spread(times):
    return f"p50 {_at(times, 0.5):.2f} ms, p99 {_at(times, 0.99):.2f} ms, at most {max(times):.1f} ms of {len(times)}"


def _paired(rounds, reference, subject):
    _, ours, ratio = alternating(rounds, reference, subject)
    return ours, ratio


ALL = {"throughput": throughput, "distant": distant, "cpu": cpu, "signing": signing, "claim": claim, "sending": sending, "enqueue": enqueue,
       "memory": memory, "idle": idle, **noticed.ALL, **journey.ALL, **returned.ALL, **pruning.ALL, **web.ALL,
       **dashboard.ALL}
