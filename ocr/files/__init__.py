"""Foreign files made pages: bounded decoding in a process of its own, PDF text layers."""
