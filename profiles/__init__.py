"""What differs between vendors, as data.

Imports `canonical` alone. The folders are data, a vendor each; the modules know none of them. A
new key goes into `model`, what its schema cannot say into `checks`, and docs/profiles.md says what
it is for. Profiles are frozen and shared: nothing changes one.
"""
