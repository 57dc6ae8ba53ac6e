"""看板 The board: a whole campaign on one self-contained page that filters, ranks and drills down. Come in by `write`.

`data` says what the page is given, `columns` and `details` make it from results, `cells` sums it up where rows are not wanted, and
`assembly` puts it into one file with the style sheet and the scripts of `page/`. Nothing is judged here: the scripts count as
`tijian.compare` does, and the tests hold them to it.
"""

from .assembly import write

__all__ = ["write"]
