"""The dashboard in a real browser, as a marketer meets it: in by the link, the journey, another period, out again. Arguments: the usher binary, and a
folder for pictures or nothing. Every page is held to what check-pages promises, at both widths, in both lights."""

import datetime
import json
import pathlib
import socket
import re
import subprocess
import sys
import tempfile
import threading
import time

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

import numbers_shown
import operating
from browser import Browser
from shop import free_port, until

SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
GERMAN = [(360, "dark"), (1280, "light")]
# Which part of the people gets as far: event, of a hundred.
WAY = [("visited", 100), ("signed_up", 72), ("confirmed", 55), ("purchased", 30), ("quickstart_opened", 16),
       ("purchased_again", 9), ("review_given", 5), ("friend_joined", 3)]


# What a mail, or whoever wrote it, would like to do.
HOSTILE = """<p>hostile</p><script>parent.document.title = top.document.title = 'hacked'; fetch('EAR/script')</script>
<img src="EAR/picture" onerror="top.document.title = 'hacked'"><iframe src="EAR/frame"></iframe><object data="EAR/object"></object>
<video src="EAR/video" autoplay></video><style>@import 'EAR/style'; body { background: url(EAR/background) }</style>
<form action="EAR/form"><input autofocus></form><meta http-equiv="refresh" content="0; url=EAR/refresh"><svg onload="fetch('EAR/svg')"></svg>"""
FETCH = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.text()).then(done, (fault) => done(String(fault)))"


class Ear:
    """Counts who speaks with it."""

    def __init__(self):
        self.heard, self.socket = 0, socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.socket.accept()[0].close()
                self.heard += 1
            except OSError:
                return

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


class Home:
    def __init__(self, binary, folder):
        self.binary, self.path, self.port = binary, f"{folder}/home", free_port()
        self.usher("init", self.path)
        settings = pathlib.Path(self.path, "config/usher.yaml")
        # At any hour.
        text = re.sub(r'(?m)^window: .*\n', "", settings.read_text())
        for expectation in pathlib.Path(self.path, "config/campaigns").glob("*.expect"):
            expectation.unlink()
        settings.write_text(text + f'\ndashboard: {{ listen: "127.0.0.1:{self.port}" }}\n')
        self.log = open(f"{folder}/log", "w+")
        self.daemon = None

    def usher(self, *arguments, input=None):
        home = [] if arguments[0] == "init" else ["--home", self.path]
        done = subprocess.run([self.binary, *arguments, *home], capture_output=True, text=True, input=input)
        assert done.returncode == 0, f"usher {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def __enter__(self):
        self.usher("event", "--from", "-", input="".join(f"{json.dumps(event)}\n" for event in events()))
        # What happened long ago begins no campaign any more: these come today.
        guests = "".join(f"guest{number}@example.org\n" for number in range(60))
        self.usher("enqueue", "welcome", "--from", "-", "--consent", "Web form", input=f"address\n{guests}")
        self.daemon = subprocess.Popen([self.binary, "run", "--home", self.path], stdout=self.log, stderr=self.log)
        until("the dashboard", lambda: "the dashboard is on" in pathlib.Path(self.log.name).read_text())
        until("what is due", lambda: json.loads(self.usher("status", "--json"))["overdue"] == 0)
        return self

    def __exit__(self, *_):
        self.daemon.terminate()
        self.daemon.wait()
        self.log.close()


def events(people=240):
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


