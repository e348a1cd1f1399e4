import { reconciliationDay } from '@chobo/domain/reconciliation-day/decider';
import { statement } from '@chobo/domain/statement/decider';
import { reconciliationDayStream, statementStream } from '@chobo/domain/streams';
import { handleCommand, readEvents } from '@chobo/event-store/handleCommand';
import { keepText } from '@chobo/texts/texts';

import type { StatementStoreDependencies } from './dependencies.ts';
import type { ReconcileRequest } from './request.ts';

/** Keeps the reason's text where it can be erased. @returns the id that events carry */
export const keepReason = async (
  { pool, clock, newId }: StatementStoreDependencies,
  request: ReconcileRequest,
): Promise<string> => {
  const reasonId = request.supersede?.reasonId ?? newId();
  const text = request.supersede?.reason ?? '';
  await keepText(pool, { id: reasonId, text, by: request.actor, nowMs: clock() });
  return reasonId;
};

/**
 * Tells the file that the day's current one replaced, if any, that it was
 * replaced. The claim of the day carries the whole intent, so this may come
 * after a crash, and twice.
 *
 * @throws Error when the replaced file is not where it must be
 */
export const completeSupersede = async (
  { store }: StatementStoreDependencies,
  { source, date }: Pick<ReconcileRequest, 'source' | 'date'>,
): Promise<void> => {
  const stream = reconciliationDayStream(source, date);
  const backwards = { direction: 'backwards' } as const;
  for await (const event of readEvents(store, reconciliationDay, stream, backwards)) {
    if (event.type !== 'DayStatementAccepted') continue;
    const { supersedes, reasonId, statementId, acceptedBy, acceptedAt } = event.data;
    if (supersedes === null || reasonId === null) return;
    const result = await handleCommand(store, statement, {
      stream: statementStream(supersedes),
      command: {
        type: 'SupersedeStatement',
        data: { statementId: supersedes, by: statementId, reasonId, at: acceptedAt },
      },
      context: {
        commandId: `statement:${supersedes}:supersede`,
        actor: acceptedBy,
        occurredAt: acceptedAt,
      },
    });
    if (!result.accepted) {
      throw new Error(`Statement ${supersedes} could not be superseded: ${result.rejection.code}`);
    }
    return;
  }
};
