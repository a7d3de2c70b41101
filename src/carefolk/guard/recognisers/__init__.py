"""One file, one kind: a function from a prepared text to marks, its source and traps stated."""
