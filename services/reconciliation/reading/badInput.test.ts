import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import {
  HARBOR_HEADER,
  cp932,
  harborFile,
  harborText,
} from '@chobo/fixtures/statements/harborFile';
import type { HarborLine } from '@chobo/fixtures/statements/harborFile';
import { harborSource } from '@chobo/fixtures/statements/harborSource';
import { readWhole } from '@chobo/fixtures/statements/readWhole';
import { describe, expect, test } from 'vitest';

const date = '2026-11-18';
const source = harborSource();
const line = (n: number, changes: Partial<HarborLine> = {}): HarborLine => ({
  at: '10:00:00',
  carrierReference: `HB${n}`,
  reference: `tu-${n}`,
  card: cardNumber(n),
  amount: 1000,
  ...changes,
});
const three = [line(1), line(2), line(3)];
const text = harborText({ date, lines: three });
const read = (bytes: Uint8Array) => readWhole(bytes, { source, date });
const readText = (changed: string) => read(cp932(changed));

const expectRefusal = async (bytes: Uint8Array, reason: Record<string, unknown>) => {
  const { result } = await read(bytes);
  expect(result.state).toBe('refused');
  expect(result.reasons[0]).toMatchObject(reason);
  expect(result.reasons[0]?.reason).toMatch(/^[A-Z0-9].*\.$/s);
};

test('the file that the cases below are made from is accepted', async () => {
  const { result } = await readText(text);
  expect(result).toMatchObject({ state: 'accepted', lines: 3, controlTotalsTie: true });
});

describe('another kind of content is refused', () => {
  test.each<[string, Uint8Array, string]>([
    [
      'an HTML error page',
      Buffer.from('\r\n<!DOCTYPE html><html><body>502</body></html>'),
      'an HTML page',
    ],
    ['an HTML fragment', Buffer.from('<HTML><h1>Login</h1>'), 'an HTML page'],
    [
      'an Excel workbook',
      Buffer.from([0x50, 0x4b, 3, 4, 0, 0]),
      'a ZIP archive or an Excel workbook',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'a PDF'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'a PNG image'],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), 'a gzip archive'],
    ['a JSON error', Buffer.from('{"error":"not found"}'), 'a JSON document'],
  ])('%s', async (_name, bytes, kind) => {
    await expectRefusal(bytes, {
      code: 'not_a_statement',
      reason: `The file is not a statement but ${kind}.`,
    });
  });
});

describe('broken bytes are refused with the line', () => {
  const bytes = cp932(text);
  const at = (n: number): number => bytes.indexOf(`HB${n}`);
  const withByte = (offset: number, byte: number): Uint8Array => {
    const changed = Uint8Array.from(bytes);
    changed[offset] = byte;
    return changed;
  };

  test('0 bytes', () => expectRefusal(new Uint8Array(), { code: 'empty_file', fileLine: null }));
  test('one undecodable byte', () =>
    expectRefusal(withByte(at(2), 0xff), { code: 'undecodable_byte', fileLine: 5 }));
  test('a NUL', () => expectRefusal(withByte(at(3), 0), { code: 'nul_character', fileLine: 6 }));
  test('a file cut within a character', () =>
    expectRefusal(bytes.subarray(0, bytes.length - 10), { code: 'undecodable_byte', fileLine: 7 }));
  test('UTF-8 instead of CP932', () =>
    expectRefusal(Buffer.from(text), {
      reason: 'The file is written in UTF-8, but the profile says cp932.',
    }));
  test('UTF-8 with its mark', () =>
    expectRefusal(Buffer.from(`\ufeff${text}`), { code: 'byte_order_mark' }));
  test('UTF-16 with its mark', () =>
    expectRefusal(Buffer.from(`\ufeff${text}`, 'utf16le'), { code: 'byte_order_mark' }));
  test('UTF-16 without its mark', () =>
    expectRefusal(Buffer.from(text, 'utf16le'), { code: 'nul_character', fileLine: 1 }));
  test('a text that was destroyed before it was sent', async () => {
    const utf8 = { ...source, profile: { ...source.profile, encoding: 'utf-8' as const } };
    const { result } = await readWhole(Buffer.from(text.replace('HB2', 'H\ufffd2')), {
      source: utf8,
      date,
    });
    expect(result.reasons[0]).toMatchObject({ code: 'replacement_character', fileLine: 5 });
  });
});

