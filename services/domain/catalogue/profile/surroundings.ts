import { z } from 'zod';

import {
  affixShape,
  directionSchema,
  markerSchema,
  numberShape,
  placeShape,
  positionSchema,
  stateSchema,
  textSchema,
} from './columns.ts';
import { datePatternSchema } from './datePattern.ts';

const factShape = {
  ...placeShape,
  /** Instead of a place: the cell that follows the cell with this text. */
  after: textSchema.optional(),
  ...affixShape,
};

/** Something that a file says of itself outside its data lines. */
const factSchema = z.discriminatedUnion('fact', [
  /** The business date the file is for; any other than the one asked for refuses the file. */
  z.strictObject({
    fact: z.literal('business_date'),
    ...factShape,
    patterns: z.array(datePatternSchema).min(1).max(5),
  }),
  /** A text that must stand there, such as the title or our number as an agent. */
  z.strictObject({ fact: z.literal('text'), ...factShape, equals: textSchema }),
]);

/** A figure that the file states about its data lines; when it does not tie, the file is held. */
const controlSchema = z.strictObject({
  /** How reports call the check. */
  name: textSchema,
  ...placeShape,
  /** Instead of a place: the cell that follows the cell with this text. */
  after: textSchema.optional(),
  ...affixShape,
  ...numberShape,
  /** `lines` counts data lines, unreadable ones too; the others add up what is readable, in minor units. */
  of: z.enum(['lines', 'amount', 'wholesale']),
  /** Only lines in these states. */
  states: z.array(stateSchema).min(1).max(4).optional(),
  /** Only lines of this direction. */
  direction: directionSchema.optional(),
  /** Only lines of these record types, as the file writes them. */
  recordTypes: z.array(textSchema).min(1).max(50).optional(),
  /** The file states the size of a negative sum without its sign. */
  unsigned: z.boolean().default(false),
});

const statementsShape = {
  facts: z.array(factSchema).max(20).default([]),
  controls: z.array(controlSchema).max(50).default([]),
};

/** What stands before the header, or before the data where there is none. */
export const preambleSchema = z
  .strictObject({
    /** How many lines, blank ones counted. */
    lines: z.int().min(0).max(200).optional(),
    /** Or: all lines before the one with this mark, which is the header; at most 200. */
    until: markerSchema.optional(),
    /** Lines of it that say something, by their number or by a mark; each must be there. */
    records: z
      .array(
        z
          .strictObject({
            line: positionSchema.optional(),
            marker: markerSchema.optional(),
            ...statementsShape,
          })
          .refine((record) => (record.line === undefined) !== (record.marker === undefined), {
            error: 'say either line or marker',
          }),
      )
      .max(50)
      .default([]),
  })
  .refine((preamble) => preamble.lines === undefined || preamble.until === undefined, {
    error: 'say either lines or until',
  });

/**
 * What kind of line each record type is: `data`; `header` (names the columns);
 * `file_header` (says facts about the file); `footer`; `ignored`. A type that is
 * not listed makes the line unreadable.
 */
export const recordTypesSchema = z.strictObject({
  ...placeShape,
  types: z.record(textSchema, z.enum(['data', 'header', 'file_header', 'footer', 'ignored'])),
});

/** A header or footer record that says facts and control totals, known by mark or record type. */
export const statingRecordSchema = z
  .strictObject({
    marker: markerSchema.optional(),
    recordType: textSchema.optional(),
    /** A file without it is refused. */
    required: z.boolean().default(true),
    /**
     * `end`: once, and no data may follow. `section`: may come several times, its
     * totals cover the lines since the last one.
     */
    scope: z.enum(['end', 'section']).default('end'),
    ...statementsShape,
  })
  .refine((record) => (record.marker === undefined) !== (record.recordType === undefined), {
    error: 'say either marker or recordType',
  });
