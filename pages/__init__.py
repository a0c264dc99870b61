"""What a visitor sees. router.py runs first; every other script is one page."""
