"""Who prescribed, for whom and when; barcodes; which pages belong together."""
