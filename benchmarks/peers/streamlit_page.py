"""Peer: a Streamlit page with the same landscape and slider."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st  # pyright: ignore[reportMissingImports]

AXIS = np.linspace(-5, 5, 121)
B1, B2 = np.meshgrid(AXIS, AXIS)
l1 = st.slider("λ", 0.0, 2.0, 0.2, 0.01)
surface = go.Surface(x=AXIS, y=AXIS, z=np.logaddexp(0, B2 - B1) + l1 * (np.abs(B1) + np.abs(B2)), showscale=False)
st.plotly_chart(go.Figure(surface).update_layout(width=500, height=400, uirevision=1), use_container_width=False)
