import { START } from '../port.ts';
import type { Position } from '../port.ts';

/** A place in the server's log: two unsigned 64-bit offsets, compared one after the other. */
export type LogPosition = { readonly commit: bigint; readonly prepare: bigint };

const DIGITS = 16;
const FORM = /^(?<commit>[0-9a-f]{16})\/(?<prepare>[0-9a-f]{16})$/;

const hex = (number: bigint): string => number.toString(16).padStart(DIGITS, '0');

/** An offset as the port's position: fixed width, so that texts compare as the numbers do. */
export const positionOf = ({ commit, prepare }: LogPosition): Position =>
  `${hex(commit)}/${hex(prepare)}` as Position;

/**
 * The offsets behind a position; undefined for START.
 *
 * @throws RangeError when it is not a position
 */
export const offsetsOf = (position: Position): LogPosition | undefined => {
  if (position === START) return undefined;
  const { commit, prepare } = FORM.exec(position)?.groups ?? {};
  if (commit === undefined || prepare === undefined) {
    throw new RangeError(`${position} is not a position`);
  }
  return { commit: BigInt(`0x${commit}`), prepare: BigInt(`0x${prepare}`) };
};

/** Bytes of the log between two positions, about. */
export const bytesBetween = (one: Position, other: Position): number =>
  Number((offsetsOf(other)?.commit ?? 0n) - (offsetsOf(one)?.commit ?? 0n));
