import type { Money } from '../../api/answers';

/** What the search of the API finds. */
export type SearchResult = {
  readonly type:
    'card' | 'account' | 'top-up' | 'refund' | 'reconciliation-day' | 'break' | 'statement';
  readonly id: string;
  readonly exact: boolean;
  readonly by: 'id' | 'number' | 'reference' | 'file_name' | 'item' | 'date';
  readonly matched: string;
  readonly kind: string | null;
  readonly state: string | null;
  readonly at: string | null;
  readonly amount: Money | null;
};

/** The resource of the console that shows each type. */
const RESOURCES = {
  card: 'cards',
  account: 'accounts',
  'top-up': 'top-ups',
  refund: 'refunds',
  'reconciliation-day': 'reconciliation-days',
  break: 'breaks',
  statement: 'statements',
} as const satisfies Readonly<Record<SearchResult['type'], string>>;

/** Shows of a resource what there is of it: a page of each, a list. */
export type Shown = Readonly<
  Record<string, { readonly hasShow?: boolean; readonly hasList?: boolean }>
>;

/** Where a result is shown; null where the console has no page for it. */
export const addressOf = ({ type, id }: SearchResult, shown: Shown): string | null => {
  const resource = RESOURCES[type];
  if (shown[resource]?.hasShow === true) return `/${resource}/${encodeURIComponent(id)}/show`;
  // Without a page of its own an account is shown by its cards.
  if (type === 'account' && shown['cards']?.hasList === true) {
    return `/cards?filter=${encodeURIComponent(JSON.stringify({ accountId: id }))}`;
  }
  return shown[resource]?.hasList === true ? `/${resource}` : null;
};

/** Results of one type together; the type of the best result comes first. */
export const byType = (results: readonly SearchResult[]): readonly SearchResult[] => {
  const types = [...new Set(results.map(({ type }) => type))];
  return types.flatMap((type) => results.filter((result) => result.type === type));
};
