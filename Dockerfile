# The same pinned requirements as `make setup`; plotly.js's gl3d bundle is brought by npm in a stage of its own.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make npm && rm -rf /var/lib/apt/lists/*
WORKDIR /lossfold
COPY requirements.txt constraints.txt Makefile ./
COPY components ./components
COPY landscapes ./landscapes
RUN make setup

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 lossfold
WORKDIR /lossfold
COPY --from=build --chown=lossfold /lossfold/.venv ./.venv
COPY --chown=lossfold app.py gunicorn.conf.py ./
COPY --chown=lossfold landscapes ./landscapes
COPY --chown=lossfold components ./components
COPY --chown=lossfold assets ./assets
USER lossfold
ENV HOST=0.0.0.0 PORT=8050
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD .venv/bin/python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz')"
CMD [".venv/bin/gunicorn", "app:server"]
