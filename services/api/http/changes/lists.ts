import { mayDo, type Permission, type Role } from '@chobo/identity/roles';

/** What can change under a reader's eyes, by the name of its list; each with who may read it. */
export const CHANGING_LISTS = {
  cards: 'cards:read',
  accounts: 'accounts:read',
  'top-ups': 'top-ups:read',
  refunds: 'refunds:read',
  ledger: 'ledger:read',
  statements: 'statements:read',
  'reconciliation-days': 'reconciliation:read',
  breaks: 'reconciliation:read',
  catalogue: 'catalogue:read',
} as const satisfies Readonly<Record<string, Permission>>;

export type ChangingList = keyof typeof CHANGING_LISTS;

const ALL = Object.keys(CHANGING_LISTS) as readonly ChangingList[];

/** What an event of a stream shows in, by the kind of the stream. */
const SHOWN_IN: Readonly<Record<string, readonly ChangingList[]>> = {
  account: ['cards', 'accounts', 'top-ups', 'refunds', 'ledger'],
  card: ['cards', 'accounts'],
  payment: ['top-ups'],
  statement: ['statements'],
  reconciliationDay: ['statements', 'reconciliation-days', 'breaks'],
  break: ['breaks', 'reconciliation-days', 'ledger'],
  catalogue: ['catalogue'],
};

/** The lists in which events of these streams show; of a kind that is not known, in all. */
export const listsOf = (streams: Iterable<string>): ReadonlySet<ChangingList> => {
  const lists = new Set<ChangingList>();
  for (const stream of streams) {
    const kind = stream.slice(0, stream.indexOf('-'));
    for (const list of SHOWN_IN[kind] ?? ALL) lists.add(list);
  }
  return lists;
};

/** Every list: where nobody has looked what happened. */
export const everyList = (): ReadonlySet<ChangingList> => new Set(ALL);

/** Those of the lists that somebody may read, in the order of the table. */
export const readable = (
  lists: ReadonlySet<ChangingList>,
  roles: readonly Role[],
): readonly ChangingList[] =>
  ALL.filter((list) => lists.has(list) && mayDo(roles, CHANGING_LISTS[list]));
