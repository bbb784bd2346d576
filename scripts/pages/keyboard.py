"""A page without a mouse: everything that can be used is reached with Tab, in the order in which it stands, is seen to be, and lets go again."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# Numbers what can be used, and notes what the focus reaches and whether an outline shows it.
LISTEN = """
const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
    .filter(target => target.getClientRects().length > 0);
window.reached = [];
window.stood = document.querySelector('main')?.firstChild ?? document.documentElement;
window.listening?.abort();
window.listening = new AbortController();
document.activeElement?.blur();
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute('tabindex');
window.scrollTo(0, 0);
document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target);
    reached.push([targets.indexOf(event.target), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]);
}, {signal: window.listening.signal});
return targets.map(target => target.outerHTML.slice(0, 90));
"""


def press(driver, *keys):
    ActionChains(driver, duration=0).send_keys(*keys).perform()


def faults(driver):
    """Asked again where what the page shows was replaced meanwhile, as it is where it follows what happens."""
    for _ in range(5):
        found = faults_once(driver)
        if driver.execute_script("return window.stood?.isConnected ?? false"):
            break
    return found


def faults_once(driver):
    targets = driver.execute_script(LISTEN)
    reached = []
    # A date has several stops, and so has what is in a frame.
    for _ in range(len(targets) // 5 + 8):
        press(driver, *[Keys.TAB] * 20)
        reached = driver.execute_script("return window.reached ?? []")
        if len({number for number, _ in reached if number >= 0}) == len(targets) and reached[0][0] in [number for number, _ in reached[len(targets):]]:
            break
    order = list(dict.fromkeys(number for number, _ in reached if number >= 0))
    found = [f"is not reached: {targets[number]}" for number in range(len(targets)) if number not in order]
    found += [f"comes before what stands before it: {targets[number]}" for number, after in zip(order, order[1:]) if number > after]
    unseen = {number for number, is_seen in reached if number >= 0 and not is_seen}
    return found + [f"is not seen to have the focus: {targets[number]}" for number in sorted(unseen)]


def until_focus(driver, words, seconds=None):
    """Tab until what has the focus says that, as its text, its label, or its name."""
    says = """
        const one = document.activeElement;
        return one ? [one.innerText, one.name, one.getAttribute('aria-label')].some(text => text && text.trim().split('\\n')[0] === arguments[0]) : false
    """
    for _ in range(150):
        press(driver, Keys.TAB)
        if driver.execute_script(says, words):
            return
    raise AssertionError(f"Tab does not lead to '{words}'")


def visit(marketer, home, link):
    """From the link to an act on one person's page, with Tab, Enter, Space and letters, and nothing else."""
    driver = marketer.driver
    driver.get(link)

    def goes(words, key, title):
        until_focus(driver, words)
        press(driver, key)
        marketer.until_title(title)

    goes("Open", Keys.ENTER, "Journey")
    goes("People", Keys.ENTER, "People")
    # The field of the search has the focus already.
    press(driver, "person10@", Keys.ENTER)
    goes("person10@example.org", Keys.ENTER, "person10@example.org")
    until_focus(driver, "stage")
    press(driver, "as")
    until_focus(driver, "because")
    press(driver, "she rang")
    goes("Move", Keys.SPACE, "Done")
    marketer.reads("person10@example.org is moved from")
    assert "she rang" in home.usher("why", "person10@example.org")
    goes("Log out", Keys.SPACE, "Come in by a link")
    # Chromium tells the console of every 403, and of what was not found.
    driver.get_log("browser")
