import type { z } from 'zod';

import type { fieldsSchema, textColumnSchema } from './fields.ts';

export type ProfileFields = z.infer<typeof fieldsSchema>;

/** What every column of a profile has, whatever it means. */
export type ProfileColumn = Pick<
  z.infer<typeof textColumnSchema>,
  'column' | 'aliases' | 'position' | 'from' | 'length' | 'prefixes' | 'suffixes'
> & { readonly optional?: boolean };

export type PlacedColumn = {
  /** Where in `fields` the profile says it. */
  readonly path: readonly (string | number)[];
  readonly column: ProfileColumn;
};

/** Every column that a profile's fields name, in the profile's order; one column may serve two fields. */
export const columnsOfFields = (fields: ProfileFields): readonly PlacedColumn[] => {
  const found: PlacedColumn[] = [];
  const add = (column: ProfileColumn | undefined, ...path: (string | number)[]): void => {
    if (column !== undefined) found.push({ path, column });
  };
  const { at, amount, status } = fields;
  if (at.type === 'date_and_time') {
    add(at.date, 'at', 'date');
    add(at.time, 'at', 'time');
  } else add(at, 'at');
  add(fields.carrierReference, 'carrierReference');
  add(fields.reference, 'reference');
  add(fields.card, 'card');
  if (amount.type === 'two_columns') {
    add(amount.positive, 'amount', 'positive');
    add(amount.negative, 'amount', 'negative');
  } else add(amount, 'amount');
  add(fields.wholesale, 'wholesale');
  add(fields.direction, 'direction');
  add(fields.currency, 'currency');
  if (status.type === 'column') add(status, 'status');
  for (const [name, column] of Object.entries(fields.attributes)) add(column, 'attributes', name);
  fields.remarks.forEach((column, index) => add(column, 'remarks', index));
  return found;
};
