import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Where Debian puts it. */
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  plugins: [react()],
  // Tauri shows what cargo says; Vite must not wipe it away.
  clearScreen: false,
  // The faces are those that the paper is printed with.
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  build: { target: ["chrome120", "safari17.5"], assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "units",
          include: ["src/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          setupFiles: ["src/testing.ts"],
          env: { TZ: "Asia/Tokyo" },
        },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["pages/**/*.test.{ts,tsx}"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 720 },
            provider: playwright({
              launchOptions: { executablePath: chromium, args: ["--no-sandbox"] },
              contextOptions: { timezoneId: "Asia/Tokyo", locale: "ja-JP" },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
