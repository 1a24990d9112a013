"""Transcripts of real consoles: messages, requests and work units read from them."""
