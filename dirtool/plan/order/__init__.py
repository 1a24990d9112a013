"""The order of the steps: rules O1 to O23, each a function, and what is done about steps that wait for each other."""
