"""The builder: from publishers’ files to one immutable snapshot. The app never imports it."""
