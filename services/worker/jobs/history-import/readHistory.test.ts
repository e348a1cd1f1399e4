import { describe, expect, it } from 'vitest';

import { MAX_FILE_BYTES } from './decodeStrictly.ts';
import type { HistoryRow, ImportProblem } from './historyRow.ts';
import { readHistory } from './readHistory.ts';

const HEADER =
  'top_up_id,card_number,channel,method,payment_provider,payment_reference,amount,currency,paid_at';
const ROW =
  'tu-1,8981100000010429944,kiosk,konbini,konbini,KONBINI-1,10000,JPY,2026-11-18T00:10:12+09:00';

type Read = { rows: HistoryRow[]; problems: ImportProblem[]; count: number; refused: boolean };

const read = async (
  content: string | Uint8Array,
  { chunk = 7, maxBytes = MAX_FILE_BYTES } = {},
): Promise<Read> => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) {
      yield await Promise.resolve(bytes.subarray(at, at + chunk));
    }
  };
  const result: Read = { rows: [], problems: [], count: 0, refused: false };
  for await (const piece of readHistory(chunks(), { currency: 'JPY', maxBytes })) {
    result.problems.push(...piece.problems);
    if (piece.kind === 'refused') result.refused = true;
    else {
      result.rows.push(...piece.rows);
      result.count += piece.count;
    }
  }
  return result;
};

const withCell = (column: string, value: string): string => {
  const cells = ROW.split(',');
  cells[HEADER.split(',').indexOf(column)] = value;
  return `${HEADER}\r\n${ROW}\r\n${cells.join(',')}\r\n`;
};

describe('a history file is read', () => {
  it('into rows with amount, card and instant in our terms', async () => {
    expect(await read(`${HEADER}\n${ROW}\n`)).toEqual({
      rows: [
        {
          fileLine: 2,
          topUpId: 'tu-1',
          iccid: '8981100000010429944',
          channel: 'kiosk',
          method: 'konbini',
          provider: 'konbini',
          reference: 'KONBINI-1',
          amount: 10_000,
          currency: 'JPY',
          paidAtMs: Date.parse('2026-11-17T15:10:12Z'),
        },
      ],
      problems: [],
      count: 1,
      refused: false,
    });
  });

  it('with a byte order mark, columns in another order, quotes, no last line end', async () => {
    const columns = HEADER.split(',').reverse().join(',');
    const cells = ROW.split(',')
      .reverse()
      .map((cell) => `"${cell}"`)
      .join(',');
    const result = await read(`\ufeff${columns}\r\n\r\n${cells}`);
    expect(result.problems).toEqual([]);
    expect(result.rows.map((row) => [row.fileLine, row.topUpId])).toEqual([[3, 'tu-1']]);
  });

  it('and a line feed inside quotes does not lose count of lines', async () => {
    const broken = ROW.replace('KONBINI-1', '"KONBINI\n-1"');
    const result = await read(`${HEADER}\n${broken}\n${ROW.replace(',10000,', ',0,')}\n`);
    expect(result.problems.map(({ fileLine, code }) => [fileLine, code])).toEqual([
      [2, 'unprintable'],
      [4, 'amount_zero'],
    ]);
  });

  it('whatever the size of its pieces', async () => {
    const text = `${HEADER}\n${ROW}\n${ROW.replace('KONBINI-1', '"東京""1"')}\n${ROW}\n`;
    const whole = await read(text, { chunk: 1_000_000 });
    expect(whole.rows[1]?.reference).toBe('東京"1');
    for (const chunk of [1, 2, 3, 5, 64]) expect(await read(text, { chunk })).toEqual(whole);
  });
});

