# Debian, not Alpine: the native part of Temporal's worker is built for glibc only.
FROM node:22.20.0-bookworm-slim

# ffmpeg and a font make films, and the emulator's videos; the certificates are for gateways and S3.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates ffmpeg fonts-dejavu-core \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /reelwork
# With the development packages: Temporal's are among them here, because applications bring their own.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build

ENV NODE_ENV=production
USER node
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["worker"]
