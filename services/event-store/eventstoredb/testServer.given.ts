import { readConnectionString } from './connectionString.ts';
import type { EventStoreDbSettings } from './connectionString.ts';

/**
 * The server that tests may use, if there is one. It may be used by others:
 * no test needs an empty one, and none deletes anything.
 *
 * @throws Error when CHOBO_TEST_EVENTSTORE_URL is set and wrong
 */
export const serverForTests = (): EventStoreDbSettings | undefined => {
  const url = process.env.CHOBO_TEST_EVENTSTORE_URL ?? '';
  if (url === '') return undefined;
  const read = readConnectionString(url);
  if (!read.ok) throw new Error(`CHOBO_TEST_EVENTSTORE_URL ${read.fault}`);
  return read.settings;
};
