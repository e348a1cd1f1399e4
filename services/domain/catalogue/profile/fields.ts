import { z } from 'zod';

import { columnShape, directionSchema, numberShape, stateSchema } from './columns.ts';
import { datePatternSchema, timePatternSchema } from './datePattern.ts';

const valueText = z.string().max(200);

/** A column of plain text, such as a reference. */
export const textColumnSchema = z.strictObject({
  ...columnShape,
  /** The header may lack the column; its value is then blank. */
  optional: z.boolean().default(false),
  /** Full-width letters and digits are taken as their ASCII twins. */
  foldWidth: z.boolean().default(false),
});

/** A column of amounts in the line's currency. */
export const amountColumnSchema = z.strictObject({
  ...columnShape,
  ...numberShape,
  /** What a blank cell means: an unreadable line, or (wholesale only) that none is stated. */
  blank: z.enum(['unreadable', 'none']).default('unreadable'),
});

const dateColumnSchema = z.strictObject({
  ...columnShape,
  /** Ways of writing it; a cell that two of them read differently is unreadable. */
  patterns: z.array(datePatternSchema).min(1).max(5),
  /** Digits and marks may be full-width. */
  fullWidth: z.boolean().default(false),
});

const timeColumnSchema = z.strictObject({
  ...columnShape,
  patterns: z.array(timePatternSchema).min(1).max(5),
  fullWidth: z.boolean().default(false),
});

/** Business time of a line, in the profile's zone where the text holds no offset. */
const momentSchema = z.discriminatedUnion('type', [
  /** One column; a pattern without a time means the first instant of the day. */
  z.strictObject({ type: z.literal('one_column'), ...dateColumnSchema.shape }),
  z.strictObject({
    type: z.literal('date_and_time'),
    date: dateColumnSchema,
    time: timeColumnSchema,
  }),
  z.strictObject({
    type: z.literal('epoch'),
    ...columnShape,
    unit: z.enum(['seconds', 'milliseconds']),
  }),
]);

/** The amount of a line. */
const lineAmountSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('one_column'), ...amountColumnSchema.shape }),
  /** Exactly one of the two is filled (the other blank or zero), and says the direction by that. */
  z.strictObject({
    type: z.literal('two_columns'),
    positive: amountColumnSchema,
    negative: amountColumnSchema,
  }),
]);

/** What happened with a line; a text that is not listed makes the line unreadable. */
const statusSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('column'),
    ...columnShape,
    values: z.record(valueText, stateSchema),
  }),
  /** The file lists only what happened in one way. */
  z.strictObject({ type: z.literal('always'), status: z.enum(['done', 'cancelled', 'failed']) }),
]);

/** A column that says which way an unsigned amount went: a type, CR/DR, +/−. */
const directionColumnSchema = z.strictObject({
  ...columnShape,
  values: z.record(valueText, directionSchema),
});

/** The currency of a line, where it is not simply the source's. */
const currencyColumnSchema = z.strictObject({
  ...columnShape,
  /** Texts that stand for an ISO 4217 code, e.g. `円` for `JPY`; codes stand for themselves. */
  values: z.record(valueText, z.string().regex(/^[A-Z]{3}$/)).default({}),
});

/** Which column holds what we need to know of a line. */
export const fieldsSchema = z.strictObject({
  at: momentSchema,
  /** The source's own number. */
  carrierReference: textColumnSchema.optional(),
  /** Our number as the source echoes it. */
  reference: textColumnSchema.optional(),
  card: textColumnSchema.optional(),
  amount: lineAmountSchema,
  /** What the source charges us; follows the direction of the amount. */
  wholesale: amountColumnSchema.optional(),
  direction: directionColumnSchema.optional(),
  currency: currencyColumnSchema.optional(),
  status: statusSchema,
  /** Other columns that are part of what a line is, by a name of ours. */
  attributes: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), textColumnSchema).default({}),
  /** Free text: never part of a line's identity. */
  remarks: z.array(textColumnSchema).max(50).default([]),
});
