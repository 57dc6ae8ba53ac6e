"""How long a person waits before the command line answers: `tijian --help` beside a bare import of click and pydantic. Aim: below 0.4 s."""

from functools import partial

from .measured import Measured, paired, seconds

HELP = ("-c", "import sys; sys.argv = ['tijian', '--help']; from tijian_cli.main import main; sys.exit(main())")
BARE = ("-c", "import click, pydantic")


def measure() -> list[Measured]:
    """Wall seconds of a fresh process each."""
    return paired("tijian --help", partial(seconds, HELP), "python -c 'import click, pydantic'", partial(seconds, BARE), "s")
