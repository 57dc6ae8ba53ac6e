"""Running plugin code in a child process, with a limit on time and memory and a fence against sockets, writing and other programs.

**A fence against accidents, not a sandbox.** It catches the plugin that hangs, exits, crashes, hoards memory, prints, writes
files or phones home by mistake or by carelessness. It does not hold code that wants out: that needs a sandbox of the
operating system (a container, a virtual machine, another user). Memory is not limited on Windows, which has no such limit.

With it no plugin code runs in this process. There is one child for a run; one that was lost is started again at the next question.
Every way of failing is a PluginError of the plugin that was asked; none ends this process.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import IO, Any, Final

from ..model.problem import PluginError, Problem
from ..model.ruleset import Derived, ResolvedRuleset
from ..model.text import Text
from . import wire
from .derived import EMPTY, Derivation, Value, checked
from .guard import log
from .loaded import Loaded
from .offers import Offer
from .origin import Origin
from .scoring_api import Scored
from .voice import sound_score

MAX_REPLY: Final = 8 * 1024 * 1024  # bytes
START_LIMIT: Final = 60.0  # seconds; for Python and our own modules, on a slow machine
_PROGRAM: Final = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from tijian.plugin.child import main; main()"


class _Child:
    """The process and the thread that reads its replies."""

    def __init__(self, hash_seed: int | None) -> None:
        environment = dict(os.environ) if hash_seed is None else {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
        self.loaded: set[Origin] = set()
        self._process = subprocess.Popen(  # our own interpreter and program, with no shell
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._stdout = self._process.stdin, self._process.stdout
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=_read, args=(self._stdout, self._replies), name="tijian-plugin-child", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def send(self, request: wire.Json) -> None:
        """Raises OSError where the child is gone."""
        self._requests.write(json.dumps(request).encode() + b"\n")
        self._requests.flush()

    def receive(self, seconds: float) -> bytes:
        """One line; empty where the child is gone. Raises queue.Empty after the time."""
        return self._replies.get(timeout=seconds)

    def exit_code(self) -> int:
        """How it ended, once `receive` said that it is gone."""
        try:
            return self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives on
            self.stop()
            return self._process.wait()

    def stop(self, *, politely: bool = False) -> None:
        """End it: at the end of its requests, or by SIGABRT (Python then shows on stderr where it hangs), or by force."""
        with contextlib.suppress(OSError):  # what was not yet sent has no reader any more
            self._requests.close()
        if self._process.poll() is None and not politely:
            self._process.send_signal(signal.SIGABRT) if os.name == "posix" else self._process.terminate()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=2)
        if not self._reader.is_alive():
            self._stdout.close()


def _read(stream: IO[bytes], replies: "queue.SimpleQueue[bytes]") -> None:
    while True:
        line = stream.readline(MAX_REPLY + 1)
        replies.put(line)
        if not line.endswith(b"\n"):  # the end, or beyond the limit
            return


class Isolation:
    """The child for one run. `time_limit` in seconds a question, `memory_limit` in bytes of address space; use it in a `with`."""

    def __init__(self, *, time_limit: float = 10.0, memory_limit: int = 1 << 30, hash_seed: int | None = None) -> None:
        self.time_limit = time_limit
        self.memory_limit = memory_limit
        self._hash_seed = hash_seed
        self._child: _Child | None = None
        self._end: Any = None  # ends the child where nobody called close()
        self._lock = threading.Lock()

    def __enter__(self) -> "Isolation":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child. Another question starts a new one."""
        with self._lock:
            self._drop(politely=True)

    def load(self, offer: Offer) -> Loaded:
        """Load a plugin in the child. Raises PluginError."""
        answer, warnings = self.ask(offer.origin, "load")
        found = wire.loaded(answer, offer.origin, Isolated(self, offer.origin))
        return Loaded(found.origin, found.hooks, found.claims, found.voice, found.warnings + warnings)

    def ask(self, origin: Origin, doing: str, **body: Any) -> tuple[wire.Json, tuple[Problem, ...]]:
        """The answer of a plugin, and warnings of what the fence refused it. Raises PluginError for every fault of the plugin."""
        with self._lock:
            if self._child is not None and not self._child.alive:  # it ended between two questions: nobody's answer is lost
                log.warning("the child process for plugins ended by itself (exit code %s): starting another", self._child.exit_code())
                self._drop()
            child = self._child or self._start(origin)
            if doing != "load" and origin not in child.loaded:
                self._exchange(child, origin, "load", {})
                child.loaded.add(origin)
            answer = self._exchange(child, origin, doing, body)
            if doing == "load":
                child.loaded.add(origin)
            return answer

    def _start(self, origin: Origin) -> _Child:
        try:
            self._child = child = _Child(self._hash_seed)
            self._end = weakref.finalize(self, child.stop, politely=True)
            child.send({"time_limit": self.time_limit, "memory_limit": self.memory_limit})
            ready = child.receive(START_LIMIT)
        except (OSError, queue.Empty) as error:
            self._drop()
            raise PluginError(
                origin.problem("E634", f"的子进程不能启动: {error}", f"has no child process: it does not start: {error}")
            ) from error
        if not ready:
            self._drop()
            raise PluginError(origin.problem("E634", "的子进程启动时退出", "has no child process: it ended while starting"))
        return child

    def _exchange(self, child: _Child, origin: Origin, doing: str, body: wire.Json) -> tuple[wire.Json, tuple[Problem, ...]]:
        try:
            with contextlib.suppress(OSError):  # gone: then it has no reply either, and how it ended is said below
                child.send({"plugin": [origin.name, origin.distribution, origin.version], "do": doing, **body})
            line = child.receive(self.time_limit)
        except queue.Empty:
            self._drop()
            raise PluginError(self._too_slow(origin, doing)) from None
        except BaseException:  # Ctrl-C, say: the child's next reply would answer a question that nobody asked
            self._drop()
            raise
        if not line:
            code = child.exit_code()
            self._drop()
            raise PluginError(_died(origin, doing, code))
        reply = _parsed(line)
        if reply is None:
            self._drop()
            raise PluginError(
                origin.problem("E635", f"对 {doing} 的回答读不出来或过长", f"gave an unreadable or too long reply to {doing}")
            )
        answer = reply["answer"] or {}
        if any(one["code"] == "E632" for one in [*reply["problems"], *answer.get("problems", ())]):
            self._drop()  # what it hoards would be missing in the next question
        if found := wire.problems(reply["problems"]):
            raise PluginError(found)
        return answer, tuple(_swallowed(origin, doing, one) for one in reply["refused"])

    def _drop(self, *, politely: bool = False) -> None:
        if self._child is not None:
            self._end.detach()
            child, self._child = self._child, None
            child.stop(politely=politely)

    def _too_slow(self, origin: Origin, doing: str) -> Problem:
        zh, en = f"执行 {doing} 超过 {self.time_limit:g} 秒，已终止", f"took more than {self.time_limit:g} s for {doing} and was ended"
        return origin.problem("E630", zh, en, hint=Text(zh="标准错误输出中有它停在何处", en="stderr shows where it was"))


