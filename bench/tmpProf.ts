import { openBenchmarkServer } from '/work/main/bench/server.ts';
import { spawnSync, spawn } from 'node:child_process';
const server = await openBenchmarkServer();
const { url } = await server.freshDatabase();
console.log(url);
const run = (args: string[]) =>
  spawnSync(process.execPath, args, {
    cwd: '/work/main',
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url },
  });
run([
  '--import',
  'tsx',
  'services/cli/main.ts',
  'catalogue',
  'publish',
  'fixtures/catalogue/harbor-mobile.json',
]);
const t = performance.now();
run([
  '--cpu-prof',
  '--cpu-prof-dir=/tmp/prof',
  '--import',
  'tsx',
  'services/cli/main.ts',
  'history',
  'import',
  process.argv[2]!,
  '--source',
  'harbor',
  '--brand',
  'harbor-mobile',
]);
console.log((performance.now() - t) / 1000);
await server.close();
