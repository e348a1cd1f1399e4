import { openEmbeddedPostgres } from './embedded.ts';

/**
 * A process that opens the embedded PostgreSQL of a directory, says so in one
 * line of JSON, and obeys the lines it is told: `claim`, `query <sql>`, `close`.
 */
const [, , dataDirectory = ''] = process.argv;

const say = (words: object): void => {
  process.stdout.write(`${JSON.stringify(words)}\n`);
};
const note =
  (level: string) =>
  (facts: object, message: string): void => {
    process.stderr.write(`${level} ${message} ${JSON.stringify(facts)}\n`);
  };

const postgres = await openEmbeddedPostgres({
  dataDirectory,
  logger: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
  applicationName: `holder, process ${process.pid}`,
}).catch((error: unknown) => {
  say({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
const { pid, url, started } = postgres;
say({ pid, url, started });

let text = '';
process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
  text += chunk;
  const lines = text.split('\n');
  text = lines.pop() ?? '';
  for (const line of lines) void obey(line);
});

async function obey(line: string): Promise<void> {
  if (line === 'claim') say({ heldBy: (await postgres.claimServer()) ?? null });
  if (line === 'close') {
    say({ closed: await postgres.close() });
    process.exit(0);
  }
}
