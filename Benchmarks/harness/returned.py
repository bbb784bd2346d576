"""Mail that comes back: how fast the daemon reads it, what that costs, and whether sending minds."""

import re
import shutil
import time
from datetime import datetime, timezone

from .bench import Failure, alternating, calm, median, until
from .house import Daemon, ask

REPORTS = 20_000
BESIDE = 15_000
PACE = 1_000

REPORT = """\
Return-Path: <>
Delivered-To: {sender}
Date: {date}
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: {sender}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <{number}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_{number}"

--=_{number}
Content-Type: text/plain; charset=us-ascii

This is the mail system at mx.example.org. Your message could not be delivered:

<{recipient}>: {said}

--=_{number}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: {date}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {said}

--=_{number}
Content-Type: text/rfc822-headers

{header}

--=_{number}--
"""
REFUSALS = (("5.1.1", "550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"),
            ("5.2.2", "552 5.2.2 <{recipient}>: mailbox is full"))


def returned(bench, house, postfix, rounds):
    print(f"\nA Maildir with {REPORTS} reports of messages that were sent, read by a daemon that has nothing else to do")
    sent, reports = _sent(bench, house, postfix)
    rates, processor, memories = [], [], []
    for number in range(rounds):
        home = house.copy(sent, "hearing")
        daemon = Daemon(house, home)
        time.sleep(3)
        before, used = daemon.pss(), daemon.cpu()
        _deliver(home, reports)
        most = [before]

        def heard():
            most.append(daemon.pss())
            return ask(home, "SELECT count(*) FROM returned")[0] >= REPORTS

        until(f"{REPORTS} reports to be read", 300, heard, every=0.2)
        processor.append((daemon.cpu() - used) / REPORTS * 1000)
        daemon.stop()
        counted, matched, took = ask(
            home, "SELECT count(*), count(contact), max(received_at) - min(received_at) FROM returned")
        if (counted, matched) != (REPORTS, REPORTS):
            raise Failure(f"{counted} reports were recorded and {matched} tied to somebody, of {REPORTS}")
        rates.append(REPORTS / took * 1000)
        memories.append(max(most) - before)
        print(f"  round {number + 1}: {rates[-1]:.0f}/s, {processor[-1]:.2f} s of processor for 1,000, "
              f"{memories[-1]:.0f} MB more", flush=True)
    bench.result("Reports read from a Maildir", "at least 1,000 a second on one core",
                 f"{median(rates):.0f}/s, {median(processor):.2f} s of processor for 1,000", median(rates) >= 1000)
    bench.result("Memory of the daemon meanwhile", "at most 20 MB more", f"{max(memories):.0f} MB more",
                 max(memories) <= 20)
    _beside(bench, house, postfix, rounds, sent, reports)


def _beside(bench, house, postfix, rounds, sent, reports):
    print(f"\nSending at {PACE} a second beside it; reference: without mail that comes back")
    base = house.copy(sent, "sending-base")
    settings = base / "config/usher.yaml"
    settings.write_text(settings.read_text() + f"limits: {{ per_second: {PACE} }}\n")
    # What comes back pauses the campaign that it is about.
    house.enqueue(base, house.rows(BESIDE, "beside.csv", "example.net"), "other")
    begun = ask(base, "SELECT max(id) FROM deliveries WHERE state = 'sent'")[0]

    def send(hears):
        sink, port = postfix.sink()
        home = house.copy(base, "sending-beside", port)
        if hears:
            _deliver(home, reports)
        daemon = Daemon(house, home)
        until(f"{BESIDE} sent", 300, lambda: ask(
            home, "SELECT count(*) FROM deliveries WHERE sent_at IS NOT NULL AND id > ?", begun)[0] >= BESIDE)
        read = ask(home, "SELECT count(*) FROM returned")[0]
        daemon.stop()
        bench.end(sink)
        if hears:
            print(f"  {read} reports were read meanwhile", flush=True)
        count, begin, end = ask(
            home, "SELECT count(*), min(first_attempt_at), max(sent_at) FROM deliveries WHERE id > ? "
            "AND sent_at IS NOT NULL", begun)
        return count / max(end - begin, 1) * 1000

    _, ours, ratio = alternating(rounds, lambda: send(False), lambda: send(True))
    bench.result(f"Sending at {PACE} a second beside it", "at least 0.95 of the rate without",
                 f"{ratio:.2f} ({ours:.0f} messages/s)", ratio >= 0.95)


def _sent(bench, house, postfix):
    """A home that has sent `REPORTS` messages, and the report about each."""
    home = house.home("returned")
    settings = home / "config/usher.yaml"
    settings.write_text(settings.read_text() + "bounce: { domain: back.paperheron.example }\nreceive: {}\n")
    house.move_in(home)
    house.enqueue(home, house.rows(REPORTS))
    kept = bench.path("taken")
    kept.mkdir()
    kept.chmod(0o777)
    sink, port = postfix.sink("-D", f"{kept}/all")
    house.point(home, port, 10)
    daemon = Daemon(house, home)
    daemon.wait(REPORTS)
    daemon.stop()
    bench.end(sink)
    text = "".join(file.read_text(errors="replace") for file in kept.iterdir())
    shutil.rmtree(kept)
    reports = [_report(number, *found) for number, found in enumerate(re.findall(
        r"^X-Mail-Args: <(b\+[^>]+)>.*?^X-Rcpt-Args: <([^>]+)>.*?\n(Date: .*?)\n\n", text, re.M | re.S))]
    if len(reports) != REPORTS:
        raise Failure(f"smtp-sink shows {len(reports)} of {REPORTS} messages")
    return home, reports


def _report(number, sender, recipient, header):
    status, said = REFUSALS[number % len(REFUSALS)]
    return REPORT.format(
        number=number, sender=sender, recipient=recipient, header=header, status=status,
        said=said.format(recipient=recipient), date=datetime.now(timezone.utc).strftime("%a, %d %b %Y %H:%M:%S +0000"))


def _deliver(home, reports):
    """As a mail system does it: written beside, and moved in at once."""
    spool = home / "state/spool"
    for folder in ("tmp", "new", "kept"):
        (spool / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, report in enumerate(reports):
        (spool / f"tmp/{number}.mail").write_text(report)
    for number in range(len(reports)):
        (spool / f"tmp/{number}.mail").rename(spool / f"new/{number}.mail")


ALL = {"returned": returned}
