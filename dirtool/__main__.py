"""python -m dirtool, and the dirtool command."""

import sys


def main() -> None:
    """Run the command line; --version alone is answered before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from dirtool import __version__

        print(f"dirtool {__version__}")
        return
    from dirtool.cli.app import app

    app(prog_name="dirtool")


if __name__ == "__main__":
    main()
