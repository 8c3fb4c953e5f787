"""Templates as programs of data: what a page is made of, read by one client's own facts.

`expressions` reads what stands between the braces, `template` a file, `program` a page with the
files and components that it leads to; the realm's script evaluates them (`js/evaluate.js`,
`js/views.js`) and says what stands there, which `tree` holds.
"""
