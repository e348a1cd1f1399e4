import { describe, test } from 'vitest';

import { specificationOf } from '../kernel/specification.given.ts';
import { statement } from './decider.ts';
import type { ReadingSummary, StatementProblem } from './events.ts';

const { given } = specificationOf(statement);

const AT = '2026-11-19T01:00:00.000Z';
const statementId = 'st-1';
const summary: ReadingSummary = {
  lines: 2041,
  unreadable: 0,
  controlChecks: [{ name: 'count', stated: 2041, found: 2040 }],
  controlTotalsTie: false,
  problems: [],
  problemCount: 0,
};
const reason: StatementProblem = {
  fileLine: 2044,
  column: null,
  value: '2041',
  code: 'control_total_differs',
  reason: 'The footer says 2041 lines, the file has 2040.',
};
const pins = {
  sha256: 'ab',
  bytes: 186_512,
  source: 'harbor',
  date: '2026-11-18',
  sourceVersion: 1,
  engineVersion: '1',
  statementId,
  fileName: 'harbor_20261118.csv',
  receivedBy: 'cli:mori',
};

const receive = { type: 'ReceiveStatement', data: { ...pins, at: AT } } as const;
const accept = { type: 'AcceptStatement', data: { statementId, summary, at: AT } } as const;
const judged = { statementId, summary, reasons: [reason], at: AT };
const hold = { type: 'HoldStatement', data: judged } as const;
const refuse = { type: 'RefuseStatement', data: judged } as const;
const acceptHeld = {
  type: 'AcceptHeldStatement',
  data: { statementId, acceptedBy: 'user:sato', reasonId: 're-1', at: AT },
} as const;
const refuseHeld = {
  type: 'RefuseHeldStatement',
  data: { statementId, refusedBy: 'user:sato', reasonId: 're-1', at: AT },
} as const;
const supersede = {
  type: 'SupersedeStatement',
  data: { statementId, by: 'st-2', reasonId: 're-2', at: AT },
} as const;

const received = { type: 'StatementReceived', data: { ...pins, receivedAt: AT } } as const;
const accepted = (acceptedBy: string, reasonId: string | null) =>
  ({
    type: 'StatementAccepted',
    data: { ...summary, statementId, acceptedBy, reasonId, acceptedAt: AT },
  }) as const;
const held = {
  type: 'StatementHeld',
  data: { ...summary, statementId, reasons: [reason], heldAt: AT },
} as const;
const refused = (refusedBy: string, reasonId: string | null) =>
  ({
    type: 'StatementRefused',
    data: { ...summary, statementId, reasons: [reason], refusedBy, reasonId, refusedAt: AT },
  }) as const;
const superseded = {
  type: 'StatementSuperseded',
  data: { statementId, by: 'st-2', reasonId: 're-2', supersededAt: AT },
} as const;

describe('a statement', () => {
  test('is received once', () => {
    given().when(receive).then(received);
    given(received).when(receive).thenRefused('statement_status', {
      statementId,
      status: 'received',
    });
  });

  test('is accepted, held or refused by the rules', () => {
    given(received).when(accept).then(accepted('rules', null));
    given(received).when(hold).then(held);
    given(received).when(refuse).then(refused('rules', null));
  });

  test('the same judgement again changes nothing', () => {
    given(received, accepted('rules', null)).when(accept).thenNothing();
    given(received, held).when(hold).thenNothing();
    given(received, refused('rules', null)).when(refuse).thenNothing();
  });

  test('is held or refused only for a reason', () => {
    given(received)
      .when({ ...hold, data: { ...judged, reasons: [] } })
      .thenRefused('statement_reason_missing', { statementId });
    given(received)
      .when({ ...refuse, data: { ...judged, reasons: [] } })
      .thenRefused('statement_reason_missing', { statementId });
  });

  test('once judged is not judged otherwise', () => {
    given(received, held).when(accept).thenRefused('statement_status', {
      statementId,
      status: 'held',
    });
    given(received, accepted('rules', null)).when(refuse).thenRefused('statement_status', {
      statementId,
      status: 'accepted',
    });
    given().when(accept).thenRefused('statement_status', { statementId, status: 'unknown' });
  });

  test('held is accepted or refused by a person, as it was read', () => {
    given(received, held).when(acceptHeld).then(accepted('user:sato', 're-1'));
    given(received, held).when(refuseHeld).then(refused('user:sato', 're-1'));
  });

  test.each(['rules', 'job:matching', 'channel:web'])(
    'held waits for a person, not for %s',
    (by) => {
      given(received, held)
        .when({ ...acceptHeld, data: { ...acceptHeld.data, acceptedBy: by } })
        .thenRefused('person_required', { actor: by });
      given(received, held)
        .when({ ...refuseHeld, data: { ...refuseHeld.data, refusedBy: by } })
        .thenRefused('person_required', { actor: by });
    },
  );

  test('a person decides only on what is held', () =>
    given(received)
      .when(acceptHeld)
      .thenRefused('statement_status', { statementId, status: 'received' }));

  test('accepted gives way to another', () => {
    given(received, accepted('rules', null)).when(supersede).then(superseded);
    given(received, accepted('rules', null), superseded).when(supersede).thenNothing();
  });

  test('that never occupied its day gives way to none', () =>
    given(received, held)
      .when(supersede)
      .thenRefused('statement_status', { statementId, status: 'held' }));
});
