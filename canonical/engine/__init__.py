"""Selection, capture, compression, inspection and storage, with effects through a Device.

The only place where pixels and videos are decoded (Pillow, pi-heif, PyAV), each import made where
it is used. Clock, files, camera and network are the `device`'s; how a client behaves is the
caller's, from its profile: nothing here knows a vendor.
"""
