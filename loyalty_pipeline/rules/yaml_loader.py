"""YAML read as it stands: numbers by their digits, and each key once."""

import re
from decimal import Decimal
from typing import Any

import yaml

_INTEGER, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class AsWritten(yaml.SafeLoader):
    """A safe loader for which 0.6 is six tenths, 1:40 a text, and a repeated key wrong.

    YAML 1.1 takes 1:40 for the number 100 and 0144 for one too; a page that marketers
    read must not.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        """A mapping, each of its keys standing once."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                raise yaml.constructor.ConstructorError(
                    None,
                    None,
                    f"the key {key!r} stands twice",
                    node.value[place][0].start_mark,
                )
        return super().construct_mapping(node, deep)


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in {_INTEGER, _FLOAT}]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
AsWritten.add_implicit_resolver(
    _INTEGER, re.compile(r"-?(0|[1-9][0-9]*)$"), list("-0123456789")
)
AsWritten.add_implicit_resolver(
    _FLOAT, re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)
AsWritten.add_constructor(_FLOAT, _decimal)
