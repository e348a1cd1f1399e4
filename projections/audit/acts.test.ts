import { expect, it } from 'vitest';

import { typed } from '../runner/events.given.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';
import { actSubject, isActOfPerson } from './acts.ts';

const AT = '2026-11-18T03:00:00.000Z';

const assigned: ChoboEvent = {
  type: 'BreakAssigned',
  data: {
    breakId: 'b-1',
    source: 'harbor',
    date: '2026-11-18',
    assignee: null,
    assignedBy: 'user:sato',
    assignedAt: AT,
  },
};
const reviewed: ChoboEvent = {
  type: 'DayReviewed',
  data: { runId: 'r-1', reviewedBy: 'user:sato', reviewedAt: AT },
};
const lapsed: ChoboEvent = { type: 'AccountLapsed', data: { lapsedAt: AT } };
const rejected: ChoboEvent = {
  type: 'RefundRejected',
  data: {
    refundId: 'rf-1',
    reasonId: 't-1',
    released: [],
    rejectedBy: 'user:sato',
    rejectedAt: AT,
  },
};
const resolved: ChoboEvent = {
  type: 'BreakResolved',
  data: {
    breakId: 'b-1',
    source: 'harbor',
    date: '2026-11-18',
    resolution: { kind: 'write_off', amount: -300 },
    amount: -300,
    currency: 'JPY',
    resolvedBy: 'user:sato',
    resolvedAt: AT,
  },
};

const by = (actor: string, event: ChoboEvent, stream = 'x-1'): Recorded<ChoboEvent> => {
  const found = typed(stream, event);
  return { ...found, metadata: { ...found.metadata, actor } };
};

const decided = (acceptedBy: string): ChoboEvent => ({
  type: 'StatementAccepted',
  data: {
    statementId: 's-1',
    lines: 1,
    unreadable: 0,
    controlChecks: [],
    controlTotalsTie: true,
    problems: [],
    problemCount: 0,
    acceptedBy,
    reasonId: null,
    acceptedAt: AT,
  },
});

it.each<[string, Recorded<ChoboEvent>, boolean]>([
  ['what somebody does in the console', by('user:sato', assigned), true],
  ['what somebody does at a terminal', by('cli:sato', reviewed), true],
  ['what a terminal does to each account', by('cli:sato', lapsed), false],
  ['what a job does', by('job:expiry', lapsed), false],
  ['what a channel does', by('channel:kiosk', assigned), false],
  ['a held file that somebody accepted', by('user:sato', decided('user:sato')), true],
  ['a file that the rules accepted', by('user:sato', decided('rules')), false],
])('%s', (_case, event, expected) => {
  expect(isActOfPerson(event)).toBe(expected);
});

it.each<[Recorded<ChoboEvent>, ReturnType<typeof actSubject>]>([
  [typed('account-acc-1', rejected), { kind: 'refund', id: 'rf-1', amount: null, currency: null }],
  [typed('account-acc-1', lapsed), { kind: 'account', id: 'acc-1', amount: null, currency: null }],
  [
    typed('reconciliationDay-harbor:2026-11-18', reviewed),
    { kind: 'day', id: 'harbor:2026-11-18', amount: null, currency: null },
  ],
  [typed('break-b-1', resolved), { kind: 'break', id: 'b-1', amount: -300, currency: 'JPY' }],
])('%o', (event, subject) => {
  expect(actSubject(event)).toEqual(subject);
});
