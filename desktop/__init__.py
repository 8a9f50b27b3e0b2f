"""The windows: the only package that knows Qt."""

from desktop.nothing import keep_none

keep_none()
