"""From bytes to records and back, exactly: code pages, line ends, fixed blocks, columns, edits, files."""
