import { z } from 'zod';

/** Texts and numbers that other parts of a profile are made of. */
export const textSchema = z.string().min(1).max(200);
export const positionSchema = z.int().min(1).max(1000);

/** Where a text stands in a line that has no named columns: the first cell unless said. */
export const placeShape = {
  /** Cell of a delimited line, from 1. */
  cell: positionSchema.optional(),
  /** First character (or byte, as the layout says) of a fixed-width line, from 1. */
  from: positionSchema.optional(),
  /** How many of them. */
  length: positionSchema.optional(),
};

/** Texts around a value that are taken off where they stand, e.g. a back-tick before each cell. */
export const affixShape = {
  prefixes: z.array(textSchema).max(10).default([]),
  suffixes: z.array(textSchema).max(10).default([]),
};

/** A line that is known by what stands at one place. */
export const markerSchema = z
  .strictObject({
    ...placeShape,
    /** The whole text there, spaces around it taken off. */
    equals: textSchema.optional(),
    /** How the text begins. */
    startsWith: textSchema.optional(),
  })
  .refine((marker) => (marker.equals === undefined) !== (marker.startsWith === undefined), {
    error: 'say either equals or startsWith',
  });

/** A column of the data lines. Spaces around a value never count. */
export const columnShape = {
  /** Name in the header; without a header, how messages call the column. */
  column: textSchema,
  /** Other names that the header may give it. Width, case and spaces of names never matter. */
  aliases: z.array(textSchema).max(20).default([]),
  /** Cell number, from 1, where no header names the columns. */
  position: positionSchema.optional(),
  /** First character (or byte), from 1, in a fixed-width layout. */
  from: positionSchema.optional(),
  /** How many of them, in a fixed-width layout. */
  length: positionSchema.optional(),
  ...affixShape,
};

/** How a number is written in a column or a control total. */
export const numberShape = {
  /**
   * `whole`: units of the currency without a fraction. `decimal`: units with a
   * decimal mark. `hundredths`: a hundred times the units, without a mark
   * (`12345` is 123.45).
   */
  number: z.enum(['whole', 'decimal', 'hundredths']).default('whole'),
  /** Mark before the fraction of a `decimal`. */
  decimalMark: z.enum(['.', ',']).default('.'),
  /** Mark that may stand between groups of three digits; wrong grouping is unreadable. */
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
  /** Digits and marks may be full-width. */
  fullWidth: z.boolean().default(false),
  /** Signs that may stand before or after the number, e.g. `¥`, `円`. */
  currencySigns: z.array(z.string().min(1).max(5)).max(10).default([]),
  /** How a negative number may be written; in any other way it is unreadable. */
  negatives: z
    .array(z.enum(['minus', 'trailing_minus', 'parentheses', 'triangle']))
    .max(4)
    .default([]),
};

/** What a line's state means to us. */
export const stateSchema = z.enum([
  'done',
  'cancelled',
  'failed',
  /**
   * An early stage of a payment that a later row reports for good (速報 before
   * 確報): counted in control totals, but not a line that is matched.
   */
  'announced',
]);

/** Which way money went: positive to us or executed for us, negative back again. */
export const directionSchema = z.enum(['positive', 'negative']);
