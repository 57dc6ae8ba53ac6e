"""`python -m tijian_cli` is `tijian`, where the script is not on the path."""

import sys

from .main import main

if __name__ == "__main__":
    sys.exit(main())
