"""The canonical media API over any vendor, and the configuration that says which.

`Media` asks a host in its vendor's dialect, and reads what comes back; what one call cannot do, it
does by the recipes in `recipes`.
"""
