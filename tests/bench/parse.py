"""A file read into the typed model."""

import os
import sys
from pathlib import Path

from dirtool.model.reading import read_directory
from dirtool.syntax.parser import Parser

directory = read_directory(Path(sys.argv[1]), Parser(Path(os.environ["XDG_CACHE_HOME"], "parse")))
