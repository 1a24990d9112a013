"""From the text of records to typed statements: Lark decides the syntax, once per shape of a statement."""
