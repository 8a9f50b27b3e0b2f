"""Code 128 and QR symbols, as black and white modules.

Code 128: ISO/IEC 15417, subset C for pairs of digits and subset B for the rest. QR: OpenCV's
encoder.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

# Widths of bar, space, bar, space, bar, space for the values 0 to 105 (ISO/IEC 15417, table 1).
_WIDTHS = (  # noqa: SIM905 - the table as the standard prints it
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 "
    "122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 "
    "321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 "
    "211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 "
    "213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 "
    "121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 "
    "241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 "
    "412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 "
    "211214 211232"
).split()
_STOP = "2331112"
_START_B, _START_C, _TO_B, _TO_C = 104, 105, 100, 99


def encode_code128(text: str) -> tuple[int, ...]:
    """The widths in modules, bar first, of the symbol for `text` (ASCII 32 to 126)."""
    values = _code128_values(text)
    check = (values[0] + sum(i * v for i, v in enumerate(values[1:], 1))) % 103
    pattern = "".join(_WIDTHS[v] for v in (*values, check)) + _STOP
    return tuple(int(width) for width in pattern)


def encode_qr(text: str) -> NDArray[np.uint8]:
    """The QR symbol as a square array, one element a module, 0 black and 255 white."""
    symbol = cv2.QRCodeEncoder.create().encode(text)
    return np.asarray(symbol, dtype=np.uint8)


def _code128_values(text: str) -> list[int]:
    if not text or any(not " " <= c <= "~" for c in text):
        raise ValueError("Code 128 here takes printable ASCII")
    values: list[int] = []
    subset = ""
    place = 0
    while place < len(text):
        run = 0
        while place + run < len(text) and text[place + run].isdigit():
            run += 1
        wanted = "C" if run >= 4 or (run >= 2 and subset == "C") else "B"
        if wanted != subset:
            start = _START_C if wanted == "C" else _START_B
            values.append(start if not values else (_TO_C if wanted == "C" else _TO_B))
            subset = wanted
        if subset == "C":
            values.append(int(text[place : place + 2]))
            place += 2
        else:
            values.append(ord(text[place]) - 32)
            place += 1
    return values
