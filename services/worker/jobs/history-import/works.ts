import type { Channel, PaymentMethod } from '@chobo/domain/account/events';
import type { PoolClient } from 'pg';

import type { AccountWork, HistoryCredit } from './accountCredits.ts';
import { creditOf } from './terms.ts';
import type { HistoryTerms } from './terms.ts';

/** Credits of one account in one append: far below the 1 MiB that an append may have. */
const MAX_CREDITS_PER_APPEND = 200;

/** Credits in one chunk of work: many appends in few statements, yet little memory. */
const CREDITS_PER_CHUNK = 2_000;

type QueuedRow = {
  readonly n: number;
  readonly file_line: number;
  readonly top_up_id: string;
  readonly iccid: string;
  readonly channel: Channel;
  readonly method: PaymentMethod;
  readonly provider: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly paid_at_ms: number;
  readonly account_id: string;
  readonly known: boolean;
};

/**
 * Puts the staged rows into the order of work: by account and card, and there
 * by time of payment. A card that the store knows keeps its account, another
 * one gets `acc-<iccid>`.
 *
 * @returns how many rows there are
 */
export const queueWork = async (connection: PoolClient): Promise<number> => {
  await connection.query(`
    create temporary table queued_rows as
    select row_number() over (
             order by account_id, iccid, paid_at_ms, top_up_id)::int as n, queue.*
      from (select r.*, coalesce(c.account_id, 'acc-' || r.iccid) collate "C" as account_id,
                   c.account_id is not null as known
              from staged_rows r left join views.cards c using (iccid)) queue`);
  await connection.query('drop table staged_rows');
  const { rows } = await connection.query<{ count: number }>(
    'select count(*)::int as count from queued_rows',
  );
  await connection.query('create unique index queued_rows_by_n on queued_rows (n)');
  await connection.query('analyze queued_rows');
  return rows[0]?.count ?? 0;
};

/**
 * The queued work, chunk by chunk; in each chunk an account stands at most
 * once. An account with very many rows comes in several chunks, and from the
 * second on it is `known`.
 *
 * @param only `known` leaves new accounts out
 */
export const readWork = async function* (
  connection: PoolClient,
  terms: HistoryTerms,
  only: 'all' | 'known',
): AsyncGenerator<readonly AccountWork[]> {
  let after = 0;
  let chunk: AccountWork[] = [];
  let size = 0;
  let open = null as OpenWork | null;
  for (;;) {
    const { rows } = await connection.query<QueuedRow>({
      name: `queued_rows_${only}`,
      text: `select * from queued_rows where n > $1 ${only === 'known' ? 'and known' : ''}
              order by n limit ${CREDITS_PER_CHUNK}`,
      values: [after],
    });
    for (const row of rows) {
      const credit = creditOfRow(row, terms);
      const { account_id: accountId, iccid } = row;
      const isSameAccount: boolean = open?.accountId === accountId;
      if (open !== null && isSameAccount && open.iccid === iccid && hasRoom(open)) {
        open.credits.push(credit);
      } else {
        if (open !== null && (isSameAccount || size >= CREDITS_PER_CHUNK)) {
          yield chunk;
          chunk = [];
          size = 0;
        }
        open = { accountId, iccid, known: row.known || isSameAccount, credits: [credit] };
        chunk.push(open);
      }
      size += 1;
      after = row.n;
    }
    if (rows.length < CREDITS_PER_CHUNK) break;
  }
  if (chunk.length > 0) yield chunk;
};

type OpenWork = AccountWork & { readonly credits: HistoryCredit[] };

const hasRoom = ({ credits }: OpenWork): boolean => credits.length < MAX_CREDITS_PER_APPEND;

const creditOfRow = (row: QueuedRow, terms: HistoryTerms): HistoryCredit => ({
  fileLine: row.file_line,
  data: creditOf(
    {
      fileLine: row.file_line,
      topUpId: row.top_up_id,
      iccid: row.iccid,
      channel: row.channel,
      method: row.method,
      provider: row.provider,
      reference: row.reference,
      amount: row.amount,
      currency: row.currency,
      paidAtMs: row.paid_at_ms,
    },
    terms,
  ),
});
