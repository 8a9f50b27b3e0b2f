"""What was recorded: found, shown, corrected, printed, exported."""
