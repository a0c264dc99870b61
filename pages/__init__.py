"""What a visitor sees. router.py is the front door; every other script is one page."""
