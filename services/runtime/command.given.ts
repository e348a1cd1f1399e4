import { openChobo } from './chobo.ts';
import { createClock } from './clock.ts';
import { readConfiguration } from './config.ts';
import { createLogger } from './logger.ts';

/** A command that joins or starts what it needs and prints where the log of events ends. */
const read = readConfiguration(process.env, process.cwd());
if (!read.ok) throw new Error(read.faults.join('; '));
const { configuration } = read;
const chobo = await openChobo({
  configuration,
  logger: createLogger(configuration.logLevel ?? 'warn'),
  clock: createClock(configuration.clockStartsAtMs),
  role: 'command',
});
const { rows } = await chobo.pool.query<{ events: number }>(
  'SELECT count(*) AS events FROM events.events',
);
const head = await chobo.store.head();
await chobo.close();
process.stdout.write(`${JSON.stringify({ head, ...rows[0] })}\n`);
