/** A card number as Chobo keeps it: 19 or 20 digits, `89…`, right Luhn check digit. */
export type Iccid = string;

/** Why a text is not a card number; each has its own message. */
export type CardNumberFault =
  | 'empty'
  | 'imei' // 15 digits: the handset's number, or an IMSI
  | 'excel_damaged' // scientific notation: the last digits are lost for ever
  | 'not_digits'
  | 'wrong_length'
  | 'wrong_prefix' // does not begin with 89, the telecommunications industry
  | 'wrong_check_digit';

export type CardNumberResult =
  | { readonly ok: true; readonly iccid: Iccid }
  | { readonly ok: false; readonly fault: CardNumberFault };

const FULL_WIDTH_ZERO = 0xff10;

/**
 * Full-width digits to ASCII; spaces, hyphens and one trailing filler `F` away
 * (modems show the nibble that fills 19 digits up to 20).
 */
export const foldCardNumber = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO))
    .replace(/[\s\-\u2010-\u2015\u2212\uff0d]/g, '')
    .replace(/(?<=\d)[FfＦｆ]$/, '');

/** Whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 Annex B). */
export const hasLuhnCheckDigit = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (index % 2 === 0) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
};

/** Reads a card number as people and files write it (ITU-T E.118). */
export const parseCardNumber = (text: string): CardNumberResult => {
  const folded = foldCardNumber(text);
  if (folded === '') return { ok: false, fault: 'empty' };
  if (/^\d([.,]\d+)?[eE]\+?\d+$/.test(folded)) return { ok: false, fault: 'excel_damaged' };
  if (!/^\d+$/.test(folded)) return { ok: false, fault: 'not_digits' };
  if (folded.length === 15) return { ok: false, fault: 'imei' };
  if (folded.length !== 19 && folded.length !== 20) return { ok: false, fault: 'wrong_length' };
  if (!folded.startsWith('89')) return { ok: false, fault: 'wrong_prefix' };
  if (!hasLuhnCheckDigit(folded)) return { ok: false, fault: 'wrong_check_digit' };
  return { ok: true, iccid: folded };
};

/**
 * Whether a card number looks as if a spreadsheet had kept only its first 15
 * digits. One number alone proves nothing, it may end so by nature; when more
 * of a column do than chance allows, the column is damaged and its digits are
 * lost for ever.
 */
export const endsAsIfRounded = (folded: string): boolean => /^\d{15}0{4,5}$/.test(folded);
