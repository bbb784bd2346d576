"""The dashboard in a real browser, as a marketer meets it: in by the link, every page and every act, by hand, by keyboard alone and without script, and out
again. Arguments: the usher binary, and a folder for pictures or nothing. Every page is held to what check-pages promises, at both widths, in both lights;
every number to what the commands say, and to a recount from the rows."""

import pathlib
import sys
import tempfile
import time

from selenium.webdriver.common.by import By

import doing
import following
import keyboard
import numbers_shown
import operating
import sheets
import without_script
from browser import Browser
from lived import Home, Story
from marketer import Marketer
from shop import until


def enters(marketer, home):
    """What stands before the dashboard, and what is none of it; by the link once, and not twice."""
    driver = marketer.driver
    driver.get(f"http://127.0.0.1:{home.port}/")
    assert marketer.title() == "Come in by a link"
    marketer.looks("door", is_refused=True)
    link = home.usher("dashboard").strip()
    driver.get(link)
    marketer.looks("enter")
    marketer.presses("Open")
    marketer.until_title("Journey")
    room = driver.current_url.rsplit("/", 1)[0]
    driver.get(f"{room}/campaign?name=nobodys")
    marketer.until_title("That did not work")
    marketer.looks("problem", is_refused=True)
    marketer.opens("To the first page", "Journey")
    return link


def previews(marketer, home):
    marketer.opens("Preview", "Preview")
    marketer.looks("preview")
    marketer.opens("download", "welcome/download")
    numbers_shown.mail(marketer, home, "welcome/download")
    marketer.looks("mail")
    marketer.presses("Ask the spam filter")
    marketer.reads("spam filter:")
    marketer.looks("spam", is_answer=True)


def journey(marketer, home):
    marketer.opens("Journey", "Journey")
    # A page that followed the daemon which went said so to the console.
    marketer.driver.get_log("browser")
    marketer.looks("journey")
    numbers_shown.journey(marketer, home)
    marketer.browser.wear(360, "light")
    begin, end = numbers_shown.days(marketer)
    with numbers_shown.Rows(home) as rows:
        numbers_shown.drawing(marketer, rows.stages(begin, end), rows.arrows(begin, end))
    marketer.browser.wear(1280, "light")
    marketer.clicks("7 days", By.LINK_TEXT)
    until("the week", lambda: "days=7" in marketer.driver.current_url)
    marketer.reads("Today is not over yet")


def campaigns(marketer, home):
    marketer.opens("Campaigns", "Campaigns")
    numbers_shown.campaigns(marketer, home)
    marketer.looks("campaigns")
    marketer.opens("welcome", "welcome")
    numbers_shown.campaign(marketer, home, "welcome", "purchased")
    marketer.looks("campaign")


def forecast(marketer, home):
    marketer.opens("Forecast", "Forecast")
    numbers_shown.forecast(marketer, home)
    marketer.looks("forecast")
    marketer.chooses("email", "welcome.download")
    marketer.presses("Play it")
    numbers_shown.what_if(marketer, home, "welcome.download")
    marketer.looks("forecast.asked")


def people(marketer, home):
    """A search, somebody's story, and an e-mail as it comes to them."""
    marketer.opens("People", "People")
    marketer.types("q", "aroha")
    marketer.presses("Find")
    with numbers_shown.Rows(home) as rows:
        found = rows.all("SELECT address FROM contacts WHERE lower(name) LIKE 'aroha%' OR address_key LIKE 'aroha%'")
    shown = [cells[0] for cells in marketer.cells("people-table")]
    assert set(shown) <= {row["address"] for row in found} and len(shown) == min(len(found), 25) > 1, (len(shown), len(found))
    marketer.looks("people")
    marketer.clicks("#people-table tbody a")
    until("a person", lambda: "/person?" in marketer.driver.current_url)
    address = marketer.title()
    numbers_shown.person(marketer, home, address)
    marketer.looks("person")
    marketer.opens("See an e-mail as it comes to this person", "Preview")
    marketer.opens("download", "welcome/download")
    marketer.looks("mail.contact")


def leaves(marketer, home, link):
    driver = marketer.driver
    room = "/".join(driver.current_url.split("/")[3:5])
    cookies = driver.get_cookies()
    assert [(c["name"], c["httpOnly"], c["sameSite"], c["path"]) for c in cookies] == [("usher_dashboard", True, "Strict", f"/{room}")], cookies
    assert driver.execute_script("return document.cookie") == ""
    marketer.presses("Log out")
    marketer.until_title("Come in by a link")
    driver.get(link)
    marketer.presses("Open")
    marketer.until_title("That did not work")
    # Chromium tells the console of every answer that is a refusal, these too.
    driver.get_log("browser")


def main(binary, pictures=None):
    began = time.monotonic()
    folder = tempfile.TemporaryDirectory()
    if pictures:
        pictures = pathlib.Path(pictures)
        pictures.mkdir(parents=True, exist_ok=True)
    with folder, Home(binary, folder.name) as home, Browser() as browser:
        shots = pathlib.Path(folder.name, "shots") if pictures else None
        if shots:
            shots.mkdir()
        marketer = Marketer(browser, shots)

        def went(part):
            print(f"dashboard: {part} at {time.monotonic() - began:.0f} s", flush=True)

        story = Story(home)
        story.start()
        keyboard.visit(marketer, home, home.usher("dashboard", "--act").strip())
        link = enters(marketer, home)
        previews(marketer, home)
        went("the door and the preview")
        story.ends()
        went("the story's end")
        journey(marketer, home)
        campaigns(marketer, home)
        forecast(marketer, home)
        people(marketer, home)
        went("the numbers")
        marketer.opens("Preview", "Preview")
        marketer.opens("download", "welcome/download")
        following.follows(marketer, home)
        marketer.opens("Operations", "Operations")
        numbers_shown.operations(marketer, home)
        marketer.looks("operations")
        leaves(marketer, home, link)
        went("looking")
        browser.driver.get(home.usher("dashboard", "--act").strip())
        marketer.presses("Open")
        marketer.until_title("Journey")
        doing.acts(marketer, home)
        without_script.goes_round(home)
        went("the round without script")
        operating.operate(marketer, home)
        operating.opened(marketer, home)
        home.usher("report", "--verify")
        log = pathlib.Path(home.log.name).read_text()
        assert "@example.org" not in log and link.rsplit("/", 1)[1] not in log, log
        went("acting")
        if pictures:
            sheets.keep(shots, pictures)
    for fault in marketer.faults:
        print(fault)
    print(f"dashboard: {marketer.count} pages looked at, {len(marketer.faults)} faults")
    return 1 if marketer.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
