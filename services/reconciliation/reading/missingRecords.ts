import type { StatementProfile } from '@chobo/domain/catalogue/statementProfile';
import type { StatementProblem } from '@chobo/domain/statement/events';

import { problem } from './problems.ts';

type Named = Pick<StatementProfile['footers'][number], 'marker' | 'recordType'>;

/** What a clerk looks for in the file. */
const nameOf = ({ marker, recordType }: Named): string =>
  `"${marker?.equals ?? marker?.startsWith ?? recordType ?? ''}"`;

/** What of a file has been seen when it ends; header records and footers by their place in the profile. */
export type Seen = {
  readonly seenHeaders: ReadonlySet<number>;
  readonly seenFooters: ReadonlySet<number>;
  readonly hasEnded: boolean;
  /** Physical line of the last record that was read; null when there was none. */
  readonly lastLine: number | null;
};

/** Every record that the profile demands and the file lacks: each shows that it was cut short or is another file. */
export const missingRecords = (profile: StatementProfile, seen: Seen): StatementProblem[] => {
  const absent = (records: StatementProfile['footers'], found: ReadonlySet<number>): string[] =>
    records.flatMap((record, index) =>
      record.required && !found.has(index) ? [nameOf(record)] : [],
    );
  const place = seen.lastLine === null ? {} : { fileLine: seen.lastLine };
  return [
    ...absent(profile.fileHeaders, seen.seenHeaders).map((expected) =>
      problem('stated_record_missing', { expected }),
    ),
    ...absent(profile.footers, seen.seenFooters).map((expected) =>
      problem('footer_missing', { ...place, expected }),
    ),
    ...(profile.endMarker !== undefined && !seen.hasEnded
      ? [
          problem('end_marker_missing', {
            ...place,
            expected: `the line ${nameOf({ marker: profile.endMarker })}`,
          }),
        ]
      : []),
  ];
};
