import { statementProfileSchema } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProfileInput } from '@chobo/domain/catalogue/statementProfile';
import { readWhole } from '@chobo/fixtures/statements/readWhole';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';

/** One small file per thing that a profile can say. */

type Changes = Partial<Omit<StatementProfileInput, 'fields'>> & {
  readonly fields?: Partial<StatementProfileInput['fields']>;
  readonly currency?: string;
};

const column = (name: string) => ({ column: name });
const at = { type: 'one_column' as const, column: 'time', patterns: ['yyyy-MM-dd HH:mm'] };
const amount = { type: 'one_column', column: 'amount' } as const;
const date = '2026-11-18';

const read = (input: string | Uint8Array, { currency = 'JPY', ...changes }: Changes) => {
  const profile = statementProfileSchema.parse({
    encoding: 'utf-8',
    ...changes,
    fields: {
      at,
      reference: column('ref'),
      amount,
      status: { type: 'always', status: 'done' },
      ...changes.fields,
    },
  });
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  return readWhole(bytes, { source: { profile, currency, zone: 'Asia/Tokyo' }, date });
};

/** Reference and amount of each line, which is what most cases are about. */
const amountsOf = ({ lines }: Awaited<ReturnType<typeof read>>) =>
  lines.map((line) => [line.reference, line.amount]);
const codesOf = ({ result }: Awaited<ReturnType<typeof read>>) =>
  result.reasons.map(({ code, fileLine }) => [code, fileLine]);

const T = '2026-11-18 10:00';

describe('encodings', () => {
  const text = `time,ref,amount,店\n${T},t1,100,東京\n`;
  const shop = { fields: { attributes: { shop: column('店') } } };
  const detect: Changes = { encoding: { oneOf: ['cp932', 'utf-8', 'gb18030', 'utf-16le'] } };
  const expectTokyo = async (bytes: Uint8Array, changes: Changes) => {
    const { lines, result } = await read(bytes, { ...shop, ...changes });
    expect(result.reasons).toEqual([]);
    expect(lines).toMatchObject([{ reference: 't1', attributes: '{"shop":"東京"}' }]);
  };
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', iconv.encode(text, 'utf-16be')],
    ['cp932', iconv.encode(text, 'cp932')],
    ['euc-jp', iconv.encode(text, 'euc-jp')],
    ['gbk', iconv.encode(text, 'gbk')],
    ['gb18030', iconv.encode(text, 'gb18030')],
    ['big5', iconv.encode(text, 'big5')],
  ] as const)('%s', (encoding, bytes) => expectTokyo(bytes, { encoding }));
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['CP932', iconv.encode(text, 'cp932')],
    ['GB18030, told by the header', iconv.encode(text, 'gb18030')],
  ])('one of a list: %s', (_name, bytes) => expectTokyo(bytes, detect));
  test('bytes that none of the list can read', async () => {
    const bytes = Buffer.concat([Buffer.from('time,ref,amount\n'), Buffer.from([0xff, 0xff, 10])]);
    expect(codesOf(await read(bytes, detect))).toEqual([['no_encoding_fits', 1]]);
  });
  test('a mark that is demanded or forbidden, and one too many', async () => {
    const plain = `time,ref,amount\n${T},t1,100\n`;
    const required = await read(plain, { byteOrderMark: 'required' });
    const forbidden = await read(`\ufeff${plain}`, { byteOrderMark: 'forbidden' });
    const twice = await read(`\ufeff\ufeff${plain}`, {});
    expect([required, forbidden, twice].flatMap(codesOf)).toEqual([
      ['byte_order_mark_missing', null],
      ['byte_order_mark', null],
      ['byte_order_mark_repeated', null],
    ]);
  });
  test('a broken UTF-16 character is told with its line', async () => {
    const bytes = Buffer.from(`time,ref,amount\n${T},t\ud800,100\n`, 'utf16le');
    expect(codesOf(await read(bytes, { encoding: 'utf-16le' }))).toEqual([['undecodable_byte', 2]]);
  });
});

