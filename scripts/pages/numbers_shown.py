"""What the dashboard's pages show, held against what the commands print as JSON, and against a recount from the rows."""

import datetime
import re
import time

from selenium.webdriver.common.by import By

from recount import DAY, STAGES, Rows, wilson
from shop import until

WITHIN = DAY


def first(cell):
    """What stands in a cell's first line."""
    return cell.split("\n")[0].strip()


def number(text):
    return int(re.sub(r"[^0-9-]", "", first(text).replace("−", "-").split("(")[0]))


def percents(text):
    """`3.4 % of 340 (2.1 to 5.5 %)` as its numbers."""
    return [float(word) for word in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", text.replace(",", "").replace("−", "-"))]


def cents(text):
    """`1,234.50 EUR`, `€1,234.50`, in cents; nothing is 0."""
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if digits else 0


def near(shown, parts):
    return all(abs(one - 100 * part) <= 0.0501 for one, part in zip(shown, parts, strict=True))


def money(parts):
    return sum(part["minorUnits"] for part in parts)


def days(marketer):
    return until("the days", lambda: [marketer.driver.find_element(By.NAME, name).get_attribute("value") for name in ("from", "to")])


def before(begin, end):
    """The whole days of a period that ends today, and as many right before them."""
    one, last = (datetime.date.fromisoformat(day) for day in (begin, end))
    last -= datetime.timedelta(days=1)
    length = (last - one).days + 1
    return [str(day) for day in (one, last, one - datetime.timedelta(days=length), one - datetime.timedelta(days=1))]


def journey(marketer, home):
    """All of the first page: people, moves, money, campaigns and sources, of the period and of the one before it, and the drawing."""
    begin, end = days(marketer)
    one, last, old, older = before(begin, end)
    said, whole, earlier = (home.json("report", "--from", since, "--to", to) for since, to in ((begin, end), (one, last), (old, older)))
    with Rows(home) as rows:
        counted, counted_before = rows.stages(begin, end), rows.stages(old, older)
        arrows, arrows_whole, arrows_before = rows.arrows(begin, end), rows.arrows(one, last), rows.arrows(old, older)
        campaigns, stays, without = rows.campaigns(begin, end), rows.stays(begin, end), rows.without_stage()
        taken_before = sum(line["money"] for line in rows.campaigns(old, older).values())
    for cells, line, past, stage in zip(marketer.cells("stages-table"), said["stages"], earlier["stages"], STAGES, strict=True):
        shown = [number(cell) for cell in cells[1:7]]
        reported = [of[key] for key in ("people", "came", "left") for of in (line, past)]
        assert shown == reported, (cells, line, past)
        assert shown == [of[at] for at in range(3) for of in (counted[stage], counted_before[stage])], (cells, counted[stage], counted_before[stage])
        stay(cells[7], stays.get(stage))
    assert f"Without a stage: {said['withoutStage']}" in text(marketer) and said["withoutStage"] == without, without
    moves(marketer, said, arrows, arrows_whole, arrows_before)
    drawing(marketer, counted, arrows)
    for cells, line in zip(marketer.cells("campaigns-table"), said["campaigns"], strict=True):
        shown = dict(zip(["visits", "entered", "moved", "held out", "moved anyway", "sent", "clicked"], map(number, cells[2:9]), strict=True))
        shown["money"] = cents(cells[9])
        steps = [sum(step[key] for step in line["steps"]) for key in ("sent", "clicked")]
        assert cells[0] == line["name"] and list(shown.values()) == [
            line["visits"], line["entered"], line["moved"], line["heldOut"], line["heldOutMoved"], *steps, money(line["money"])], (cells, line)
        assert shown == campaigns[line["name"]], (shown, campaigns[line["name"]])
    sources(marketer, said, campaigns)
    [cells] = marketer.cells("money-table")
    now, then = sum(line["money"] for line in campaigns.values()), taken_before
    assert [cents(cell) for cell in cells[1:3]] == [now, then] and now > 0, (cells, now, then)
    assert now == sum(money(line["money"]) for line in said["campaigns"])
    whole = sum(money(line["money"]) for line in whole["campaigns"])
    assert cents(cells[3]) == abs(whole - then), (cells, whole, then)


def text(marketer):
    return marketer.driver.find_element(By.TAG_NAME, "body").text


def stay(cell, milliseconds):
    """In words, rounded up; the commands know it to three percent."""
    assert bool(cell) == (milliseconds is not None), (cell, milliseconds)
    if cell:
        count, unit = cell.split()
        size = DAY if unit.startswith("day") else DAY / 24
        assert milliseconds * 0.96 <= int(count) * size <= milliseconds * 1.04 + size, (cell, milliseconds)


def moves(marketer, said, arrows, whole, earlier):
    labels = {line["stage"]: line["label"] for line in said["stages"]} | {None: "new"}
    shown = {}
    for cells in marketer.cells("moves-table"):
        move = re.split(r" → ", first(cells[0]))
        shown[move[0], re.split(r" no campaign", move[1])[0]] = [number(cell) for cell in cells[1:]]
    expected = {}
    for key in arrows.keys() | earlier.keys():
        kinds = arrows.get(key, [0, 0, 0])
        old, now = sum(earlier.get(key, [])), sum(whole.get(key, []))
        expected[labels[key[0]], labels[key[1]]] = [*kinds, sum(kinds), old, now - old]
    assert shown == expected, (shown, expected)
    reported = {(line.get("from"), line["to"]): [line[key] for key in ("intended", "accidental", "stated")] for line in said["arrows"]}
    assert reported == arrows, (reported, arrows)
    assert sum(kinds[0] for kinds in arrows.values()) > 5, "nearly nobody moved on purpose, so nearly nothing was compared"


def drawing(marketer, counted, arrows):
    """The one that this screen has, and no other."""
    def shown():
        [one] = [one for one in marketer.driver.find_elements(By.CSS_SELECTOR, "svg.journey") if one.is_displayed()]
        return [[number(mark.text) for mark in one.find_elements(By.CSS_SELECTOR, kind)]
                for kind in (".number", ".mark.intended", ".mark.accidental", ".mark.stated")]
    people, *marks = until("the drawing", shown)
    assert people == [counted[stage][0] for stage in STAGES], people
    for at, found in enumerate(marks):
        assert sorted(found) == sorted(kinds[at] for kinds in arrows.values() if kinds[at]), (at, found)


def sources(marketer, said, campaigns):
    lines = {line["source"]: line for line in said["sources"]}
    for cells in marketer.cells("sources-table"):
        line, own = lines.pop(cells[0]), [one for one in said["campaigns"] if one.get("source") == cells[0]]
        shown = [number(cell) for cell in cells[1:5]] + [cents(cells[5])]
        assert shown == [line[key] for key in ("campaigns", "visits", "entered", "moved")] + [money(line["money"])], (cells, line)
        assert shown[1:] == [sum(campaigns[one["name"]][key] for one in own) for key in ("visits", "entered", "moved", "money")], (cells, own)
    assert not lines, lines


def part(cell, share, recounted):
    """One cell of a campaign's page beside the number, the part and the interval of the report and of the recount."""
    count, *rest = percents(cell)
    assert (count, share["count"]) == (recounted[0],) * 2, (cell, share, recounted)
    assert share["of"] == recounted[1], (cell, share, recounted)
    if share["of"] == 0:
        assert not rest, cell
        return
    rate, whole, low, high = rest
    assert whole == share["of"] and near([rate, low, high], [share[key] for key in ("rate", "low", "high")]), (cell, share)
    assert near([rate, low, high], wilson(*recounted)), (cell, recounted)


def campaigns(marketer, home):
    """The list, in the journey's order."""
    begin, end = days(marketer)
    said = {line["name"]: line for line in home.json("report", "--from", begin, "--to", end)["campaigns"]}
    with Rows(home) as rows:
        counted = rows.campaigns(begin, end)
    shown = marketer.cells("campaigns-table")
    assert {cells[0] for cells in shown} == said.keys(), shown
    for name, moved, *cells in shown:
        line, values = said[name], [number(cell) for cell in cells]
        assert values == [line["entered"], line["moved"], sum(step["sent"] for step in line["steps"])], (name, cells, line)
        assert values == [counted[name][key] for key in ("entered", "moved", "sent")], (name, cells, counted[name])


def campaign(marketer, home, name, event):
    table, now = home.json("report", name), int(time.time() * 1000)
    assert days(marketer) == [table["from"], table["to"]]
    with Rows(home) as rows:
        counted = rows.emails(name, table["from"], table["to"], WITHIN, now)
        groups = rows.groups(name, table["from"], table["to"], WITHIN, now, event)
    keys = ["clicked", "unsubscribed", "bounced", "complained", "reached", "reachedBeforeNext"]
    for cells, step in zip(marketer.cells("emails-table"), table["steps"], strict=True):
        of = counted[step["name"]]
        assert step["name"] in cells[0] and ("the weakest" in cells[0]) == step["isWeakest"], (cells, step)
        assert [number(cell) for cell in cells[1:3]] == [step["waiting"], step["sent"]] == [of["waiting"], of["sent"]], (cells, step, of)
        for cell, key in zip(cells[3:], keys, strict=True):
            part(cell, step[key], of[key])
    for step in table["steps"][:2]:
        shown = [step[key]["count"] for key in keys] + [step["sent"], step["waiting"]]
        likes = [count for count in shown if count and shown.count(count) > 1]
        # The last of two e-mails has nothing before the next one that it has not before the end.
        assert len(set(likes)) <= 1 and 0 not in shown[:6], f"a column could stand in another's place unseen: {shown}"
    assert any(step["isWeakest"] for step in table["steps"]), "no e-mail is the weakest, so its mark was not looked at"
    for cells, key, own in zip(marketer.cells("holdout-table"), ("reached", "heldOutReached"), groups, strict=True):
        assert number(cells[1]) == table["holdout"][key]["of"] == own[1], (cells, table["holdout"], own)
        part(cells[2], table["holdout"][key], own)
    assert groups[1][0] > 0 and groups[0][0] > 0, groups


def forecast(marketer, home):
    """The forecast, with the days by their names."""
    said = home.json("forecast")
    with Rows(home) as rows:
        waiting = rows.waiting()
    for cells, day in zip(marketer.cells("mail-table"), said["mail"], strict=True):
        name = datetime.date.fromisoformat(day["day"]).strftime("%A")
        assert cells[0].startswith(name), (cells, day)
        assert number(cells[1]) == day["waiting"] + day["following"], (cells, day)
    assert sum(day["waiting"] for day in said["mail"]) == len(waiting) > 20, (said["mail"], len(waiting))
    stages(marketer, "ahead-table", said["stages"])
    with Rows(home) as rows:
        people = rows.stages(said["until"], said["until"])
    assert [line["people"] for line in said["stages"]] == [people[stage][0] for stage in STAGES]


def what_if(marketer, home, asked):
    answer = home.json("forecast", "--if", f"{asked}=+20%")["whatIf"]
    stages(marketer, "what-if-table", answer["stages"])
    marketer.reads(f"{answer['byIt']} of {answer['of']}")


def stages(marketer, table, lines):
    for cells, line in zip(marketer.cells(table), lines, strict=True):
        assert number(cells[1]) == line["people"], (cells, line)
        for cell, ahead in zip(cells[2:], line["ahead"], strict=True):
            words, *sums = [words for words in cell.split("\n") if words]
            held(words, ahead["people"])
            for words, sum_of in zip(sums, ahead.get("money", []), strict=True):
                held(words, sum_of)


def held(words, part):
    if "range" not in part:
        assert "too few people" in words, (words, part)
        return
    low, high, middle = percents(words)[:3]
    assert all(abs(one - part["range"][key]) <= 0.5 for one, key in ((low, "low"), (middle, "middle"), (high, "high"))), (words, part)


def operations(marketer, home):
    """The counts, the messages by state, and each list with how many there are."""
    until("a quiet queue", home.is_quiet)
    marketer.driver.refresh()
    status = home.json("status")
    shown = until("the facts", lambda: [number(one.text) for one in marketer.driver.find_elements(By.CSS_SELECTOR, ".facts dd")][-3:])
    with Rows(home) as rows:
        states, living = rows.states(), rows.living()
    assert shown == [status[key] for key in ("contacts", "activeEnrollments", "suppressions")] == list(living), (shown, status, living)
    names = ["queued", "claimed", "parked", "held", "sent", "bounced", "failed", "skipped", "withheld", "cancelled", "complained"]
    cells = [number(cell) for _, cell in marketer.cells("states-table")]
    assert sorted(cells) == sorted(status["deliveries"].get(name, 0) for name in names) == sorted(states[name] for name in names), (cells, status, states)
    returned, unmatched = (home.json("receive", "list", "--limit", "200", *more) for more in ([], ["--unmatched"]))
    for table, lines in (("returned", returned), ("unmatched", unmatched)):
        shown = marketer.cells(f"{table}-table")
        assert [number(cells[0]) for cells in shown] == [line["id"] for line in lines][:20], (table, shown, lines)
        assert len(lines) > 0 and f"{len(shown)} of {len(lines)} are shown" in text(marketer), (table, len(lines))


def person(marketer, home, address):
    story = home.json("why", address)
    with Rows(home) as rows:
        happened, waits = rows.person(address)
    lists = marketer.driver.find_elements(By.CSS_SELECTOR, "ol.time")
    past = lists[-1].find_elements(By.TAG_NAME, "li")
    messages = [message for enrollment in story["enrollments"] for message in enrollment["messages"]] + story["notices"]
    told = len(story["journey"]["events"]) + len(story["journey"]["moves"]) + sum(message["state"] not in ("queued", "claimed", "parked", "held") for message in messages)
    assert len(past) == told == happened > 0, (len(past), told, happened)
    for enrollment in story["enrollments"]:
        for message in enrollment["messages"]:
            marketer.reads(f"{enrollment['campaign']} · {message['step']}")
    assert sum(message["state"] in ("queued", "claimed", "parked", "held") for message in messages) == waits


def mail(marketer, home, message):
    """What the command finds, but for the spam filter, which the page does not ask."""
    found = home.json("preview", message, "--check")["findings"]
    wanted = [f"{one['about']}: {one['found']}" + (f"; {one['wanted']}" if "wanted" in one else "") for one in found if one["about"] != "spam filter"]
    shown = [one.text for one in marketer.driver.find_elements(By.CSS_SELECTOR, ".remarks li span")]
    assert [one for one in shown if not one.startswith("spam filter")] == wanted != [], (shown, wanted)
