"""python -m tests.golden: write every golden file anew."""

from tests.golden import FILES, path_of, printed

for golden in FILES:
    path, text = path_of(golden), printed(golden)
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)
        print(f"written: {golden.name}")
