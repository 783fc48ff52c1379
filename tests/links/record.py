"""``python -m tests.links.record``: makes the records anew, of all groups of links or of those named.

Only where a change that visitors see is meant: what has changed is then the records' diff, to be read line by line.
"""

import json
import sys
from typing import Any

from .comparing import rounded
from .lists import file_of, groups, leaned
from .reading import meanings

# What is short stands on one line, and everything else so that a changed meaning is a changed line.
LINE = 110


def written(value: Any) -> str:
    """JSON with a line for each meaning that is not short."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) <= LINE:
        return flat
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{written(name)}: {written(each)}" for name, each in value.items()) + "\n}"
    if all(isinstance(each, int | float) for each in value):
        return flat
    return "[\n" + ",\n".join(map(written, value)) + "\n]"


def main(names: list[str]) -> None:
    """Writes the files of these groups, of all if none is named."""
    for group, links in groups().items():
        if not names or group in names:
            found = {link: rounded(meanings(link)) for link in links}
            file_of(group).write_text(written(leaned(found)) + "\n", encoding="utf-8")
            print(f"{group}: {len(links)} links")


if __name__ == "__main__":
    main(sys.argv[1:])
