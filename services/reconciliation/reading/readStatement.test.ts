import { cardNumber } from '@chobo/fixtures/statements/cardNumber';
import { cp932, harborFile, harborText } from '@chobo/fixtures/statements/harborFile';
import type { HarborLine } from '@chobo/fixtures/statements/harborFile';
import { harborSource } from '@chobo/fixtures/statements/harborSource';
import { largeDay } from '@chobo/fixtures/statements/largeDay';
import { inChunks, readWhole } from '@chobo/fixtures/statements/readWhole';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readStatement } from './readStatement.ts';

const date = '2026-11-18';
const source = harborSource();
const options = { source, date };

const remarks = fc.string({
  unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '備', '―', ' ', '表', 'ｶ'),
  maxLength: 12,
});
const harborLine: fc.Arbitrary<HarborLine> = fc.record({
  at: fc.constantFrom('00:00:00', '12:34:56', '23:59:59', '2026/02/30 00:00:00'),
  carrierReference: fc.constantFrom('HB1', 'HB"2', 'HB,3', ''),
  reference: fc.constantFrom('tu-1', 'tu-2', ''),
  card: fc.integer({ min: 0, max: 99 }).map(cardNumber),
  amount: fc.constantFrom<number | string>(1000, 0, '1,000', '１，０００', '―', ''),
  status: fc.constantFrom('完了', '取消', '失敗', '?'),
  remarks,
});
const harborLines = fc.array(harborLine, { maxLength: 12 });

test('the result does not depend on how the bytes are cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(harborLines, fc.array(fc.nat(40), { maxLength: 60 }), async (lines, sizes) => {
      const bytes = harborFile({ date, lines });
      expect(await readWhole(inChunks(bytes, sizes), options)).toEqual(
        await readWhole(bytes, options),
      );
    }),
  );
});

test('every line is read or unreadable, once, in the order of the file; right totals tie', async () => {
  await fc.assert(
    fc.asyncProperty(harborLines, async (lines) => {
      const reading = await readWhole(harborFile({ date, lines }), options);
      expect(reading.result.state).toBe('accepted');
      expect(reading.result.lines).toBe(lines.length);
      const numbers = [...reading.lines, ...reading.unreadable].map(({ fileLine }) => fileLine);
      expect(new Set(numbers).size).toBe(lines.length);
      const inFile = reading.lines.map(({ fileLine }) => fileLine);
      expect(inFile).toEqual([...inFile].sort((a, b) => a - b));
    }),
  );
});

test('cells come back as they were written, quotes, commas and line breaks included', async () => {
  const text = fc.string({
    unit: fc.constantFrom('x', '"', ',', '\n', '東', '-'),
    minLength: 1,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (references) => {
      const lines = references.map((reference, n) => ({
        at: '10:00:00',
        carrierReference: `HB${n}`,
        reference: `<${reference}>`,
        card: cardNumber(n),
        amount: 1000,
      }));
      const reading = await readWhole(harborFile({ date, lines }), options);
      expect(reading.lines.map(({ reference }) => reference)).toEqual(
        lines.map((line) => line.reference),
      );
      // The physical line of a record is three for what precedes it, and the breaks of those before.
      const breaks = (n: number) => references.slice(0, n).join('').split('\n').length - 1;
      expect(reading.lines.map(({ fileLine }) => fileLine)).toEqual(
        references.map((_reference, n) => 4 + n + breaks(n)),
      );
    }),
  );
});

test('columns may come in any order', async () => {
  const rows = harborText({
    date,
    lines: [1, 2, 3].map((n) => ({
      at: '10:00:00',
      carrierReference: `HB${n}`,
      reference: `tu-${n}`,
      card: cardNumber(n),
      amount: n * 1000,
    })),
  })
    .trimEnd()
    .split('\r\n');
  const expected = await readWhole(cp932(rows.join('\r\n')), options);
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 });
  await fc.assert(
    fc.asyncProperty(order, async (columns) => {
      const shuffled = rows.map((row, index) => {
        if (index < 2 || index === rows.length - 1) return row;
        const cells = row.split(',');
        return columns.map((column) => cells[column] ?? '').join(',');
      });
      const reading = await readWhole(cp932(shuffled.join('\r\n')), options);
      expect(reading.lines).toEqual(expected.lines);
    }),
  );
});

test('whatever byte is changed, taken out or put in, reading ends with a verdict', async () => {
  const bytes = harborFile({
    date,
    lines: [1, 2, 3].map((n) => ({
      at: '10:00:00',
      carrierReference: `HB${n}`,
      reference: `tu-${n}`,
      card: cardNumber(n),
      amount: '1,000',
      remarks: '備考,"要確認"\n次',
    })),
  });
  const change = fc.record({
    at: fc.nat(bytes.length - 1),
    byte: fc.nat(255),
    how: fc.constantFrom('flip', 'insert', 'delete', 'cut'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = [...bytes];
      for (const { at, byte, how } of changes) {
        if (how === 'flip') changed[at] = byte;
        else if (how === 'insert') changed.splice(at, 0, byte);
        else if (how === 'delete') changed.splice(at, 1);
        else changed.length = Math.min(changed.length, at);
      }
      const { result } = await readWhole(Uint8Array.from(changed), options);
      expect(result.state === 'accepted').toBe(result.reasons.length === 0);
    }),
    { numRuns: 500 },
  );
});

test('batches are bounded, and hold what was planned for a large day', async () => {
  const day = largeDay({ date, count: 20_000, seed: 3 });
  const reading = readStatement(day.statement(), { ...options, batchLines: 700 });
  let lines = 0;
  let largest = 0;
  for (;;) {
    const step = await reading.next();
    if (step.done === true) {
      expect(step.value).toMatchObject({
        state: 'accepted',
        lines: day.expected.lines,
        unreadable: day.expected.breaks['unreadable_line'],
      });
      break;
    }
    lines += step.value.lines.length;
    largest = Math.max(largest, step.value.lines.length + step.value.unreadable.length);
  }
  expect(largest).toBe(700);
  expect(lines).toBe(day.expected.lines - (day.expected.breaks['unreadable_line'] ?? 0));
});

test('whoever stops early closes the bytes', async () => {
  let isClosed = false;
  async function* bytes() {
    try {
      yield harborFile({ date, lines: [] });
      for (;;) {
        await Promise.resolve();
        yield cp932('x\r\n'.repeat(100_000));
      }
    } finally {
      isClosed = true;
    }
  }
  await readWhole(bytes(), options);
  expect(isClosed).toBe(true);
});
