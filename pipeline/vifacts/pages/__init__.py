"""A newspaper page, a pasted text or a row becomes an Article.

``html.read_html`` reads a page, ``pasted.read_text`` a pasted text, ``inputs.read_inputs`` everything that a
command line can name.
"""
