# SPDX-License-Identifier: Apache-2.0
"""Debian's chromium as a reader sees it: windows, colours, paper, keys, fingers."""
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

axe = (Path(find_spec("axe_playwright_python").submodule_search_locations[0]) / "axe.min.js").read_text()


class Browser:
    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        # --no-sandbox: as root, which tests run as, it does not start with one.
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                         "--lang=en", "--no-proxy-server", "--disable-background-networking"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.size(1280, 900)

    def close(self):
        self.driver.quit()

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    # --- what the reader has

    def size(self, width, height, phone=False):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=phone)

    def media(self, media="", scheme="light"):
        self.cdp("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme},
                                                                      {"name": "prefers-reduced-motion", "value": "reduce"}])

    def scripts(self, run):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not run)

    # --- what the reader does

    def open(self, path, fragment=""):
        self.driver.get("about:blank")
        self.driver.get(Path(path).resolve().as_uri() + fragment)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def seen(self, selector):
        return [element for element in self.all(selector) if element.is_displayed()]

    def text(self, selector):
        return self.find(selector).text

    def click(self, selector):
        self.find(selector).click()

    def press(self, *keys):
        for key in keys:
            webdriver.ActionChains(self.driver).send_keys(getattr(Keys, key) if len(key) > 1 else key).perform()

    def point(self, selector):
        webdriver.ActionChains(self.driver).move_to_element(self.find(selector)).perform()

    def tap(self, selector):
        box = self.run("const b = document.querySelector(arguments[0]).getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]",
                       selector)
        for kind, points in (("touchStart", [{"x": box[0], "y": box[1]}]), ("touchEnd", [])):
            self.cdp("Input.dispatchTouchEvent", type=kind, touchPoints=points)
        time.sleep(0.5)   # a tap becomes a click when no second one follows

    # --- what is there

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def focus(self):
        return self.run("const e = document.activeElement; return e.id || e.dataset.who || e.className || e.tagName")

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def violations(self):
        """What axe-core finds, rule and place; best practices and WCAG 2.2 A and AA."""
        self.run(axe)
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then((r) => done(r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 200) + ' ' +"
            " (n.any[0] || n.all[0] || n.none[0] || {}).message))))")
        return sorted(set(found))

    def picture(self, path):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(self.driver.get_screenshot_as_png())
