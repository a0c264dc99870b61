"""The launcher: ``streamlit run app.py``. Streamlit serves the pages, web/ the files beside them.

The pages' script lies in a folder of its own, without a ``pages`` folder beside it, so that a shared link works as the
very first request of a fresh server. What only some requests need is imported by them: the first page waits for every
import made here.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from pages.runtime.base_path import below_base
from pages.runtime.streamlit_patches import read_theme_once
from web.edge import edge
from web.routes import ROUTES
from web.security_headers import internal_error
from web.warm_up import WarmUpMiddleware, warming

read_theme_once()
routes = below_base(list(ROUTES))
app = st.App(
    "pages/router.py",
    routes=routes,
    middleware=[*edge(routes), Middleware(WarmUpMiddleware)],
    exception_handlers={500: internal_error},
    lifespan=warming,
)
