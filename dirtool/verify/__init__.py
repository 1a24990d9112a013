"""Do the files of an installation agree? And, of a plan: does it hold?"""