describe('what stands before the data is checked', () => {
  test('a file of another day', async () => {
    const { result } = await read(harborFile({ date: '2026-11-19', lines: three }));
    expect(result).toMatchObject({ state: 'refused', businessDate: '2026-11-19' });
    expect(result.reasons[0]).toEqual({
      fileLine: 2,
      column: '対象日',
      value: '2026/11/19',
      code: 'wrong_business_date',
      reason: 'The file is for 2026-11-19 (line 2), but 2026-11-18 was asked for.',
      facts: { expected: '2026-11-18', found: '2026-11-19' },
    });
  });
  test.each<[string, string, Record<string, unknown>]>([
    [
      'a day that does not exist',
      text.replace('2026/11/18,作成', '2026/11/31,作成'),
      { code: 'fact_unreadable', fileLine: 2 },
    ],
    ['no day', text.replace('対象日,2026/11/18', '対象日,'), { code: 'fact_missing', fileLine: 2 }],
    [
      'no preamble',
      text.split('\r\n').slice(2).join('\r\n'),
      { code: 'fact_missing', fileLine: 2 },
    ],
    [
      'no header',
      text.replace(`${HARBOR_HEADER}\r\n`, ''),
      { code: 'header_missing', fileLine: 3 },
    ],
    [
      'a column is missing',
      text.replace(',状態', ''),
      { code: 'header_column_missing', fileLine: 3, column: '状態' },
    ],
    [
      'a wrong column',
      text.replace('卸金額', '手数料'),
      { code: 'header_column_unknown', fileLine: 3, value: '手数料' },
    ],
    [
      'a column too many',
      text.replace('備考', '備考,店舗'),
      { code: 'header_column_unknown', fileLine: 3, value: '店舗' },
    ],
    [
      'a column twice',
      text.replace('卸金額', '金額'),
      { code: 'header_column_repeated', fileLine: 3, value: '金額' },
    ],
    [
      'nothing but the preamble',
      text.split('\r\n').slice(0, 2).join('\r\n'),
      { code: 'header_missing' },
    ],
  ])('%s', async (_name, changed, reason) => {
    await expectRefusal(cp932(changed), reason);
  });
  test('columns that are missing are all told', () =>
    expectRefusal(cp932(text.replace(',状態', '').replace(',金額', '')), {
      code: 'header_column_missing',
      column: '金額',
      reason: 'The header on line 3 lacks the columns 金額, 状態.',
    }));
  test('a column that was renamed is told as unknown and as missing', () =>
    expectRefusal(cp932(text.replace('卸金額', '手数料')), {
      reason:
        'The header on line 3 names "手数料", a column that the profile does not know, and lacks 卸金額.',
    }));
});

