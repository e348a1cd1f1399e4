import { expect, test } from 'vitest';

import type { Permission } from '@chobo/identity/roles';

import { firstQueueOf, isWithin, queueAddress, queuesOf } from './queues';

const who =
  (...permissions: readonly Permission[]) =>
  (permission: Permission): boolean =>
    permissions.includes(permission);

test('each begins at what they are there for: to decide, to pay, or everything', () => {
  expect(firstQueueOf(who('refunds:approve', 'refunds:pay')).name).toBe('toDecide');
  expect(firstQueueOf(who('refunds:pay')).name).toBe('toPay');
  expect(firstQueueOf(who('refunds:request')).name).toBe('all');
});

test('only those for whom anything can wait are offered what waits for them', () => {
  expect(queuesOf(who('refunds:pay')).map(({ name }) => name)).toContain('forMe');
  expect(queuesOf(who('refunds:request')).map(({ name }) => name)).not.toContain('forMe');
});

test('a search is within the queue of its state, and all has none', () => {
  const within = (filter: object) =>
    queuesOf(who('refunds:approve'))
      .filter((queue) => isWithin({ ...filter }, queue))
      .map(({ name }) => name);
  expect(within({ state: 'requested', accountId: 'acc-1' })).toEqual(['toDecide']);
  expect(within({ state: '' })).toEqual(['all']);
  expect(within({ waitsForMe: true })).toEqual(['forMe']);
  expect(within({ state: 'paid' })).toEqual([]);
});

test('another queue keeps what else is searched for, oldest first where something waits', () => {
  const address = queueAddress(firstQueueOf(who('refunds:pay')), {
    waitsForMe: true,
    accountId: 'acc-1',
  });
  const search = new URL(address, 'https://chobo.example').searchParams;
  expect(JSON.parse(search.get('filter') ?? '')).toEqual({ accountId: 'acc-1', state: 'approved' });
  expect(search.get('order')).toBe('ASC');
});
