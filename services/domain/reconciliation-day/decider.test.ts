import { describe, test } from 'vitest';

import { specificationOf } from '../kernel/specification.given.ts';
import { reconciliationDay } from './decider.ts';
import { dayAsFound } from './found.ts';
import type { OpenWork } from './openWork.ts';

const { given } = specificationOf(reconciliationDay);

const AT = '2026-11-19T01:00:00.000Z';
const LATER = '2026-11-19T05:00:00.000Z';
const day = { source: 'harbor', date: '2026-11-18' };
const first = { ...day, statementId: 'st-1', sha256: 'ab', acceptedBy: 'cli:mori' };
const second = { ...day, statementId: 'st-2', sha256: 'cd', acceptedBy: 'user:sato' };

const accept = (statement: typeof first, supersede: { readonly reasonId: string } | null = null) =>
  ({ type: 'AcceptStatement', data: { ...statement, supersede, at: AT } }) as const;
const accepted = (
  statement: typeof first,
  supersedes: string | null = null,
  reasonId: string | null = null,
) =>
  ({
    type: 'DayStatementAccepted',
    data: { ...statement, supersedes, reasonId, acceptedAt: AT },
  }) as const;

const run = (runId: string, digest = 'd1', statementId = 'st-1') => ({
  ...day,
  runId,
  statementId,
  sha256: 'ab',
  sourceVersion: 1,
  engineVersion: '1',
  horizon: 3845,
  handMatches: 2,
  counts: {
    lines: 2041,
    items: 2045,
    exact: 2007,
    notExecuted: 0,
    alreadySeen: 0,
    proposed: 6,
    carriedForward: 0,
    breaks: { amount: 8 },
  },
  digest,
  matchedBy: 'cli:mori',
});
const record = (...about: Parameters<typeof run>) =>
  ({ type: 'RecordMatching', data: { ...run(...about), at: AT } }) as const;
const matched = (...about: Parameters<typeof run>) =>
  ({ type: 'DayMatched', data: { ...run(...about), matchedAt: AT } }) as const;

const review = (runId = 'run-1', reviewedBy = 'user:mori') =>
  ({ type: 'ReviewDay', data: { runId, reviewedBy, at: LATER } }) as const;
const reviewed = {
  type: 'DayReviewed',
  data: { runId: 'run-1', reviewedBy: 'user:mori', reviewedAt: LATER },
} as const;
const close = (runId = 'run-1', closedBy = 'user:sato') =>
  ({ type: 'CloseDay', data: { runId, closedBy, at: LATER } }) as const;
const closed = (version: number) =>
  ({
    type: 'DayClosed',
    data: {
      runId: 'run-1',
      version,
      reviewedBy: 'user:mori',
      closedBy: 'user:sato',
      closedAt: LATER,
    },
  }) as const;
const reopen = (reopenedBy = 'user:mori') =>
  ({ type: 'ReopenDay', data: { reasonId: 're-1', reopenedBy, at: LATER } }) as const;
const reopened = {
  type: 'DayReopened',
  data: { version: 2, reasonId: 're-1', reopenedBy: 'user:mori', reopenedAt: LATER },
} as const;

const open = [accepted(first)] as const;
const run1 = [...open, matched('run-1')] as const;
const closedDay = [...run1, reviewed, closed(1)] as const;
const closing = { date: day.date, version: 1, closedBy: 'user:sato', closedAt: LATER };
const begin = {
  type: 'BeginWork',
  data: { breakId: 'br-1', workId: 'api:1', begunBy: 'user:mori', at: LATER },
} as const;
const begun = {
  type: 'DayWorkBegun',
  data: { breakId: 'br-1', workId: 'api:1', begunBy: 'user:mori', begunAt: LATER },
} as const;
const occupant = { statementId: 'st-1', sha256: 'ab', acceptedBy: 'cli:mori', acceptedAt: AT };

describe('work on breaks', () => {
  test('is noted each time, also when it is tried again', () =>
    given(...run1, begun)
      .when(begin)
      .then(begun));

  test('voids no signature', () =>
    given(...run1, reviewed, begun)
      .when(close())
      .then(closed(1)));

  test('is told who closed the day', () =>
    given(...closedDay)
      .when(begin)
      .thenRefused('day_closed', closing));

  test('goes on once the day is opened again', () =>
    given(...closedDay, reopened)
      .when(begin)
      .then(begun));

  test('leaves no trace on a day that never had a file', () => given().when(begin).thenNothing());
});

describe('the statement of a day', () => {
  test('occupies it', () => given().when(accept(first)).then(accepted(first)));

  test('the same one again changes nothing', () =>
    given(...run1)
      .when(accept(first))
      .thenNothing());

  test('the same bytes again are told when and by whom they came first, also on a closed day', () => {
    const again = accept({ ...second, sha256: 'ab' }, { reasonId: 're-1' });
    given(...run1)
      .when(again)
      .thenRefused('same_bytes_accepted', occupant);
    given(...closedDay)
      .when(again)
      .thenRefused('same_bytes_accepted', occupant);
  });

  test('other bytes for an occupied day need a supersede with its reason', () => {
    given(...run1)
      .when(accept(second))
      .thenRefused('day_occupied', occupant);
    given(...run1)
      .when(accept(second, { reasonId: 're-1' }))
      .then(accepted(second, 'st-1', 're-1'));
  });

  test('superseding nothing is only accepting', () =>
    given()
      .when(accept(first, { reasonId: 're-1' }))
      .then(accepted(first)));

  test('a closed day takes none', () =>
    given(...closedDay)
      .when(accept(second, { reasonId: 're-1' }))
      .thenRefused('day_closed', closing));
});

