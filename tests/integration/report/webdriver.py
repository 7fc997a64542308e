# SPDX-License-Identifier: BSL-1.0
"""A headless Chromium, by the W3C WebDriver protocol and nothing but the standard library."""
import json
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request

DRIVERS = ("chromedriver", "/usr/lib/chromium/chromedriver")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def programs():
    """The driver and the browser; None for one that is not installed."""
    return tuple(next(filter(None, map(shutil.which, names)), None) for names in (DRIVERS, BROWSERS))


class Browser:
    def __init__(self, folder, scripts=True, size=(1440, 1000)):
        driver, browser = programs()
        self.driver = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = next(filter(None, (re.search(r"successfully on port (\d+)", line) for line in self.driver.stdout))).group(1)
        self.session = f"http://127.0.0.1:{port}/session"
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     f"--user-data-dir={folder}", f"--window-size={size[0]},{size[1]}"]
        options = {"binary": browser, "args": arguments}
        if not scripts:
            options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options,
                                  "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                                  "unhandledPromptBehavior": "ignore"}}
        try:
            self.session += "/" + self.ask("POST", "", {"capabilities": wanted})["sessionId"]
        except BaseException:
            self.driver.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.session + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()[:500]}") from None

    def open(self, url):
        self.ask("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        """Runs the body of a function in the page."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script, *arguments):
        """Waits until an expression is true."""
        end = time.monotonic() + 10
        while not self.run("return " + script, *arguments):
            if time.monotonic() > end:
                raise AssertionError("it is not so, and does not become so: " + script)
            time.sleep(0.01)

    def find(self, selector):
        return self.ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self.ask("POST", f"/element/{self.find(selector)}/click", {})

    def type(self, selector, keys):
        self.ask("POST", f"/element/{self.find(selector)}/value", {"text": keys})

    def logs(self, kind):
        return self.ask("POST", "/se/log", {"type": kind})

    def devtools(self, command, **parameters):
        return self.ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def picture(self, path):
        import base64
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))
