"""The two libraries that write films in the browser, each fetched by a page only when a film of its kind is asked for.

``python -m components.http.film_libraries`` brings them by npm, pinned: gifenc (MIT) writes GIF, Mediabunny (MPL 2.0)
puts what the browser's own encoder makes into MP4. Both run as they are; nothing is built.
"""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from .static_files import Packed

FOLDER = Path(sys.prefix) / "lossfold" / "film"
# The kind of film: the package, its version, and its module.
LIBRARIES = {
    "gif": ("gifenc", "1.0.3", "dist/gifenc.esm.js"),
    "mp4": ("mediabunny", "1.61.0", "dist/bundles/mediabunny.min.mjs"),
}


@cache
def film_libraries() -> dict[str, Packed]:
    """The library of each kind of film that is here, by the kind."""
    found = {kind: FOLDER / "node_modules" / package / path for kind, (package, _, path) in LIBRARIES.items()}
    return {
        kind: Packed("text/javascript", path.read_bytes(), LIBRARIES[kind][0])
        for kind, path in found.items()
        if path.exists()
    }


def fetch() -> None:
    """Brings both into the environment; where there is no npm it says so, and films are WebM alone."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm was not found: films can be saved as WebM only, not as GIF or MP4.")
        return
    packages = [f"{package}@{version}" for package, version, _ in LIBRARIES.values()]
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--omit=optional"]
    command += ["--ignore-scripts", "--prefix", str(FOLDER), *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"npm could not bring {' '.join(packages)}: films are WebM only.\n{done.stderr.strip()[-500:]}")


if __name__ == "__main__":
    fetch()
