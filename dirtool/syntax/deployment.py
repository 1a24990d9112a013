"""What Crowbar and Chef are told of a z/VM cloud: JSON, of which each value counts by the name of its attribute.

Source: the neutron and nova barclamps of Crowbar, section zvm; the Chef cookbooks of the z/VM drivers.
"""

from __future__ import annotations

from dirtool.syntax.conf_file import is_secret_option
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.records import Records
from dirtool.text.yaml_tree import YamlList, YamlMapping, YamlNode, YamlText, yaml_tree


class DeploymentFile(TextFile):
    """The attributes of one file: every scalar by the name that it has, whatever it is nested in.

    Raises InputError for what is no JSON.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.attributes: list[Stated] = []
        waiting: list[tuple[str, YamlNode]] = [("", yaml_tree(records))]
        while waiting:
            name, node = waiting.pop()
            if isinstance(node, YamlText):
                place = node.place
                end = place.column + max(1, len(node.text))
                self.attributes.append(
                    Stated(name, node.text, records.path, place.line, place.column, end, is_secret_option(name))
                )
            elif isinstance(node, YamlList):
                waiting += [(name, element) for element in reversed(node.elements)]
            elif isinstance(node, YamlMapping):
                waiting += reversed([*node.values.items()])


class Deployment:
    """All such files of a host."""

    def __init__(self, files: tuple[DeploymentFile, ...]) -> None:
        self.files = files

    def values(self, name: str) -> list[Stated]:
        """All values of the attributes of a name, in order."""
        return [one for file in self.files for one in file.attributes if one.name == name]


def is_deployment(records: Records) -> bool:
    """Whether the file begins like a JSON document."""
    return next((text.lstrip()[0] for text in records.texts if text.strip()), "") in "{["
