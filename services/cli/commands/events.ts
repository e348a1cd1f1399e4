import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

import type { Command } from 'commander';

import type { EventStore } from '@chobo/event-store/port';
import { openCopyTarget } from '@chobo/runtime/copyTarget';
import { copyTables } from '@chobo/runtime/copyTables';
import type { CopiedTables } from '@chobo/runtime/copyTables';
import type { Chobo } from '@chobo/runtime/chobo';

import type { Cli } from '../cli.ts';
import { CommandProblem, DONE, REFUSED, WRONG_USAGE } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { openInput } from '../inputFile.ts';
import { counted, number } from '../printing/table.ts';
import { copyEvents } from '../transfer/copyEvents.ts';
import type { CopiedEvents } from '../transfer/copyEvents.ts';
import { exportEvents } from '../transfer/exportEvents.ts';
import { importEvents } from '../transfer/importEvents.ts';
import type { Trailer } from '../transfer/record.ts';

const EXPORT_EXAMPLES = `
Writes every event as one JSON line (NDJSON), in the order of the log, and a
last line with their number and digest. Without a file it goes to standard
output. A file appears under its name only when it is whole. Users, texts and
the original files of statements are not events and not part of it.

Examples:
  chobo events export events.ndjson
  chobo events export | gzip > events.ndjson.gz`;

const IMPORT_EXAMPLES = `
Brings an export into an empty store: ids, order, metadata and times of the
events stay what they are. The file is checked to its end first; a run that was
cut short is completed by running it again; in the end the store is read back
and compared. Users, texts and the original files of statements are not part of
an export: reconciled days have their counts only, and \`verify\` names them,
until the same files are handed in again with \`reconcile\`, earlier days first.
After the last one, \`rebuild\` computes all views afresh.

Example:
  CHOBO_DATA_DIR=/srv/chobo-new chobo events import events.ndjson`;

const COPY_EXAMPLES = `
Brings every event into another event store: an EventStoreDB or KurrentDB, or a
PostgreSQL of your own. Ids, order, metadata and times stay what they are. With
--database, or to a PostgreSQL, users, texts and the original files of
statements go along. A run that was cut short is completed by running it again,
and what is written meanwhile is brought by the next run: for the last one, stop
the server. In the end both stores are compared, stream by stream.

Then start Chobo with EVENTSTORE_URL (and DATABASE_URL) set to the new place; it
builds its views there from the events.

Examples:
  chobo events copy-to esdb://localhost:2113?tls=false
  chobo events copy-to esdb://events:2113 --database postgresql://chobo@db/chobo
  chobo events copy-to postgresql://chobo@db/chobo`;

export const addEvents = (program: Command, cli: Cli, ended: Ended): void => {
  const events = program.command('events').description('the log of all events, as a file');
  events
    .command('export')
    .description('write all events as NDJSON')
    .argument('[file]', 'file to write; standard output unless given')
    .option('--json', 'print one JSON document about the file')
    .addHelpText('after', EXPORT_EXAMPLES)
    .action(async (file: string | undefined, options: { json?: true }) => {
      ended(await exportTo(cli, file, options.json === true));
    });
  events
    .command('import')
    .description('bring exported events into an empty store')
    .argument('<file>', 'NDJSON file')
    .option('--json', 'print one JSON document')
    .addHelpText('after', IMPORT_EXAMPLES)
    .action(async (file: string, options: { json?: true }) => {
      ended(await importFrom(cli, file, options.json === true));
    });
  events
    .command('copy-to')
    .description('bring all events into another event store')
    .argument('<url>', 'esdb://…, kurrentdb://… or postgresql://…')
    .option('--database <url>', 'PostgreSQL that takes what is no event: files, texts, users')
    .option('--json', 'print one JSON document')
    .addHelpText('after', COPY_EXAMPLES)
    .action(async (url: string, options: { database?: string; json?: true }) => {
      ended(await copyTo(cli, url, options.database, options.json === true));
    });
};

const exportTo = async (cli: Cli, file: string | undefined, json: boolean): Promise<ExitCode> => {
  if (file === undefined && json) {
    cli.output.note('error: --json needs a file, as the events themselves go to standard output');
    return WRONG_USAGE;
  }
  return cli.withChobo(async ({ store }) => {
    if (file === undefined) return toStandardOutput(cli, store);
    const trailer = await toFile(cli, store, file);
    cli.progress.stop();
    const { events, sha256 } = trailer;
    if (json) await cli.output.printJson({ state: 'exported', file, events, sha256 });
    else await cli.output.print(`Exported ${counted(events, 'event')} to ${file}.`);
    return DONE;
  });
};