describe('a file that is cut short or goes on is refused', () => {
  const bytes = cp932(text);
  test.each<[string, Uint8Array, Record<string, unknown>]>([
    [
      'no footer',
      harborFile({ date, lines: three, footer: 'missing' }),
      {
        code: 'footer_missing',
        fileLine: 6,
        reason: 'The file ends with line 6, without its footer ("合計"): it was cut short.',
      },
    ],
    ['cut in a data line', bytes.subarray(0, bytes.indexOf('HB3')), { code: 'footer_missing' }],
    [
      'cut behind the header',
      cp932(text.split('\r\n').slice(0, 3).join('\r\n')),
      { code: 'footer_missing' },
    ],
    [
      'cut before the total',
      bytes.subarray(0, bytes.length - 6),
      {
        code: 'control_total_unreadable',
        fileLine: 7,
        column: 'sum',
        reason: 'Line 7 states the sum as "", which is not a total.',
      },
    ],
    [
      'data behind the footer',
      cp932(`${text}${text.split('\r\n')[4] ?? ''}\r\n`),
      { code: 'content_after_footer', fileLine: 8 },
    ],
    ['two files in one', cp932(text + text), { code: 'content_after_footer', fileLine: 8 }],
    [
      'a footer twice',
      cp932(`${text}合計,3,3000\r\n`),
      { code: 'content_after_footer', fileLine: 8 },
    ],
  ])('%s', async (_name, changed, reason) => {
    await expectRefusal(changed, reason);
  });
});

describe('quotes and lengths', () => {
  const many = Array.from({ length: 2000 }, (_, n) => line(n));
  test('a quote that never closes', () =>
    expectRefusal(cp932(text.replace('HB2,', '"HB2,')), { code: 'quote_unclosed', fileLine: 5 }));
  test('a quote that never closes in a large file', () =>
    expectRefusal(cp932(harborText({ date, lines: many }).replace('HB700,', '"HB700,')), {
      code: 'record_too_long',
      fileLine: 704,
    }));
  test('text behind a closing quote', () =>
    expectRefusal(cp932(text.replace('HB2,', '"HB2"x,')), {
      code: 'quote_malformed',
      fileLine: 5,
      reason:
        'In the record that begins on line 5 text follows a closing quote; perhaps a quote before it was never closed.',
    }));
  test('a record of more than 64 KiB', () =>
    expectRefusal(
      harborFile({ date, lines: [line(1), line(2, { remarks: 'x'.repeat(70_000) })] }),
      {
        code: 'record_too_long',
        fileLine: 5,
      },
    ));
  test('a record of 60,000 characters is read', async () => {
    const { result } = await read(
      harborFile({ date, lines: [line(1, { remarks: 'x'.repeat(60_000) })] }),
    );
    expect(result.state).toBe('accepted');
  });
  test('one line without an end, larger than every buffer', () =>
    expectRefusal(Buffer.alloc(2_000_000, 'a'), { code: 'record_too_long', fileLine: 1 }));
  test('a quoted line break moves the following lines, as a text editor counts them', async () => {
    const { lines, result } = await read(
      harborFile({ date, lines: [line(1, { remarks: 'a\r\nb "c", d\n' }), line(2)] }),
    );
    expect(lines.map(({ fileLine }) => fileLine)).toEqual([4, 7]);
    expect(result.state).toBe('accepted');
  });
  test('blank lines are passed over and counted', async () => {
    const { lines } = await readText(
      text.replace('\r\n2026/11/18 10:00:00,HB2', '\r\n\r\n \r\n2026/11/18 10:00:00,HB2'),
    );
    expect(lines.map(({ fileLine }) => fileLine)).toEqual([4, 7, 8]);
  });
  test('line feeds, and both kinds of line ends in one file, are read alike', async () => {
    const [windows, unix, mixed] = await Promise.all([
      readText(text),
      readText(text.replaceAll('\r\n', '\n')),
      readText(text.replace('\r\n', '\n').replace('HB2', '"HB2"')),
    ]);
    expect(unix.lines).toEqual(windows.lines);
    expect(mixed.lines).toEqual(windows.lines);
  });
});

describe('too large', () => {
  const small = { ...source, profile: { ...source.profile, maxBytes: 500 } };
  test('a file that grows beyond the limit is left at it', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 100;
        yield Buffer.alloc(100, 'a');
        await Promise.resolve();
      }
    }
    const { result } = await readWhole(endless(), { source: small, date });
    expect(result.reasons).toMatchObject([{ code: 'file_too_large' }]);
    expect(given).toBe(600);
  });
  test('a file that is known to be too large is not read', async () => {
    const { result } = await readWhole(cp932(text), { source, date, size: 500 * 1024 * 1024 });
    expect(result).toMatchObject({
      state: 'refused',
      bytes: 0,
      reasons: [{ code: 'file_too_large' }],
    });
  });
});

