import { describe } from 'vitest';
import { eventStoreContract } from '../contract/eventStoreContract.ts';
import { createEventStoreDb } from './eventStoreDb.ts';
import { serverForTests } from './testServer.given.ts';

const settings = serverForTests();

describe.skipIf(settings === undefined)('on the server of CHOBO_TEST_EVENTSTORE_URL', () => {
  eventStoreContract('eventstoredb', () => {
    if (settings === undefined) throw new Error('CHOBO_TEST_EVENTSTORE_URL is not set');
    const store = createEventStoreDb({ settings });
    return Promise.resolve({ store, close: store.close });
  });
});
