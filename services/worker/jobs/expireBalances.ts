import { account } from '@chobo/domain/account/decider';
import type { AccountEvent, LotAmount } from '@chobo/domain/account/events';
import type { Currency } from '@chobo/domain/kernel/money';
import { instantOf } from '@chobo/domain/kernel/time';
import { accountStream } from '@chobo/domain/streams';
import { handleCommand, loadState } from '@chobo/event-store/handleCommand';
import type { Actor } from '@chobo/event-store/metadata';
import type { EventStore } from '@chobo/event-store/port';
import type { Pool } from 'pg';

export type ExpireDependencies = {
  readonly pool: Pool;
  readonly store: EventStore;
  /** Epoch ms: what ended before it is expired. */
  readonly clock: () => number;
};

/** What one account forfeits, or would. */
export type ExpiredAccount = {
  readonly accountId: string;
  readonly brand: string;
  readonly currency: Currency;
  readonly lots: readonly LotAmount[];
};

/** Accounts read from the views at a time. */
const PAGE = 500;

/**
 * Expires what is left of lots whose validity has ended, account by account,
 * each as its account decides: what open refunds hold is not touched.
 *
 * @param dryRun decides, and writes nothing
 * @param onAccount is told each account that forfeits something
 * @returns how many accounts did
 */
export const expireBalances = async (
  { pool, store, clock }: ExpireDependencies,
  { actor, dryRun }: { readonly actor: Actor; readonly dryRun: boolean },
  onAccount: (expired: ExpiredAccount) => void,
): Promise<number> => {
  const nowMs = clock();
  const command = { type: 'ExpireBalance', data: { at: instantOf(nowMs) } } as const;
  let count = 0;
  for await (const accountId of accountsWithEndedLots(pool, nowMs)) {
    const stream = accountStream(accountId);
    const events = dryRun
      ? account.decide(command, (await loadState(store, account, stream)).state)
      : await handleCommand(store, account, {
          stream,
          command,
          context: {
            // The instant is part of it: each round is a command of its own.
            commandId: `expire:${accountId}:${nowMs}`,
            actor,
            occurredAt: command.data.at,
          },
        });
    if (!events.accepted) throw new Error(`${stream}: ${events.rejection.code}`);
    const expired = forfeitedIn(accountId, events.events);
    if (expired === null) continue;
    count += 1;
    onAccount(expired);
  }
  return count;
};

const accountsWithEndedLots = async function* (pool: Pool, nowMs: number): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const { rows } = await pool.query<{ account_id: string }>(
      `select distinct account_id from views.lots
        where remaining > held and expires_at_ms <= $1 and account_id > $2
        order by account_id limit ${PAGE}`,
      [nowMs, after],
    );
    for (const row of rows) yield row.account_id;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.account_id;
  }
};

const forfeitedIn = (accountId: string, events: readonly AccountEvent[]): ExpiredAccount | null => {
  for (const event of events) {
    if (event.type !== 'BalanceExpired') continue;
    const { brand, currency, lots } = event.data;
    return { accountId, brand, currency, lots };
  }
  return null;
};
