# Builds everything, then keeps what the server needs: no compiler, no bundler, no embedded database.
FROM node:22-bookworm-slim AS build
WORKDIR /purser
COPY . .
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile && npx pnpm@12.21.0 build
RUN npx pnpm@12.21.0 install --frozen-lockfile --prod

FROM node:22-bookworm-slim
ENV NODE_ENV=production PURSER_DATA_DIR=/data
WORKDIR /purser
COPY --from=build /purser/package.json ./
COPY --from=build /purser/node_modules ./node_modules
COPY --from=build /purser/plugins/kit/package.json ./plugins/kit/
COPY --from=build /purser/plugins/kit/dist ./plugins/kit/dist
COPY --from=build /purser/client/package.json ./client/
COPY --from=build /purser/client/dist ./client/dist
COPY --from=build /purser/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Web and jobs in one process; PURSER_ROLE=web here and `node dist/backend/worker.js` beside it take them apart.
CMD ["node", "--enable-source-maps", "dist/backend/main.js"]
