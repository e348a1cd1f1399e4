import { expect, it } from 'vitest';
import { z } from 'zod';

import { instantSchema, moneySchema } from '../schemas/values.ts';
import { columnsOf } from './columns.ts';

/** What a row becomes, by the names of its columns. */
const cells = (item: z.ZodType, row: unknown): Record<string, unknown> =>
  Object.fromEntries(columnsOf(item).map(({ name, cell }) => [name, cell(row)]));

it('money is an amount to calculate with and its currency, in the units that people count in', () => {
  const item = z.object({ price: moneySchema.describe('Paid'), value: moneySchema.nullable() });
  expect(cells(item, { price: { amount: -1000, currency: 'JPY' }, value: null })).toEqual({
    price: -1000,
    'price.currency': 'JPY',
    value: null,
    'value.currency': null,
  });
  expect(cells(item, { price: { amount: 1999, currency: 'CNY' }, value: null })).toMatchObject({
    price: 19.99,
  });
});

it('an instant stands on the clock of Japan and says so', () => {
  const item = z.object({ paidAt: instantSchema.nullable().describe('When') });
  expect(cells(item, { paidAt: '2026-11-17T15:00:00.000Z' })).toEqual({
    'paidAt (JST)': '2026-11-18 00:00:00',
  });
  expect(cells(item, { paidAt: null })).toEqual({ 'paidAt (JST)': null });
});

it('a card number keeps its last digits in a spreadsheet', () => {
  const item = z.object({ iccid: z.string(), pin: z.string() });
  expect(cells(item, { iccid: '8981100000000012345', pin: '123456' })).toEqual({
    iccid: "'8981100000000012345",
    pin: '123456',
  });
});

it('parts of an object have columns of their own, also where it is not there', () => {
  const item = z.object({
    payment: z.object({ provider: z.string(), reference: z.string() }).nullable().optional(),
  });
  expect(cells(item, { payment: { provider: 'webpay', reference: 'p-1' } })).toEqual({
    'payment.provider': 'webpay',
    'payment.reference': 'p-1',
  });
  expect(cells(item, { payment: null })).toEqual({
    'payment.provider': null,
    'payment.reference': null,
  });
});

it('lists are joined, what is deeper is JSON, yes and no are words', () => {
  const item = z.object({
    roles: z.array(z.string()),
    checks: z.array(z.object({ name: z.string() })),
    breaks: z.record(z.string(), z.int()),
    tie: z.boolean(),
  });
  const row = { roles: ['a', 'b'], checks: [{ name: 'count' }], breaks: { amount: 2 }, tie: true };
  expect(cells(item, row)).toEqual({
    roles: 'a; b',
    checks: '[{"name":"count"}]',
    breaks: '{"amount":2}',
    tie: 'true',
  });
});
