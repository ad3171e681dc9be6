# Three stages: packages for running, the built pages, and a small image that runs as an ordinary user.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --loglevel=error

FROM packages AS pages
COPY . .
RUN node --input-type=module -e "import { buildWebIfStale } from './apps/web/build.ts'; await buildWebIfStale()"

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data \
  && printf '#!/bin/sh\nexec node /app/apps/cli/main.ts "$@"\n' > /usr/local/bin/lookalike \
  && chmod +x /usr/local/bin/lookalike
COPY --from=packages /app/node_modules node_modules
COPY . .
COPY --from=pages /app/apps/web/dist apps/web/dist
USER node
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["lookalike"]
CMD ["serve"]
