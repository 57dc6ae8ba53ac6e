"""How long a person waits before the command line answers: `tijian --help` beside a bare import of click and pydantic. Aim: below 0.4 s."""

from functools import partial

from .measured import Measured, paired, seconds

HELP = ("-c", "import sys; sys.argv = ['tijian', '--help']; from tijian_cli.main import main; sys.exit(main())")
BARE = ("-c", "import click, pydantic")


def measure(*, quick: bool = False) -> list[Measured]:
    """Wall seconds of a fresh process each."""
    bare = "python -c 'import click, pydantic'"
    return paired("tijian --help", partial(seconds, HELP), bare, partial(seconds, BARE), "s", runs=1 if quick else 15)
