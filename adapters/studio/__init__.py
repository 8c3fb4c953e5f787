"""The studio: a local page where a person sits in front of simulated clients.

`server` is the only place for starlette and uvicorn. It drives hosts by prompts and actions, as any
other user does; what stands in `web` runs in the browser as it is, without a build.
"""
