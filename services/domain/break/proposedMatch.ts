import type { Aggregate, Decision } from '../kernel/decider.ts';
import type { BreakCommand } from './commands.ts';
import { breakCase } from './decider.ts';
import type { BreakEvent } from './events.ts';
import { handMatchRefusal, type NamedParts } from './handMatch.ts';
import type { BreakRejection } from './rejections.ts';
import type { BreakState } from './state.ts';

/**
 * The work on a match that matching has proposed: accepting it is a match by hand
 * of just its parts, and is judged as one. Matching does not know what people have
 * matched under an id that it makes no more, so a part of what it proposes may be used.
 *
 * @param parts what the match consists of, looked up
 */
export const matchAsProposed = (
  match: {
    readonly breakId: string;
    readonly items: readonly string[];
    readonly lines: readonly number[];
  },
  parts: NamedParts,
): Aggregate<BreakState, BreakCommand, BreakEvent, BreakRejection> => ({
  ...breakCase,
  decide: (command, state): Decision<BreakEvent, BreakRejection> => {
    const isAcceptance =
      command.type === 'ProposeResolution' &&
      command.data.resolution.kind === 'matched_by_hand' &&
      state.status === 'open';
    const refusal = isAcceptance ? handMatchRefusal(match, command.data.resolution, parts) : null;
    return refusal ?? breakCase.decide(command, state);
  },
});
