"""What Crowbar and Chef are told of a z/VM cloud: JSON, of which each value counts by the name of its attribute.

Source: the neutron and nova barclamps of Crowbar, section zvm; the Chef cookbooks of the z/VM drivers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from dirtool.syntax.conf_file import is_secret_option, is_secret_value
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.records import Records
from dirtool.text.yaml_tree import YamlList, YamlMapping, YamlNode, YamlText, text_of, yaml_tree

_SCALAR = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|[^\s,\]}]+', re.DOTALL)
_ABOUT_A_CLOUD = re.compile("zvm|xcat", re.IGNORECASE)


class DeploymentFile(TextFile):
    """The attributes of one file: every scalar by the name that it has, whatever it is nested in.

    Numbers and truth values are texts, as they are written; an attribute that is null or empty is not stated. What is below a
    secret is one. Raises InputError for what is no JSON.
    """

    def __init__(self, records: Records) -> None:
        text = text_of(records).replace("\t", " ")  # which JSON takes, and YAML does not
        super().__init__(Records(records.path, text.split("\n"), records.encoding))
        self.attributes: list[Stated] = []
        waiting: list[tuple[str, bool, YamlNode]] = [("", False, yaml_tree(self.records, is_json=True))]
        while waiting:
            name, is_secret, node = waiting.pop()
            is_secret = is_secret or is_secret_option(name)
            if isinstance(node, YamlText):
                if node.text:
                    self.attributes.append(self._stated(name, node, is_secret=is_secret))
            elif isinstance(node, YamlList):
                waiting += [(name, is_secret, element) for element in reversed(node.elements)]
            elif isinstance(node, YamlMapping):
                waiting += [(key, is_secret, value) for key, value in reversed(node.values.items())]

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """The values of attributes whose names, or those of what they are in, sound like secrets."""
        return self._secrets.get(line, [])

    @cached_property
    def _secrets(self) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        for one in sorted(self.attributes, key=lambda one: (one.line, one.column)):
            match = _SCALAR.match(self.joined, starts[one.line - 1] + one.column - 1) if one.is_secret else None
            if match is None:
                continue
            for line in range(one.line, bisect_right(starts, match.end() - 1) + 1):
                start = max(match.start() - starts[line - 1], 0)
                stop = min(match.end() - starts[line - 1], len(self.texts[line - 1]))
                if start < stop:
                    found.setdefault(line, []).append((start, stop))
        return found

    def _stated(self, name: str, node: YamlText, *, is_secret: bool) -> Stated:
        place = node.place
        end_column = place.column + max(1, len(node.text))
        is_secret = is_secret or is_secret_value(name, node.text)
        return Stated(name, node.text, self.path, place.line, place.column, end_column, is_secret)


class Deployment:
    """All such files of a host."""

    def __init__(self, files: tuple[DeploymentFile, ...]) -> None:
        self.files = files

    def values(self, name: str) -> list[Stated]:
        """All values of the attributes of a name, in order."""
        return [one for file in self.files for one in file.attributes if one.name == name]


def is_deployment(records: Records) -> bool:
    """Whether the file begins like a JSON document, and is about a cloud on z/VM."""
    return text_of(records).lstrip().startswith("{") and any(map(_ABOUT_A_CLOUD.search, records.texts))
