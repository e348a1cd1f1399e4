import type {
  BreakResolution,
  BreakWorkEvent,
  ProposedMatchRejected,
} from '@chobo/domain/break/events';
import { epochMs } from '@chobo/domain/kernel/time';
import type { PoolClient } from 'pg';

/** The number of the last match by hand, undoing of one, or rejection of a proposed one; 0 when there is none. */
const LAST_HAND_MATCH = `greatest(
  (select coalesce(max(greatest(match_no, until_no)), 0) from views.hand_matches),
  (select coalesce(max(match_no), 0) from views.rejected_matches))`;

type MatchedByHand = Extract<BreakResolution, { kind: 'matched_by_hand' }>;

/**
 * Takes a match by hand, or its undoing, into `views.hand_matches`, and what was
 * rejected into `views.rejected_matches`; other events change nothing.
 */
export const projectHandMatch = async (sql: PoolClient, event: BreakWorkEvent): Promise<void> => {
  if (event.type === 'ProposedMatchRejected') return projectRejection(sql, event);
  if (event.type !== 'BreakResolved' && event.type !== 'BreakResolutionUndone') return;
  const { breakId, source, date, resolution } = event.data;
  if (resolution.kind !== 'matched_by_hand') return;
  if (event.type === 'BreakResolved') {
    await sql.query(
      `insert into views.hand_matches
         (match_no, part_no, break_id, source, business_date, item_id, file_line)
       select (${NEXT_NUMBER}), p.part_no, $1, $2, $3, p.item_id, p.file_line
       from jsonb_to_recordset($4::jsonb) as p(part_no integer, item_id text, file_line integer)`,
      [breakId, source, date, JSON.stringify(partsOf(resolution))],
    );
    return;
  }
  await sql.query(
    `update views.hand_matches set until_no = (${NEXT_NUMBER})
     where break_id = $1 and until_no is null`,
    [breakId],
  );
};

/** Matches, undoings and rejections are counted together, from 1. */
const NEXT_NUMBER = `select ${LAST_HAND_MATCH} + 1`;

const projectRejection = async (
  sql: PoolClient,
  { data }: ProposedMatchRejected,
): Promise<void> => {
  const { breakId, source, date, match, rejectedBy, rejectedAt } = data;
  await sql.query(
    `insert into views.rejected_matches (match_no, break_id, source, business_date, rule, item_ids,
       statement_id, file_lines, line_marks, rejected_by, rejected_at_ms)
     values ((${NEXT_NUMBER}), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      breakId,
      source,
      date,
      match.rule,
      match.items,
      match.statementId,
      match.lines,
      match.lineMarks,
      rejectedBy,
      epochMs(rejectedAt),
    ],
  );
};

const partsOf = ({ items, lines }: MatchedByHand) => [
  ...items.map((id, index) => ({ part_no: index + 1, item_id: id, file_line: null })),
  ...lines.map((line, index) => ({
    part_no: items.length + index + 1,
    item_id: null,
    file_line: line,
  })),
];
