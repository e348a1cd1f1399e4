import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  JST,
  addDays,
  businessDateOf,
  endOfBusinessDate,
  epochMs,
  instantOf,
  isBusinessDate,
  startOfBusinessDate,
} from './time.ts';

/** Zones with and without summer time; in some the clock skips or repeats midnight itself. */
const zones = [
  JST,
  'Asia/Shanghai',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({
  min: Date.parse('2020-01-01T00:00:00Z'),
  max: Date.parse('2035-01-01T00:00:00Z'),
});
const date = instant.map((ms) => businessDateOf(ms));

describe('an instant', () => {
  test.each([
    ['2026-11-18T00:10:12+09:00', '2026-11-17T15:10:12.000Z'],
    ['2026-11-17T15:10:12Z', '2026-11-17T15:10:12.000Z'],
    ['2026-11-17T15:10:12.5Z', '2026-11-17T15:10:12.500Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(instantOf(epochMs(text))).toBe(utc);
  });

  test.each([
    ['', 'nothing'],
    ['2026-11-18', 'a date'],
    ['2026-11-18T00:10:12', 'without an offset: the machine would choose one'],
    ['2026-11-18 00:10:12Z', 'without the T'],
    ['18 Nov 2026 00:10:12 GMT', 'prose'],
    ['2026-02-29T00:00:00Z', 'on a day that does not exist'],
    ['2026-04-31T00:00:00Z', 'on a day that does not exist'],
    ['2026-13-01T00:00:00Z', 'in no month'],
    ['2026-11-18T24:00:00Z', 'at an hour that does not exist'],
    ['2026-11-18T00:00:60Z', 'at a leap second'],
    ['0', 'a number'],
  ])('%j is none: %s', (text) => {
    expect(() => epochMs(text)).toThrow(RangeError);
  });
});

describe('a business date', () => {
  test.each(['2026-11-18', '2028-02-29', '2000-01-01'])('%s is one', (text) => {
    expect(isBusinessDate(text)).toBe(true);
  });

  test.each(['', '2026-02-29', '2026-1-8', '2026-13-01', '2026-00-10', '2026-11-31', '20261118'])(
    '%j is none',
    (text) => {
      expect(isBusinessDate(text)).toBe(false);
    },
  );

  test('begins at midnight in Japan', () => {
    expect(instantOf(startOfBusinessDate('2026-11-18'))).toBe('2026-11-17T15:00:00.000Z');
    expect(instantOf(endOfBusinessDate('2026-11-18'))).toBe('2026-11-18T15:00:00.000Z');
  });

  test.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['America/Havana', '2026-03-08', 23],
    ['America/Havana', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Tokyo', '2026-03-08', 24],
  ])('in %s %s has %f hours', (where, day, hours) => {
    const length = endOfBusinessDate(day, where) - startOfBusinessDate(day, where);
    expect(length / 3_600_000).toBe(hours);
  });

  test('holds its own beginning and the millisecond before its end, and no more', () =>
    fc.assert(
      fc.property(date, zone, (day, where) => {
        const [start, end] = [startOfBusinessDate(day, where), endOfBusinessDate(day, where)];
        expect(businessDateOf(start, where)).toBe(day);
        expect(businessDateOf(end - 1, where)).toBe(day);
        expect(businessDateOf(start - 1, where)).toBe(addDays(day, -1));
        expect(businessDateOf(end, where)).toBe(addDays(day, 1));
      }),
    ));

  test('of an instant holds that instant', () =>
    fc.assert(
      fc.property(instant, zone, (ms, where) => {
        const day = businessDateOf(ms, where);
        expect(isBusinessDate(day)).toBe(true);
        expect(startOfBusinessDate(day, where)).toBeLessThanOrEqual(ms);
        expect(endOfBusinessDate(day, where)).toBeGreaterThan(ms);
      }),
    ));

  test('so many days later and as many earlier is the same day', () =>
    fc.assert(
      fc.property(date, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        expect(addDays(addDays(day, days), -days)).toBe(day);
      }),
    ));

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-18', 0, '2026-11-18'],
  ])('%s and %i days is %s', (day, days, later) => {
    expect(addDays(day, days)).toBe(later);
  });
});
