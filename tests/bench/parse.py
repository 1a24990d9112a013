"""A file read into the typed model."""

import gc
import os
import sys
from pathlib import Path

from dirtool.model.reading import read_directory
from dirtool.syntax.parser import Parser

directory = read_directory(Path(sys.argv[1]), Parser(Path(os.environ["XDG_CACHE_HOME"], "parse")))
gc.freeze()  # as the commands do: else the interpreter looks at all of it twice more when it ends
