"""A small shop around Usher: its web server with TLS, which hands `/mail/` on to Usher, and the daemon in a rehearsal home."""

import email
import email.policy
import html
import http.client
import http.server
import json
import pathlib
import random
import re
import socket
import ssl
import subprocess
import threading
import time

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException

# As docs/consent.md has it, without script: the address, the campaign, and a field that only a program fills in.
FORM = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paper Heron</title><link rel="icon" href="data:,">
<style>input, button { display: block; width: 100%; min-height: 48px; margin: 8px 0; font-size: 17px; } .trap { display: none; }</style></head>
<body><main><h1>The one-sheet notebook</h1>
<form method="post" action="/mail/subscribe">
<label>Your e-mail address <input type="email" name="address" required></label>
<input type="hidden" name="campaign" value="free-notebook">
<p class="trap"><label>Leave this empty <input name="website" tabindex="-1" autocomplete="off"></label></p>
<button>Send it to me</button></form></main></body></html>
"""


# What the browser says of a page that was replaced while it was asked.
REPLACED = ["does not belong to the document", "document unloaded", "aborted by navigation", "No node with given id", "Cannot find context", "frame detached"]


def until(what, ask, seconds=300):
    """The first answer that is something; polls, because it comes from another process. A page that is replaced while it is asked has
    not answered yet. On a loaded machine everything takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except (NoSuchElementException, StaleElementReferenceException):
            pass
        except WebDriverException as fault:
            if not any(words in str(fault) for words in REPLACED):
                raise
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come within {seconds} seconds")


def free_port():
    """Below those that the system hands out by itself: what is free there may be somebody else's before a server listens, or while it is started again."""
    while True:
        port = random.randrange(10_240, 32_768)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


class Shop:
    host = "paperheron.example"
    url = f"https://{host}"
    promised = b"%PDF-1.4 eight pages that fit a shirt pocket\n"

    def __init__(self, folder):
        self.usher_port = free_port()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={self.host}",
             "-addext", f"subjectAltName=DNS:{self.host}", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"],
            check=True, capture_output=True)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.browser_arguments = [
            f"host-resolver-rules=MAP {self.host} 127.0.0.1:{self.server.server_port}", "ignore-certificate-errors"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    def fetch(self, address):
        """What is behind an address of the shop, as a program without a browser gets it; redirects are followed."""
        assert address.startswith(self.url), address
        for _ in range(5):
            connection = http.client.HTTPSConnection(
                "127.0.0.1", self.server.server_port, context=ssl._create_unverified_context())
            connection.request("GET", address[len(self.url):], headers={"Host": self.host})
            answer = connection.getresponse()
            if answer.status not in (301, 302, 303, 307):
                return answer.read()
            address = answer.headers["Location"]
        raise AssertionError(f"{address} is redirected for ever")

    def handler(self):
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/mail/"):
                    return self.hand_on(None)
                is_form = self.path == "/"
                self.answer(
                    200, [("Content-Type", "text/html" if is_form else "application/pdf")],
                    FORM.encode() if is_form else shop.promised)

            def do_POST(self):
                self.hand_on(self.rfile.read(int(self.headers["Content-Length"])))

            def hand_on(self, body):
                connection = http.client.HTTPConnection("127.0.0.1", shop.usher_port)
                passed = ["Content-Type", "Accept-Language", "User-Agent", "Origin", "Referer"]
                fields = {name: self.headers[name] for name in passed if name in self.headers}
                fields |= {"Host": shop.host, "X-Forwarded-For": self.client_address[0]}
                connection.request(self.command, self.path, body, fields)
                answer = connection.getresponse()
                own = ("connection", "transfer-encoding", "content-length")
                self.answer(answer.status, [field for field in answer.getheaders() if field[0].lower() not in own], answer.read())

            def answer(self, status, fields, body):
                self.send_response(status)
                for name, value in fields + [("Content-Length", str(len(body)))]:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


class Mail:
    def __init__(self, octets):
        message = email.message_from_bytes(octets, policy=email.policy.default)
        self.subject = message["Subject"]
        self.to = message["To"].addresses[0].addr_spec
        self.campaign = (message["Feedback-ID"] or "").split(":")[0]
        self.html = message.get_body(("html",)).get_content()

    def link(self, words):
        """The address behind a link's words."""
        for address, inside in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.DOTALL):
            if html.unescape(re.sub(r"<[^>]*>", "", inside)).strip() == words:
                return html.unescape(address)
        raise AssertionError(f"'{self.subject}' has no link '{words}'")


class Usher:
    def __init__(self, binary, folder, shop):
        self.binary = binary
        self.home = pathlib.Path(folder) / "home"
        self("init", str(self.home), at_home=False)
        settings = self.home / "config/usher.yaml"
        # At any hour, and served.
        text = re.sub(r'(?m)^window: .*\n', "", settings.read_text())
        settings.write_text(f'{text}\npublic:\n  url: {shop.url}/mail\n  listen: "127.0.0.1:{shop.usher_port}"\n')
        advocate = self.home / "config/campaigns/advocate.yaml"
        advocate.write_text(re.sub(r'(two-sentences,\s+)wait: 14 days, at: "10:00"', r"\1wait: 0", advocate.read_text()))
        for expectation in (self.home / "config/campaigns").glob("*.expect"):
            expectation.unlink()
        self.log = open(f"{folder}/log", "wb")
        self.daemon = subprocess.Popen(
            [binary, "run", "--home", str(self.home)], stdout=self.log, stderr=subprocess.STDOUT)
        until("the daemon", lambda: self.answers(shop.usher_port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.terminate()
        self.daemon.wait(600)

    def __call__(self, *arguments, at_home=True):
        home = ["--home", str(self.home)] if at_home else []
        done = subprocess.run([self.binary, *arguments, *home], capture_output=True)
        assert done.returncode == 0, f"usher {arguments}: {done.stdout.decode()}{done.stderr.decode()}"
        return done.stdout

    def answers(self, port):
        assert self.daemon.poll() is None, f"the daemon ended: {pathlib.Path(self.log.name).read_text()}"
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", port)) == 0

    def why(self, address):
        return self("why", address).decode()

    def mail(self, address, subject=None, campaign=None):
        """The message to this person that came, or comes."""
        def look():
            for line in json.loads(self("inbox", "list", "--json")):
                mail = Mail(self("inbox", "show", line["name"]))
                if mail.to == address and subject in (None, mail.subject) and campaign in (None, mail.campaign):
                    return mail
        return until(f"a message to {address}", look)
