import { z } from 'zod';

import type { MoneyAnswer } from '../schemas/values.ts';

export type Cell = string | number | null;

/** A column of a list as a file: its name, and its cell of a row as the list answers it. */
export type Column = { readonly name: string; readonly cell: (row: unknown) => Cell };

const JST_OFFSET_MS = 9 * 3_600_000;

/** An instant on the clock of Japan, as spreadsheets read it: `2026-11-18 10:05:12`. */
const jst = (instant: string): string =>
  new Date(Date.parse(instant) + JST_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

const fractionDigits = new Map<string, number>();

const digitsOf = (currency: string): number => {
  const known = fractionDigits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  fractionDigits.set(currency, digits);
  return digits;
};

/** Money in the units that people count in, a number to calculate with. */
const inUnits = ({ amount, currency }: MoneyAnswer): number => amount / 10 ** digitsOf(currency);

/** From so many digits on a spreadsheet takes them for a number and loses the last ones: card numbers. */
const LONG_DIGITS = /^\d{16,}$/;

const text = (value: string): string => (LONG_DIGITS.test(value) ? `'${value}` : value);

const listed = (values: readonly unknown[]): string =>
  values.every((value) => typeof value === 'string' || typeof value === 'number')
    ? values.join('; ')
    : JSON.stringify(values);

const plainCell = (value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return listed(value);
  return JSON.stringify(value);
};

/** What is in wrappings that only say when there is nothing. */
const unwrapped = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? unwrapped(schema.unwrap())
    : schema;

const isMoney = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodObject && Object.keys(schema.shape).join() === 'amount,currency';

const fieldOf = (row: unknown, field: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, field) : null;

/** The columns of one field, `value` finding it in a row. */
const columnsOfField = (
  name: string,
  wrapped: z.core.$ZodType,
  value: (row: unknown) => unknown,
): readonly Column[] => {
  const schema = unwrapped(wrapped);
  if (isMoney(schema)) {
    const money = (row: unknown): MoneyAnswer | null => (value(row) as MoneyAnswer | null) ?? null;
    const amount = (found: MoneyAnswer | null): Cell => (found === null ? null : inUnits(found));
    return [
      { name, cell: (row) => amount(money(row)) },
      { name: `${name}.currency`, cell: (row) => money(row)?.currency ?? null },
    ];
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as z.core.$ZodShape).flatMap(([field, part]) =>
      columnsOfField(name === '' ? field : `${name}.${field}`, part, (row) =>
        fieldOf(value(row), field),
      ),
    );
  }
  if (schema instanceof z.ZodISODateTime) {
    const cell = (row: unknown): Cell => {
      const instant = value(row);
      return typeof instant === 'string' ? jst(instant) : null;
    };
    return [{ name: `${name} (JST)`, cell }];
  }
  return [{ name, cell: (row) => plainCell(value(row)) }];
};

/**
 * The columns of a list, from the schema of its rows: one for each field, those
 * of an object by their paths (`payment.provider`), two for money. What has no
 * cell of its own kind, a list of objects or a record, is one of JSON.
 */
export const columnsOf = (item: z.core.$ZodType): readonly Column[] =>
  columnsOfField('', item, (row) => row);
