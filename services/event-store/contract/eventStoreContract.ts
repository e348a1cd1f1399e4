import { afterAll, beforeAll, describe } from 'vitest';
import type { EventStore } from '../port.ts';
import { appendRules } from './appendRules.ts';
import { interleavings } from './interleavings.ts';
import { jsonRules } from './jsonRules.ts';
import { manyRules } from './manyRules.ts';
import { readRules } from './readRules.ts';
import { repetitionRules } from './repetitionRules.ts';
import { subscriptionRules } from './subscriptionRules.ts';

/** A store to test, and how to be rid of it. */
export type MadeStore = { readonly store: EventStore; readonly close: () => Promise<void> };

/**
 * What every adapter of the port must do, in words that run. An adapter's own
 * test file calls this with a way to make its store; the server behind may hold
 * other events and have other writers.
 */
export const eventStoreContract = (name: string, makeStore: () => Promise<MadeStore>): void => {
  describe(`event store contract: ${name}`, () => {
    let made: MadeStore;
    const store = (): EventStore => made.store;
    beforeAll(async () => {
      made = await makeStore();
    });
    afterAll(async () => {
      await made.close();
    });

    appendRules(store);
    repetitionRules(store);
    manyRules(store);
    jsonRules(store);
    readRules(store);
    subscriptionRules(store);
    interleavings(store);
  });
};