describe('delimiters and quotes', () => {
  test('tabs, and quotes that mean nothing', async () => {
    const layout = { type: 'delimited', delimiter: '\t', quote: null } as const;
    const reading = await read(`time\tref\tamount\n${T}\t"t1\t100\n${T}\tt,2\t200\n`, { layout });
    expect(amountsOf(reading)).toEqual([
      ['"t1', 100],
      ['t,2', 200],
    ]);
  });
  test('semicolons and single quotes', async () => {
    const layout = { type: 'delimited', delimiter: ';', quote: "'" } as const;
    const reading = await read(`time;ref;amount\n${T};'t;1''s';100\n`, { layout });
    expect(amountsOf(reading)).toEqual([["t;1's", 100]]);
  });
  test('no header: columns go by position, and each line has the cells that are said', async () => {
    const reading = await read(`${T},x,t1,100\n${T},t2,200\n`, {
      layout: { type: 'delimited', header: 'none', cells: 4 },
      fields: {
        at: { ...at, position: 1 },
        reference: { column: 'ref', position: 3 },
        amount: { ...amount, position: 4 },
      },
    });
    expect(amountsOf(reading)).toEqual([['t1', 100]]);
    expect(reading.unreadable).toMatchObject([{ fileLine: 2, code: 'column_count' }]);
  });
});

describe('the header', () => {
  test('names go by alias, without regard to width, case, spaces and order', async () => {
    const reading = await read(`ＡＭＯＵＮＴ,Ref No,T i m e\n100,t1,${T}\n`, {
      fields: { reference: { column: 'ref', aliases: ['refno'] } },
    });
    expect(amountsOf(reading)).toEqual([['t1', 100]]);
  });
  test('ignored and optional columns may be there or not', async () => {
    const changes: Changes = {
      ignoredColumns: ['shop'],
      fields: { carrierReference: { column: 'number', optional: true } },
    };
    const without = await read(`time,ref,amount\n${T},t1,100\n`, changes);
    const withBoth = await read(`shop,number,time,ref,amount\n7,n1,${T},t1,100\n`, changes);
    expect(without.lines).toMatchObject([{ carrierReference: '' }]);
    expect(withBoth.lines).toMatchObject([{ carrierReference: 'n1' }]);
  });
  test('lines before it are skipped up to a mark, and say what the file is', async () => {
    const changes: Changes = {
      preamble: {
        until: { equals: 'time' },
        records: [
          {
            marker: { startsWith: 'Day' },
            facts: [
              {
                fact: 'business_date',
                prefixes: ['Day: ['],
                suffixes: [']'],
                patterns: ['yyyy-MM-dd'],
              },
            ],
          },
          { marker: { equals: 'Agent' }, facts: [{ fact: 'text', cell: 2, equals: '0042' }] },
          { marker: { equals: 'Total' }, controls: [{ name: 'total', cell: 2, of: 'amount' }] },
        ],
      },
    };
    const file = (day: string, agent: string, total: number) =>
      `Report\n\nDay: [${day}]\nAgent,${agent}\nTotal,${total}\ntime,ref,amount\n${T},t1,100\n`;
    const reading = await read(file(date, '0042', 100), changes);
    expect(reading.result).toMatchObject({ state: 'accepted', businessDate: date });
    expect(reading.lines).toMatchObject([{ fileLine: 7 }]);
    expect(codesOf(await read(file(date, '0043', 100), changes))).toEqual([['fact_unreadable', 4]]);
    expect(codesOf(await read(file(date, '0042', 99), changes))).toEqual([
      ['control_total_differs', 5],
    ]);
    expect(codesOf(await read(file('2026-11-17', '0042', 100), changes))).toEqual([
      ['wrong_business_date', 3],
    ]);
    expect(codesOf(await read(`time,ref,amount\n${T},t1,100\n`, changes))).toEqual([
      ['stated_record_missing', null],
    ]);
  });
});

