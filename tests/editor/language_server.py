"""yaml-language-server as an editor talks to it: JSON-RPC over its standard input and output, one document at a time."""

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SERVER = ROOT / ".tools" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 60  # seconds for one answer, on a busy machine
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


def missing() -> str | None:
    """Why the server cannot be run here; None if it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    return None if SERVER.is_file() else "yaml-language-server is not in .tools (make test puts it there, where npm is installed)"


class Editor:
    """An editor with the server running. `open` gives the complaints about a file, `hover` and `complete` what it shows at a place."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._messages: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask(
            "initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": {"workspace": {"configuration": True}}}
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, file: Path) -> list[tuple[int, str]]:
        """The complaints about a file: (line counted from 1, message)."""
        text = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text("utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": text})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == file.as_uri():
                return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in message["params"]["diagnostics"])

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is shown over a place (both counted from 1); empty where nothing is."""
        found = self._ask("textDocument/hover", _at(file, line, column))
        return str(found["contents"]["value"]) if found else ""

    def complete(self, file: Path, line: int, column: int) -> set[str]:
        """What is offered at a place."""
        found = self._ask("textDocument/completion", _at(file, line, column))
        return {one["label"] for one in (found["items"] if isinstance(found, dict) else found or [])}

    def _ask(self, method: str, body: dict[str, Any]) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": body})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, body: dict[str, Any]) -> None:
        self._send({"method": method, "params": body})

    def _next(self) -> dict[str, Any]:
        """The next message for us; what the server asks of the editor is answered on the way."""
        while True:
            message = self._messages.get(timeout=PATIENCE)
            if "id" not in message or "method" not in message:
                return message
            wanted = (
                [SETTINGS.get(item["section"]) for item in message["params"].get("items", ())]
                if message["method"] == "workspace/configuration"
                else None
            )
            self._send({"id": message["id"], "result": wanted})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._in.flush()

    def _listen(self) -> None:
        while line := self._out.readline():
            if line.lower().startswith(b"content-length:"):
                self._out.readline()
                self._messages.put(json.loads(self._out.read(int(line.split(b":")[1]))))


def _at(file: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line - 1, "character": column - 1}}


@contextmanager
def editor(folder: Path) -> Iterator[Editor]:
    """An editor that has `folder` open; its server ends with it."""
    process = subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield Editor(process, folder)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()
