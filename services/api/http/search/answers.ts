import { z } from 'zod';

import type { Permission } from '@chobo/identity/roles';

import { instantSchema, moneySchema } from '../schemas/values.ts';

/** What can be searched for, in the order of the answer, each with who may read it. */
export const SEARCHED = {
  card: 'cards:read',
  account: 'accounts:read',
  'top-up': 'top-ups:read',
  refund: 'refunds:read',
  'reconciliation-day': 'reconciliation:read',
  break: 'reconciliation:read',
  statement: 'statements:read',
} as const satisfies Readonly<Record<string, Permission>>;

export type SearchedType = keyof typeof SEARCHED;

export const searchResultSchema = z
  .object({
    type: z.enum(Object.keys(SEARCHED) as [SearchedType, ...SearchedType[]]),
    id: z.string().describe('As the address of the thing has it, e.g. `harbor:2026-11-18`'),
    exact: z.boolean().describe('Whether the whole of it was typed'),
    by: z
      .enum(['id', 'number', 'reference', 'file_name', 'item', 'date'])
      .describe('What of it was found'),
    matched: z.string().describe('The whole of what was found'),
    kind: z.string().nullable().describe('Of a break'),
    state: z.string().nullable(),
    at: instantSchema.nullable(),
    amount: moneySchema.nullable(),
  })
  .meta({ id: 'SearchResult' });

export type SearchResult = z.infer<typeof searchResultSchema>;
