/** What else a list shows in, beside the addresses that begin with its name. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  breaks: ['proposals', 'dashboard'],
  refunds: ['dashboard'],
  'reconciliation-days': ['dashboard'],
  statements: ['statement-uploads', 'dashboard'],
};

/**
 * Whether what was read is to be read again when these lists moved: a list of
 * react-admin (`['cards', 'getList', …]`) or an address (`['read' or 'pages', 'accounts/a-1/events']`).
 */
export const isAffected = (queryKey: readonly unknown[], lists: readonly string[]): boolean => {
  const [first, second] = queryKey;
  const read = first === 'read' || first === 'pages' ? second : first;
  if (typeof read !== 'string') return false;
  return lists
    .flatMap((list) => [list, ...(ALSO[list] ?? [])])
    .some((list) => read === list || new RegExp(`^${list}[/?:-]`).test(read));
};
