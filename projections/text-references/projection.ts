import { asChoboEvent, type ChoboEvent, type EventType } from '../runner/eventTypes.ts';
import { tableSqlBeside, type Projection } from '../runner/projection.ts';

/** Events that carry the id of a text; one that may carry none has it null. */
type TextEvent = Extract<
  ChoboEvent,
  | { readonly data: { readonly reasonId: string | null } }
  | { readonly data: { readonly commentId: string } }
  | { readonly data: { readonly noteId: string | null } }
>;

/** All of them, or this does not compile: a text that is not found here would be taken for unused. */
const TYPES: Readonly<Record<TextEvent['type'], true>> = {
  RefundRequested: true,
  RefundRejected: true,
  BalanceAdjusted: true,
  StatementAccepted: true,
  StatementRefused: true,
  StatementSuperseded: true,
  DayStatementAccepted: true,
  DayReopened: true,
  BreakCommented: true,
  BreakResolutionProposed: true,
  BreakResolutionRejected: true,
  BreakResolutionUndone: true,
  ProposedMatchRejected: true,
};

const isTextEvent = (event: { readonly type: string }): event is TextEvent =>
  Object.hasOwn(TYPES, event.type);

/** The id of the text that an event refers to, or null. */
const textIdOf = ({ data }: TextEvent): string | null => {
  if ('noteId' in data) return data.noteId;
  return 'commentId' in data ? data.commentId : data.reasonId;
};

/** Which texts are referred to. */
export const textReferences: Projection = {
  name: 'text-references',
  tables: ['views.text_references'],
  tableSql: tableSqlBeside(import.meta.url),
  types: Object.keys(TYPES) as EventType[],
  project: async (recorded, sql) => {
    const ids = recorded.flatMap((event) => {
      const known = asChoboEvent(event);
      const id = isTextEvent(known) ? textIdOf(known) : null;
      return id === null || id === '' ? [] : [id];
    });
    if (ids.length === 0) return;
    await sql.query(
      `insert into views.text_references (text_id) select distinct unnest($1::text[])
       on conflict do nothing`,
      [ids],
    );
  },
};