describe('how a line counts', () => {
  test('a type column makes a positive amount a refund, wholesale with it', async () => {
    const reading = await read(
      `time,ref,amount,fee,type\n${T},t1,100,90,sale\n${T},t2,50,45,refund\n${T},t3,5,1,other\n`,
      {
        fields: {
          wholesale: column('fee'),
          direction: { column: 'type', values: { sale: 'positive', refund: 'negative' } },
        },
      },
    );
    expect(reading.lines).toMatchObject([
      { amount: 100, wholesale: 90 },
      { amount: -50, wholesale: -45 },
    ]);
    expect(reading.unreadable).toMatchObject([
      { code: 'direction_unknown', column: 'type', value: 'other' },
    ]);
  });
  test('CR and DR', async () => {
    const reading = await read(`time,ref,amount,side\n${T},t1,100,CR\n${T},t2,50,DR\n`, {
      fields: { direction: { column: 'side', values: { CR: 'positive', DR: 'negative' } } },
    });
    expect(amountsOf(reading)).toEqual([
      ['t1', 100],
      ['t2', -50],
    ]);
  });
  test('which of two columns is filled', async () => {
    const reading = await read(
      `time,ref,in,out\n${T},t1,100,\n${T},t2,,50\n${T},t3,100,0\n${T},t4,1,1\n${T},t5,,\n`,
      {
        fields: {
          amount: { type: 'two_columns', positive: column('in'), negative: column('out') },
        },
      },
    );
    expect(amountsOf(reading)).toEqual([
      ['t1', 100],
      ['t2', -50],
      ['t3', 100],
    ]);
    expect(reading.unreadable.map(({ code }) => code)).toEqual(['amount_twice', 'amount_blank']);
  });
  test('the sign, minus or parentheses', async () => {
    const reading = await read(`time,ref,amount\n${T},t1,(100)\n${T},t2,-50\n${T},t3,0\n`, {
      fields: { amount: { ...amount, negatives: ['minus', 'parentheses'] } },
    });
    expect(amountsOf(reading)).toEqual([
      ['t1', -100],
      ['t2', -50],
      ['t3', 0],
    ]);
  });
  test('hundredths without a point, and a currency column', async () => {
    const reading = await read(
      `time,ref,amount,cur\n${T},t1,12345,CNY\n${T},t2,10000,円\n${T},t3,1,??\n`,
      {
        currency: 'CNY',
        fields: {
          amount: { ...amount, number: 'hundredths' },
          currency: { column: 'cur', values: { 円: 'JPY' } },
        },
      },
    );
    expect(reading.lines).toMatchObject([
      { amount: 12_345, currency: 'CNY' },
      { amount: 100, currency: 'JPY' },
    ]);
    expect(reading.unreadable).toMatchObject([{ code: 'currency_unknown', value: '??' }]);
  });
  test('an early stage is counted, but only the row that reports for good is a line', async () => {
    const reading = await read(
      `time,ref,amount,stage\n${T},t1,100,速報\n${T},t1,100,確報\n${T},t2,50,速報取消\nEND,3,100\n`,
      {
        fields: {
          status: {
            type: 'column',
            column: 'stage',
            values: { 速報: 'announced', 確報: 'done', 速報取消: 'cancelled' },
          },
        },
        footers: [
          {
            marker: { equals: 'END' },
            controls: [
              { name: 'rows', cell: 2, of: 'lines' },
              { name: 'confirmed', cell: 3, of: 'amount', states: ['done'] },
            ],
          },
        ],
      },
    );
    expect(reading.lines.map(({ reference, status }) => [reference, status])).toEqual([
      ['t1', 'done'],
      ['t2', 'cancelled'],
    ]);
    expect(reading.result).toMatchObject({
      state: 'accepted',
      lines: 2,
      announced: 1,
      controlTotalsTie: true,
    });
  });
  test('affixes are taken off, and blank wholesale may mean that none is stated', async () => {
    const reading = await read(`time,ref,amount,fee\n\`${T},="0012",100,\n`, {
      fields: {
        at: { ...at, prefixes: ['`'] },
        reference: { column: 'ref', prefixes: ['="'], suffixes: ['"'] },
        wholesale: { column: 'fee', blank: 'none' },
      },
    });
    expect(reading.lines).toMatchObject([{ reference: '0012', wholesale: null }]);
  });
});

