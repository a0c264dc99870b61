"""What builder, reader and commands share: errors, the description of a snapshot, changes of counties."""
