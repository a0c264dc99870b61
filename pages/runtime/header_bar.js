// Streamlit's containers have no roles: this one is a landmark, so that screen readers lead to it and past it.
for (const bar of document.querySelectorAll(".st-key-header_bar")) {
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Place, peers and sharing");
}
