"""``python -m lossfold`` from a checkout, where nothing is installed, is the command ``lossfold``."""

import sys

from .command import main

sys.exit(main())
