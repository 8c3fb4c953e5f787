"""What every port of a file works with, whatever it is: the pair, findings, results, the tree.

Scripts, templates, styles and configurations build on it and not on one another's work.
"""
