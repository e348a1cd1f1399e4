/** What was typed into the filter of postings, without what is empty or only space. */
export const entryFilter = (filter: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => {
      const typed = typeof value === 'string' ? value.trim() : value;
      return typed === '' || typed === null || typed === undefined ? [] : [[name, typed]];
    }),
  );
