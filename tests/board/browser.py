"""A real Chromium without a window, spoken to over a pipe (the DevTools protocol): no driver, no port, no network.

`Browser` starts it once; `Page` opens a file, runs scripts in it, presses keys, prints and takes pictures, and keeps every message
of the console, every violation of the page's policy and every request that it makes.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 60  # seconds for one answer, on a busy machine
KEYS: Final[dict[str, tuple[str, int, str]]] = {
    "Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), " ": ("Space", 32, " "), "ArrowUp": ("ArrowUp", 38, ""), "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowLeft": ("ArrowLeft", 37, ""), "ArrowRight": ("ArrowRight", 39, ""), "End": ("End", 35, ""), "Home": ("Home", 36, ""), "PageDown": ("PageDown", 34, ""),
}  # fmt: skip
_FLAGS: Final = (
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--mute-audio", "--font-render-hinting=none",
)  # fmt: skip


def chromium() -> str | None:
    """The command of a Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """Chromium running; every page is a context of its own."""

    def __init__(self, command: str, folder: Path) -> None:
        to_browser, mine_out = os.pipe()
        mine_in, from_browser = os.pipe()
        # by way of standard input and output, for a shell takes no descriptor above 9
        shell = [
            "sh",
            "-c",
            'exec 3<&0 4>&1 </dev/null >/dev/null; exec "$@"',
            "sh",
            command,
            *_FLAGS,
            f"--user-data-dir={folder}",
            "about:blank",
        ]
        self.process = subprocess.Popen(shell, stdin=to_browser, stdout=from_browser, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._out, self._in, self._held = mine_out, mine_in, b""
        self._number = 0
        self.pages: dict[str, Page] = {}

    def ask(self, method: str, parameters: dict[str, Any] | None = None, session: str | None = None) -> dict[str, Any]:
        """Sends a command and waits for its answer; what happens meanwhile goes to the pages."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters or {}, **({"sessionId": session} if session else {})}
        os.write(self._out, json.dumps(message).encode() + b"\0") if len(json.dumps(message)) < 60_000 else self._write(message)
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]

    def listen(self) -> None:
        """Waits for the next thing that happens anywhere."""
        self._next()

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            ready = self._readable()
            if not ready:
                raise TimeoutError("Chromium does not answer")
            got = os.read(self._in, 1 << 20)
            if not got:
                raise RuntimeError("Chromium is gone")
            self._held += got
        line, _, self._held = self._held.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if page := self.pages.get(message.get("sessionId", "")):
            page.happened(message)
        return message

    def _readable(self) -> bool:
        import select

        return bool(select.select([self._in], [], [], PATIENCE)[0])

    def close(self) -> None:
        """Ends it."""
        try:
            self.ask("Browser.close")
        finally:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            os.close(self._out)
            os.close(self._in)


class Page:
    """One page: what it says, asks for and refuses is kept."""

    def __init__(self, browser: Browser, width: int, height: int, *, dark: bool, script: bool = True) -> None:
        self.browser = browser
        self.context = browser.ask("Target.createBrowserContext")["browserContextId"]
        target = browser.ask("Target.createTarget", {"url": "about:blank", "browserContextId": self.context})["targetId"]
        self.session = browser.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.said: list[str] = []
        self.requests: list[str] = []
        self._loaded = False
        browser.pages[self.session] = self
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.media(dark=dark)
        if not script:
            self.ask("Emulation.setScriptExecutionDisabled", {"value": True})

    def ask(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """A command for this page."""
        return self.browser.ask(method, parameters, self.session)

    def happened(self, message: dict[str, Any]) -> None:
        """Keeps what the page did."""
        what, told = message.get("method"), message.get("params", {})
        if what == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif what == "Runtime.exceptionThrown":
            self.said.append(
                f"exception: {told['exceptionDetails'].get('exception', {}).get('description', told['exceptionDetails']['text'])}"
            )
        elif what == "Runtime.consoleAPICalled":
            self.said.append(f"console.{told['type']}: {told['args']}")
        elif what == "Log.entryAdded":
            self.said.append(f"log: {told['entry']['level']} {told['entry']['text']}")
        elif what == "Audits.issueAdded":
            self.said.append(f"issue: {told['issue']['code']} {told['issue'].get('details')}")
        elif what == "Page.loadEventFired":
            self._loaded = True

    def media(self, *, dark: bool = False, medium: str = "", still: bool = True) -> None:
        """Light or dark, screen or paper."""
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ]
        self.ask("Emulation.setEmulatedMedia", {"media": medium, "features": features})

    def open(self, file: Path, address: str = "", *, wait: str = "document.body.classList.contains('ready')") -> "Page":
        """Opens a file with this hash, and waits until it is ready."""
        for url in ("about:blank", file.as_uri() + (f"#{address}" if address else "")):  # by way of an empty page: it is always read anew
            self._loaded = False
            self.ask("Page.navigate", {"url": url})
            while not self._loaded:
                self.browser.listen()
        self.until(wait)
        return self

    def until(self, condition: str) -> None:
        """Waits for a condition in the page, looking at every frame."""
        wanted = json.dumps(f"never: {condition}")
        self.run(
            f"new Promise((done, fail) => {{ const end = Date.now() + {PATIENCE * 1000}; const look = () => "
            f"({condition}) ? done(true) : Date.now() > end ? fail(new Error({wanted})) : setTimeout(look, 10); look(); }})"
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        answer = self.ask("Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", answer["exceptionDetails"]["text"]))
        return answer["result"].get("value")

    def press(self, *keys: str, shift: bool = False) -> None:
        """Presses keys, one after another."""
        for key in keys:
            code, number, text = KEYS[key]
            told = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0}
            self.ask("Input.dispatchKeyEvent", {"type": "keyDown", **told, **({"text": text} if text else {})})
            self.ask("Input.dispatchKeyEvent", {"type": "keyUp", **told})

    def type(self, words: str) -> None:
        """Types words where the focus is."""
        self.ask("Input.insertText", {"text": words})

    def focused(self) -> str:
        """What has the focus: its id, else what it is called, else its text."""
        return str(
            self.run(
                "(e => e.id || e.dataset.focus || e.dataset.at || e.getAttribute('aria-label') || e.textContent)(document.activeElement)"
            )
        )

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """A picture of what is seen, or of the whole page."""
        told: dict[str, Any] = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
            told["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        file.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", told)["data"]))

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.ask("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"])

    def close(self) -> None:
        """Forgets it."""
        del self.browser.pages[self.session]
        self.browser.ask("Target.disposeBrowserContext", {"browserContextId": self.context})


@contextmanager
def running(folder: Path) -> Iterator[Browser]:
    """A Chromium for as long as the block lasts. Ask `chromium()` first."""
    command = chromium()
    assert command is not None
    browser = Browser(command, folder)
    try:
        yield browser
    finally:
        browser.close()