describe('an unreadable line is told with line, column and value', () => {
  test.each<[string, Partial<HarborLine>, string, string, string]>([
    ['no amount', { amount: '' }, 'amount_blank', '金額', ''],
    ['a dash', { amount: '-' }, 'amount_unreadable', '金額', '-'],
    ['a fraction of a yen', { amount: '1.5' }, 'amount_fraction', '金額', '1.5'],
    ['a negative amount', { amount: '-1000' }, 'amount_negative', '金額', '-1000'],
    ['wrong grouping', { amount: '1,00' }, 'amount_grouping', '金額', '1,00'],
    ['spaces in an amount', { amount: '12 000' }, 'amount_unreadable', '金額', '12 000'],
    ['another currency', { amount: 'US$10' }, 'amount_unreadable', '金額', 'US$10'],
    [
      'an amount beyond the bound',
      { amount: '1000000000001' },
      'amount_too_large',
      '金額',
      '1000000000001',
    ],
    ['no wholesale amount', { wholesale: '' }, 'amount_blank', '卸金額', ''],
    [
      '30 February',
      { at: '2026/02/30 10:00:00' },
      'date_impossible',
      '処理日時',
      '2026/02/30 10:00:00',
    ],
    [
      '25 hours',
      { at: '2026/11/18 25:00:00' },
      'date_impossible',
      '処理日時',
      '2026/11/18 25:00:00',
    ],
    [
      'another way of writing a date',
      { at: '18/11/2026 10:00:00' },
      'date_unreadable',
      '処理日時',
      '18/11/2026 10:00:00',
    ],
    ['no date', { at: '' }, 'date_blank', '処理日時', ''],
    [
      'a date of another century',
      { at: '1926/11/18 10:00:00' },
      'date_out_of_range',
      '処理日時',
      '1926/11/18 10:00:00',
    ],
    ['an unknown status', { status: '保留' }, 'status_unknown', '状態', '保留'],
    ['no status', { status: '' }, 'status_unknown', '状態', ''],
  ])('%s', async (_name, changes, code, column, value) => {
    const { unreadable, lines, result } = await read(
      harborFile({ date, lines: [line(1), line(2, changes), line(3)] }),
    );
    expect(unreadable).toMatchObject([
      { fileLine: 5, code, column, value, carrierReference: 'HB2', reference: 'tu-2' },
    ]);
    expect(lines).toHaveLength(2);
    expect(result).toMatchObject({
      lines: 3,
      unreadable: 1,
      problemCount: 1,
      problems: [{ code, fileLine: 5 }],
    });
  });

  test('a line with a cell too few or too many', async () => {
    const { unreadable } = await readText(text.replace('HB1,', '').replace('HB2,', 'HB2,surplus,'));
    expect(unreadable).toMatchObject([
      { fileLine: 4, code: 'column_count', column: '備考', value: '' },
      { fileLine: 5, code: 'column_count' },
    ]);
  });

  test('a long value is cut to 200 characters', async () => {
    const { unreadable } = await read(
      harborFile({ date, lines: [line(1, { amount: 'x'.repeat(900) })] }),
    );
    expect(unreadable[0]?.value).toBe('x'.repeat(200));
    expect(unreadable[0]?.reason.length).toBeLessThan(300);
  });

  test('amounts with separators and full-width digits are read', async () => {
    const { lines } = await read(
      harborFile({
        date,
        lines: [
          line(1, { amount: '1,000' }),
          line(2, { amount: '１，０００' }),
          line(3, { amount: 0 }),
        ],
      }),
    );
    expect(lines.map(({ amount }) => amount)).toEqual([1000, 1000, 0]);
  });

  test('a line of another day is kept', async () => {
    const { lines } = await read(
      harborFile({ date, lines: [line(1, { at: '2026/11/17 23:59:58' })] }),
    );
    expect(lines).toMatchObject([{ at: Date.parse('2026-11-17T23:59:58+09:00') }]);
  });
});