describe('times', () => {
  test('separate date and time columns', async () => {
    const reading = await read(
      'date,clock,ref,amount\n20261118,0905,t1,100\n20261118,2505,t2,100\n',
      {
        fields: {
          at: {
            type: 'date_and_time',
            date: { column: 'date', patterns: ['yyyyMMdd'] },
            time: { column: 'clock', patterns: ['HHmm'] },
          },
        },
      },
    );
    expect(reading.lines).toMatchObject([{ at: Date.parse('2026-11-18T09:05:00+09:00') }]);
    expect(reading.unreadable).toMatchObject([
      { code: 'date_impossible', column: 'clock', value: '2505' },
    ]);
  });
  test("the profile's zone, an offset in the text, seconds since 1970", async () => {
    const moment = async (time: string, changes: Changes) => {
      const { lines } = await read(`time,ref,amount\n${time},t1,100\n`, changes);
      return lines.map((line) => new Date(line.at).toISOString());
    };
    const offset: Changes = { fields: { at: { ...at, patterns: ['yyyy-MM-dd HH:mm XXX'] } } };
    const epoch: Changes = { fields: { at: { type: 'epoch', column: 'time', unit: 'seconds' } } };
    expect(await moment(T, { zone: 'Asia/Shanghai' })).toEqual(['2026-11-18T02:00:00.000Z']);
    expect(await moment(`${T} +07:00`, offset)).toEqual(['2026-11-18T03:00:00.000Z']);
    expect(await moment('1795000000', epoch)).toEqual(['2026-11-18T11:06:40.000Z']);
  });
});

describe('record types, footers and end', () => {
  const typed: Changes = {
    layout: { type: 'delimited', header: 'none' },
    recordTypes: {
      cell: 1,
      types: { D: 'data', R: 'data', H: 'file_header', T: 'footer', C: 'ignored' },
    },
    fields: {
      at: { ...at, position: 2 },
      reference: { column: 'ref', position: 3 },
      amount: { ...amount, position: 4 },
      direction: { column: 'type', position: 1, values: { D: 'positive', R: 'negative' } },
    },
    fileHeaders: [
      { recordType: 'H', facts: [{ fact: 'business_date', cell: 2, patterns: ['yyyyMMdd'] }] },
    ],
    footers: [
      {
        recordType: 'T',
        controls: [
          { name: 'sales', cell: 2, of: 'lines', recordTypes: ['D'] },
          { name: 'sales amount', cell: 3, of: 'amount', direction: 'positive' },
          { name: 'refunds', cell: 4, of: 'lines', recordTypes: ['R'] },
          { name: 'refunds amount', cell: 5, of: 'amount', direction: 'negative', unsigned: true },
        ],
      },
    ],
    endMarker: { equals: '<EOF>' },
  };
  const body = `H,20261118\nC,a comment\nD,${T},t1,100\nR,${T},t2,30\nD,${T},t3,5\n`;
  test('a footer states totals per type', async () => {
    const reading = await read(`${body}T,2,105,1,30\n<EOF>\n`, typed);
    expect(amountsOf(reading)).toEqual([
      ['t1', 100],
      ['t2', -30],
      ['t3', 5],
    ]);
    expect(reading.result).toMatchObject({ state: 'accepted', businessDate: date });
    expect(reading.result.controlChecks).toEqual([
      { name: 'sales', stated: 2, found: 2 },
      { name: 'sales amount', stated: 105, found: 105, currency: 'JPY' },
      { name: 'refunds', stated: 1, found: 1 },
      { name: 'refunds amount', stated: 30, found: 30, currency: 'JPY' },
    ]);
  });
  test('a total of another currency is told in it', async () => {
    const usd = { ...typed, currency: 'USD' };
    const { result } = await read(`${body}T,2,1105,1,30\n<EOF>\n`, usd);
    expect(result.controlChecks).toContainEqual({
      name: 'sales amount',
      stated: 110_500,
      found: 10_500,
      currency: 'USD',
    });
    expect(result.reasons).toMatchObject([
      {
        value: '1105',
        reason: 'Line 6 states sales amount $1,105.00, but the lines come to $105.00.',
      },
    ]);
  });
  test.each<[string, string, [string, number | null][]]>([
    [
      'one total per type does not tie',
      `${body}T,2,105,1,31\n<EOF>\n`,
      [['control_total_differs', 6]],
    ],
    ['the end marker is missing', `${body}T,2,105,1,30\n`, [['end_marker_missing', 6]]],
    [
      'footer and end marker are missing',
      body,
      [
        ['footer_missing', 5],
        ['end_marker_missing', 5],
      ],
    ],
    [
      'something follows the end',
      `${body}T,2,105,1,30\n<EOF>\nC,x\n`,
      [['content_after_footer', 8]],
    ],
    ['a second header', `${body}H,20261118\n`, [['stated_record_repeated', 6]]],
    [
      'the header is of another day',
      body.replace('1118\n', '1117\n'),
      [['wrong_business_date', 1]],
    ],
    [
      'the header is missing',
      `${body.slice(11)}T,2,105,1,30\n<EOF>\n`,
      [['stated_record_missing', null]],
    ],
    ['there is no data', 'H,20261118\nT,0,0,0,0\n<EOF>\n', [['no_data', null]]],
  ])('%s', async (_name, text, expected) => {
    expect(codesOf(await read(text, typed))).toEqual(expected);
  });
  test('a record type that the profile does not know makes the line unreadable', async () => {
    const { unreadable } = await read(`${body}X,1\nT,2,105,1,30\n<EOF>\n`, typed);
    expect(unreadable).toMatchObject([{ fileLine: 6, code: 'record_type_unknown', value: 'X' }]);
  });
  test('a column header of its own record type may come again for each section, with section totals', async () => {
    const sections: Changes = {
      recordTypes: { types: { CH: 'header', SB: 'data', SF: 'footer' } },
      ignoredColumns: ['CH'],
      footers: [
        {
          recordType: 'SF',
          scope: 'section',
          controls: [{ name: 'section', cell: 2, of: 'lines' }],
        },
      ],
    };
    const section = (...refs: string[]) =>
      `CH,time,ref,amount\n${refs.map((ref) => `SB,${T},${ref},1\n`).join('')}SF,${refs.length}\n`;
    const { lines, result } = await read(section('t1', 't2') + section('t3'), sections);
    expect(lines.map(({ reference }) => reference)).toEqual(['t1', 't2', 't3']);
    expect(result.controlChecks).toEqual([
      { name: 'section', stated: 2, found: 2 },
      { name: 'section', stated: 1, found: 1 },
    ]);
    expect(codesOf(await read(`${section('t1')}CH,ref,time,amount\n`, sections))).toEqual([
      ['header_differs', 4],
    ]);
  });
  test('comments are passed over', async () => {
    const reading = await read(`# made by hand\ntime,ref,amount\n----\n${T},t1,100\n`, {
      ignoredLines: [{ startsWith: '#' }, { equals: '----' }],
    });
    expect(amountsOf(reading)).toEqual([['t1', 100]]);
  });
});

