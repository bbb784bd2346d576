"""One person's page, and every act on it, with what the commands say afterwards."""

import json
import pathlib
import tempfile

from selenium.webdriver.common.by import By

import numbers_shown
from shop import until


def finds(marketer, address):
    marketer.opens("People", "People")
    marketer.types("q", address)
    marketer.presses("Find")
    marketer.opens(address, address)


def acts(marketer, home):
    address = "person14@example.org"
    finds(marketer, address)
    numbers_shown.person(marketer, home, address)
    marketer.looks("person.acting")
    does(marketer, home, address, "enter", "Enter", {"campaign": "excite"}, "excite", "excite:")
    does(marketer, home, address, "leave", "Take out", {"campaign": "excite"}, "has left excite", "excite: taken out", looks="done")
    does(marketer, home, address, "stage", "Move", {"stage": "advocate"}, "is moved from", "she rang", because="she rang")
    does(marketer, home, address, "data", "Mail the link", {}, "is mailed a link to everything", "data")
    exports(marketer, home, address)
    does(marketer, home, address, "no", "Record the no", {"scope": "marketing"}, "gets no more marketing", "said so", because="said so")


def does(marketer, home, address, act, button, choices, says, why, because=None, looks=None):
    """One form, its answer in the words of the command, and what `usher why` tells of it."""
    form = f"form[action$='/person/{act}']"
    until(f"the form to {act}", lambda: marketer.driver.find_elements(By.CSS_SELECTOR, form))
    for name, value in choices.items():
        marketer.picks(name, value, form)
    if because:
        marketer.types("because", because, form)
    marketer.presses(button, form)
    marketer.reads(says)
    assert why in home.usher("why", address), home.usher("why", address)
    if looks:
        marketer.looks(looks, is_answer=True)
    marketer.opens(address, address)


def exports(marketer, home, address):
    """The file that the browser gets is what the command writes."""
    with tempfile.TemporaryDirectory() as folder:
        marketer.browser.keeps_files_in(folder)
        marketer.clicks("button[formaction$='/person/export']")
        [file] = until("the file", lambda: list(pathlib.Path(folder).glob("*.json")))
        text = until("all of it", lambda: file.read_text())
        assert json.loads(text)["contact"] == json.loads(home.usher("contact", "export", address))["contact"], text
