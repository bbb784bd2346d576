"""Holds every page, in every form and language, against what check-pages promises. Arguments: the usher binary, and a folder for pictures or nothing."""

import base64
import hashlib
import http.server
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

from browser import Browser

PAGES = ["unsubscribe", "unsubscribed", "almost", "confirm", "confirmed", "review", "reviewed", "data", "problem"]
LANGUAGES = ["en", "de"]
SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


def usher(binary, *arguments):
    return subprocess.run([binary, *arguments], check=True, capture_output=True).stdout


def forms(binary, home, page):
    """Usher names a page's forms when it is asked for one that there is not."""
    asked = subprocess.run([binary, "preview", "--home", home, f"page/{page}", "--as", "?"], capture_output=True, text=True)
    return re.search(r"it has (.*)", asked.stderr).group(1).split(", ")


class Server(http.server.ThreadingHTTPServer):
    """Serves one page, with a policy that names the hash of its style as this program reads it."""

    page = b""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            style = re.search(rb"<style>(.*?)</style>", self.server.page, re.DOTALL).group(1)
            digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; form-action 'self'")
            self.end_headers()
            self.wfile.write(self.server.page)

        def log_message(self, *_):
            pass


def main(binary, pictures=None):
    if pictures:
        pictures = pathlib.Path(pictures)
        pictures.mkdir(parents=True, exist_ok=True)
    faults, count = [], 0
    server = Server(("127.0.0.1", 0), Server.Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        home = f"{folder}/home"
        usher(binary, "init", home)
        for page in PAGES:
            for number, form in enumerate(forms(binary, home, page)):
                for language in LANGUAGES:
                    server.page = usher(
                        binary, "preview", "--home", home, f"page/{page}", "--as", form, "--language", language)
                    for width, scheme in SCREENS:
                        browser.wear(width, scheme)
                        browser.driver.get(f"http://127.0.0.1:{server.server_port}/{page}")
                        count += 1
                        where = f"{page} ({form}, {language}, {width}, {scheme})"
                        faults += [f"{where}: {fault}" for fault in browser.faults()]
                        if pictures and number == 0 and (language == LANGUAGES[0] or (width, scheme) == SCREENS[0]):
                            browser.picture(pictures / f"{page}.{language}.{width}.{scheme}.png")
    for fault in faults:
        print(fault)
    print(f"{count} pages looked at, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
