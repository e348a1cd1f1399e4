import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';
import type { TopUpStatus } from './foldTopUps.ts';

/** A top-up; amounts in minor units. */
export type TopUpView = {
  readonly topUpId: string;
  readonly accountId: string;
  readonly status: TopUpStatus;
  readonly iccid: string | null;
  readonly brand: string | null;
  readonly channel: string | null;
  readonly method: string | null;
  readonly provider: string | null;
  readonly reference: string | null;
  readonly price: number;
  readonly value: number | null;
  readonly currency: string;
  readonly requestedAtMs: number | null;
  readonly paidAtMs: number | null;
  readonly creditedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
  readonly takenBack: number;
  readonly imported: boolean;
};

export type TopUpFilter = {
  readonly status?: TopUpStatus;
  readonly accountId?: string;
  readonly iccid?: string;
  readonly brand?: string;
  readonly channel?: string;
  readonly method?: string;
  readonly provider?: string;
  readonly reference?: string;
  /** Paid (or asked for) from this instant on, epoch ms. */
  readonly fromMs?: number;
  /** … and before this one. */
  readonly beforeMs?: number;
};
/** No order by id: with a filter by days no index could keep it short. */
export type TopUpSort = 'at' | 'price';

const columns = `
  top_up_id as "topUpId", account_id as "accountId", status, iccid, brand, channel, method,
  provider, reference, price, value, currency, requested_at_ms as "requestedAtMs",
  paid_at_ms as "paidAtMs", credited_at_ms as "creditedAtMs", ended_at_ms as "endedAtMs",
  end_reason as "endReason", taken_back as "takenBack", imported`;

/** One top-up; null when there is none of that id. */
export const topUpById = async (database: Database, topUpId: string): Promise<TopUpView | null> => {
  const { rows } = await database.query<TopUpView>(
    `select ${columns} from views.top_ups where top_up_id = $1`,
    [topUpId],
  );
  return rows[0] ?? null;
};

/** Top-ups, newest first unless said. @throws InvalidCursor */
export const listTopUps = async (
  database: Database,
  filter: TopUpFilter,
  page: PageRequest<TopUpSort>,
): Promise<Page<TopUpView>> => {
  const where = createConditions();
  where.add('status = ?', filter.status);
  // Lets the planner use the small index of what is not simply credited.
  if (filter.status !== undefined && filter.status !== 'credited') {
    where.conditions.push(`status <> 'credited'`);
  }
  where.add('account_id = ?', filter.accountId);
  where.add('iccid = ?', filter.iccid);
  where.add('brand = ?', filter.brand);
  where.add('channel = ?', filter.channel);
  where.add('method = ?', filter.method);
  where.add('provider = ?', filter.provider);
  where.add('reference = ?', filter.reference);
  where.add('at_ms >= ?', filter.fromMs);
  where.add('at_ms < ?', filter.beforeMs);
  return readPage<TopUpView, TopUpSort>(
    database,
    {
      ...where,
      select: columns,
      from: 'views.top_ups',
      sorts: {
        at: ['at_ms', 'top_up_id'],
        price: ['price', 'at_ms', 'top_up_id'],
      },
      defaultSort: { field: 'at', direction: 'desc' },
    },
    page,
  );
};
