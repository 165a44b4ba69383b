import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { wasmAsset } from './build/wasm-asset.ts';

const broker = process.env.USHER_DEV_SERVER ?? 'http://localhost:43080';

export default defineConfig({
  plugins: [react(), wasmAsset()],
  build: {
    outDir: 'target/site',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be data: addresses, which the content security policy allows for pictures only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 43073,
    strictPort: true,
    proxy: {
      '/api': { target: broker, changeOrigin: false },
      '/stream': { target: broker, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    reporters: ['default', ['junit', { outputFile: 'target/vitest-junit.xml' }]],
  },
});
