"""Everything that crosses the border between Python and JavaScript, as types.

Functions that send something are annotated with them; a test holds real scenes against them; the scripts are checked on
``assets/types/scene.d.ts``, which ``components/scene/types.py`` makes of them. A class's docstring says of each field
what it is. What is sent is JSON: a tuple arrives as an array. What ``components/address/`` sends is in its own schema.
"""
