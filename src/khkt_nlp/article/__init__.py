"""Reading an article: text or HTML, title, publication date, zones."""
