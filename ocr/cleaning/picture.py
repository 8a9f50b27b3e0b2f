"""The picture of a page."""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Pixels (height, width, 3), RGB, as the page was given."""
