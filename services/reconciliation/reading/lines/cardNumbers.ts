import { foldCardNumber } from '@chobo/domain/card/iccid';

/** Fewer cards than this cannot show that a spreadsheet has rounded them. */
const MIN_ROUNDED_CARDS = 3;
const ROUNDED_END = '0000';

const isAllDigits = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
};

/** A card number as text: full-width digits, spaces and hyphens folded. Whether it is ours is not asked here. */
export const cardText = (cell: string): string => (isAllDigits(cell) ? cell : foldCardNumber(cell));

/** Scientific notation, `8.98E+18`, as spreadsheets write long numbers: the last digits are lost for ever. */
export const isDamagedByExcel = (card: string): boolean =>
  card.length < 30 && /^\d(?:[.,]\d+)?[eE]\+?\d+$/.test(card);

/**
 * Notices a column of card numbers whose last digits a spreadsheet has rounded
 * to zeros: it keeps fifteen digits of nineteen. A single card may end so by
 * chance; all cards of a file do not.
 */
export const createRoundingWatch = (): {
  readonly see: (card: string) => void;
  readonly isRounded: () => boolean;
} => {
  let cards = 0;
  let rounded = 0;
  return {
    see: (card) => {
      if (card.length < 16) return;
      cards += 1;
      if (card.endsWith(ROUNDED_END)) rounded += 1;
    },
    isRounded: () => cards >= MIN_ROUNDED_CARDS && rounded === cards,
  };
};
