import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CardNumberFault } from './iccid.ts';
import { endsAsIfRounded, foldCardNumber, hasLuhnCheckDigit, parseCardNumber } from './iccid.ts';

const ICCID = '8981100000010429944';

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));

const withCheckDigit = (body: string): string =>
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `${body}${digit}`).find(hasLuhnCheckDigit) ?? '';

const iccids = fc.oneof(digits(16), digits(17)).map((body) => withCheckDigit(`89${body}`));

describe('a card number', () => {
  test.each([
    ['as it is', ICCID],
    ['with the filler of 20 digits', `${ICCID}F`],
    ['with spaces and hyphens', ' 8981 1000-0001−0429 944 '],
    [
      'in full width',
      '８９８１１０００００００１０４２９９４４'.replace('０００００００１', '００００００１'),
    ],
  ])('is read %s', (_, text) => {
    expect(parseCardNumber(text)).toStrictEqual({ ok: true, iccid: ICCID });
  });

  test.each<[string, CardNumberFault]>([
    ['', 'empty'],
    ['  ', 'empty'],
    ['353879234252633', 'imei'],
    ['440103123456789', 'imei'],
    ['8.98E+18', 'excel_damaged'],
    ['8.98110000001043E+18', 'excel_damaged'],
    ['8,98E+18', 'excel_damaged'],
    ['DN0503512345678', 'not_digits'],
    ['8981100000010429944;', 'not_digits'],
    ['F', 'not_digits'],
    ['898110000001042994', 'wrong_length'],
    ['898110000001042994412', 'wrong_length'],
    ['4981100000010429944', 'wrong_prefix'],
    ['8981100000010429945', 'wrong_check_digit'],
  ])('%j is none: %s', (text, fault) => {
    expect(parseCardNumber(text)).toStrictEqual({ ok: false, fault });
  });

  test('every one with 89 and its check digit is taken', () =>
    fc.assert(
      fc.property(iccids, (iccid) => {
        expect(parseCardNumber(iccid)).toStrictEqual({ ok: true, iccid });
      }),
    ));

  test('one wrong digit is always found', () =>
    fc.assert(
      fc.property(iccids, fc.nat(16), fc.integer({ min: 1, max: 9 }), (iccid, place, off) => {
        const index = place + 2;
        const wrong = String((Number(iccid[index]) + off) % 10);
        const mistyped = iccid.slice(0, index) + wrong + iccid.slice(index + 1);
        expect(parseCardNumber(mistyped)).toStrictEqual({ ok: false, fault: 'wrong_check_digit' });
      }),
    ));

  test('that a spreadsheet rounded to 15 digits shows it, though its check digit may be right', () => {
    expect(parseCardNumber('8981100000010420000').ok).toBe(true);
    fc.assert(
      fc.property(iccids, (iccid) => {
        const rounded = iccid.slice(0, 15).padEnd(iccid.length, '0');
        expect(endsAsIfRounded(rounded)).toBe(true);
      }),
    );
    expect(endsAsIfRounded(ICCID)).toBe(false);
  });

  test('folding twice is folding once', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('8', '9', '０', '１', ' ', '-', 'F', '－') }),
        (text) => {
          const once = foldCardNumber(text.replaceAll('F', ''));
          expect(foldCardNumber(once)).toBe(once);
        },
      ),
    ));
});
