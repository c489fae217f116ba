import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Packages with native code or WebAssembly come along as they are (electron-builder.yml names the same). */
const packaged = ['sharp', 'heic-decode'];

export default defineConfig({
  main: {
    build: {
      rolldownOptions: { input: { index: 'src/main/index.ts' }, external: packaged },
      // An installed desk carries no node_modules but the packages named above: what is not there cannot be missing.
      externalizeDeps: false,
    },
  },
  preload: {
    // A sandboxed preload is CommonJS and may require electron alone.
    build: { rolldownOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), servedAtRoot()],
    build: {
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
      // The browser shell also meets the older Chromium of 统信 and 麒麟, not only the one that Electron brings.
      target: 'chrome110',
      minify: true,
      chunkSizeWarningLimit: 3000,
    },
  },
});

/**
 * Both shells serve the page at the root of its origin and answer deep addresses with it, where relative assets would be lost.
 * electron-vite writes `./` over `base`, for pages opened as files; ours never is.
 */
function servedAtRoot() {
  return { name: 'chaihuan:served-at-root', config: () => ({ base: '/' }) };
}
