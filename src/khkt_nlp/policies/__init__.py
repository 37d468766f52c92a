"""Policy and legal documents: find, read, link."""
