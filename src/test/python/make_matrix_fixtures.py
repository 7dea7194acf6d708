#!/usr/bin/env python3
"""Writes matrices as NumPy saves them, for the test of NpyMatrix. Needs numpy. Run from the repository's root:

    python3 src/test/python/make_matrix_fixtures.py
"""

from pathlib import Path

import numpy

TARGET = Path("src/test/resources/org/stockpot/data/matrices")
MATRIX = numpy.array([[0.5, -1.0, 2.0], [3.0, 0.25, -4.0]])

TARGET.mkdir(parents=True, exist_ok=True)
numpy.save(TARGET / "half.npy", MATRIX.astype("<f2"))
numpy.save(TARGET / "single.npy", MATRIX.astype("<f4"))
numpy.save(TARGET / "double.npy", MATRIX.astype("<f8"))
numpy.save(TARGET / "big-endian.npy", MATRIX.astype(">f4"))
numpy.save(TARGET / "fortran.npy", numpy.asfortranarray(MATRIX.astype("<f4")))
numpy.save(TARGET / "fortran-half.npy", numpy.asfortranarray(MATRIX.astype("<f2")))
numpy.save(TARGET / "integers.npy", MATRIX.astype("<i4"))
numpy.save(TARGET / "vector.npy", MATRIX.astype("<f4").ravel())
