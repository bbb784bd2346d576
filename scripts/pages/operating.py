"""Operations, the files and rehearsal's inbox, as somebody who may act meets them."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from selenium.webdriver.common.by import By

import numbers_shown
from recount import Rows
from shop import until


def operate(marketer, home):
    lists(marketer, home)
    failures(marketer)
    letter(marketer, home)
    paused(marketer, home)
    files(marketer, home)
    held(marketer, home)
    inbox(marketer, home)


def acts(marketer, form, words, says):
    """An act on what is chosen in one list."""
    marketer.presses(words, f"form#act-{form}")
    marketer.reads(says)


def lists(marketer, home):
    """What bounced is not offered to be sent again, and why is said."""
    marketer.opens("Operations", "Operations")
    numbers_shown.operations(marketer, home)
    bounced = next(line for line in home.json("queue", "list", "--failed", "--limit", "1000") if line["state"] == "bounced")
    assert not marketer.driver.find_elements(By.CSS_SELECTOR, f"input[name='d{bounced['delivery']}']"), bounced
    marketer.reads("not sent again: it is bounced")


def failures(marketer):
    """All that failed, in one form: first what it would do."""
    marketer.types("since", "2 hours")
    marketer.presses("Say what it would do")
    marketer.until_title("Send all again that failed")
    marketer.looks("failures", is_answer=True)


def letter(marketer, home):
    """A message as it was sent, from somebody's line of time: what lies in rehearsal's inbox."""
    driver = marketer.driver
    with Rows(home) as rows:
        found = rows.all("SELECT id, contact FROM deliveries WHERE state = 'sent' AND enrollment IS NOT NULL AND inputs <> '{}' ORDER BY id DESC LIMIT 1")[0]
        address = rows.one("SELECT address FROM contacts WHERE id = ?", found["contact"])
    driver.get(f"{driver.current_url.split('/operations')[0]}/person?id={found['contact']}")
    marketer.until_title(address)
    marketer.clicks(f"a[href$='/letter?delivery={found['id']}']")
    until("the message", lambda: "/letter?" in driver.current_url)
    sent = {mail["subject"] for mail in home.json("inbox", "list") if address in mail["recipients"]}
    shown = until("its subject", lambda: [cell.text for cell in driver.find_elements(By.CSS_SELECTOR, "dl.facts dd")])
    assert sent & set(shown), (sent, shown)
    marketer.looks("letter")
    marketer.opens("Operations", "Operations")


def paused(marketer, home):
    """Pauses one campaign and then everything, cancels one of two messages that are due then, and goes on."""
    marketer.chooses("what", "welcome")
    marketer.presses("Pause")
    marketer.reads("Paused welcome.")
    marketer.looks("told", is_answer=True)
    marketer.opens("Operations", "Operations")
    marketer.presses("Resume")
    marketer.reads("Resumed welcome.")
    marketer.opens("Operations", "Operations")
    marketer.types("because", "new prices")
    marketer.presses("Pause")
    marketer.reads("Paused the relay: nothing is sent.")
    for number in (1, 2):
        home.usher("enqueue", "welcome", f"late{number}@example.org", "--consent", "asked at the fair")
    marketer.opens("Operations", "Operations")
    marketer.reads("new prices")
    marketer.looks("operations.acting")
    marketer.clicks("input[form=act-due]")
    acts(marketer, "due", "Cancel", "is cancelled.")
    marketer.opens("Operations", "Operations")
    marketer.presses("Resume")
    marketer.reads("Resumed the relay.")
    assert home.json("status")["pauses"] == []


def files(marketer, home):
    """A file that is wrong, said with its line, and one that is in order again."""
    path = pathlib.Path(home.path, "config/campaigns/welcome.yaml")
    good = path.read_text()
    home.saves(path, good + "nonsense: 1\n")
    marketer.opens("Operations", "Operations")
    marketer.opens("The files", "Files")
    until("the daemon's word", lambda: marketer.driver.refresh() or marketer.driver.find_elements(By.CSS_SELECTOR, "main > .notice"))
    marketer.reads(f"config/campaigns/welcome.yaml:{good.count(chr(10)) + 1}")
    marketer.looks("files")
    home.saves(path, good)
    until("the form", lambda: marketer.driver.refresh() or marketer.driver.find_elements(By.CSS_SELECTOR, "form[action$='/files/reload']"))
    marketer.presses("Take them up")
    marketer.until_title("Done")
    marketer.opens("Files", "Files")
    marketer.reads("Nothing is wrong with them.")


def held(marketer, home):
    """An edit that would mail many at once is held; the page says what it would do, as the command does, and its yes does it."""
    path = pathlib.Path(home.path, "config/campaigns/welcome.yaml")
    edited = re.sub(r'(sewn-booklet, +wait: )3 days, at: "09:30"', r"\g<1>0", path.read_text())
    with tempfile.TemporaryDirectory() as draft:
        for name in ("config", "templates"):
            shutil.copytree(pathlib.Path(home.path, name), pathlib.Path(draft, name))
        pathlib.Path(draft, "config/campaigns/welcome.yaml").write_text(edited)
        # The one who came late has to have got the second e-mail: else what the files would do changes while it is looked at.
        with Rows(home) as rows:
            until("a quiet queue", lambda: all(due > (time.time() + 600) * 1000 for due in rows.waiting()))
        plan = json.loads(home.usher("plan", draft, "--json", fails=True))
    home.saves(path, edited)
    until("what is held", lambda: "held" in (home.json("status").get("files") or ""))
    marketer.opens("Journey", "Journey")
    marketer.reads("The latest files are not in force.")
    marketer.reads("held: these files would mail")
    marketer.looks("journey.held")
    marketer.opens("See what they would do", "Files")
    shown = {name: numbers_shown.number(count) for name, count in marketer.cells("effects-table")}
    assert plan["isHeld"] and shown["mailed at once"] == plan["mailedAtOnce"] > 20, (shown, plan)
    assert shown == {"unchanged": plan["unchanged"], "later": plan["later"], "sooner": plan["sooner"],
                     "mailed at once": plan["mailedAtOnce"], "stranded: without their step": plan["stranded"]}, (shown, plan)
    with Rows(home) as rows:
        step = "SELECT s.id FROM steps s JOIN campaigns c ON c.id = s.campaign WHERE c.name = 'welcome' AND s.name = 'sewn-booklet'"
        waiting = rows.one(f"SELECT count(*) FROM deliveries WHERE state = 'open' AND step = ({step})")
        assert waiting == plan["mailedAtOnce"], (waiting, plan)
        named = marketer.cells("whom-table")
        assert len(named) == 20 and {cells[1] for cells in named} == {"mailed at once"}, named
        assert {cells[2] for cells in named} == {"welcome/sewn-booklet"}, named
        marketer.looks("files.held")
        marketer.presses("Yes, take them up")
        marketer.until_title("Done")
        marketer.looks("told.files", is_answer=True)
        until("the e-mails of the yes", lambda: rows.one(f"SELECT count(*) FROM deliveries WHERE state = 'sent' AND step = ({step})") >= waiting)
    marketer.opens("Files", "Files")


def inbox(marketer, home):
    driver = marketer.driver
    marketer.opens("Operations", "Operations")
    marketer.opens("The inbox of rehearsal", "Inbox of rehearsal")
    mails = home.json("inbox", "list")
    marketer.reads(f"The newest 50 of {len(mails)}.")
    assert [cells[0] for cells in marketer.cells("inbox-table")] == [mail["subject"] for mail in mails[::-1]][:50]
    marketer.looks("inbox")
    marketer.clicks("#inbox-table tbody a")
    until("a message", lambda: "/inbox/message?" in driver.current_url)
    marketer.looks("message")
    for frame in driver.find_elements(By.CSS_SELECTOR, "iframe.received"):
        driver.switch_to.frame(frame)
        assert len(until("the message", lambda: driver.find_element(By.TAG_NAME, "body").text)) > 40
        driver.switch_to.default_content()


def opened(marketer, home):
    """`usher preview --open`, of the files alone."""
    server = subprocess.Popen(
        [home.binary, "preview", "--open", "--home", home.path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        link = next(found.group(0) for line in server.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/enter/\S+", line)))
        marketer.driver.get(link)
        marketer.presses("Open")
        marketer.until_title("Preview")
        marketer.looks("preview.open")
        marketer.opens("download", "welcome/download")
        marketer.looks("mail.open")
    finally:
        server.terminate()
        server.wait()
