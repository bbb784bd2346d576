"""Somebody's way through the public address, with a real browser, the real binary, and a web server with TLS in front of it. Arguments: the usher
binary, and which parts, or none for all. Mail goes into the rehearsal's inbox and is read there."""

import sys
import tempfile

from selenium.webdriver.common.by import By

from browser import Browser
from shop import Shop, Usher, until


class Visitor:
    """A browser on a phone whose every page is held to what check-pages promises."""

    def __init__(self, browser):
        self.browser = browser
        self.driver = browser.driver
        self.faults = []
        browser.wear(360, "light")

    def opens(self, address):
        self.driver.get(address)
        self.looks()

    def presses(self, words):
        buttons = [b for b in self.driver.find_elements(By.CSS_SELECTOR, "button, .button") if b.text.startswith(words)]
        assert len(buttons) == 1, f"{len(buttons)} buttons '{words}' on: {self.text()}"
        page = self.driver.find_element(By.TAG_NAME, "html")
        buttons[0].click()
        until(f"a new page after '{words}'", lambda: self.has_left(page))
        self.looks()

    def has_left(self, page):
        try:
            return not page.is_displayed() or None
        except Exception:
            return True

    def types(self, name, words):
        self.driver.find_element(By.NAME, name).send_keys(words)

    def chooses(self, name, value):
        self.driver.find_element(By.CSS_SELECTOR, f"input[name='{name}'][value='{value}']").click()

    def reads(self, words):
        assert words in self.text(), f"'{words}' is not on: {self.text()}"

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def looks(self):
        where = self.driver.title
        self.faults += [f"{where}: {fault}" for fault in self.browser.faults()]
        self.faults += [f"{where}: a cookie: {cookie['name']}" for cookie in self.driver.get_cookies()]


def sign_up(usher, shop, ada):
    """A form on the shop's own page, the mailed link, its button, and what was promised. Fetching the link changes nothing."""
    address = "ada@customer.example"
    ada.opens(f"{shop.url}/")
    ada.types("address", address)
    ada.presses("Send it to me")
    ada.reads("Almost there")
    ada.reads("a…@customer.example")

    confirm = usher.mail(address, "One click, and the notebook is yours")
    link = confirm.link("Yes, send it")
    for _ in range(3):
        shop.fetch(link)
    assert "confirmed the agreement to marketing" not in usher.why(address), "fetching the link has confirmed"
    ada.opens(link)
    ada.reads("One press, and you are in")
    ada.presses("Yes, send it")
    ada.reads("Thank you, you are in")
    assert "confirmed the agreement to marketing" in usher.why(address)

    promised = usher.mail(address, "Here is your one-sheet notebook")
    assert shop.fetch(promised.link("Download the PDF")) == shop.promised, "this is not what was promised"


def no_more(usher, shop, joerg):
    """Less mail, then none. Fetching the link changes nothing."""
    address = "joerg@customer.example"
    usher("enqueue", "welcome", address, "--consent", "asked at the fair")
    link = usher.mail(address, campaign="welcome").link("Unsubscribe")
    for _ in range(3):
        shop.fetch(link)
    assert "unsubscribed" not in usher.why(address), "fetching the link has unsubscribed"
    joerg.opens(link)
    joerg.reads("No more news?")
    joerg.presses("Be quiet for a month")
    joerg.reads("Enjoy the quiet")
    assert "asked for a pause" in usher.why(address)
    joerg.presses("Unsubscribe from all news")
    joerg.reads("No more news.")
    assert "unsubscribed from marketing" in usher.why(address)
    joerg.opens(link)
    joerg.reads("You are off the list")


def score(usher, shop, ben):
    """A score with a few words. Fetching the link changes nothing."""
    address = "ben@customer.example"
    usher("enqueue", "advocate", address, "--consent", "asked at the fair")
    asked = usher.mail(address, campaign="advocate")
    link = asked.link("Write a review")
    for _ in range(3):
        shop.fetch(link)
    assert "review_given" not in usher.why(address), "fetching the link has given a score"
    ben.opens(link)
    ben.reads("Would you recommend it to a friend?")
    ben.chooses("score", "9")
    ben.types("text", "My first book, and it holds.")
    ben.presses("Send")
    ben.reads("You gave 9")
    assert "review_given" in usher.why(address)


PARTS = {"sign-up": sign_up, "no-more": no_more, "score": score}


def main(binary, *parts):
    with tempfile.TemporaryDirectory() as folder, Shop(folder) as shop, Usher(binary, folder, shop) as usher:
        with Browser(shop.browser_arguments) as browser:
            visitor = Visitor(browser)
            for part in parts or PARTS:
                PARTS[part](usher, shop, visitor)
    for fault in visitor.faults:
        print(fault)
    print(f"{', '.join(parts or PARTS)}: {len(visitor.faults)} faults")
    return 1 if visitor.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
