import type { Instant } from '@chobo/domain/kernel/time';
import type { Actor } from '../metadata.ts';

/** Who gives a command, why, and under which id. */
export type CommandContext = {
  /** The same for each repetition of one command; chosen by whoever gives it. */
  readonly commandId: string;
  readonly actor: Actor;
  /** What began it all; the command itself unless given. */
  readonly correlationId?: string;
  /** What led to this command directly: an event or a command; itself unless given. */
  readonly causationId?: string;
  /** Business time of the cause. */
  readonly occurredAt: Instant;
};
