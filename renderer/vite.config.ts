import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => join(import.meta.dirname, path);

/**
 * Built by `vite build renderer`. The file stands here and not at the root, where Vitest would take it for its own.
 * `--mode gallery` builds the page that shows every screen from fixtures; it never ships with the terminal.
 */
export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery';
  // The JSX transform looks at this variable of the caller: under a test run it would write calls that only the
  // development build of React has.
  process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    // Relative, so that the same files work under app:// and under the loopback server.
    base: './',
    publicDir: false,
    plugins: [react()],
    // Whatever NODE_ENV the caller has (a test run has its own): what is built is what ships.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: at(gallery ? '../.cache/gallery' : '../dist/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: gallery ? { gallery: at('kiosk/gallery.html') } : { kiosk: at('kiosk/index.html') },
      },
    },
  };
});
