import type { Permission } from '@chobo/identity/roles';

/** A part of the refunds that people work through, and the order in which they do. */
export type Queue = {
  readonly name: 'forMe' | 'toDecide' | 'toPay' | 'all';
  readonly filter: Readonly<Record<string, unknown>>;
  /** By when it was asked for: what waits longest comes first. */
  readonly order: 'ASC' | 'DESC';
};

const ALL: Queue = { name: 'all', filter: {}, order: 'DESC' };
const TO_DECIDE: Queue = { name: 'toDecide', filter: { state: 'requested' }, order: 'ASC' };
const TO_PAY: Queue = { name: 'toPay', filter: { state: 'approved' }, order: 'ASC' };
/** What only the reader, or others of the same role, can take further. */
export const FOR_ME: Queue = { name: 'forMe', filter: { waitsForMe: true }, order: 'ASC' };

const isWorker = (may: (permission: Permission) => boolean): boolean =>
  may('refunds:approve') || may('refunds:pay');

/** The queues that somebody can look at; what waits for them where anything may. */
export const queuesOf = (may: (permission: Permission) => boolean): readonly Queue[] =>
  isWorker(may) ? [FOR_ME, TO_DECIDE, TO_PAY, ALL] : [TO_DECIDE, TO_PAY, ALL];

/** Where somebody begins: at what they are there for. */
export const firstQueueOf = (may: (permission: Permission) => boolean): Queue => {
  if (may('refunds:approve')) return TO_DECIDE;
  return may('refunds:pay') ? TO_PAY : ALL;
};

const OF_QUEUES = ['state', 'waitsForMe'];

/** What was searched for beside the queue. */
const besideQueue = (filter: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !OF_QUEUES.includes(name)));

/** Whether a search is one within this queue. */
export const isWithin = (filter: Readonly<Record<string, unknown>>, queue: Queue): boolean =>
  OF_QUEUES.every((name) => (filter[name] ?? '') === (queue.filter[name] ?? ''));

/** The address of a queue; what else is searched for stays. */
export const queueAddress = (
  { filter, order }: Queue,
  searched: Readonly<Record<string, unknown>> = {},
): string => {
  const search = new URLSearchParams({
    filter: JSON.stringify({ ...besideQueue(searched), ...filter }),
    sort: 'requestedAt',
    order,
    page: '1',
  });
  return `/refunds?${search.toString()}`;
};
