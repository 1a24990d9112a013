"""The dirtool command and its subcommands."""

from typing import Annotated

import typer

from dirtool import __version__
from dirtool.cli.allocate import allocate
from dirtool.cli.config import config
from dirtool.cli.diff import diff
from dirtool.cli.explain import explain
from dirtool.cli.export import export
from dirtool.cli.lint import lint
from dirtool.cli.map import map_
from dirtool.cli.migrate import migrate
from dirtool.cli.mine import mine
from dirtool.cli.new import new
from dirtool.cli.parse import parse
from dirtool.cli.plan import plan
from dirtool.cli.show import show
from dirtool.cli.simulate import simulate
from dirtool.cli.verify import verify

app = typer.Typer(
    help="Read, judge and map IBM z/VM user directories, place minidisks, and compare the files around them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Find what is wrong in user directories.")(lint)
app.command(short_help="Show how a user directory is understood.")(parse)
app.command("map", short_help="Show what is where on every volume.")(map_)
app.command(short_help="Give places to new minidisks.")(allocate)
app.command(short_help="Show what changed in meaning between two directories.")(diff)
app.command(short_help="Write a directory as a desired.yaml.")(export)
app.command(short_help="Plan the way to the directory that is wanted.")(plan)
app.command(short_help="Show a saved plan again.")(show)
app.command(short_help="Tell what DirMaint would do with a file of commands.")(simulate)
app.command(short_help="Prepare the move from files kept by hand to DirMaint.")(migrate)
app.command(short_help="Find look-alike entries, and propose profiles for them.")(mine)
app.add_typer(new, name="new", short_help="Print a file to start from: DMSSICNF COPY, conf files, AUTHLIST.")
app.command(short_help="Prove a plan, or verify that installation files agree.")(verify)
app.command(short_help="Explain a rule, a message, a code, a statement or a log.")(explain)
app.command(short_help="Show the settings in force.")(config)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dirtool {__version__}")
        raise typer.Exit


@app.callback()
def dirtool(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read, judge and map IBM z/VM user directories, place minidisks, and compare the files around them."""
