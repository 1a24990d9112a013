"""Writes a synthetic directory to standard output."""

import argparse
import sys

from tests.generator import COLUMNS, KINDS, encode, generate


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    options.add_argument("kind", choices=KINDS)
    options.add_argument("--records", type=int, default=1500, help="size of the directory")
    options.add_argument("--seed", type=int, default=0, help="another number, another directory")
    options.add_argument("--columns", choices=COLUMNS, help="what stands behind the statements")
    options.add_argument("--encoding", default="latin-1", help="a code page that Python knows: latin-1, cp037, …")
    options.add_argument("--fixed", action="store_true", help="records of 80 without line ends")
    given = options.parse_args()
    records = generate(given.kind, given.records, given.seed, given.columns)
    sys.stdout.buffer.write(encode(records, given.encoding, given.fixed))


if __name__ == "__main__":
    main()
