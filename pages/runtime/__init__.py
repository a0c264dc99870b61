"""The base that pages run on: the snapshot shown, the cache, the script queue, paths and scripts of the site."""
