"""Where figures come from: catalog, sources, builder, snapshots, store."""
