import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { catalogueDocumentSchema } from './documents.ts';
import { datePatternParts, datePatternSchema, timePatternSchema } from './profile/datePattern.ts';
import { statementProfileSchema } from './statementProfile.ts';
import type { StatementProfileInput } from './statementProfile.ts';

const smallest: StatementProfileInput = {
  encoding: 'utf-8',
  fields: {
    at: { type: 'one_column', column: 'time', patterns: ['yyyy-MM-dd HH:mm:ss'] },
    amount: { type: 'one_column', column: 'amount' },
    status: { type: 'always', status: 'done' },
  },
};

const issuesOf = (profile: unknown): string[] =>
  statementProfileSchema
    .safeParse(profile)
    .error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

test('the smallest profile names an encoding, a time, an amount and a status', () => {
  expect(statementProfileSchema.parse(smallest)).toMatchObject({
    layout: { type: 'delimited', delimiter: ',', quote: '"', header: 'names' },
    maxBytes: 268_435_456,
    mayBeEmpty: false,
    footers: [],
  });
});

test('a profile with its defaults filled in means the same', () => {
  const once = statementProfileSchema.parse(smallest);
  expect(statementProfileSchema.parse(once)).toEqual(once);
});

test('the shipped Harbor documents are valid', () => {
  const path = new URL('../../../fixtures/catalogue/harbor-mobile.json', import.meta.url);
  const documents = z.array(catalogueDocumentSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(documents.filter(({ kind }) => kind === 'offer')).toHaveLength(5);
});

describe('a profile that does not hold together is refused', () => {
  const { fields } = smallest;
  test.each<[string, unknown, string]>([
    ['an unknown word', { ...smallest, colour: 'red' }, ': Unrecognized key: "colour"'],
    [
      'a position is missing where there is no header',
      { ...smallest, layout: { type: 'delimited', header: 'none' } },
      'fields.at.position: without a header each column needs its position',
    ],
    [
      'a place is missing in a fixed-width layout',
      { ...smallest, layout: { type: 'fixed_width' } },
      'fields.at: a fixed-width layout needs from and length of each column',
    ],
    [
      'the delimiter is the quote',
      { ...smallest, layout: { type: 'delimited', delimiter: '"' } },
      'layout.quote: is the delimiter',
    ],
    [
      'bytes of UTF-16 are counted',
      { ...smallest, encoding: 'utf-16le', layout: { type: 'fixed_width' } },
      'layout.unit: count characters, not bytes, in UTF-16',
    ],
    [
      'the preamble ends in two ways',
      { ...smallest, preamble: { lines: 1, until: { equals: 'time' } } },
      'preamble: say either lines or until',
    ],
    ['an unknown zone', { ...smallest, zone: 'Asia/Tokio' }, 'zone: is no IANA time zone'],
    [
      'a pattern without a day',
      { ...smallest, fields: { ...fields, at: { ...fields.at, patterns: ['yyyy-MM'] } } },
      'fields.at.patterns.0: a date pattern says yyyy, MM and dd once each, e.g. yyyy/MM/dd HH:mm:ss; hh needs a',
    ],
  ])('%s', (_name, profile, issue) => {
    expect(issuesOf(profile)).toContain(issue);
  });
});

describe('date patterns', () => {
  test.each<[string, boolean]>([
    ['yyyy/MM/dd HH:mm:ss', true],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", true],
    ['yyyy年M月d日', true],
    ['yyyy/MM/dd hh:mm a', true],
    ['yyyy/MM/dd hh:mm', false],
    ['yyyy/MM/dd HH:mm a', false],
    ['yyyy/MM/MM', false],
    ['YYYY-MM-DD', false],
    ["yyyy-MM-dd'T", false],
  ])('%s: %s', (pattern, isValid) => {
    expect(datePatternSchema.safeParse(pattern).success).toBe(isValid);
  });
  test('a time pattern says no date and no offset', () => {
    const isTime = (pattern: string) => timePatternSchema.safeParse(pattern).success;
    expect(['HH:mm:ss', 'HHmm', "H'h'mm", 'hh:mm a'].map(isTime)).toEqual([true, true, true, true]);
    expect(['HH', 'HH:mm XXX', 'dd HH:mm'].map(isTime)).toEqual([false, false, false]);
  });
  test('the longest token is taken, quoted letters stand as they are', () => {
    expect(datePatternParts("yyyyMMd'd'''")).toEqual([
      { token: 'yyyy' },
      { token: 'MM' },
      { token: 'd' },
      { token: null, text: 'd' },
      { token: null, text: "'" },
    ]);
  });
});
