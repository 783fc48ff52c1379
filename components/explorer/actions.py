"""What the finder does: what stands on buttons, in dialogs and further down, each with the element it is about."""

from typing import Literal, NamedTuple

from . import ids

# press: its button is pressed. show: it comes into sight. share: the dialog of what one takes away opens at it.
# switch: it is switched the other way, in sight. file: where one's own table is brought in.
Verb = Literal["press", "show", "share", "switch", "file"]


class Action(NamedTuple):
    """What happens, and the id of the element to which it happens."""

    verb: Verb
    target: str


# Each has its words ``find.do.<name>``, and in search.toml by what else it is looked for.
ACTIONS: dict[str, Action] = {
    "png": Action("share", "share-png"),
    "gif": Action("share", "share-gif"),
    "mp4": Action("share", "share-mp4"),
    "webm": Action("share", "share-webm"),
    "embed": Action("share", "share-code"),
    "html": Action("share", "share-inline"),
    "numbers": Action("share", "share-csv"),
    "stl": Action("share", "share-stl"),
    "glb": Action("share", "share-glb"),
    "link": Action("press", ids.COPY_LINK),
    "qr": Action("press", "present-qr"),
    "present": Action("press", ids.PRESENT),
    "steps": Action("press", "steps-open"),
    "print": Action("press", "present-print"),
    "camera": Action("press", ids.RESET_CAMERA),
    "play": Action("press", ids.PLAY),
    "inertia": Action("switch", ids.INERTIA),
    "wireframe": Action("switch", ids.WIREFRAME),
    "range": Action("show", "range"),
    "grid": Action("show", ids.N),
    "paste": Action("file", ids.OWN),
    "words": Action("show", "glossary"),
    "proof": Action("show", ids.CERTIFICATE),
    "program": Action("show", ids.EQUIVALENT),
    "theme": Action("press", ids.THEME),
    "language": Action("press", ids.LANGUAGE),
}
