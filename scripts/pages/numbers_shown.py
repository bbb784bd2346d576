"""What the dashboard's pages show, held against what the commands print as JSON."""

import datetime
import json

from selenium.webdriver.common.by import By

from shop import until


def rows(driver, table):
    return driver.find_elements(By.CSS_SELECTOR, f"#{table} tbody tr")


def number(text):
    return int(text.replace(",", ""))


def percents(text):
    """`3.4 % of 340 (2.1 to 5.5 %)` as its numbers."""
    words = text.replace("(", " ").replace(")", " ").replace(",", "").split()
    return [float(word) for word in words if word[0].isdigit()]


def near(shown, parts):
    return all(abs(one - 100 * part) <= 0.0501 for one, part in zip(shown, parts, strict=True))


def part(cell, share):
    """One cell of a campaign's page beside the number, the part and the interval of the report."""
    shown = number(cell.find_element(By.TAG_NAME, "b").text)
    assert shown == share["count"], (cell.text, share)
    if share["of"] == 0:
        return
    [rate] = percents(cell.find_element(By.CLASS_NAME, "rate").text)
    whole, low, high = percents(cell.find_element(By.CLASS_NAME, "range").text)
    assert whole == share["of"] and near([rate, low, high], [share[key] for key in ("rate", "low", "high")]), (cell.text, share)


def campaign(marketer, home, name):
    """Opens the campaign's page from the list, and compares all of it."""
    driver = marketer.driver
    driver.find_element(By.LINK_TEXT, "Campaigns").click()
    until("the campaigns", lambda: marketer.title() == "Campaigns")
    marketer.looks("campaigns")
    driver.find_element(By.LINK_TEXT, name).click()
    until("the campaign", lambda: marketer.title() == name)
    table = json.loads(home.usher("report", name, "--json"))
    days = [driver.find_element(By.NAME, key).get_attribute("value") for key in ("from", "to")]
    assert days == [table["from"], table["to"]], days
    keys = ["clicked", "unsubscribed", "bounced", "complained", "reached", "reachedBeforeNext"]
    keys = [key for key in keys if any(key in step for step in table["steps"])]
    for row, step in zip(rows(driver, "emails-table"), table["steps"], strict=True):
        assert step["name"] in row.find_element(By.TAG_NAME, "th").text
        waiting, sent, *parts = row.find_elements(By.TAG_NAME, "td")
        assert [number(cell.text) for cell in (waiting, sent)] == [step["waiting"], step["sent"]], (row.text, step)
        for cell, key in zip(parts, keys, strict=True):
            part(cell, step[key])
    assert sum(step["sent"] for step in table["steps"]) > 20, "nearly nothing was sent, so nearly nothing was compared"
    if "holdout" in table:
        groups = [row.find_elements(By.TAG_NAME, "td") for row in rows(driver, "holdout-table")]
        for (people, cell), key in zip(groups, ("reached", "heldOutReached"), strict=True):
            assert number(people.text) == table["holdout"][key]["of"], (people.text, table["holdout"])
            part(cell, table["holdout"][key])
    marketer.looks("campaign")


def forecast(marketer, home):
    """The forecast, with the days by their names, and a question to it."""
    driver = marketer.driver
    driver.find_element(By.LINK_TEXT, "Forecast").click()
    until("the forecast", lambda: marketer.title() == "Forecast")
    said = json.loads(home.usher("forecast", "--json"))
    for row, day in zip(rows(driver, "mail-table"), said["mail"], strict=True):
        name = datetime.date.fromisoformat(day["day"]).strftime("%A")
        assert row.find_element(By.TAG_NAME, "th").text.startswith(name), (row.text, day)
        assert number(row.find_element(By.TAG_NAME, "b").text) == day["waiting"] + day["following"], (row.text, day)
    assert sum(day["waiting"] for day in said["mail"]) > 20, "nearly nothing waits, so nearly nothing was compared"
    stages(driver, "ahead-table", said["stages"])
    email = driver.find_element(By.NAME, "email")
    options = [option.text for option in email.find_elements(By.TAG_NAME, "option")]
    asked = next(option for option in options if option.startswith("welcome."))
    marketer.chooses("email", asked)
    marketer.presses("Play it")
    if driver.find_elements(By.ID, "what-if-table"):
        answer = json.loads(home.usher("forecast", "--if", f"{asked}=+20%", "--json"))
        stages(driver, "what-if-table", answer["whatIf"]["stages"])
    else:
        marketer.reads("nobody moved right after")
    marketer.looks("forecast")


def stages(driver, table, lines):
    for row, line in zip(rows(driver, table), lines, strict=True):
        now, *ahead = row.find_elements(By.TAG_NAME, "td")
        assert number(now.text) == line["people"], (row.text, line)
        for cell, part in zip(ahead, line["ahead"], strict=True):
            words = cell.text.splitlines()[0]
            if "range" not in part["people"]:
                assert words.startswith("too few people"), (words, part)
                continue
            low, high, middle = percents(words)
            assert {"low": low, "middle": middle, "high": high} == part["people"]["range"], (words, part)