class Marketer:
    def __init__(self, browser, pictures):
        self.browser, self.driver, self.pictures = browser, browser.driver, pictures
        self.faults, self.count = [], 0

    def looks(self, name):
        """At the page that is open, on every screen."""
        for width, scheme in SCREENS:
            self.browser.wear(width, scheme)
            self.driver.refresh()
            if self.driver.find_elements(By.TAG_NAME, "iframe"):
                # What is in a frame is painted by another process of the browser.
                self.driver.execute_async_script("setTimeout(arguments[0], 400)")
            self.count += 1
            self.faults += [f"{name} ({width}, {scheme}): {fault}" for fault in self.browser.faults()]
            if self.pictures:
                self.browser.picture(self.pictures / f"{name}.{width}.{scheme}.png")
        self.browser.speak("de")
        for width, scheme in GERMAN:
            self.browser.wear(width, scheme)
            self.driver.refresh()
            self.count += 1
            assert self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "de"
            self.faults += [f"{name} ({width}, {scheme}, de): {fault}" for fault in self.browser.faults()]
            if self.pictures:
                self.browser.picture(self.pictures / f"{name}.{width}.{scheme}.de.png")
        self.browser.speak("en")
        self.driver.refresh()

    def presses(self, words):
        page = self.driver.find_element(By.TAG_NAME, "html")
        [button] = [b for b in self.driver.find_elements(By.TAG_NAME, "button") if b.text == words]
        button.click()
        until(f"a new page after '{words}'", lambda: self.has_left(page))

    def chooses(self, name, words):
        Select(self.driver.find_element(By.NAME, name)).select_by_visible_text(words)

    def has_left(self, page):
        try:
            return not page.is_displayed() or None
        except Exception:
            return True

    def reads(self, words):
        text = self.driver.find_element(By.TAG_NAME, "body").text
        assert words in text, f"'{words}' is not on: {text}"

    def follows(self, home):
        """Somebody types in an editor: the page shows it, what is wrong with it, and that it is right again; and a hostile e-mail does nothing."""
        file, layout = [pathlib.Path(home.path, "templates", name) for name in ("welcome/download.md", "layouts/default.html")]
        right, frame = file.read_text(), layout.read_text()
        self.reads("This page follows the files.")
        for number, (text, words) in enumerate([(right.replace("subject: ", "subject: Now "), "Now "), (right.replace("subject: ", "subject: {{nobody}} "), f"{file.name}:2:10")]):
            at = time.monotonic()
            file.write_text(text)
            until("what was saved", lambda: words in self.driver.find_element(By.TAG_NAME, "main").text)
            print(f"dashboard: a save is shown after {time.monotonic() - at:.2f} s")
            assert (number == 0) == bool(self.driver.find_elements(By.TAG_NAME, "iframe"))
        self.reads("templates/welcome/download.md:2:10")
        self.looks("mail-wrong")
        file.write_text(right)
        until("the picture", lambda: len(self.driver.find_elements(By.TAG_NAME, "iframe")) == 3)
        with Ear() as ear:
            hostile = HOSTILE.replace("EAR", ear.url)
            layout.write_text(frame.replace("</body>", f"{hostile}</body>").replace("</head>", f'<link rel="preconnect" href="{ear.url}"></head>'))
            until("the hostile e-mail", lambda: "hostile" in self.driver.execute_async_script(FETCH, self.driver.find_element(By.TAG_NAME, "iframe").get_attribute("src")))
            self.driver.refresh()
            until("its frames", lambda: len(self.driver.find_elements(By.TAG_NAME, "iframe")) == 3)
            self.driver.execute_async_script("setTimeout(arguments[0], 1500)")
            assert ear.heard == 0, "an e-mail spoke with somebody"
            assert self.title() == "welcome/download" and "hacked" not in self.driver.title
        layout.write_text(frame)
        # Chromium tells the console of all that it refused.
        self.driver.get_log("browser")
        self.driver.refresh()

    def title(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text


def main(binary, pictures=None):
    if pictures:
        pictures = pathlib.Path(pictures)
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Home(binary, folder) as home, Browser() as browser:
        marketer = Marketer(browser, pictures)
        driver = browser.driver
        driver.get(f"http://127.0.0.1:{home.port}/")
        assert marketer.title() == "Come in by a link"
        # Chromium tells the console of every 403, this one too.
        driver.get_log("browser")
        link = home.usher("dashboard").strip()
        driver.get(link)
        marketer.looks("enter")
        marketer.presses("Open")
        assert marketer.title() == "Journey", marketer.title()
        marketer.looks("journey")
        days = [driver.find_element(By.NAME, name).get_attribute("value") for name in ("from", "to")]
        report = json.loads(home.usher("report", "--json", "--from", days[0], "--to", days[1]))
        for row, stage in zip(driver.find_elements(By.CSS_SELECTOR, "#stages-table tbody tr"), report["stages"], strict=True):
            cells = [cell.text.splitlines()[0] if cell.text else "" for cell in row.find_elements(By.CSS_SELECTOR, "td")]
            assert [cells[0], cells[2], cells[4]] == [str(stage[key]) for key in ("people", "came", "left")], (cells, stage)
        [week] = [a for a in driver.find_elements(By.CSS_SELECTOR, ".presets a") if a.text == "7 days"]
        week.click()
        until("the week", lambda: "days=7" in driver.current_url)
        marketer.reads("Today is not over yet")
        numbers_shown.campaign(marketer, home, "welcome")
        numbers_shown.forecast(marketer, home)
        driver.find_element(By.LINK_TEXT, "People").click()
        until("the search", lambda: marketer.title() == "People")
        driver.find_element(By.NAME, "q").send_keys("aroha")
        marketer.presses("Find")
        marketer.looks("people")
        driver.find_element(By.CSS_SELECTOR, "#people-table tbody a").click()
        until("a person", lambda: "/person?" in driver.current_url)
        address = marketer.title()
        marketer.looks("person")
        marketer.reads("agreed" if "agreed" in home.usher("why", address) else "has agreed to nothing")
        driver.find_element(By.LINK_TEXT, "See an e-mail as it comes to this person").click()
        until("the e-mails", lambda: marketer.title() == "Preview")
        driver.find_element(By.LINK_TEXT, "download").click()
        until("one of them", lambda: marketer.title() == "welcome/download")
        marketer.reads(address if "Shown as it comes to" not in driver.page_source else "Shown as it comes to")
        driver.find_element(By.LINK_TEXT, "Preview").click()
        until("the e-mails again", lambda: marketer.title() == "Preview")
        marketer.looks("preview")
        driver.find_element(By.LINK_TEXT, "download").click()
        until("the e-mail", lambda: marketer.title() == "welcome/download")
        marketer.looks("mail")
        marketer.follows(home)
        driver.find_element(By.LINK_TEXT, "Operations").click()
        until("operations", lambda: marketer.title() == "Operations")
        marketer.looks("operations")
        room = "/".join(driver.current_url.split("/")[3:5])
        cookies = driver.get_cookies()
        assert [(c["name"], c["httpOnly"], c["sameSite"], c["path"]) for c in cookies] == [
            ("usher_dashboard", True, "Strict", f"/{room}")], cookies
        assert driver.execute_script("return document.cookie") == ""
        marketer.presses("Log out")
        assert marketer.title() == "Come in by a link", marketer.title()
        driver.get_log("browser")
        driver.get(link)
        marketer.presses("Open")
        assert marketer.title() == "That did not work", marketer.title()
        driver.get_log("browser")
        operating.operate(marketer, home)
        log = pathlib.Path(home.log.name).read_text()
        assert "@example.org" not in log and link.rsplit("/", 1)[1] not in log, log
        for fault in marketer.faults:
            print(fault)
        print(f"dashboard: {marketer.count} pages looked at, {len(marketer.faults)} faults")
        return 1 if marketer.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
