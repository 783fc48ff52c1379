"""What Lossfold says when it cannot take an input: one sentence that names the field, the value and what is allowed.

A refusal carries a key and its values beside the English sentence, so that a page in another language
says the same thing in its own words (see ``components/words``).
"""

SENTENCES = {
    "number": "{field}: {value} is not allowed; it must be a number from {low} to {high}.",
    "odd": "{field}: {value} is not allowed; it must be an odd whole number from {low} to {high}.",
    "choice": "{field}: {value} is not allowed; it must be one of {choices}.",
    "data": "data: {value} does not go with the loss {loss}; it must be one of {choices}.",
    "apart": "{field}: {value} does not go with {other}; it must be 0 there.",
    "only": "{field}: {value} does not go with {other}; it must be {wanted} there.",
    "depth": "{field}: {value} is not allowed for loss=residual; it must be a number from {low} to {high}, as without "
    "dropped blocks a whole curve of minima is equally good.",
    "coarse": "range: {value} is too wide for n = {n} with loss=batchnorm; it must be at most (n − 1)/{most}, or the "
    "grid misses what ε does near the origin.",
    "faint": "{field}: {value} is too small for loss=batchnorm; it must be 0 or at least {least}.",
    "unfit": "{field}: {value} does not go with {other}; it must be out of {choices} there.",
    "camera": "camera: {value} is not allowed; it must be three numbers (where the eye is), or six (and what it "
    "looks at), from -10 to 10, parted by commas.",
    "knobs": "knobs: {value} is not allowed; it must be sliders parted by commas, out of {choices}, or none.",
    "knobs.many": "knobs: {value} is not allowed; a figure has {limit} sliders at most.",
    "title": "title: {value} has {length} characters; at most {limit} are allowed.",
    "url": "url: {value} is not the address of a figure here; it must begin with {choices}.",
    "whole": "{field}: {value} is not allowed; it must be a whole number of at least {low}.",
    "count": "{field}: {value} is not allowed; it must be a whole number from {low} to {high}.",
    "walk": "walk: {value} is not allowed; it must be one to {most} different methods parted by commas, "
    "out of {choices}.",
    "start": "start: {value} is not allowed; it must be two numbers from {low} to {high} parted by a comma.",
    "point": "{field}: {value} is not allowed; it must be two numbers from −{half} to {half} parted by a comma.",
    "views": "view: {value} is not allowed; it must be names parted by commas, out of {choices}.",
    "compare": "compare: {value} is not allowed; it must be like {choices}, with one to {limit} weights from 0 to 2.",
    "knob": "knob: {value} is not a slider that has a path; it must be one of {choices}.",
    "rows": "data: {value} needs the rows of your file, and a link does not carry them; choose the file again.",
    "cell": "cell: {value} is not allowed; it must be four whole numbers parted by commas: sample 1 to {samples}, "
    "channel 1 to {channels}, row 1 to {rows}, column 1 to {columns}.",
    "picture": "figure: {value} has no picture; open it at /embed or take it as a file from /export.",
    "file.size": "The file has {size} bytes; at most {limit} are allowed.",
    "file.empty": "The file is empty; it needs a header row and at least {least} rows of numbers.",
    "file.encoding": "Row {row}, column {column}: a character is not UTF-8; save the file as “CSV UTF-8”.",
    "file.binary": "The file is not text (row {row}); save it as “CSV UTF-8”.",
    "file.quotes": "Row {row}: the quotation marks do not close, or a cell is too long.",
    "file.header": "Row 1, column {column}: a column needs a name of its own, and {value} is not one.",
    "file.columns": "The header has {count} columns; at least 3 are needed: two features and a target.",
    "file.wide": "The header has {count} columns; at most {limit} are allowed.",
    "file.ragged": "Row {row} has {count} cells, and the header has {expected}.",
    "file.few": "The file has {count} rows of data; at least {least} are needed.",
    "file.many": "The file has more than {limit} rows of data; at most {limit} are allowed.",
    "file.missing": "Row {row}, column {column}: the value is missing.",
    "file.text": "Row {row}, column {column}: {value} is not a number.",
    "file.huge": "Row {row}, column {column}: {value} is too large; at most 1e100 in size is allowed.",
    "file.constant": "Column {column} has the same value in every row, from row 2 to row {row}; "
    "a column must vary to be standardized.",
    "file.unknown": "The file has no column {column}; it has {choices}.",
    "file.same": "Column {column} is chosen twice; two features and a target must be three different columns.",
    "file.oneclass": "Column {column} has only the class {value}, from row 2 to row {row}; logistic needs two.",
    "file.classes": "Row {row}, column {column}: {value} is a third class; logistic needs exactly two.",
}


class Refusal(ValueError):
    """An input that is refused, with a sentence for people.

    ``key`` is one of ``SENTENCES``, ``values`` fill its gaps, and ``str()`` is the English sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(SENTENCES[key].format(**values))


class SpecError(Refusal):
    """A field of a ``Spec`` that is not allowed."""


class TableError(Refusal):
    """A CSV file, or a cell of it, that is not allowed."""


def quoted(value: object) -> str:
    """The value as a person typed it, in quotes if it is text, shortened to 40 characters."""
    # A lone surrogate, which JSON can bring, can be written in no answer.
    text = str(value).encode("utf-8", "replace").decode()
    text = text if len(text) <= 40 else text[:39] + "…"
    return f"“{text}”" if isinstance(value, str) else text