describe('a matching run', () => {
  test('is recorded for the file of the day', () =>
    given(...open)
      .when(record('run-1'))
      .then(matched('run-1')));

  test('is recorded once', () =>
    given(...run1)
      .when(record('run-1'))
      .thenNothing());

  test('follows another', () =>
    given(...run1)
      .when(record('run-2', 'd2'))
      .then(matched('run-2', 'd2')));

  test('needs a file, and the one that occupies the day', () => {
    given().when(record('run-1')).thenRefused('day_without_statement', { statementId: 'st-1' });
    given(...run1, accepted(second, 'st-1', 're-1'))
      .when(record('run-2'))
      .thenRefused('statement_not_current', { current: 'st-2', given: 'st-1' });
  });

  test('never changes a closed day', () =>
    given(...closedDay)
      .when(record('run-2', 'd2'))
      .thenRefused('day_closed', closing));
});

describe('closing a day', () => {
  test('takes a review and a closing by two people', () => {
    given(...run1)
      .when(review())
      .then(reviewed);
    given(...run1, reviewed)
      .when(close())
      .then(closed(1));
    given(...run1, reviewed)
      .when(close('run-1', 'user:mori'))
      .thenRefused('two_people_required', { actor: 'user:mori' });
  });

  test.each(['cli:sato', 'job:matching'])('%s signs nothing', (actor) => {
    given(...run1)
      .when(review('run-1', actor))
      .thenRefused('console_user_required', { actor });
    given(...run1, reviewed)
      .when(close('run-1', actor))
      .thenRefused('console_user_required', { actor });
    given(...closedDay)
      .when(reopen(actor))
      .thenRefused('console_user_required', { actor });
  });

  test('goes by its order', () => {
    given(...open)
      .when(review())
      .thenRefused('day_status', { status: 'open' });
    given(...run1)
      .when(close())
      .thenRefused('day_status', { status: 'matched' });
    given(...run1)
      .when(reopen())
      .thenRefused('day_status', { status: 'matched' });
  });

  test('is on the run that its signer saw', () => {
    given(...run1, matched('run-2', 'd2'))
      .when(review('run-1'))
      .thenRefused('run_not_current', { current: 'run-2', given: 'run-1' });
    given(...run1, reviewed, matched('run-2'))
      .when(close('run-1'))
      .thenRefused('run_not_current', { current: 'run-2', given: 'run-1' });
  });

  test('needs a new review after a run with another outcome, not after one with the same', () => {
    given(...run1, reviewed, matched('run-2', 'd2'))
      .when(close('run-2'))
      .thenRefused('day_status', { status: 'matched' });
    given(...run1, reviewed, matched('run-2'))
      .when(close('run-2'))
      .then({ ...closed(1), data: { ...closed(1).data, runId: 'run-2' } });
  });

  test('needs everything anew after another file', () =>
    given(...run1, reviewed, accepted(second, 'st-1', 're-1'))
      .when(close())
      .thenRefused('day_status', { status: 'open' }));
});

describe('a day with open work', () => {
  const settled: OpenWork = {
    openBreaks: 0,
    unsignedProposals: 0,
    workLeftBehind: [],
    daysWithoutFile: [],
  };

  test.each<Partial<OpenWork>>([
    { openBreaks: 3 },
    { unsignedProposals: 1 },
    { workLeftBehind: ['br-1'] },
    { daysWithoutFile: ['2026-11-17'] },
  ])('is not closed with %j', (open) => {
    const work = { ...settled, ...open };
    const day = specificationOf(dayAsFound(work));
    day
      .given(...run1, reviewed)
      .when(close())
      .thenRefused('day_not_settled', { ...work });
    day
      .given(...run1)
      .when(review())
      .then(reviewed);
  });

  test('the rule of two people is told first', () =>
    specificationOf(dayAsFound({ ...settled, openBreaks: 3 }))
      .given(...run1, reviewed)
      .when(close('run-1', 'user:mori'))
      .thenRefused('two_people_required', { actor: 'user:mori' }));

  test('is closed when nothing of it is left', () =>
    specificationOf(dayAsFound(settled))
      .given(...run1, reviewed)
      .when(close())
      .then(closed(1)));
});

describe('reopening a day', () => {
  test('takes another person and makes a new version', () => {
    given(...closedDay)
      .when(reopen())
      .then(reopened);
    given(...closedDay)
      .when(reopen('user:sato'))
      .thenRefused('two_people_required', { actor: 'user:sato' });
  });

  test('lets the day be run, reviewed and closed again under that version', () => {
    given(...closedDay, reopened)
      .when(record('run-2', 'd2'))
      .then(matched('run-2', 'd2'));
    given(...closedDay, reopened)
      .when(review())
      .then(reviewed);
    given(...closedDay, reopened, reviewed)
      .when(close())
      .then(closed(2));
  });

  test('keeps the version through another file', () =>
    given(
      ...closedDay,
      reopened,
      accepted(second, 'st-1', 're-1'),
      matched('run-1', 'd3', 'st-2'),
      reviewed,
    )
      .when(close())
      .then(closed(2)));
});
