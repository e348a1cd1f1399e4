import { describe, expect, test } from 'vitest';

import { compileMoment } from './moment.ts';
import { compileZone } from './zone.ts';

const read = (
  text: string,
  patterns: readonly string[] = ['yyyy/MM/dd HH:mm:ss'],
  zone = 'Asia/Tokyo',
) => compileMoment({ patterns, fullWidth: false }, compileZone(zone))(text);

const instant = (value: string): number => Date.parse(value);

describe('patterns', () => {
  test.each<[string, string, string]>([
    ['yyyy/MM/dd HH:mm:ss', '2026/11/18 00:10:52', '2026-11-18T00:10:52+09:00'],
    ['yyyy-MM-dd', '2026-11-18', '2026-11-18T00:00:00+09:00'],
    ['yyyyMMddHHmmss', '20261118001052', '2026-11-18T00:10:52+09:00'],
    ['yyyy/M/d H:mm', '2026/1/8 7:05', '2026-01-08T07:05:00+09:00'],
    ['yyyy年M月d日 H時m分', '2026年11月18日 9時5分', '2026-11-18T09:05:00+09:00'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2026-11-18T00:10:52Z', '2026-11-18T00:10:52Z'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2026-11-18T00:10:52-05:30', '2026-11-18T00:10:52-05:30'],
    ['yyyy/MM/dd HH:mm:ss XX', '2026/11/18 00:10:52 +0800', '2026-11-18T00:10:52+08:00'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2026-11-18 00:10:52.123', '2026-11-18T00:10:52.123+09:00'],
    ['dd-MMM-yyyy hh:mm a', '18-Nov-2026 12:05 AM', '2026-11-18T00:05:00+09:00'],
    ['yyyy/MM/dd ahh:mm', '2026/11/18 午後12:05', '2026-11-18T12:05:00+09:00'],
  ])('%s reads %s', (pattern, text, expected) => {
    expect(read(text, [pattern])).toBe(instant(expected));
  });
});

describe('what is not read', () => {
  test.each<[string, string]>([
    ['', 'date_blank'],
    ['2026/02/29 10:00:00', 'date_impossible'],
    ['2026/02/30 10:00:00', 'date_impossible'],
    ['2026/13/01 10:00:00', 'date_impossible'],
    ['2026/00/10 10:00:00', 'date_impossible'],
    ['2026/11/00 10:00:00', 'date_impossible'],
    ['2026/11/31 10:00:00', 'date_impossible'],
    ['2026/11/18 24:00:00', 'date_impossible'],
    ['2026/11/18 23:60:00', 'date_impossible'],
    ['2026/11/18 23:59:60', 'date_impossible'],
    ['2026/11/18 10:00', 'date_unreadable'],
    ['2026/11/18 10:00:00 ', 'date_unreadable'],
    ['2026/11/18T10:00:00', 'date_unreadable'],
    ['26/11/18 10:00:00', 'date_unreadable'],
    ['2026/1/18 10:00:00', 'date_unreadable'],
    ['２０２６/11/18 10:00:00', 'date_unreadable'],
    ['46344.5', 'date_unreadable'],
  ])('%j: %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  test('29 February of a leap year is a day', () => {
    expect(read('2028/02/29 00:00:00')).toBe(instant('2028-02-29T00:00:00+09:00'));
  });
  test('two patterns that read one text differently leave it unread', () => {
    const both = ['dd/MM/yyyy', 'MM/dd/yyyy'];
    expect(read('03/04/2026', both)).toBe('date_ambiguous');
    expect(read('03/03/2026', both)).toBe(instant('2026-03-03T00:00:00+09:00'));
    expect(read('30/04/2026', both)).toBe(instant('2026-04-30T00:00:00+09:00'));
  });
});

describe('zones', () => {
  test.each<[string, string, string]>([
    ['Asia/Shanghai', '2026/11/18 00:10:00', '2026-11-18T00:10:00+08:00'],
    ['Europe/Berlin', '2026/07/18 00:10:00', '2026-07-18T00:10:00+02:00'],
    ['Europe/Berlin', '2026/01/18 00:10:00', '2026-01-18T00:10:00+01:00'],
    ['Europe/Berlin', '2026/10/25 02:30:00', '2026-10-25T02:30:00+02:00'],
    ['America/New_York', '2026/11/01 01:30:00', '2026-11-01T01:30:00-04:00'],
    ['Asia/Kathmandu', '2026/11/18 12:00:00', '2026-11-18T12:00:00+05:45'],
  ])('%s: %s', (zone, text, expected) => {
    expect(read(text, undefined, zone)).toBe(instant(expected));
  });
  test('a time that summer time skips does not exist', () => {
    expect(read('2026/03/29 02:30:00', undefined, 'Europe/Berlin')).toBe('date_impossible');
  });
});
