"""What Lossfold says when it cannot take an input: one sentence that names the field, the value and what is allowed.

A refusal carries a key and its values beside the English sentence, so that a page in another language
says the same thing in its own words (see ``components/i18n``).
"""

SENTENCES = {
    "number": "{field}: {value} is not allowed; it must be a number from {low} to {high}.",
    "odd": "{field}: {value} is not allowed; it must be an odd whole number from {low} to {high}.",
    "choice": "{field}: {value} is not allowed; it must be one of {choices}.",
    "data": "{field}: {value} does not go with the loss {loss}; it must be one of {choices}.",
    "exclusive": "{field}: {value} does not go with {other}; with {other} it must be 0.",
    "only": "{field}: {value} does not go with {other}; with {other} it must be {wanted}.",
    "depth": "{field}: {value} is not allowed for loss=residual; it must be a number from {low} to {high}, because "
    "without dropped blocks a whole curve of points is equally good.",
    "coarse": "{field}: {value} is too wide for n = {n} with loss=batchnorm; it must be at most (n − 1)/{most}, or the "
    "grid misses what ε does near the origin.",
    "coarse.n": "{field}: {value} is too small for loss=batchnorm with range={half}; it must be at least {least}, or "
    "the grid misses what ε does near the origin.",
    "faint": "{field}: {value} is too small for loss=batchnorm; it must be 0 or at least {least}.",
    "edited": "{field}: {value} is not allowed; it must be 1 to {limit} rows x₁,x₂,y separated by “_”, each of "
    "three numbers from −{high} to {high}.",
    "edited.data": "{field}: {value} does not go with data={data}; rows can be edited with data = {choices}.",
    "unfit": "{field}: {value} does not go with {other}; with {other} it must be one of {choices}.",
    "camera": "{field}: {value} is not allowed; it must be three numbers (where the eye is), or six (and what it "
    "looks at), separated by commas.",
    "knobs": "{field}: {value} is not allowed; it must be sliders separated by commas, from {choices}, or none.",
    "knobs.many": "{field}: {value} is not allowed; a figure has {limit} sliders at most.",
    "title": "{field}: {value} has {length} characters; at most {limit} are allowed.",
    "url": "{field}: {value} is not the address of a figure here; it must begin with {choices}.",
    "whole": "{field}: {value} is not allowed; it must be a whole number of at least {low}.",
    "count": "{field}: {value} is not allowed; it must be a whole number from {low} to {high}.",
    "methods": "{field}: {value} is not allowed; it must be one to {most} different methods separated by commas, "
    "from {choices}.",
    "start": "{field}: {value} is not allowed; it must be two numbers from {low} to {high} separated by a comma.",
    "point": "{field}: {value} is not allowed; it must be two numbers from −{half} to {half} separated by a comma.",
    "views": "{field}: {value} is not allowed; it must be names separated by commas, from {choices}.",
    "compare": "{field}: {value} is not allowed; it must be like {choices}, with one to {limit} numbers from 0 to 2.",
    "knob": "{field}: {value} is not a slider that has a path; it must be one of {choices}.",
    "rows": "{field}: {value} needs the rows of your file, and a link does not carry them; choose the file again.",
    "unused": "{field}: rows are given, but {value} has rows of its own; with yours it must be {choices}.",
    "cell": "{field}: {value} is not allowed; it must be four whole numbers separated by commas: sample 1 to "
    "{samples}, channel 1 to {channels}, row 1 to {rows}, column 1 to {columns}.",
    "picture": "{field}: {value} has no picture; open it at /embed or take it as a file from /export.",
    "query.long": "The address is too long: what follows its “?” has {length} characters; at most {limit} are allowed.",
    "query.many": "The address has {count} fields; at most {limit} are allowed.",
    "work": "This would take the server some {seconds} s of computing; at most {limit} s are allowed. Fewer rows, "
    "views, steps or sliders, or a smaller n, take less.",
    "file.size": "The file has {size} bytes; at most {limit} are allowed.",
    "file.empty": "The file is empty; it needs a header row and at least {least} rows of numbers.",
    "file.html": "This is a web page (HTML), not a CSV file; download the file itself, often called “raw”.",
    "file.workbook": "This is a workbook ({kind}), not a CSV file; save its sheet as “CSV UTF-8”.",
    "file.archive": "This is a compressed archive, not a CSV file; unpack it first.",
    "file.pdf": "This is a PDF, not a CSV file; save the table as “CSV UTF-8”.",
    "file.encoding": "Row {row}, column {column}: a character is neither UTF-8 nor GB18030; save the file as "
    "“CSV UTF-8”.",
    "file.utf16": "Row {row}, column {column}: the file begins as UTF-16, and a character here is not; save it as "
    "“CSV UTF-8”.",
    "file.binary": "The file is not text (row {row}); save it as “CSV UTF-8”.",
    "file.quotes": "Row {row}: the quotation marks do not close, or a cell is too long.",
    "file.single": "Row {row}: nothing separates columns; commas, semicolons or tabs are needed.",
    "file.header": "Row {row}, column {column}: a column needs a name of its own, and {value} is not one.",
    "file.headless": "Row {row}, column {column}: {value} is a number, not a name; the first row must hold the names "
    "of the columns.",
    "file.columns": "Row {row}: too few columns ({count}); at least 3 are needed: two features and a target.",
    "file.wide": "The header has {count} columns; at most {limit} are allowed.",
    "file.ragged": "Row {row}: the number of cells is {count}, and the header has {expected}.",
    "file.few": "Too few rows of data ({count}); at least {least} are needed.",
    "file.many": "The file has more than {limit} rows of data; at most {limit} are allowed.",
    "file.incomplete": "Of {all} rows {count} are left out: a value is missing in a chosen column.",
    "file.missing": "Row {row}, column {column}: the value is missing.",
    "file.neither": "Row {row}, column {column}: {value} is not a number, and {third} in row {other} is a third class.",
    "file.text": "Row {row}, column {column}: {value} is not a number.",
    "file.percent": "Row {row}, column {column}: {value} stands beside {other}; all or none must be percentages.",
    "file.huge": "Row {row}, column {column}: {value} is too large; at most 1e100 in size is allowed.",
    "file.constant": "Column {column} has the same value in every row, from row {first} to row {row}; "
    "a column must vary to be standardized.",
    "file.unknown": "The file has no column {column}; it has {choices}.",
    "file.same": "Column {column} is chosen twice; two features and a target must be three different columns.",
    "file.oneclass": "Column {column} has only the class {value}, from row {first} to row {row}; logistic needs two.",
    "file.classes": "Row {row}, column {column}: {value} is a third class; the target of logistic needs exactly two, "
    "that of any other loss numbers.",
    "surface.size": "The file has {size} bytes; at most {limit} are allowed.",
    "surface.empty": "The file is empty; a loss surface is needed.",
    "surface.hdf5": "{name} is HDF5, which is not read here; “lossfold audit” reads it on your own machine.",
    "surface.slice": "The file holds no slice that can be drawn: {reason}",
    "surface.keys": "The file lacks {missing}; it has {known}.",
    "surface.holes": "The file has no finite loss at all.",
    "surface.numbers": "The file holds something other than numbers where a loss surface has numbers.",
    "surface.points": "An axis has {count} points; 2 to {limit} are allowed.",
    "surface.axis": "An axis must be finite numbers that ascend.",
    "surface.shape": "There are {count} numbers where {rows} × {columns} are needed.",
    "surface.archive": "The file is not a readable .npz, or holds pickled objects, which are never read.",
    "surface.unpacked": "The archive unpacks to {size} bytes, which is too much.",
    "surface.dimensions": "The loss has {count} dimensions; a surface has 2.",
    "surface.json": "The file begins like JSON but is not valid JSON.",
    "surface.text": "The file is neither .npz nor JSON nor text in UTF-8.",
    "surface.ragged": "Row {row}: the number of cells is {count}, and the first row has {expected}.",
    "surface.cell": "Row {row}, column {column}: {value} is not a number.",
    "surface.columns": "The header lacks {missing}; it has {known}.",
    "surface.twice": "Two rows have the same point.",
    # These refuse nothing: they say how a file was read.
    "file.encoded": "The file is read as {encoding}.",
    "file.decimal": "Commas in numbers are read as decimal signs.",
    "file.comments": "Comment lines (#) before the header are skipped: {rows}.",
    "file.letters": "Row {row} holds data, not names; the columns are called A, B, C, … as in a spreadsheet.",
    "file.numbernames": "Row {row} is read as names, although it holds the number {value}.",
    "file.rownames": "Column {column} has no name; its cells are taken as the names of the rows.",
    "file.rownames.more": "Every row begins with one cell more than the header has; it is taken as the row’s name.",
    "file.nameless": "Column {column} has no name and is left out.",
    "file.twice": "Column {column} is left out: its name, {value}, is that of column {other}.",
}


class Refusal(ValueError):
    """An input that is refused, with a sentence for people.

    ``key`` is one of ``SENTENCES``, ``values`` fill its gaps, and ``str()`` is the English sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(SENTENCES[key].format(**values))

    @property
    def field(self) -> str | None:
        """The query's key whose value is refused; None where it is no single one."""
        field = self.values.get("field")
        return field if isinstance(field, str) else None


class SpecError(Refusal):
    """A field of a ``Spec`` that is not allowed."""


class TableError(Refusal):
    """A CSV file, or a cell of it, that is not allowed."""


class SurfaceError(Refusal):
    """A file of a loss surface that cannot be read."""


def quoted(value: object) -> str:
    """The value as a person typed it, in quotes if it is text, shortened to 40 characters."""
    # A lone surrogate, which JSON can bring, can be written in no answer.
    text = str(value).encode("utf-8", "replace").decode()
    text = text if len(text) <= 40 else text[:39] + "…"
    return f"“{text}”" if isinstance(value, str) else text