def _parsed(line: bytes) -> wire.Json | None:
    try:
        reply = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return reply if isinstance(reply, dict) else None


def _died(origin: Origin, doing: str, code: int) -> Problem:
    if code < 0:
        name = next((one.name for one in signal.Signals if one == -code), str(-code))
        return origin.problem("E631", f"执行 {doing} 时崩溃(信号 {name})", f"crashed in {doing} (signal {name})")
    return origin.problem("E631", f"执行 {doing} 时退出了进程(退出码 {code})", f"ended the process in {doing} (exit code {code})")


def _swallowed(origin: Origin, doing: str, wrong: str) -> Problem:
    return origin.problem("W630", f"执行 {doing} 时试图 {wrong}，已被拒绝", f"tried {wrong} in {doing} and was refused", warning=True)


class Isolated:
    """A plugin in the child; see `voice.Voice`."""

    def __init__(self, isolation: Isolation, origin: Origin) -> None:
        self._isolation = isolation
        self._origin = origin

    def derive(
        self, category: str, product: Mapping[str, Value], produced_on: str | None, assessed_on: str, declared: Mapping[str, Derived]
    ) -> Derivation:
        """The derived attributes of a product, checked in the child and again here."""
        body = {"category": category, "product": wire.pack_values(product), "produced_on": produced_on, "assessed_on": assessed_on}
        try:
            answer, warnings = self._isolation.ask(self._origin, "derive", **body, declared=wire.pack_declared(declared))
        except PluginError as error:
            return Derivation(EMPTY, error.problems)
        found = wire.problems(answer["problems"])
        if not all(one.warning for one in found):
            return Derivation(EMPTY, found + warnings)
        again = checked(self._origin, declared, wire.values(answer["values"]))
        return Derivation(again.values, again.problems + warnings)

    def derives_by_day(self) -> bool:
        """What its hook takes is not known here."""
        return True

    def score(self, model: str, items: Sequence[Scored]) -> Fraction | None:
        """A block's score by one of the plugin's models."""
        return self._score("score", f"{model}.score", model=model, items=wire.pack_items(items))

    def total(
        self, model: str, site: Fraction | None, tests: Fraction | None, site_share: Fraction, tests_share: Fraction
    ) -> Fraction | None:
        """The total by one of the plugin's models."""
        blocks = [wire.pack_fraction(one) for one in (site, tests, site_share, tests_share)]
        return self._score("total", f"{model}.total", model=model, blocks=blocks)

    def _score(self, doing: str, named: str, **body: Any) -> Fraction | None:
        answer, warnings = self._isolation.ask(self._origin, doing, **body)
        for warning in warnings:  # a score has no place for a remark
            log.warning("%s", warning.text("en"))
        return sound_score(self._origin, named, wire.fraction(answer["score"]))

    def lint(self, ruleset: ResolvedRuleset) -> tuple[Problem, ...]:
        """What the plugin finds wrong in a ruleset; its own fault is among the problems."""
        try:
            answer, warnings = self._isolation.ask(self._origin, "lint", ruleset=ruleset.model_dump_json(by_alias=True))
        except PluginError as error:
            return error.problems
        return wire.problems(answer["problems"]) + warnings
