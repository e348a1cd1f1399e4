import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { build } from 'vite';

const here = import.meta.dirname;
const page = path.join(here, 'dist', 'index.html');
const sources = ['src', 'index.html', 'vite.config.ts', 'package.json'].map((name) =>
  path.join(here, name),
);

/** When a file, or the newest file below a folder, was last changed, in epoch ms. */
const changedAtMs = (place: string): number => {
  const found = statSync(place);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(place).map((name) => changedAtMs(path.join(place, name)));
  return Math.max(found.mtimeMs, ...inside);
};

/** Builds the console unless what was built last is newer than everything that it is built from. */
const newest = Math.max(...sources.map(changedAtMs));
if (!existsSync(page) || statSync(page).mtimeMs < newest) {
  await build({ configFile: path.join(here, 'vite.config.ts'), logLevel: 'warn' });
}
