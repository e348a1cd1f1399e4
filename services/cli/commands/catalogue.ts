import type { Command } from 'commander';

import { publishDocuments, readDocuments } from '@chobo/runtime/catalogue';
import type { DocumentFault } from '@chobo/runtime/catalogue';

import type { Cli } from '../cli.ts';
import { DONE, REFUSED } from '../exitCode.ts';
import type { Ended, ExitCode } from '../exitCode.ts';
import { readText } from '../inputFile.ts';
import { table } from '../printing/table.ts';

const EXAMPLES = `
A file holds one JSON document or an array of them: brand, plan, offer,
promotion, refund-policy, source with its statement profile. Each change is a
new version; what is unchanged stays as it is. With one faulty document nothing
is published.

Examples:
  chobo catalogue publish fixtures/catalogue/harbor-mobile.json
  chobo catalogue publish brands.json sources.json --json`;

export const addCatalogue = (program: Command, cli: Cli, ended: Ended): void => {
  program
    .command('catalogue')
    .description('brands, plans, offers, policies and sources')
    .command('publish')
    .description('publish catalogue documents')
    .argument('<file...>', 'JSON files')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: { json?: true }) => {
      ended(await publish(cli, files, options.json === true));
    });
};

type FileFault = DocumentFault & { readonly file: string };

const publish = async (cli: Cli, files: readonly string[], json: boolean): Promise<ExitCode> => {
  const reads = await Promise.all(
    files.map(async (file) => ({ file, read: readDocuments(await readText(file)) })),
  );
  const problems = reads.flatMap(({ file, read }): FileFault[] =>
    read.ok ? [] : read.faults.map((fault) => ({ file, ...fault })),
  );
  if (problems.length > 0) {
    if (json) await cli.output.printJson({ state: 'refused', documents: [], problems });
    else await cli.output.print(problemText(problems));
    return REFUSED;
  }
  const documents = reads.flatMap(({ read }) => (read.ok ? read.documents : []));
  return cli.withChobo(async ({ store, clock }) => {
    const published = await publishDocuments(store, documents, {
      actor: cli.actor,
      nowMs: clock(),
    });
    const told = published.map(({ kind, id, version, changed }) => ({
      kind,
      id,
      version,
      changed,
    }));
    if (json) {
      await cli.output.printJson({ state: 'published', documents: told, problems: [] });
      return DONE;
    }
    const rows = told.map(({ kind, id, version, changed }) => [
      kind,
      id,
      String(version),
      changed ? 'published' : 'unchanged',
    ]);
    const columns = [{ title: 'kind' }, { title: 'id' }, { title: 'version' }, { title: '' }];
    await cli.output.print(table(columns, rows).join('\n'));
    return DONE;
  });
};

const problemText = (problems: readonly FileFault[]): string =>
  [
    'Nothing was published.',
    ...table(
      [{ title: 'file' }, { title: 'place' }, { title: 'why' }],
      problems.map(({ file, place, reason }) => [file, place, reason]),
    ),
  ].join('\n');
