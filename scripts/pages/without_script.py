"""The dashboard in a browser that runs no script: every page, and one act of each form."""

import pathlib

from selenium.webdriver.common.by import By

from browser import Browser
from shop import until


class Reader:
    """Looks with the eyes alone: no page is asked by a script here."""

    def __init__(self, driver):
        self.driver = driver

    def opens(self, words, title):
        until(f"a link '{words}'", lambda: self.driver.find_elements(By.PARTIAL_LINK_TEXT, words))[0].click()
        self.until_title(title)

    def until_title(self, title):
        until(f"the page '{title}'", lambda: self.driver.find_element(By.TAG_NAME, "h1").text == title)

    def submits(self, form, title, **fields):
        one = until(f"the form {form}", lambda: self.driver.find_element(By.CSS_SELECTOR, form))
        for name, value in fields.items():
            field = one.find_element(By.NAME, name)
            if field.tag_name == "select":
                next(option for option in field.find_elements(By.TAG_NAME, "option") if option.get_attribute("value") == value).click()
            else:
                field.clear()
                field.send_keys(value)
        one.find_element(By.TAG_NAME, "button").click()
        self.until_title(title)


def goes_round(home):
    with Browser(runs_script=False) as browser:
        driver = browser.driver
        driver.get("data:text/html,<title>none</title><script>document.title = 'ran'</script>")
        assert driver.title == "none", "this browser runs scripts"
        reader = Reader(driver)
        driver.get(home.usher("dashboard", "--act").strip())
        reader.submits("main form", "Journey")
        reader.submits("form.period", "Journey")
        driver.find_element(By.LINK_TEXT, "7 days").click()
        until("the week", lambda: "days=7" in driver.current_url)
        reader.opens("Campaigns", "Campaigns")
        reader.submits("form.period", "Campaigns")
        reader.opens("welcome", "welcome")
        reader.submits("form.period", "welcome")
        driver.find_element(By.TAG_NAME, "summary").click()
        until("why there are no opens", lambda: driver.find_element(By.CSS_SELECTOR, "details p").is_displayed())
        reader.opens("Forecast", "Forecast")
        reader.submits("form.find", "Forecast", percent="10")
        reader.opens("People", "People")
        reader.submits("main form.find", "People", q="person18@")
        reader.opens("person18@", "person18@example.org")
        reader.submits("form[action$='/person/stage']", "Done", stage="promote", because="by hand")
        assert "by hand" in home.usher("why", "person18@example.org")
        reader.opens("person18@", "person18@example.org")
        reader.opens("See an e-mail", "Preview")
        reader.opens("Preview", "Preview")
        reader.submits("main form.find", "Preview")
        reader.opens("download", "welcome/download")
        assert len(driver.find_elements(By.TAG_NAME, "iframe")) == 3
        follows(reader, home)
        reader.opens("Operations", "Operations")
        reader.submits("form[action$='/operations/pause']", "Done", what="ascend", because="by hand")
        reader.opens("Operations", "Operations")
        reader.submits("form[action$='/operations/resume']", "Done")
        reader.opens("Operations", "Operations")
        reader.opens("The files", "Files")
        reader.submits("form[action$='/files/reload']", "Done")
        reader.opens("Operations", "Operations")
        reader.opens("The inbox of rehearsal", "Inbox of rehearsal")
        driver.find_element(By.CSS_SELECTOR, "#inbox-table tbody a").click()
        until("a message", lambda: driver.find_element(By.CSS_SELECTOR, "iframe.received"))
        reader.submits("form.leave", "Come in by a link")


def follows(reader, home):
    """Without script the page says that it is to be loaded again, and shows what was saved then."""
    file = pathlib.Path(home.path, "templates/welcome/download.md")
    right = file.read_text()
    assert "follows" not in reader.driver.find_element(By.CSS_SELECTOR, "[data-changes]").text
    home.saves(file, right.replace("subject: ", "subject: Now "))
    reader.driver.refresh()
    until("what was saved", lambda: "Now " in reader.driver.find_element(By.CSS_SELECTOR, ".inbox .subject").text)
    home.saves(file, right)
