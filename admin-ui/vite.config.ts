import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** React changes less often than the console; what only later pages use stays with them. */
const groups = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2022',
    // Files, never data: addresses: the policy of the server names what it serves.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
