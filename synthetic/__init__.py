"""Made-up prescriptions with their exact truth: scenarios, words, pages, damage, datasets."""
