// Streamlit has no call for this: what a visitor opened stays open, over reloads too.
if (window.innerWidth < 768) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
