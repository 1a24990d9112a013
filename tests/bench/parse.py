"""A file read into the typed model, by a process that is set up and left as the commands are (dirtool/__main__.py)."""

import gc
import os
import sys
from pathlib import Path

from dirtool.model.reading import read_directory
from dirtool.syntax.parser import Parser

gc.disable()
directory = read_directory(Path(sys.argv[1]), Parser(Path(os.environ["XDG_CACHE_HOME"], "parse")))
os._exit(0)
