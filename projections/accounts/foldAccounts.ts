import { epochMs } from '@chobo/domain/kernel/time';

import type { RowTable, Rows } from '../rows/rowSet.ts';
import type { ChoboEvent, Recorded } from '../runner/eventTypes.ts';

/** An account as its table has it. */
export type AccountColumns = {
  readonly account_id: string;
  readonly brand: string;
  readonly plan: string;
  readonly currency: string;
  readonly opened_at_ms: number;
  readonly activated_at_ms: number | null;
  readonly valid_until_ms: number | null;
  readonly lapsed_at_ms: number | null;
};

export const accountTable: RowTable<AccountColumns> = {
  table: 'views.accounts',
  key: ['account_id'],
  columns: [
    'account_id',
    'brand',
    'plan',
    'currency',
    'opened_at_ms',
    'activated_at_ms',
    'valid_until_ms',
    'lapsed_at_ms',
  ],
};

/** Whether an event changes the row of an account that is there already. */
export const touchesAccount = (event: Recorded<ChoboEvent>): boolean =>
  event.type === 'AccountActivated' ||
  event.type === 'ValidityExtended' ||
  event.type === 'AccountLapsed';

/** Folds one event of an account into the account's own row. */
export const foldAccounts = (
  rows: Rows<AccountColumns>,
  event: Recorded<ChoboEvent>,
  accountId: string,
): void => {
  const change = (changed: (row: AccountColumns) => Partial<AccountColumns>): void => {
    const row = rows.get(accountId);
    if (row === undefined) throw new Error(`Account ${accountId} was never opened`);
    rows.set({ ...row, ...changed(row) });
  };
  switch (event.type) {
    case 'AccountOpened':
      rows.set({
        account_id: accountId,
        brand: event.data.brand,
        plan: event.data.plan,
        currency: event.data.currency,
        opened_at_ms: epochMs(event.data.openedAt),
        activated_at_ms: null,
        valid_until_ms: null,
        lapsed_at_ms: null,
      });
      return;
    case 'AccountActivated':
      change(() => ({
        activated_at_ms: epochMs(event.data.activatedAt),
        valid_until_ms: epochMs(event.data.validUntil),
      }));
      return;
    case 'ValidityExtended':
      // Before the activation no validity runs that could be extended.
      change(({ valid_until_ms: until }) => ({
        valid_until_ms: until === null ? null : Math.max(until, epochMs(event.data.validUntil)),
      }));
      return;
    case 'AccountLapsed':
      change(() => ({ lapsed_at_ms: epochMs(event.data.lapsedAt) }));
      return;
    default:
      return;
  }
};
