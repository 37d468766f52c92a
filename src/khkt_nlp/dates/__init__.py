"""Calendar expressions, completed from the publication date."""
