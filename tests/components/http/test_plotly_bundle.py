"""The small plotly.js: what is taken of its sources, and what serves where it could not be built."""

import re
from gzip import compress
from pathlib import Path

import plotly
import pytest
from plotly.offline import get_plotlyjs_version

from components.http import plotly_build, plotly_bundle
from components.http.plotly_build import BuildError, concatenated, reached, trim

BUNDLED = """(() => { var __webpack_modules__ = ({

/***/ 1
(module, __unused, __webpack_require__) {
module.exports = {
    shown: __webpack_require__(2),
    other: __webpack_require__(3),
};
/***/ },

/***/ 2
(module, __unused, __webpack_require__) {
module.exports = __webpack_require__(5);
/***/ },

/***/ 3
(module) {
module.exports = "not asked for";
/***/ },

/***/ 5
(module) {
// The buffer module from node.js
module.exports = { long: 1 };
/***/ },

/***/ 7
(module) {
// Install a leaky WeakMap emulation
/***/ }

/******/ \t});
require(1);
})()
"""


def test_of_numbered_modules_those_stay_that_the_names_lead_to() -> None:
    text = reached(BUNDLED, ["shown"])
    assert re.findall(r"^/\*{3}/ (\d+)$", text, re.MULTILINE) == ["1", "2", "5"]
    assert "not asked for" not in text
    assert "other:" not in text
    # What every browser has is the browser's.
    assert "long: 1" not in text
    assert "isBuffer" in text
    assert text.endswith("/***/ },\n\n/******/ \t});\nrequire(1);\n})()\n")


def test_a_module_that_is_missing_is_said() -> None:
    with pytest.raises(ValueError, match=r"stack\.gl"):
        reached(BUNDLED, ["shown", "gone"])
    with pytest.raises(ValueError, match="not enough values"):
        reached(BUNDLED.replace("leaky", "tight"), ["shown"])


def test_files_of_d3_stand_once_each_where_they_are_imported(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "index.js").write_text('first();\nimport "array";\nlast();\n')
    (tmp_path / "core" / "array.js").write_text('import "../map";\narray();\n')
    (tmp_path / "map.js").write_text("map();\n")
    lines = concatenated(tmp_path, ["core", "map"]).splitlines()
    assert lines[2:-2] == ["first();", "map();", "array();", "last();"]


def test_documentation_is_left_out_and_an_unknown_form_refused(tmp_path: Path) -> None:
    attributes = tmp_path / "src" / "traces" / "attributes.js"
    attributes.parent.mkdir(parents=True)
    kept = "x: {\n    valType: 'number',\n    editType: 'calc'\n}"
    said = "    description: [\n        'Sets [x].',\n        'More'\n    ].join(' '),\n    description: 'Says',\n"
    attributes.write_text(kept.replace("    valType", f"{said}    valType"))
    with pytest.raises(LookupError, match=r"src/components/legend/defaults\.js is missing"):
        trim(tmp_path, tmp_path)
    assert [line for line in attributes.read_text().splitlines() if line] == kept.splitlines()


def test_where_it_cannot_be_built_the_full_one_serves_and_set_up_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plotly_bundle, "BUILT", tmp_path)
    monkeypatch.setattr(plotly_build.shutil, "which", lambda name: None)
    plotly_bundle.fetch()
    said = "The full plotly.js will be served, 1.5 MB packed in place of 0.3 MB: npm was not found\n"
    assert capsys.readouterr().out == said
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "plotly-surface-0.0.1.min.js").write_text("of another version")
    assert plotly_bundle.bundle.__wrapped__().body == plotly_bundle.FULL.read_bytes()


def test_a_plotly_of_another_form_is_no_fault_of_set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(plotly_build.shutil, "which", lambda name: name)
    monkeypatch.setattr(plotly_build, "bring", lambda npm, folder, version: (folder / "package").mkdir())
    with pytest.raises(BuildError, match=r"plotly.js 9.0.0 does not have the expected form"):
        plotly_build.build(tmp_path, "9.0.0")


@pytest.mark.skipif(plotly_bundle.is_full(), reason="set-up could not build the small plotly.js")
def test_the_small_one_has_the_two_traces_and_little_else() -> None:
    file = plotly_bundle.bundle()
    text = file.body.decode()
    names = set(re.findall(r'moduleType:"trace",name:"(\w+)"', text))
    assert names == {"surface", "scatter3d"}
    assert f'"{get_plotlyjs_version()}"' in text
    assert "globalThis.Plotly" in text
    assert "MIT License" in text[:300]
    # The gl3d bundle has 556,000.
    assert len(compress(file.body, 9)) < 320_000


def test_pages_of_others_get_all_of_plotly() -> None:
    full = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert plotly_bundle.whole().body == full.read_bytes()
