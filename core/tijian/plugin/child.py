"""The child process that runs plugins for `isolate`: one JSON request a line in, one JSON reply a line out, behind the fence.

Whatever plugin code (or C code below it) writes to standard output goes to standard error: the replies have a pipe of their own.
"""

import faulthandler
import json
import os
import signal
import sys
from typing import BinaryIO

from ..model.problem import PluginError
from ..model.ruleset import ResolvedRuleset
from . import guard, wire
from .fence import Memory, put_up
from .loaded import Loaded, load_here
from .offers import installed
from .origin import Origin

GRACE = 5.0  # seconds; the parent ends a call that takes too long, and this ends it where the parent is gone


class Servant:
    """Answers the requests of one parent."""

    def __init__(self) -> None:
        self.refused: list[str] = []  # what the fence refused since the last reply, even if the plugin swallowed it
        self._loaded: dict[Origin, Loaded] = {}
        self._offers = {offer.origin: offer for offer in installed()}

    def reply(self, request: wire.Json) -> wire.Json:
        """The answer, or the problems of a plugin at fault."""
        self.refused.clear()
        origin = Origin(*request["plugin"])
        try:
            answer, found = self._answer(origin, request), []
        except PluginError as error:
            answer, found = None, [wire.pack_problem(one) for one in error.problems]
        except MemoryError:  # in our own code, because the plugin left no memory
            answer, found = None, [wire.pack_problem(origin.problem("E632", "占尽了内存", "used up the memory"))]
        return {"answer": answer, "problems": found, "refused": sorted(set(self.refused))}

    def _answer(self, origin: Origin, request: wire.Json) -> wire.Json:
        doing = request["do"]
        if doing == "load":
            if origin not in self._offers:
                raise PluginError(origin.problem("E634", "在子进程中找不到", "is not found in the child process"))
            self._loaded[origin] = load_here(self._offers[origin])
            return wire.pack_loaded(self._loaded[origin])
        voice = self._loaded[origin].voice
        if doing == "derive":
            product, known = wire.values(request["product"]), wire.declared(request["declared"])
            return wire.pack_derivation(voice.derive(request["category"], product, request["produced_on"], request["assessed_on"], known))
        if doing == "score":
            return {"score": wire.pack_fraction(voice.score(request["model"], wire.items(request["items"])))}
        if doing == "total":
            site, tests, *shares = (wire.fraction(one) for one in request["blocks"])
            site_share, tests_share = (share for share in shares if share is not None)
            return {"score": wire.pack_fraction(voice.total(request["model"], site, tests, site_share, tests_share))}
        if doing == "lint":
            ruleset = ResolvedRuleset.model_validate_json(request["ruleset"])
            return {"problems": [wire.pack_problem(one) for one in voice.lint(ruleset)]}
        raise ValueError(f"unknown request: {doing}")


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, moved out of the way; standard input is empty and standard output is standard error from here on."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, replies


def main() -> None:
    """Serve until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    requests, replies = _own_pipes()
    faulthandler.enable()  # a crash shows on stderr where it happened
    settings = json.loads(requests.readline())
    servant = Servant()
    memory = Memory(settings["memory_limit"])
    guard.before_words.append(memory.lift)
    put_up(servant.refused.append)

    def send(reply: wire.Json) -> None:
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()

    send({"memory_limited": memory.limited})
    for line in requests:
        faulthandler.dump_traceback_later(2 * settings["time_limit"] + GRACE, exit=True)
        request = json.loads(line)
        memory.bound()
        try:
            reply = servant.reply(request)
        finally:
            memory.lift()
        faulthandler.cancel_dump_traceback_later()
        send(reply)
