"""Trains the nets and writes their slices; some minutes on two cores. Names as arguments: these alone."""

import sys

from . import FOLDER, NAMES, convolution, overfit
from .nets import made

for name in sys.argv[1:] or NAMES:
    if name == "polynomial":
        found = overfit.made()
    else:
        found = convolution.made(name) if name in convolution.KINDS else made(name)
    print(found.save(FOLDER / name), found.lowest(), found.audit, sep="\n", flush=True)
