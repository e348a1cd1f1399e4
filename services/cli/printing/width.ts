/** Marks that stand on the letter before, and characters that take no room. */
const NO_WIDTH = /^[\p{M}\u200b-\u200d\ufe00-\ufe0f]$/u;

/** East Asian wide and full-width characters (Unicode TR 11), which take two columns. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** How many columns of a terminal a text takes. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text) {
    if (!NO_WIDTH.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
};

/** Fills a text up to a number of columns, on its right or on its left. */
export const padTo = (text: string, width: number, side: 'left' | 'right'): string => {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? gap + text : text + gap;
};

/**
 * What came from a file made harmless for a terminal: control and invisible
 * characters, which could move the cursor or hide text, become a dot.
 */
export const printable = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, '·');
