"""The least that any reader of a directory in Python does: read, decode, split into lines, split every line."""

import sys
from pathlib import Path

for line in Path(sys.argv[1]).read_bytes().decode("latin-1").splitlines():
    line.split()
