"""Selection, capture, compression, inspection and storage, with effects through a Device."""
