import { openChobo } from './chobo.ts';
import type { Chobo, Role } from './chobo.ts';
import { createClock } from './clock.ts';
import { readConfiguration } from './config.ts';
import type { Configuration } from './config.ts';
import { demoLogins, demoNotice, seedDemo, wantsDemo } from './demo/demo.ts';
import { createLogger } from './logger.ts';
import { checkAddress, serve, serveHealth } from './serve.ts';
import type { Serving } from './serve.ts';
import { onShutdownSignals } from './signals.ts';
import { StartProblem } from './startProblem.ts';
import { version } from './version.ts';

/** Requests that have not been answered by then are cut off. */
const DRAIN_TIMEOUT_MS = 20_000;

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** What follows `npm start --`: one part of Chobo, or nothing for all of it in one process. */
function roleOrExit(words: readonly string[]): Role {
  const [word = 'server', ...rest] = words;
  if (rest.length === 0 && (word === 'server' || word === 'api' || word === 'worker')) return word;
  complain(
    `Chobo cannot start: "${words.join(' ')}" is no part of it. Name api or worker, or nothing for both in one process.`,
  );
  process.exit(2);
}

function configurationOrExit(): Configuration {
  const read = readConfiguration(process.env, process.cwd());
  if (read.ok) return read.configuration;
  for (const fault of read.faults) complain(`Chobo cannot start: ${fault}.`);
  process.exit(1);
}

async function drain(serving: Serving): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DRAIN_TIMEOUT_MS);
  });
  await Promise.race([serving.stop(), late]);
  clearTimeout(timer);
}

async function startWorker(chobo: Chobo): Promise<Serving> {
  const serving = await serveHealth(chobo, version);
  print(`Chobo ${version}, a worker, tells at ${serving.url}/health/ready how it is`);
  return serving;
}

async function startAnswering(chobo: Chobo, role: Role): Promise<Serving> {
  const { configuration } = chobo;
  // Seeding waits for a worker, which an api started alone may not have.
  if (wantsDemo(configuration) && (role === 'server' || configuration.demo === 'on')) {
    await seedDemo(chobo, (words) => print(`Demo: ${words} …`));
  }
  const logins = await demoLogins(chobo);
  const serving = await serve(chobo, version);
  print(`Chobo ${version} listens at ${serving.url}`);
  if (logins.length > 0) print(demoNotice(logins));
  return serving;
}

async function main(): Promise<number> {
  const role = roleOrExit(process.argv.slice(2));
  const configuration = configurationOrExit();
  const logger = createLogger(configuration.logLevel ?? 'info');
  const clock = createClock(configuration.clockStartsAtMs);
  let chobo: Chobo | undefined;

  // A signal during the start is answered when the start is over: what is half open is closed then.
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    onShutdownSignals({
      gently: (signal) => {
        logger.info({ signal }, 'shutting down');
        resolve(signal);
      },
      atOnce: () => {
        complain('Asked again: ending at once.');
        void (chobo?.abandon() ?? Promise.resolve()).finally(() => process.exit(1));
      },
    });
  });

  try {
    await checkAddress(configuration);
    chobo = await openChobo({ configuration, logger, clock, role });
    const serving = await (role === 'worker' ? startWorker(chobo) : startAnswering(chobo, role));
    await asked;
    await drain(serving);
    return 0;
  } catch (error) {
    if (error instanceof StartProblem) {
      logger.debug({ err: error }, 'the start failed');
      complain(`Chobo cannot start: ${error.message}`);
    } else {
      logger.fatal({ err: error }, 'Chobo failed');
      complain(`Chobo failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    return 1;
  } finally {
    await chobo?.close();
  }
}

// Whatever may still hold the event loop has no more to do.
process.exit(await main());
