"""Builds a plotly.js of what our figures use, surface and scatter3d, from the sources in its npm package.

plotly.js's own smallest bundle with a surface has five more traces, the charts of the plane, menus, sliders, legends
and its documentation: 0.56 MB packed, of which this is 0.31. It is built once, when the environment is made.
"""

import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

# What plotly.js 4.1.1 stands on as far as we take it, at versions that its package.json allows; esbuild puts it
# together, as it does theirs.
PINNED = (
    *("@plotly/d3@3.8.2", "base64-arraybuffer@1.0.2", "culori@4.0.2", "d3-format@1.4.5", "d3-time@1.1.0"),
    *("d3-time-format@2.3.0", "esbuild@0.28.2", "events@3.3.0", "fast-isnumeric@1.1.4", "gl-mat4@1.2.0"),
    *("has-hover@1.0.1", "has-passive-events@1.0.0", "is-mobile@5.0.0", "mouse-event-offset@3.0.2"),
    *("parse-svg-path@0.2.0", "webgl-context@2.2.0"),
)
TAKEN = ("package/src/", "package/build/plotcss.js", "package/stackgl_modules/index.js")

ENTRY = """
require("./build/plotcss");
const registry = require("./src/registry");
const api = require("./src/plot_api/plot_api");
for (const [name, fn] of Object.entries(api)) registry.register({ moduleType: "apiMethod", name, fn });
registry.register([
  require("./src/components/colorscale"), require("./src/components/fx"),
  require("./src/locale-en"), require("./src/locale-en-us"),
  require("./src/traces/scatter3d"), require("./src/traces/surface"),
]);
// The figure has no shapes, no bar of buttons and no plane, but plotly.js asks for them wherever it lays one out.
const empty = (name, value) =>
  ({ moduleType: "component", name, supplyLayoutDefaults: (_, full) => { full[name] = value(); } });
registry.register([empty("shapes", () => []), empty("modebar", () => ({ orientation: "h" }))]);
registry.subplotsRegistry.cartesian = { attr: ["xaxis", "yaxis"] };
const { newPlot, react, redraw, relayout, restyle, purge } = api;
const { resize } = require("./src/plots/plots");
const { version } = require("./src/version");
globalThis.Plotly = { version, newPlot, react, redraw, relayout, restyle, purge, Plots: { resize } };
"""
NOTHING = "module.exports = function () {};"
# Modules that other modules ask for by name, and that have nothing to do where there is a surface alone: legends,
# the bar of buttons, selections and zoom of the plane, titles of a chart, commands of its menus. A notice is a warning.
LEFT_OUT = {
    "components/legend/defaults.js": NOTHING,
    "components/legend/draw.js": NOTHING,
    "components/modebar/index.js": "exports.manage = function () {};",
    "components/selections/index.js": "exports.clearOutline = function () {};",
    "components/shapes/handle_outline.js": "exports.clearOutline = function () {};",
    "components/titles/index.js": "exports.draw = function () {};",
    "lib/notifier.js": "module.exports = function (text) { console.warn(text); };",
    "plot_api/template_api.js": "",
    "plots/cartesian/graph_interact.js": "exports.initInteractions = exports.updateFx = function () {};",
    "plots/command.js": "",
}
# Packages of which a file of ours has what is wanted; the last is a style sheet of maps of the earth.
ALIASES = {"@plotly/d3": "d3.js", "culori": "culori.js", "maplibre-gl/dist/maplibre-gl.css": "nothing.css"}
FLAGS = (
    *("--bundle", "--minify", "--format=iife", "--target=es2020", "--loader:.css=empty"),
    *("--define:global=window", "--define:define.amd=false", "--define:process.env.NODE_DEBUG=false"),
    *("--legal-comments=none", "--log-level=error"),
    *(f"--alias:{name}=./{file}" for name, file in ALIASES.items()),
)
NOTICE = (
    "/*! plotly.js v{version} with surface and scatter3d alone, built from its npm package. Copyright (c) Plotly, Inc."
    " MIT License. With d3 (c) Mike Bostock, BSD-3-Clause; culori (c) Dan Burzo, stack.gl (c) Mikola Lysenko, MIT. */"
)
# An attribute's documentation: a string, or several that are joined.
DOCUMENTATION = re.compile(
    r"""^ *(?:description|hrName|role): (?:'.*'|".*"|\[\n(?:(?! *\]).*\n)* *\] *\.join\(.*\)),?$""", re.MULTILINE
)

# What plotly.js takes from its stack.gl packages, which come as one file of numbered modules; the rest is for other
# traces, or for a scatter's error bars and filled sides.
STACKGL = ("gl_line3d", "gl_plot3d", "gl_scatter3d", "gl_surface3d", "ndarray", "ndarray_linear_interpolate")
NUMBERED = re.compile(r"^/\*{3}/ (\d+)$", re.MULTILINE)
NEEDED = re.compile(r"__webpack_require__\((\d+)\)")
# Modules that stand in for what every browser has, by a line of theirs: Node's buffers, weak maps.
STAND_INS = {
    "The buffer module from node.js": "exports.hp = { isBuffer: function () { return false; } };",
    "Install a leaky WeakMap emulation": "",
}

