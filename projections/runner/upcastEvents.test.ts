import type { Upcasters } from '@chobo/domain/kernel/upcasting';
import { expect, test } from 'vitest';

import { credited } from '../accounts/account.given.ts';
import { recorded } from './events.given.ts';
import { upcastEvents } from './upcastEvents.ts';

const upcasters: Upcasters = {
  TopUpCredited: [(data: { readonly topUpId: string }) => ({ ...data, note: 'from version 1' })],
};

test('an old event is brought to the version of today, a new one passes as it is', () => {
  const old = recorded('account-a', credited('t1'));
  const current = { ...old, metadata: { ...old.metadata, schemaVersion: 2 } };
  const [first, second] = upcastEvents(upcasters, [old, current]);
  expect(first?.data).toEqual({ ...(old.data as object), note: 'from version 1' });
  expect(first?.metadata.schemaVersion).toBe(2);
  expect(second).toBe(current);
});

test('an event of a newer program is not read as an older one', () => {
  const event = recorded('account-a', credited('t1'));
  const newer = { ...event, metadata: { ...event.metadata, schemaVersion: 3 } };
  expect(() => upcastEvents(upcasters, [newer])).toThrow('TopUpCredited version 3 is unknown');
});
