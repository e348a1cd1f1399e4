/** Full-width signs, U+FF01 to U+FF5E, lie this far behind their ASCII twins. */
const FULL_WIDTH_DISTANCE = 0xfee0;

/**
 * Full-width letters, digits and signs as their ASCII twins, full-width spaces
 * as spaces, `￥` as `¥`, minus and dash signs that mean minus as `-`. Nothing
 * else changes, so that what was something else stays unreadable.
 */
export const foldWidth = (text: string): string => {
  let folded = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0xff01 && code <= 0xff5e) folded += String.fromCharCode(code - FULL_WIDTH_DISTANCE);
    else if (code === 0x3000) folded += ' ';
    else if (code === 0xffe5) folded += '¥';
    else if (code === 0x2212) folded += '-';
    else folded += text.charAt(index);
  }
  return folded;
};

/** Names of columns are compared without regard to width, case and spaces. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
