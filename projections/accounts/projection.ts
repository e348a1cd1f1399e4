import type { PoolClient } from 'pg';

import { foldRows } from '../rows/rowSet.ts';
import { asChoboEvent, streamId } from '../runner/eventTypes.ts';
import { tableSqlBeside } from '../runner/projection.ts';
import type { Projection } from '../runner/projection.ts';
import { accountTable, foldAccounts, touchesAccount } from './foldAccounts.ts';
import { foldLots, touchedLots } from './foldLots.ts';
import { lotTable } from './lots.ts';

/** Balances: the accounts and the lots that they hold. */
export const accounts: Projection = {
  name: 'accounts',
  tables: ['views.accounts', 'views.lots'],
  tableSql: tableSqlBeside(import.meta.url),
  types: [
    'AccountOpened',
    'AccountActivated',
    'TopUpCredited',
    'TopUpReversed',
    'BonusGranted',
    'ValidityExtended',
    'UsageRecorded',
    'RefundRequested',
    'RefundApproved',
    'RefundRejected',
    'RefundCancelled',
    'RefundFailed',
    'BalanceExpired',
    'BalanceAdjusted',
    'AccountLapsed',
  ],
  project: async (recorded, sql) => {
    const events = recorded.map((event) => ({
      event: asChoboEvent(event),
      accountId: streamId(event.stream),
    }));
    const accountKeys = events
      .filter(({ event }) => touchesAccount(event))
      .map(({ accountId }) => [accountId]);
    await foldRows(sql, accountTable, accountKeys, (rows) => {
      for (const { event, accountId } of events) foldAccounts(rows, event, accountId);
    });
    const named = events.flatMap(({ event, accountId }) =>
      touchedLots(event).map((lot) => [accountId, lot]),
    );
    const activated = events.filter(({ event }) => event.type === 'AccountActivated');
    const waiting = await lotsThatWait(
      sql,
      activated.map(({ accountId }) => accountId),
    );
    const lotKeys = [...named, ...waiting];
    await foldRows(sql, lotTable, lotKeys, (rows) => {
      for (const { event, accountId } of events) foldLots(rows, event, accountId);
    });
  },
};

/** Keys of lots whose validity begins with the activation of their account. */
const lotsThatWait = async (
  sql: PoolClient,
  accountIds: readonly string[],
): Promise<readonly (readonly string[])[]> => {
  if (accountIds.length === 0) return [];
  const { rows } = await sql.query<{ account_id: string; lot_id: string }>(
    `select account_id, lot_id from views.lots
      where account_id = any($1) and expires_at_ms is null`,
    [accountIds],
  );
  return rows.map((row) => [row.account_id, row.lot_id]);
};