describe('card numbers', () => {
  test.each(['490154203237518', '8981100000010429945', 'abc', ''])(
    '%j is a text that may not be ours, and no fault of the line',
    async (card) => {
      const { lines } = await read(harborFile({ date, lines: [line(1, { card })] }));
      expect(lines).toMatchObject([{ card }]);
    },
  );
  test('width, spaces and hyphens are folded', async () => {
    const { lines } = await read(
      harborFile({ date, lines: [line(1, { card: '８９８１１ 00000-010429944' })] }),
    );
    expect(lines).toMatchObject([{ card: '8981100000010429944' }]);
  });
  test('scientific notation refuses the file: the digits are lost', () =>
    expectRefusal(harborFile({ date, lines: [line(1), line(2, { card: '8.9811E+18' })] }), {
      code: 'card_number_damaged',
      fileLine: 5,
      column: 'ICCID',
      value: '8.9811E+18',
    }));
  test('cards that all end in four zeros refuse the file', () =>
    expectRefusal(
      harborFile({
        date,
        lines: [1, 2, 3].map((n) => line(n, { card: `89811000000104${n}0000` })),
      }),
      { code: 'card_numbers_rounded', column: 'ICCID' },
    ));
});

describe('a person decides', () => {
  test.each<[string, Parameters<typeof harborFile>[0], string]>([
    ['a lost line', { date, lines: three.slice(1), footer: { count: 3, sum: 3000 } }, 'count'],
    [
      'a doubled line',
      { date, lines: [...three, line(3)], footer: { count: 3, sum: 3000 } },
      'count',
    ],
    ['a wrong sum', { date, lines: three, footer: { sum: 3001 } }, 'sum'],
  ])('%s does not tie', async (_name, file, name) => {
    const { result } = await read(harborFile(file));
    expect(result).toMatchObject({ state: 'held', controlTotalsTie: false });
    expect(result.reasons[0]).toMatchObject({ code: 'control_total_differs', column: name });
  });
  test('figures are grouped', async () => {
    const { result } = await read(harborFile({ date, lines: three, footer: { sum: 4000 } }));
    expect(result.reasons[0]).toMatchObject({
      value: '4000',
      reason: 'Line 7 states sum ¥4,000, but the lines come to ¥3,000.',
    });
  });

  test('the sum takes a line whose date alone is unreadable, the count takes every line', async () => {
    const { result } = await read(
      harborFile({
        date,
        lines: [
          line(1),
          line(2, { at: '?' }),
          line(3, { amount: '―' }),
          line(4, { status: '失敗' }),
        ],
        footer: { count: 4, sum: 2000 },
      }),
    );
    expect(result).toMatchObject({ state: 'accepted', unreadable: 2, controlTotalsTie: true });
  });

  const unreadableOf = (count: number, of: number) =>
    read(
      harborFile({
        date,
        lines: Array.from({ length: of }, (_, n) => line(n, n < count ? { amount: '?' } : {})),
      }),
    );
  test.each<[number, number, string]>([
    [20, 40, 'accepted'],
    [21, 40, 'held'],
    [21, 2100, 'accepted'],
    [22, 2199, 'held'],
  ])('%i unreadable lines of %i: %s', async (count, of, state) => {
    const { result } = await unreadableOf(count, of);
    expect(result.state).toBe(state);
  });
  test('at most 100 problems are listed, all are counted', async () => {
    const { result } = await unreadableOf(150, 200);
    expect(result.problems).toHaveLength(100);
    expect(result).toMatchObject({ problemCount: 150, reasons: [{ code: 'too_many_unreadable' }] });
  });
});
