"""One file per publisher: raw input files to tidy, checked frames."""
