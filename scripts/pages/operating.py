"""Operations, the files and rehearsal's inbox, as somebody who may act meets them."""

import json
import pathlib

from selenium.webdriver.common.by import By

from shop import until


def operate(marketer, home):
    driver = marketer.driver
    driver.get(home.usher("dashboard", "--act").strip())
    marketer.presses("Open")
    paused(marketer, home)
    files(marketer, home)
    inbox(marketer)


def opens(marketer, words, title):
    marketer.driver.find_element(By.PARTIAL_LINK_TEXT, words).click()
    until(title, lambda: marketer.title() == title)


def paused(marketer, home):
    """Pauses everything, cancels one of two messages that are due then, and goes on."""
    driver = marketer.driver
    opens(marketer, "Operations", "Operations")
    driver.find_element(By.NAME, "because").send_keys("new prices")
    marketer.presses("Pause")
    marketer.reads("Paused the relay: nothing is sent.")
    for number in (1, 2):
        home.usher("enqueue", "welcome", f"late{number}@example.org", "--consent", "asked at the fair")
    opens(marketer, "Operations", "Operations")
    marketer.reads("new prices")
    marketer.looks("operations.acting")
    driver.find_element(By.CSS_SELECTOR, "input[form=act-due]").click()
    [button] = [b for b in driver.find_elements(By.CSS_SELECTOR, "form#act-due button") if b.text == "Cancel"]
    button.click()
    until("the answer", lambda: marketer.title() == "Done")
    marketer.reads("is cancelled.")
    opens(marketer, "Operations", "Operations")
    marketer.presses("Resume")
    marketer.reads("Resumed the relay.")
    assert json.loads(home.usher("status", "--json"))["pauses"] == []


def files(marketer, home):
    """A file that is wrong, said with its line, and one that is in order again."""
    path = pathlib.Path(home.path, "config/campaigns/welcome.yaml")
    good = path.read_text()
    path.write_text(good + "nonsense: 1\n")
    opens(marketer, "Operations", "Operations")
    opens(marketer, "The files", "Files")
    marketer.reads(f"config/campaigns/welcome.yaml:{good.count(chr(10)) + 1}")
    marketer.looks("files")
    path.write_text(good)
    marketer.driver.refresh()
    marketer.presses("Take them up")
    assert marketer.title() == "Done", marketer.title()
    opens(marketer, "Files", "Files")
    marketer.reads("Nothing is wrong with them.")


def inbox(marketer):
    driver = marketer.driver
    opens(marketer, "Operations", "Operations")
    opens(marketer, "The inbox of rehearsal", "Inbox of rehearsal")
    marketer.looks("inbox")
    driver.find_element(By.CSS_SELECTOR, "#inbox-table tbody a").click()
    until("a message", lambda: "/inbox/message?" in driver.current_url)
    marketer.looks("message")
    for frame in driver.find_elements(By.CSS_SELECTOR, "iframe.received"):
        driver.switch_to.frame(frame)
        assert len(driver.find_element(By.TAG_NAME, "body").text) > 40
        driver.switch_to.default_content()
