import { z } from 'zod';

import type { Position } from '@chobo/event-store/port';

/** Form of a position: opaque to clients, checked so that nonsense is not waited for. */
const POSITION = /^[0-9a-f]{16}\/[0-9a-f]{16}$/;

/** Query of every read route: the position of the reader's own last write. */
export const afterSchema = z
  .string()
  .regex(POSITION, 'is not a position')
  .transform((text) => text as Position)
  .optional()
  .describe('A position that a write has answered: waits until the answer includes it');

/** The position in a query that has been validated; null when there is none. */
export const positionOf = (query: unknown): Position | null => {
  if (typeof query !== 'object' || query === null || !('after' in query)) return null;
  const { after } = query;
  return typeof after === 'string' && POSITION.test(after) ? (after as Position) : null;
};

/** The query of a route that answers one thing. */
export const readQuerySchema = z.strictObject({ after: afterSchema });
