"""The windows: the only package that knows Qt."""

from desktop.constants import keep_constants

keep_constants()
