"""HTTP beside the pages: map files, exports, figures, health, warm-up, and what guards every request."""
