import { START } from '../port.ts';
import type { Position } from '../port.ts';

const DIGITS = 16;
const FORM = /^[0-9a-f]{16}\/[0-9a-f]{16}$/;

/** The log's number of an event as the port's position: commit and prepare are the same here. */
export const positionOf = (number: number): Position => {
  if (number === 0) return START;
  const hex = number.toString(16).padStart(DIGITS, '0');
  return `${hex}/${hex}` as Position;
};

/**
 * The log's number behind a position.
 *
 * @throws RangeError when it is not a position of this store
 */
export const numberOf = (position: Position): number => {
  const number = FORM.test(position) ? parseInt(position.slice(0, DIGITS), 16) : NaN;
  if (!Number.isSafeInteger(number)) throw new RangeError(`${position} is not a position`);
  return number;
};