# The parts of d3 that plotly.js calls here.
D3 = (
    *("compat", "core/rebind", "arrays/extent", "arrays/min", "arrays/max", "event/dispatch", "format/round"),
    *("scale/linear", "selection"),
)
IMPORT = re.compile(r'^\s*import "(.+)";$')
CULORI = """
import { useMode, modeRgb, modeHsl, modeLrgb } from "../node_modules/culori/src/index-fn.js";
[modeRgb, modeHsl, modeLrgb].forEach(useMode);
export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from "../node_modules/culori/src/index-fn.js";
"""


class BuildError(Exception):
    """It could not be built; the text says why."""


def build(folder: Path, version: str) -> str:
    """The bundle's text, built in an empty folder, of which nothing is needed afterwards.

    Raises BuildError where there is no npm, where it cannot bring a package, and for a plotly.js of another form
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise BuildError("npm was not found")
    bring(npm, folder, version)
    try:
        trim(folder / "package", folder / "node_modules")
    except (OSError, LookupError, ValueError) as error:
        raise BuildError(f"plotly.js {version} does not have the expected form: {error}") from error
    esbuild = folder / "node_modules" / "esbuild" / "bin" / "esbuild"
    return _run(
        [node, esbuild, "entry.js", f"--banner:js={NOTICE.format(version=version)}", *FLAGS], folder / "package"
    )


def bring(npm: str, folder: Path, version: str) -> None:
    """plotly.js's sources in ``package``, and of the hundred packages that it names the few in ``node_modules``."""
    quiet = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    _run([npm, "pack", *quiet, f"plotly.js@{version}"], folder)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        # One by one: the filter that keeps ``extractall`` within the folder came only with Python 3.11.4.
        for each in archive:
            source, place = archive.extractfile(each), (folder / each.name).resolve()
            if source is None or not each.name.startswith(TAKEN) or not place.is_relative_to(folder.resolve()):
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read())
    _run([npm, "install", *quiet, "--no-save", "--prefix", folder, *PINNED], folder)


def trim(package: Path, modules: Path) -> None:
    """Leaves of plotly.js's sources what a surface needs, and writes the entry."""
    for path in (package / "src").rglob("*.js"):
        path.write_text(DOCUMENTATION.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, text in LEFT_OUT.items():
        path = package / "src" / name
        if not path.exists():
            raise LookupError(f"src/{name} is missing")
        path.write_text(text, encoding="utf-8")
    path = package / "stackgl_modules" / "index.js"
    path.write_text(reached(path.read_text(encoding="utf-8"), STACKGL), encoding="utf-8")
    made = {"entry.js": ENTRY, "d3.js": concatenated(modules / "@plotly/d3/src", D3), "culori.js": CULORI}
    for name, text in {**made, "nothing.css": ""}.items():
        (package / name).write_text(text, encoding="utf-8")


def reached(bundled: str, names: Sequence[str]) -> str:
    """webpack's file of numbered modules, with those alone that the entry's ``names`` lead to.

    Raises ValueError if a name is missing, or a module that stands in for the browser's own
    """
    head, first, *rest = NUMBERED.split(bundled)
    last, tail = rest[-1].split("/******/ \t});", 1)
    modules = dict(zip([first, *rest[1::2]], [*rest[:-1:2], last], strict=True))
    for line, text in STAND_INS.items():
        (number,) = [each for each, body in modules.items() if line in body]
        begun, ended = modules[number].split("{", 1)[0], modules[number].rsplit("/***/ }", 1)[1]
        modules[number] = f"{begun}{{\n{text}\n/***/ }}{ended}"
    lines = modules[first].splitlines(keepends=True)
    kept = [each for each in lines if not NEEDED.search(each) or each.split(":")[0].strip() in names]
    if sum(map(bool, map(NEEDED.search, kept))) != len(names):
        raise ValueError("a module of stack.gl is missing")
    modules[first] = "".join(kept)
    found, to_do = set[str](), [first]
    while to_do:
        number = to_do.pop()
        if number not in found:
            found.add(number)
            to_do += NEEDED.findall(modules[number])
    return (
        head
        + "".join(f"/***/ {each}{body}" for each, body in modules.items() if each in found)
        + f"/******/ \t}});{tail}"
    )


def concatenated(source: Path, names: Sequence[str]) -> str:
    """Files of d3, each once, with what a line imports in that line's place: as d3 itself is made of them."""
    seen = set[Path]()

    def lines_of(path: Path) -> Iterator[str]:
        file = path / "index.js" if path.is_dir() else path.with_name(f"{path.name}.js")
        if file in seen:
            return
        seen.add(file)
        for line in file.read_text(encoding="utf-8").splitlines():
            found = IMPORT.match(line)
            yield from lines_of((file.parent / found[1]).resolve()) if found else [line]

    text = "\n".join(line for name in names for line in lines_of((source / name).resolve()))
    return f"(function () {{\nvar d3 = {{}};\n{text}\nmodule.exports = d3;\n}}).call(window);\n"


def _run(command: Sequence[object], folder: Path) -> str:
    """What a command says.

    Raises BuildError if it fails
    """
    words = [str(each) for each in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise BuildError(f"{Path(words[0]).name} failed: {(done.stderr or done.stdout).strip()[:500]}")
    return done.stdout
