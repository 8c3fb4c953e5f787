"""What the adapters use of this machine: cores, files, the collector of cycles."""
