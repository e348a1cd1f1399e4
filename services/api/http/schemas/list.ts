import { z } from 'zod';

import { InvalidCursor, MAX_PAGE, type Page } from '@chobo/projections/lists/keyset';

import { Problem } from '../../problems.ts';
import { afterSchema } from './after.ts';

/** Values that PostgreSQL cannot read as the type of the column they are compared with. */
const UNREADABLE_VALUE = /^22(003|007|008|021|P02)$/;

const parseJson = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
};

/** A JSON object in a query parameter. */
const jsonText = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(4_000)
    .meta({
      contentMediaType: 'application/json',
      contentSchema: z.toJSONSchema(schema, { io: 'input' }),
    })
    .transform(parseJson)
    .pipe(schema);

/** `paidAt` upwards, `-paidAt` downwards. */
const sortText = <Field extends string>(fields: readonly [Field, ...Field[]]) =>
  z.enum([...fields, ...fields.map((field): `-${Field}` => `-${field}`)]).transform((text) => ({
    field: (text.startsWith('-') ? text.slice(1) : text) as Field,
    direction: text.startsWith('-') ? ('desc' as const) : ('asc' as const),
  }));

/**
 * The query of a list: `filter` is a JSON object whose conditions all hold,
 * `sort` a field with `-` before it for downwards, `cursor` the `nextCursor`
 * of the page before.
 */
export const listQuerySchema = <Filter extends z.ZodType, Field extends string>(
  filter: Filter,
  fields: readonly [Field, ...Field[]],
) =>
  z.strictObject({
    filter: jsonText(filter).exactOptional(),
    sort: sortText(fields).exactOptional(),
    cursor: z.string().max(2_000).exactOptional(),
    limit: z.coerce.number().int().min(1).max(MAX_PAGE).exactOptional(),
    after: afterSchema,
  });

/** Rows of the answers of lists. */
const items = new WeakMap<object, z.ZodType>();

/** The answer of a list. */
export const pageSchema = <Item extends z.ZodType>(item: Item) => {
  const page = z.object({
    data: z.array(item),
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      nextCursor: z
        .string()
        .nullable()
        .describe('For the next page, with the same filter and sort'),
    }),
  });
  items.set(page, item);
  return page;
};

/** What a row is of an answer that `pageSchema` made; null for any other. */
export const itemSchemaOf = (answer: unknown): z.ZodType | null =>
  typeof answer === 'object' && answer !== null ? (items.get(answer) ?? null) : null;

const hasCode = (error: unknown, codes: RegExp): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  codes.test(error.code);

/**
 * Reads one page and answers it row by row.
 *
 * @throws Problem `invalid_cursor` for one of another list or order, or made up
 */
export const answerPage = async <Row, Item>(
  query: { readonly cursor?: string },
  page: Promise<Page<Row>>,
  answer: (row: Row) => Item,
): Promise<{ data: Item[]; pageInfo: { hasNextPage: boolean; nextCursor: string | null } }> => {
  try {
    const { data, pageInfo } = await page;
    return { data: data.map(answer), pageInfo: { ...pageInfo } };
  } catch (error) {
    const madeUp = query.cursor !== undefined && hasCode(error, UNREADABLE_VALUE);
    if (madeUp || error instanceof InvalidCursor) throw new Problem('invalid_cursor');
    throw error;
  }
};
