"""A headless Chromium that reports what a visitor of a page would suffer from."""

import base64
import importlib.util
import io
import pathlib

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js"

# What is on the page that a thumb must hit (WCAG 2.5.5 asks for 44 pixels), and what is wider than the screen.
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
return {small, over: root.scrollWidth - root.clientWidth};
"""


class Browser:
    def __init__(self, arguments=()):
        options = webdriver.ChromeOptions()
        for argument in ["headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars", "lang=en", *arguments]:
            options.add_argument(f"--{argument}")
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.axe = AXE.read_text()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def wear(self, width, scheme):
        """A screen of that width, light or dark."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 740 if width < 600 else 800, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def speak(self, language):
        """Asks for pages in that language."""
        agent = self.driver.execute_script("return navigator.userAgent")
        self.driver.execute_cdp_cmd("Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language})

    def faults(self):
        """What is wrong with the page that is open, a sentence each."""
        found = [f"the console says: {entry['message']}" for entry in self.driver.get_log("browser")]
        measured = self.driver.execute_script(MEASURE)
        found += [f"too small for a thumb: {target}" for target in measured["small"]]
        if measured["over"] > 0:
            found.append(f"{measured['over']} pixels wider than the screen")
        self.driver.execute_script(self.axe)
        results = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document).then(done, e => done({error: String(e)}))")
        if "error" in results:
            found.append(f"axe-core failed: {results['error']}")
        for violation in results.get("violations", []):
            where = "; ".join(node["html"][:100] for node in violation["nodes"][:3])
            found.append(f"axe-core: {violation['id']}: {violation['help']}: {where}")
        return found

    def picture(self, path):
        """The whole page as a small PNG: few colours are enough for flat ones."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {"captureBeyondViewport": True,
             "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}})
        image = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
        image.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
