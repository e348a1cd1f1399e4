import type { Instant } from '@chobo/domain/kernel/time';

/** Who caused an event: `user:<id>`, `channel:<id>`, `job:<name>` or `cli:<system user>`. */
export type Actor = string;

/** What every event carries beside its data. */
export type EventMetadata = {
  readonly commandId: string;
  /**
   * SHA-256 of the command's canonical input: the same id with other input is
   * refused. Empty when the writer compared the input itself, as an import does.
   */
  readonly inputHash: string;
  readonly schemaVersion: number;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  /** Business time of the cause. */
  readonly occurredAt: Instant;
};