describe('fixed width', () => {
  const fixed: Changes = {
    encoding: 'cp932',
    layout: { type: 'fixed_width' },
    recordTypes: {
      from: 1,
      length: 1,
      types: { 1: 'file_header', 2: 'data', 8: 'footer', 9: 'ignored' },
    },
    fields: {
      at: { type: 'one_column', column: 'date', from: 2, length: 8, patterns: ['yyyyMMdd'] },
      attributes: { shop: { column: 'shop', from: 10, length: 10 } },
      reference: { column: 'ref', from: 20, length: 4 },
      amount: { ...amount, from: 24, length: 8 },
    },
    fileHeaders: [
      {
        recordType: '1',
        facts: [{ fact: 'business_date', from: 2, length: 8, patterns: ['yyyyMMdd'] }],
      },
    ],
    footers: [
      {
        recordType: '8',
        controls: [
          { name: 'count', from: 2, length: 6, of: 'lines' },
          { name: 'sum', from: 8, length: 12, of: 'amount' },
        ],
      },
    ],
  };
  test('columns go by bytes: a full-width character takes two', async () => {
    const text = [
      '120261118',
      '220261118東京駅    t1  00001000',
      '220261118ｼﾝｼﾞｭｸ    t2  00000500',
      '8000002000000001500',
      '9',
    ].join('\r\n');
    const reading = await read(iconv.encode(text, 'cp932'), fixed);
    expect(amountsOf(reading)).toEqual([
      ['t1', 1000],
      ['t2', 500],
    ]);
    expect(reading.lines.map(({ attributes }) => attributes)).toEqual([
      '{"shop":"東京駅"}',
      '{"shop":"ｼﾝｼﾞｭｸ"}',
    ]);
    expect(reading.result).toMatchObject({ state: 'accepted', controlTotalsTie: true });
  });
  test('or by characters', async () => {
    const reading = await read('20261118東京駅  t1  00001000\n', {
      layout: { type: 'fixed_width', unit: 'characters' },
      fields: {
        at: { type: 'one_column', column: 'date', from: 1, length: 8, patterns: ['yyyyMMdd'] },
        reference: { column: 'ref', from: 14, length: 4 },
        amount: { ...amount, from: 18, length: 8 },
      },
    });
    expect(amountsOf(reading)).toEqual([['t1', 1000]]);
  });
});
