"""Second readings: words read again by other means, and disagreement told."""