describe('a row is not taken', () => {
  it.each([
    ['top_up_id', '', 'empty'],
    ['top_up_id', 'x'.repeat(101), 'too_long'],
    ['top_up_id', 'tu\t1', 'unprintable'],
    ['top_up_id', 'tu\u200b1', 'unprintable'],
    ['top_up_id', 'tu\ufffd1', 'unprintable'],
    ['top_up_id', ' tu-1', 'outer_spaces'],
    ['payment_reference', '', 'empty'],
    ['payment_reference', 'x'.repeat(201), 'too_long'],
    ['payment_reference', 'a\u0007', 'unprintable'],
    ['card_number', '', 'card_number_empty'],
    ['card_number', '353456789012348', 'card_number_imei'],
    ['card_number', '8981100000010429945', 'card_number_wrong_check_digit'],
    ['card_number', '8.98E+18', 'card_number_excel_damaged'],
    ['card_number', '89811000000104299', 'card_number_wrong_length'],
    ['card_number', '7981100000010429944', 'card_number_wrong_prefix'],
    ['card_number', 'DN05035ABCDEFGH', 'card_number_not_digits'],
    ['channel', 'phone', 'channel_unknown'],
    ['channel', '', 'channel_unknown'],
    ['method', 'Konbini', 'method_unknown'],
    ['payment_provider', '', 'empty'],
    ['payment_provider', 'a:b', 'provider_unreadable'],
    ['amount', '', 'empty'],
    ['amount', '0', 'amount_zero'],
    ['amount', '-1000', 'amount_negative'],
    ['amount', '1000.5', 'amount_fractional'],
    ['amount', '1000.0', 'amount_fractional'],
    ['amount', 'one', 'amount_unreadable'],
    ['amount', '１０００', 'amount_unreadable'],
    ['amount', '1e3', 'amount_unreadable'],
    ['amount', 'NaN', 'amount_unreadable'],
    ['amount', '1000000000001', 'amount_too_large'],
    ['amount', '9'.repeat(40), 'amount_too_large'],
    ['currency', 'USD', 'currency_differs'],
    ['currency', '', 'currency_differs'],
    ['paid_at', '', 'paid_at_unreadable'],
    ['paid_at', '2026-11-18', 'paid_at_unreadable'],
    ['paid_at', '2026-11-18T00:10:12', 'paid_at_without_offset'],
    ['paid_at', '2026-02-30T00:10:12+09:00', 'paid_at_impossible'],
    ['paid_at', '2026-11-18T24:00:00+09:00', 'paid_at_impossible'],
    ['paid_at', '2026-11-18T00:10:12+25:00', 'paid_at_impossible'],
    ['paid_at', '0026-11-18T00:10:12+09:00', 'paid_at_impossible'],
  ])('when %s is %j: %s', async (column, value, code) => {
    const result = await read(withCell(column, value));
    expect(result.rows).toHaveLength(1);
    expect(result.refused).toBe(false);
    expect(result.problems).toMatchObject([
      { fileLine: 3, column, value: value.length > 200 ? `${value.slice(0, 199)}…` : value, code },
    ]);
  });

  it('and everything that is wrong with it is told', async () => {
    const { problems } = await read(`${HEADER}\n,1,x,y,,,0,,z\n`);
    expect(problems.map((problem) => problem.column)).toEqual([
      'top_up_id',
      'payment_reference',
      'card_number',
      'channel',
      'method',
      'payment_provider',
      'amount',
      'currency',
      'paid_at',
    ]);
  });

  it('with too few cells, too many, or quotes in the wrong place', async () => {
    const lines = [`${ROW},`, 'tu-1,2', ROW.replace('tu-1', 't"u'), ROW.replace('tu-1', '"t"u')];
    const { problems, count } = await read([HEADER, ...lines, ''].join('\n'));
    expect(count).toBe(4);
    expect(problems.map(({ fileLine, code }) => [fileLine, code])).toEqual([
      [2, 'cell_count'],
      [3, 'cell_count'],
      [4, 'quotes_unreadable'],
      [5, 'quotes_unreadable'],
    ]);
  });
});

describe('a file is refused', () => {
  const bytes = (...parts: (string | number[])[]): Uint8Array =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));

  it.each<[string, string | Uint8Array, string, number | null]>([
    ['without a byte', '', 'empty_file', null],
    ['with empty lines only', '\r\n\n', 'empty_file', 1],
    ['that is a zip archive', 'PK\u0003\u0004....', 'not_csv', null],
    ['that is a web page', '<!DOCTYPE html><title>502</title>', 'not_csv', null],
    ['with an undecodable byte', bytes(HEADER, '\nab', [0x82, 0xa0]), 'undecodable_byte', 2],
    ['cut within a character', bytes(HEADER, '\nab', [0xe6, 0x9d]), 'undecodable_byte', 2],
    ['with a NUL', `${HEADER}\n${ROW}\ntu\0`, 'nul_byte', 3],
    ['with a header only', `${HEADER}\n\n`, 'no_rows', null],
    ['with a column missing', `${HEADER.replace(',amount', '')}\n`, 'header_wrong', 1],
    ['with a column too many', `${HEADER},note\n`, 'header_wrong', 1],
    ['with a column twice', `${HEADER},amount\n`, 'header_wrong', 1],
    ['without a header', `${ROW}\n${ROW}\n`, 'header_wrong', 1],
    ['with semicolons', `${HEADER.replaceAll(',', ';')}\n`, 'header_wrong', 1],
    [
      'with a quote that never closes',
      `${HEADER}\n${ROW}\n"${`${ROW}\n`.repeat(900)}`,
      'record_too_long',
      3,
    ],
  ])('%s', async (_, content, code, fileLine) => {
    for (const chunk of [9, 100_000]) {
      const result = await read(content, { chunk });
      expect(result.refused).toBe(true);
      expect(result.problems).toMatchObject([{ code, fileLine }]);
    }
  });

  it.each([
    [
      'top_up_id,Amount',
      'it lacks card_number, channel, method, payment_provider, payment_reference and 3 more; it has unknown columns: Amount',
    ],
    [`${HEADER},amount,`, 'it names twice amount; it has unknown columns: (no name)'],
    [
      HEADER.replaceAll(',', ';'),
      'it names none of the columns (separated by semicolons instead of commas?)',
    ],
    [
      HEADER.replaceAll(',', '\t'),
      'it names none of the columns (separated by tabs instead of commas?)',
    ],
    ['a;b', 'it names none of the columns'],
  ])('with the header %j: one problem says all', async (header, fault) => {
    const { problems } = await read(`${header}\n${ROW}\n`);
    expect(problems).toEqual([
      {
        fileLine: 1,
        column: null,
        value: header,
        code: 'header_wrong',
        reason: `This is not the header of a history: ${fault}. Expected: ${HEADER}.`,
      },
    ]);
  });

  it('and amounts out of bounds are told in plain words', async () => {
    const lines = ['0', '1000000000001'].map((amount) => ROW.replace(',10000,', `,${amount},`));
    const { problems } = await read([HEADER, ...lines, ''].join('\n'));
    expect(problems.map(({ reason }) => reason)).toEqual([
      'The amount must be more than 0.',
      'More than 1,000,000,000,000, the most that one top-up can have.',
    ]);
  });

  it('over the size limit', async () => {
    const result = await read(`${HEADER}\n${ROW}\n`, { maxBytes: 150 });
    expect(result).toMatchObject({ refused: true, problems: [{ code: 'file_too_large' }] });
  });
});
