import type { EventStore } from '@chobo/event-store/port';

/**
 * The store of an import that gets as far as its claims of payments, and to the
 * credits never.
 *
 * @param end what becomes of it instead
 */
export const endingAfterClaim = (store: EventStore, end: () => Promise<never>): EventStore => {
  let calls = 0;
  return {
    ...store,
    appendMany: (appends) => {
      calls += 1;
      return calls < 3 ? store.appendMany(appends) : end();
    },
  };
};
