"""Templates in and out: tokens with offsets, edits and findings, driven by profiles' markup facts.

A template is edited by byte ranges and never printed anew; what the target has not, or what no
source says it has, is a finding at its place. It knows vendors by their profiles alone.
"""
