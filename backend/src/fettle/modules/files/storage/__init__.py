"""Where the bytes of files lie: an embedded store or any S3, behind one contract."""
