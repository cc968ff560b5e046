import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.BATON_SERVER ?? "http://127.0.0.1:5080";

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      "baton-client": at("../clients/typescript/src/index.ts"),
      "openapi-fetch": at("node_modules/openapi-fetch"),
    },
  },
  // The server puts a fresh one into each copy of the page.
  html: { cspNonce: "{{nonce}}" },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: {
    fs: { allow: [".."] },
    proxy: { "/v1": server, "/demo": server },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
