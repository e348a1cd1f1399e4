import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createDatabase } from '@chobo/fixtures/postgres/database';
import type { TestDatabase } from '@chobo/fixtures/postgres/database';
import { afterAll, expect, it } from 'vitest';

import { runChobo } from './cli.given.ts';
import { expectToldAsShown, shellCommands } from './readme.given.ts';

/** A data directory of the README: a folder for its files, a database for all else. */
type Place = { readonly folder: string; readonly database: TestDatabase };

const places: Place[] = [];
afterAll(async () => {
  for (const { folder, database } of places) {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
});

const newPlace = async (): Promise<Place> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chobo-readme-'));
  const place = { folder, database: await createDatabase() };
  places.push(place);
  return place;
};

const NEW_PLACE = 'export CHOBO_DATA_DIR=$(mktemp -d)';
const COMMAND =
  /^(?<elsewhere>CHOBO_DATA_DIR=\$\(mktemp -d\) )?npm run --silent chobo -- (?<words>.+)$/;

/** Words as a shell parts them, where it is not asked for more than quotes and one variable. */
const wordsOf = (line: string, folder: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('$CHOBO_DATA_DIR', folder),
  );

it('every command of the README does what it is shown for, in its order', async () => {
  const lines = await shellCommands();
  expect(lines.length).toBeGreaterThan(10);
  let here: Place | undefined;
  let told = '';
  for (const line of lines) {
    if (line === NEW_PLACE) {
      here = await newPlace();
      continue;
    }
    const { words, elsewhere } = COMMAND.exec(line)?.groups ?? {};
    if (words === undefined || here === undefined) throw new Error(`What is this: ${line}`);
    const { folder, database } = elsewhere === undefined ? here : await newPlace();
    const ran = await runChobo(folder, wordsOf(words, here.folder), {
      DATABASE_URL: database.url,
    });
    expect({ line, ...ran }).toMatchObject({ line, code: 0 });
    told += ran.stdout;
  }
  expectToldAsShown(told);
});
