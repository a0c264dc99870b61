# The dashboard with its embedded figures. docs/deploying.md says how to run it.
FROM python:3.13-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt \
    && /venv/bin/python -m pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home viewer
COPY --from=packages /venv /venv
WORKDIR /app
COPY app.py pyproject.toml LICENSE ./
COPY .streamlit .streamlit
COPY indicators indicators
COPY data data
COPY pages pages
COPY web web
RUN /venv/bin/python -m compileall -q /app
ENV PATH=/venv/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER viewer
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501", "--server.headless", "true"]
