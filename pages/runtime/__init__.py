"""What a page runs on: the snapshot that it shows, the cache, the script queue, paths and scripts of the site."""