class ReaderLeft extends Error {}

const toStandardOutput = async (cli: Cli, store: EventStore): Promise<ExitCode> => {
  const write = async (text: string): Promise<void> => {
    if (text !== '') await cli.output.print(text);
    if (cli.output.isClosed()) throw new ReaderLeft();
  };
  try {
    await exportEvents(store, write, cli.progress.onProgress);
    return DONE;
  } catch (error) {
    if (error instanceof ReaderLeft) return REFUSED;
    throw error;
  }
};

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
};

/** Under another name until it is whole; at Ctrl-C nothing is left of it. */
const toFile = async (cli: Cli, store: EventStore, file: string): Promise<Trailer> => {
  const partial = `${file}.partial-${process.pid}`;
  const discard = (): void => {
    rmSync(partial, { force: true });
  };
  cli.signal.addEventListener('abort', discard);
  const stream = createWriteStream(partial, { flags: 'wx' });
  const done = finished(stream);
  // Its failure comes out where it is awaited; until then it is not unhandled.
  done.catch(() => undefined);
  try {
    const trailer = await exportEvents(
      store,
      async (text) => {
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done]);
      },
      cli.progress.onProgress,
    );
    stream.end();
    await done;
    await rename(partial, file);
    return trailer;
  } catch (error) {
    stream.destroy();
    discard();
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const reason = UNWRITABLE[String(error.code)] ?? error.message;
    throw new CommandProblem('file_unwritable', `${file} cannot be written: ${reason}.`, {
      cause: error,
    });
  } finally {
    cli.signal.removeEventListener('abort', discard);
  }
};

const importFrom = async (cli: Cli, path: string, json: boolean): Promise<ExitCode> => {
  const file = await openInput(path);
  return cli.withChobo(async ({ store }) => {
    const report = await importEvents(store, file, cli.progress.onProgress);
    cli.progress.stop();
    if (json) await cli.output.printJson({ state: 'imported', ...report });
    else {
      const there = report.alreadyThere;
      const note = there === 0 ? '' : ` (${number(there)} of them were there already)`;
      await cli.output.print(`Imported ${counted(report.events, 'event')}${note}.`);
    }
    return DONE;
  });
};

const copyTo = (
  cli: Cli,
  url: string,
  databaseUrl: string | undefined,
  json: boolean,
): Promise<ExitCode> =>
  cli.withChobo(async ({ store, pool, logger }) => {
    const target = await openCopyTarget({
      url,
      environment: cli.environment,
      logger,
      ...(databaseUrl !== undefined && { databaseUrl }),
    });
    try {
      // What events speak of is there before them: an event without its file is of little use.
      const tables =
        target.database === undefined ? null : await copyRest(cli, pool, target.database);
      const copied = await copyEvents(store, target.store, cli.progress.onProgress);
      cli.progress.stop();
      const { state, rows } = tables ?? { state: 'stays', rows: 0 };
      if (json)
        await cli.output.printJson({ state: 'copied', ...copied, database: { state, rows } });
      else await cli.output.print(toldCopy(copied, tables));
      return DONE;
    } finally {
      await target.close();
    }
  });

type CopiedRest = Exclude<CopiedTables, { readonly state: 'not_empty' }>;

/** @throws CommandProblem when the other database has been used for something else */
const copyRest = async (cli: Cli, from: Chobo['pool'], to: Chobo['pool']): Promise<CopiedRest> => {
  const copied = await copyTables(from, to, (done, total) => {
    cli.progress.onProgress({ stage: 'copying files', done, total });
  });
  if (copied.state !== 'not_empty') return copied;
  throw new CommandProblem(
    'database_not_empty',
    `The other database has rows in app.${copied.table} that are not in this one; name one that Chobo has not been used with.`,
  );
};

const toldCopy = (copied: CopiedEvents, rest: CopiedRest | null): string => {
  const { events, streams, alreadyThere } = copied;
  const there = alreadyThere === 0 ? '' : ` (${number(alreadyThere)} of them were there already)`;
  const files =
    rest === null
      ? 'Files, texts and users stay in the database where they are.'
      : `Files, texts and users: ${counted(rest.rows, 'row')} ${rest.state === 'copied' ? 'copied' : 'were there already'}.`;
  return `Copied ${counted(events, 'event')} of ${counted(streams, 'stream')}${there}; both stores are the same.\n${files}`;
};
