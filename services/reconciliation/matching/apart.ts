import type { StatementLine } from '../statementLine.ts';
import type { Item } from './item.ts';
import { lineIdentity } from './lines.ts';

/** What people have said does not belong together: identities of lines, by the id of the item. */
export type Apart = ReadonlyMap<string, ReadonlySet<string>>;

/** Nobody has rejected anything. */
export const NOTHING_APART: Apart = new Map();

/** Whether a person has said that a line is not about an item, in whichever file the line stands. */
export const isApart = (apart: Apart, item: Pick<Item, 'id'>, line: StatementLine): boolean =>
  apart.get(item.id)?.has(lineIdentity(line)) ?? false;
