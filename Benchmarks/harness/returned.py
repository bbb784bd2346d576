"""Mail that comes back: how fast the daemon reads it, what that costs, and whether sending minds."""

import base64
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
# Exim's form without a part for machines: all that is to know stands in its words.
WORDS = """\
Return-path: <>
Envelope-to: {sender}
X-Failed-Recipients: {recipient}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.org>
To: {sender}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E{number}@mx.example.org>
Date: {date}

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {recipient}
    host mx.example.org [192.0.2.118]
    SMTP error from remote mail server after RCPT TO:<{recipient}>:
    {said}

------ This is a copy of the message, including all the headers. ------

Return-path: <{sender}>
{header}

Hello,

this is what the message said.
"""
# Office 365's form, with its page for a text, in base64.
HTML = """\
Return-Path: <>
Delivered-To: {sender}
From: <postmaster@tenant.example.org>
To: <{sender}>
Date: {date}
Subject: Undeliverable: a message
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <{number}@tenant.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_{number}"

--=_{number}
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{page}
--=_{number}
Content-Type: message/delivery-status

Reporting-MTA: dns;tenant.example.org
Arrival-Date: {date}

Original-Recipient: rfc822;{recipient}
Final-Recipient: rfc822;{recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp;{said}
X-Display-Name: Somebody

--=_{number}
Content-Type: message/rfc822

{header}

Hello,

this is what the message said.

--=_{number}--
"""
PAGE = """\
<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>
.head{{font-size:21px}} .cell{{border-bottom:1px solid #cfcfcf;padding:4px 0}}</style></head>
<body style="font-family:Segoe UI,Arial,sans-serif"><table style="width:548px" cellspacing="0" cellpadding="0"><tbody>
<tr><td class="head">Your message to {recipient} couldn't be delivered.</td></tr>
<tr><td><b>{recipient}</b> wasn't found, or could not take it.</td></tr>
<tr><td class="cell"><b>More Info for Email Admins</b></td></tr>
<tr><td class="cell"><i>Status code: {status}</i></td></tr>
<tr><td><b>Original Message Details</b><table><tr><td>Created Date:</td><td>{date}</td></tr>
<tr><td>Sender Address:</td><td>{sender}</td></tr><tr><td>Recipient Address:</td><td>{recipient}</td></tr></table></td></tr>
<tr><td><b>Error Details</b><table><tr><td>Error:</td><td><em>{said}</em></td></tr>
<tr><td>Message rejected by:</td><td>tenant.example.org</td></tr></table></td></tr>
</tbody></table></body></html>
"""
# Read slower than what is made for machines; how much slower is said, and bound to nothing.
OTHERS = (("in Exim's words alone", WORDS), ("as Office 365's page in base64", HTML))
REFUSALS = (("5.1.1", "550 5.1.1 <{recipient}>: Recipient address rejected: User unknown"),
            ("5.2.2", "552 5.2.2 <{recipient}>: mailbox is full"))


def returned(bench, house, postfix, rounds):
    print(f"\nA Maildir with {REPORTS} reports of messages that were sent, read by a daemon that has nothing else to do")
    sent, messages = _sent(bench, house, postfix)
    reports = _reports(REPORT, messages)
    rates, processor, memories = _rounds(house, sent, reports, rounds)
    bench.result("Reports read from a Maildir", "at least 1,000 a second on one core",
                 f"{median(rates):.0f}/s, {median(processor):.2f} s of processor for 1,000", median(rates) >= 1000)
    bench.result("Memory of the daemon meanwhile", "at most 20 MB more", f"{max(memories):.0f} MB more",
                 max(memories) <= 20)
    for name, form in OTHERS:
        print(f"\nThe same {name}")
        rates, processor, memories = _rounds(house, sent, _reports(form, messages), rounds)
        bench.result(f"Reports {name}", "", f"{median(rates):.0f}/s, {median(processor):.2f} s of processor for 1,000, "
                     f"{max(memories):.0f} MB more", None)
    _beside(bench, house, postfix, rounds, sent, reports)


def _rounds(house, sent, reports, rounds):
    """How many a second, seconds of processor for 1,000, and megabytes more, of each round."""
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
    return rates, processor, memories


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
    """A home that has sent `REPORTS` messages, and of each the envelope's two addresses and the header."""
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
    messages = re.findall(
        r"^X-Mail-Args: <(b\+[^>]+)>.*?^X-Rcpt-Args: <([^>]+)>.*?\n(Date: .*?)\n\n", text, re.M | re.S)
    if len(messages) != REPORTS:
        raise Failure(f"smtp-sink shows {len(messages)} of {REPORTS} messages")
    return home, messages


def _reports(form, messages):
    return [_report(form, number, *found) for number, found in enumerate(messages)]


def _report(form, number, sender, recipient, header):
    status, said = REFUSALS[number % len(REFUSALS)]
    facts = dict(
        number=number, sender=sender, recipient=recipient, header=header, status=status,
        said=said.format(recipient=recipient), date=datetime.now(timezone.utc).strftime("%a, %d %b %Y %H:%M:%S +0000"))
    page = base64.encodebytes(PAGE.format(**facts).encode()).decode().strip()
    return form.format(page=page, **facts)


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
