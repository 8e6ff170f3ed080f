import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // Tauri shows what cargo says; Vite must not wipe it away.
  clearScreen: false,
  // The faces are those that the paper is printed with.
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  build: { target: ["chrome120", "safari17.5"], assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  test: { environment: "happy-dom", setupFiles: ["src/testing.ts"], env: { TZ: "Asia/Tokyo" } },
});
