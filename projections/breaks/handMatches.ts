import type { BreakWorkEvent, BreakResolution } from '@chobo/domain/break/events';
import type { PoolClient } from 'pg';

type MatchedByHand = Extract<BreakResolution, { kind: 'matched_by_hand' }>;

/** Takes a match by hand, or its undoing, into `views.hand_matches`; other events change nothing. */
export const projectHandMatch = async (sql: PoolClient, event: BreakWorkEvent): Promise<void> => {
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

/** Matches and undoings are counted together, from 1. */
const NEXT_NUMBER = `select coalesce(max(greatest(match_no, until_no)), 0) + 1 from views.hand_matches`;

const partsOf = ({ items, lines }: MatchedByHand) => [
  ...items.map((id, index) => ({ part_no: index + 1, item_id: id, file_line: null })),
  ...lines.map((line, index) => ({
    part_no: items.length + index + 1,
    item_id: null,
    file_line: line,
  })),
];
