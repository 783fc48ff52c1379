# The same pinned requirements as `make setup`; plotly.js is built by npm in a stage of its own.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make npm && rm -rf /var/lib/apt/lists/*
WORKDIR /lossfold
COPY requirements.txt constraints.txt Makefile ./
COPY components ./components
COPY landscapes ./landscapes
RUN make setup

# The image that runs now, whose release's files the new one keeps: docker build --build-arg EARLIER=lossfold:latest .
ARG EARLIER=python:3.11-slim
FROM ${EARLIER} AS earlier
RUN mkdir -p /lossfold/releases

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 lossfold && mkdir -p /lossfold/cache && chown -R lossfold /lossfold
WORKDIR /lossfold
COPY --from=build --chown=lossfold /lossfold/.venv ./.venv
COPY --from=earlier --chown=lossfold /lossfold/releases ./releases
COPY --chown=lossfold app.py gunicorn.conf.py ./
COPY --chown=lossfold landscapes ./landscapes
COPY --chown=lossfold components ./components
COPY --chown=lossfold assets ./assets
USER lossfold
# Programs compiled here run wherever the image does: on any x86 processor of the last ten years.
ENV HOST=0.0.0.0 PORT=8050 LOSSFOLD_CACHE=/lossfold/cache XLA_FLAGS=--xla_cpu_max_isa=AVX2
RUN .venv/bin/python app.py --warm && .venv/bin/python app.py --keep-release releases
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD .venv/bin/python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz')"
CMD [".venv/bin/gunicorn", "app:server"]
