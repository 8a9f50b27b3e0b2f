"""The official drug files (BDPM), read and made into the compact reference of this machine."""
