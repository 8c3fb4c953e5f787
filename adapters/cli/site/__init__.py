"""The documentation as a site that works from its files: no server, no request.

``make site`` builds it: the pages of the repository in both languages, a page a rule and an
operation at addresses that stay, the compatibility table to filter, a search, pictures.
"""
