"""What the page needs to take standardized coefficients back to those of the columns as they were typed."""

import numpy as np

from landscapes.data.rows import Rows, standardize

from .schema.scene import Units


def units_of(rows: Rows, *, linear_score: bool, classification: bool) -> Units | None:
    r"""Means and deviations of the columns as typed; None where nothing was typed, or the rows are not those columns
    standardized.

    A score Σ β_j (x_j − x̄_j)/s_j is Σ b_j x_j − Σ b_j x̄_j with b_j = β_j/s_j. Of a standardized target it is
    (ŷ − ȳ)/s_y, so that ŷ = ȳ + s_y·score; of two classes it is the log-odds as it stands. Exact for every loss of a
    linear score, as that is all it says of the rows.
    """
    typed = rows.typed
    if typed is None or not linear_score or rows.weights is not None:
        return None
    columns, answers = typed[:, :2], typed[:, 2]
    scaled = np.column_stack([standardize(column) for column in columns.T])
    if not np.allclose(scaled, rows.features, rtol=0.0, atol=1e-9):
        return None
    if classification:
        target = None
    elif np.allclose(standardize(answers), rows.targets, rtol=0.0, atol=1e-9):
        target = [float(np.mean(answers)), float(np.std(answers))]
    else:
        return None
    return {
        "means": columns.mean(axis=0).tolist(),
        "deviations": columns.std(axis=0).tolist(),
        "target": target,
        "one": rows.classes[1] if rows.classes else None,
    }
