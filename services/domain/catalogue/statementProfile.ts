import { z } from 'zod';

import { markerSchema, positionSchema, textSchema } from './profile/columns.ts';
import { fieldsSchema } from './profile/fields.ts';
import { columnsOfFields } from './profile/columnsOfFields.ts';
import { preambleSchema, recordTypesSchema, statingRecordSchema } from './profile/surroundings.ts';

/** Encodings that can be read strictly. `cp932` is Shift_JIS as Windows writes it. */
export const encodingNameSchema = z.enum([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'cp932',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'windows-1252',
]);

const characterSchema = z
  .string()
  .length(1)
  .refine((character) => !'\r\n\u0000\uFEFF'.includes(character), {
    error: 'a line end cannot be a delimiter or quote',
  });

const layoutSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('delimited'),
    delimiter: characterSchema.default(','),
    /** Null: quotes mean nothing in this file. */
    quote: characterSchema.nullable().default('"'),
    /** `names`: the first line after the preamble names the columns. `none`: columns go by position. */
    header: z.enum(['names', 'none']).default('names'),
    /** How many cells a data line has, where no header says it; a line with another number is unreadable. */
    cells: positionSchema.optional(),
  }),
  z.strictObject({
    type: z.literal('fixed_width'),
    /** What `from` and `length` count. Bytes are those of the file's encoding. */
    unit: z.enum(['bytes', 'characters']).default('bytes'),
  }),
]);

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

/** A time zone by its IANA name. */
export const zoneSchema = z.string().max(64).refine(isZone, { error: 'is no IANA time zone' });

/** 256 MiB: more is refused unless the profile says otherwise. */
export const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/**
 * How the statements of one source are to be read: data, not code.
 *
 * Nothing is guessed beyond what it says. Texts are compared as they stand
 * (equal, or beginning with); there are no regular expressions, because a bad
 * one could run for ever.
 */
export const statementProfileSchema = z
  .strictObject({
    /** The one encoding, or a list: the first of it that reads the file's text and finds its header. */
    encoding: z.union([
      encodingNameSchema,
      z.strictObject({ oneOf: z.array(encodingNameSchema).min(1).max(9) }),
    ]),
    /** The mark U+FEFF before the first character of a Unicode file. */
    byteOrderMark: z.enum(['optional', 'required', 'forbidden']).default('optional'),
    layout: layoutSchema.default({
      type: 'delimited',
      delimiter: ',',
      quote: '"',
      header: 'names',
    }),
    preamble: preambleSchema.default({ lines: 0, records: [] }),
    /** Where a line says what kind of line it is; without it every line is data but for marks below. */
    recordTypes: recordTypesSchema.optional(),
    /** Lines that mean nothing, such as comments and rulers. */
    ignoredLines: z.array(markerSchema).max(20).default([]),
    fields: fieldsSchema,
    /** Columns that the header may name and nobody needs; any other unknown name refuses the file. */
    ignoredColumns: z.array(textSchema).max(200).default([]),
    /** Header records that say something, by record type `file_header` or by a mark. */
    fileHeaders: z.array(statingRecordSchema).max(20).default([]),
    footers: z.array(statingRecordSchema).max(50).default([]),
    /** The last line of a whole file; without it the file is cut short. Nothing may follow. */
    endMarker: markerSchema.optional(),
    /** A file without a data line is a statement too (nothing happened that day). */
    mayBeEmpty: z.boolean().default(false),
    /** IANA zone of dates without an offset; the source's unless said. */
    zone: zoneSchema.optional(),
    /** Larger files are refused. */
    maxBytes: z
      .int()
      .min(1)
      .max(4 * 1024 * 1024 * 1024)
      .default(DEFAULT_MAX_BYTES),
  })
  .superRefine((profile, context) => {
    const { layout } = profile;
    const encodings =
      typeof profile.encoding === 'string' ? [profile.encoding] : profile.encoding.oneOf;
    if (layout.type === 'delimited') {
      if (layout.delimiter === layout.quote) {
        context.addIssue({
          code: 'custom',
          path: ['layout', 'quote'],
          message: 'is the delimiter',
        });
      }
    } else if (layout.unit === 'bytes' && encodings.some((name) => name.startsWith('utf-16'))) {
      context.addIssue({
        code: 'custom',
        path: ['layout', 'unit'],
        message: 'count characters, not bytes, in UTF-16',
      });
    }
    for (const { path, column } of columnsOfFields(profile.fields)) {
      if (layout.type === 'fixed_width') {
        if (column.from === undefined || column.length === undefined) {
          context.addIssue({
            code: 'custom',
            path: ['fields', ...path],
            message: 'a fixed-width layout needs from and length of each column',
          });
        }
      } else if (layout.header === 'none' && column.position === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['fields', ...path, 'position'],
          message: 'without a header each column needs its position',
        });
      }
    }
  });

export type StatementProfile = z.infer<typeof statementProfileSchema>;
/** A profile as it is written by hand, defaults left out. */
export type StatementProfileInput = z.input<typeof statementProfileSchema>;
export type EncodingName = z.infer<typeof encodingNameSchema>;
