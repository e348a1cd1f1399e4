import { createConditions, readPage } from '../lists/keyset.ts';
import type { Database, Page, PageRequest } from '../lists/keyset.ts';

export type CardView = {
  readonly iccid: string;
  readonly accountId: string;
  readonly brand: string;
  readonly plan: string;
  readonly registeredAtMs: number;
};

export type CardFilter = {
  /** Digits that stand side by side anywhere in the number; at least four. */
  readonly fragment?: string;
  readonly brand?: string;
  readonly accountId?: string;
};
export type CardSort = 'iccid' | 'registeredAt';

const columns = `iccid, account_id as "accountId", brand, plan, registered_at_ms as "registeredAtMs"`;
const RUN = 4;

/** Whether a text can be searched for in card numbers: four to twenty digits. */
export const isCardFragment = (text: string): boolean => /^\d{4,20}$/.test(text);

/** One card by its whole number; null when it was never registered. */
export const cardByIccid = async (database: Database, iccid: string): Promise<CardView | null> => {
  const { rows } = await database.query<CardView>(
    `select ${columns} from views.cards where iccid = $1`,
    [iccid],
  );
  return rows[0] ?? null;
};

/**
 * Cards by number.
 *
 * @throws RangeError for a fragment that `isCardFragment` does not take; InvalidCursor
 */
export const listCards = async (
  database: Database,
  filter: CardFilter,
  page: PageRequest<CardSort>,
): Promise<Page<CardView>> => {
  const where = createConditions();
  where.add('brand = ?', filter.brand);
  where.add('account_id = ?', filter.accountId);
  if (filter.fragment !== undefined) {
    const { fragment } = filter;
    if (!isCardFragment(fragment)) throw new RangeError(`${fragment} is not four digits or more`);
    const starts = Array.from({ length: fragment.length - RUN + 1 }, (_, start) => start);
    const runs = starts.map((start) => Number(fragment.slice(start, start + RUN)));
    where.add('views.card_fragments(iccid) @> ?::integer[]', runs);
    // The runs are all there, but not necessarily side by side.
    where.add('iccid like ?', `%${fragment}%`);
  }
  return readPage<CardView, CardSort>(
    database,
    {
      ...where,
      select: columns,
      from: 'views.cards',
      sorts: { iccid: ['iccid'], registeredAt: ['registered_at_ms', 'iccid'] },
      defaultSort: { field: 'iccid', direction: 'asc' },
    },
    page,
  );
};
