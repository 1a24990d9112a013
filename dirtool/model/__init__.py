"""A directory as a whole: entries, what they become at logon, extents on volumes, and where links lead."""
