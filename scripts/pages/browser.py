"""A headless Chromium that reports what a visitor of a page would suffer from."""

import base64
import importlib.util
import io
import pathlib

from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service

from shop import free_port

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js"

# What is on the page that a thumb must hit (WCAG 2.5.5 asks for 44 pixels), what is wider than the screen, and which table does not fit a desk's: there
# is room for all of it.
MEASURE = """
const small = [];
for (const target of document.querySelectorAll('button, .button, input, textarea, summary')) {
    if (target.offsetParent === null) continue;
    const box = (target.closest('label') ?? target).getBoundingClientRect();
    if (box.width < 44 || box.height < 44) {
        small.push(target.outerHTML.slice(0, 80) + ` is ${Math.round(box.width)} x ${Math.round(box.height)}`);
    }
}
const root = document.documentElement;
const cut = [];
for (const box of document.querySelectorAll('.scroll')) {
    if (root.clientWidth >= 1280 && box.scrollWidth > box.clientWidth) {
        cut.push(`${box.getAttribute('aria-labelledby') ?? 'a table'}: ${box.scrollWidth - box.clientWidth} pixels of it`);
    }
}
return {small, cut, over: root.scrollWidth - root.clientWidth};
"""

RULES = """
const [only, done] = arguments;
axe.run(document, {resultTypes: ['violations'], ...(only && {runOnly: only})}).then(
    found => done({violations: found.violations.map(one => ({id: one.id, help: one.help, nodes: one.nodes.map(node => node.html)}))}),
    fault => done({error: String(fault)}));
"""


class Browser:
    def __init__(self, arguments=(), runs_script=True):
        options = webdriver.ChromeOptions()
        if not runs_script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        for argument in ["headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars", "lang=en", *arguments]:
            options.add_argument(f"--{argument}")
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = self.starts(options)
        # Bounds for what hangs: on a loaded machine everything takes longer.
        self.driver.set_script_timeout(600)
        self.driver.set_page_load_timeout(600)
        self.axe = AXE.read_text()

    @staticmethod
    def starts(options):
        """The driver waits a minute for the browser, which may not be enough on a loaded machine."""
        for tries in (1, 2, 3):
            try:
                return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver", port=free_port()))
            except WebDriverException:
                if tries == 3:
                    raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def wear(self, width, scheme, height=None):
        """A screen of that width, light or dark."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height or (740 if width < 600 else 800), "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def speak(self, language):
        """Asks for pages in that language."""
        agent = self.driver.execute_script("return navigator.userAgent")
        self.driver.execute_cdp_cmd("Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language})

    def keeps_files_in(self, folder):
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})

    def faults(self, is_whole=True, is_refused=False):
        """What is wrong with the page that is open, a sentence each; by all of axe-core's rules, or by those that a screen's light and width can change. Of a
        refusal, the console says that it is one."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        found = [f"the console says: {words}" for words in said if not (is_refused and "responded with a status of 4" in words)]
        measured = self.driver.execute_script(MEASURE)
        found += [f"too small for a thumb: {target}" for target in measured["small"]]
        found += [f"a table is cut off: {table}" for table in measured["cut"]]
        if measured["over"] > 0:
            found.append(f"{measured['over']} pixels wider than the screen")
        results = self.judged(None if is_whole else ["color-contrast", "target-size", "scrollable-region-focusable"])
        if "error" in results:
            found.append(f"axe-core failed: {results['error']}")
        for violation in results.get("violations", []):
            where = "; ".join(html[:100] for html in violation["nodes"][:3])
            found.append(f"axe-core: {violation['id']}: {violation['help']}: {where}")
        return found

    def judged(self, only):
        """What axe-core finds; asked once more where the page was replaced under it."""
        for tries in (1, 2):
            self.driver.execute_script(self.axe)
            results = self.driver.execute_async_script(RULES, only)
            if tries == 2 or "error" not in results:
                return results

    def picture(self, path):
        """The whole page as a small PNG: few colours are enough for flat ones."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {"captureBeyondViewport": True,
             "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}})
        image = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
        image.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
