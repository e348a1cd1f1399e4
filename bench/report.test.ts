import { expect, test } from 'vitest';
import { median } from './benchmark.ts';
import { reported, table } from './report.ts';

test('a figure is reported with its ratio to the floor', () => {
  expect(reported({ name: 'appends', unit: 'appends/s', value: 24_567.8, floor: 8_000 })).toEqual({
    name: 'appends',
    unit: 'appends/s',
    value: 24_568,
    floor: 8_000,
    ratio: 3.07,
  });
  expect(reported({ name: 'import', unit: 's', value: 1.23456, floor: null })).toEqual({
    name: 'import',
    unit: 's',
    value: 1.23,
    floor: null,
    ratio: null,
  });
});

test('people get a table', () => {
  const figures = [
    { name: 'appends, 64 in flight', unit: 'appends/s', value: 24_000, floor: 8_000, ratio: 3 },
    { name: 'import', unit: 's', value: 1.5, floor: null, ratio: null },
  ];
  expect(table(figures)).toBe(
    [
      'name                   unit        value  floor  ratio',
      'appends, 64 in flight  appends/s  24,000  8,000      3',
      'import                 s             1.5      –      –',
    ].join('\n'),
  );
});

test('the median is the middle of the rounds', () => {
  expect(median([5, 1, 9])).toBe(5);
});
