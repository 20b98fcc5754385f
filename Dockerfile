# Two images: the portal, which docker-compose.yml runs as web server, worker and beat, and the proxy before it.

FROM node:24-slim AS libraries
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --silent

FROM caddy:2-alpine AS proxy
RUN adduser -S -D -H -u 10001 tongbu \
    && mkdir -p /data /config \
    && chown -R tongbu /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER tongbu

FROM python:3.13-slim AS portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 DATA_DIR=/data STATIC_ROOT=/portal/collected
WORKDIR /portal
RUN useradd --system --uid 10001 --create-home tongbu \
    && install --directory --owner=tongbu --mode=700 /data
COPY requirements.txt requirements-sentry.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-sentry.txt
COPY --from=libraries /portal/node_modules node_modules
COPY manage.py ./
COPY config config
COPY apps apps
COPY templates templates
COPY static static
COPY locale locale
COPY docs docs
# The key and folders that these commands make stay behind in a folder of their own; what they make is read by tongbu.
RUN DATA_DIR=/tmp/build python manage.py catalogues compile \
    && DATA_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && chmod --recursive a+rX locale collected \
    && rm -r /tmp/build
USER tongbu
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "config.web"]
