import { parseArgs } from 'node:util';
import type { Figure } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { reported, table } from './report.ts';
import { openBenchmarkServer } from './server.ts';

const USAGE = `npm run bench -- [name…] [--json]

Measures, on a PostgreSQL of its own with the product's settings, and prints
each figure with its floor: the same work done the plain way in the same run.
Names: ${benchmarks.map(({ name }) => name).join(', ')}; all of them by default.`;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const unknown = positionals.filter((name) => !benchmarks.some((known) => known.name === name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}.\n\n${USAGE}`);
    return 2;
  }
  const chosen = benchmarks.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const server = await openBenchmarkServer();
  const figures: Figure[] = [];
  try {
    for (const { run } of chosen) {
      const { freshDatabase } = server;
      figures.push(...(await run({ freshDatabase, progress: (text) => console.error(text) })));
    }
  } finally {
    await server.close();
  }
  const report = figures.map(reported);
  console.log(values.json === true ? JSON.stringify(report) : table(report));
  return 0;
};

process.exitCode = await main();
