"""Somebody who uses the dashboard: looks at each page on every screen, presses, types, and reads."""

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

import keyboard
from shop import until

SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
GERMAN = [(1280, "light"), (360, "dark")]
# All rules are asked of these; what a light or a width can change, of the others.
BOTH = [(360, "light"), (1280, "dark")]

CELLS = """
const pieces = cell => {
    const found = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        if (node.data.trim() && node.parentElement.getClientRects().length > 0) found.push(node.data.trim());
    }
    return found.join('\\n');
};
return [...document.querySelectorAll(arguments[0] + ' tbody tr')].map(row => [...row.children].map(pieces));
"""


class Marketer:
    def __init__(self, browser, pictures):
        self.browser, self.driver, self.pictures = browser, browser.driver, pictures
        self.faults, self.count = [], 0

    def looks(self, name, *, is_answer=False, is_refused=False):
        """At the page that is open, on every screen; at another form of a page (`PAGE.form`) on two that have both widths and both lights. What answers a
        form is looked at as it stands: to load it anew would be the act again. Of a page that is a refusal, Chromium tells the console so."""
        if is_refused:
            self.driver.get_log("browser")
        for width, scheme in BOTH if "." in name else SCREENS:
            self.browser.wear(width, scheme)
            if not is_answer:
                self.driver.refresh()
            self.sees(name, width, scheme, is_whole=(width, scheme) in BOTH, is_refused=is_refused)
        if not is_answer:
            self.browser.speak("de")
            for width, scheme in GERMAN[:1 if "." in name else 2]:
                self.browser.wear(width, scheme)
                self.driver.refresh()
                assert until("the page in German", lambda: self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang")) == "de"
                self.sees(name, width, scheme, ".de", is_whole=False, is_refused=is_refused)
            self.browser.speak("en")
            self.browser.wear(1280, "light")
            self.driver.refresh()
        self.browser.wear(1280, "light")
        self.faults += [f"{name} (keys): {fault}" for fault in keyboard.faults(self.driver)]
        self.driver.get_log("browser")

    def comes(self):
        """A page of which it is said first that it is being counted comes by itself."""
        until("what is being counted", lambda: not self.driver.find_elements(By.CSS_SELECTOR, "[data-underway]"))

    def sees(self, name, width, scheme, language="", *, is_whole, is_refused):
        self.comes()
        self.count += 1
        said = self.browser.faults(is_whole, is_refused)
        self.faults += [f"{name} ({width}, {scheme}{language}): {fault}" for fault in said]
        if self.pictures:
            if self.driver.find_elements(By.TAG_NAME, "iframe"):
                # What is in a frame is painted by another process of the browser, and only where it is on the screen.
                self.browser.wear(width, scheme, self.driver.execute_script("return document.documentElement.scrollHeight"))
                self.driver.execute_async_script("setTimeout(arguments[0], 400)")
            self.browser.picture(self.pictures / f"{name}.{width}.{scheme}{language}.png")

    def opens(self, words, title):
        """Follows the link with these words to the page of that title."""
        self.clicks(words, By.PARTIAL_LINK_TEXT)
        self.until_title(title)

    def clicks(self, what, by=By.CSS_SELECTOR):
        """The first that is found so, as soon as there is one; found and clicked in one go, for a page may be replaced in between."""
        until(f"'{what}'", lambda: self.driver.find_element(by, what).click() or True)

    def until_title(self, title):
        until(f"the page '{title}'", lambda: self.title() == title)

    def presses(self, words, form=None):
        """The one button with these words, on the page or in the form that a selector finds, and waits for what comes."""
        def press():
            page = self.driver.find_element(By.TAG_NAME, "html")
            found = [b for b in self.driver.find_elements(By.CSS_SELECTOR, f"{form or ''} button") if b.text == words]
            assert len(found) < 2, f"{len(found)} buttons '{words}'"
            if found:
                found[0].click()
                return page
        page = until(f"a button '{words}'", press)
        until(f"a new page after '{words}'", lambda: self.has_left(page))

    def chooses(self, name, words, form=None):
        field = f"{form or ''} [name='{name}']"
        until(field, lambda: Select(self.driver.find_element(By.CSS_SELECTOR, field)).select_by_visible_text(words) or True)

    def picks(self, name, value, form=None):
        def pick():
            # An option without a value has its text for one.
            options = self.driver.find_elements(By.CSS_SELECTOR, f"{form or ''} [name='{name}'] option")
            option = next((option for option in options if option.get_attribute("value") == value), None)
            return option and (option.click() or True)
        until(f"{value} of {name}", pick)

    def types(self, name, words, form=None):
        field = f"{form or ''} [name='{name}']"
        until(field, lambda: self.driver.find_element(By.CSS_SELECTOR, field).send_keys(words) or True)

    def has_left(self, page):
        try:
            return not page.is_displayed() or None
        except Exception:
            return True

    def reads(self, words):
        """What a page that follows says may come a moment later."""
        self.comes()
        text = ""

        def says():
            nonlocal text
            text = self.driver.find_element(By.TAG_NAME, "body").text
            return words in text
        try:
            until(words, says, 60)
        except AssertionError:
            raise AssertionError(f"'{words}' is not on: {text}") from None

    def title(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text

    def cells(self, table):
        """A table as this screen shows it: a list for each row, and of each cell its pieces of text, a line each."""
        self.comes()
        return self.driver.execute_script(CELLS, f"#{table}")
