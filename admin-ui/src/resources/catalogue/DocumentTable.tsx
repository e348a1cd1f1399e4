import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

import type { Page } from '../../api/answers';
import { useNameOf } from '../../parts/Person';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { SimpleTable, type Column } from '../../parts/SimpleTable';
import { EmptyState } from '../../parts/states';
import type { CatalogueKind, Documents, Published } from './answers';
import { useWord } from './useWord';

/** Japanese and Chinese words stay whole: lines end where there is a space. */
const WholeWords = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={{ wordBreak: 'keep-all' }}>
    {children}
  </Box>
);

/** The documents of a kind, a row for each. */
export const DocumentTable = <Kind extends CatalogueKind>({
  kind,
  title,
  columns,
}: {
  readonly kind: Kind;
  readonly title: string;
  readonly columns: readonly Column<Documents[Kind]>[];
}) => {
  const word = useWord();
  const nameOf = useNameOf();
  return (
    <Section title={title}>
      <Read<Page<Published<Kind>>> path={`catalogue/${kind}`}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState text={word('none')} />
          ) : (
            <SimpleTable
              name={title}
              idOf={({ id }) => id}
              rows={data}
              columns={[
                ...columns.map(({ cell, ...column }) => ({
                  ...column,
                  cell: ({ document }: Published<Kind>) => (
                    <WholeWords>{cell(document)}</WholeWords>
                  ),
                })),
                { name: word('id'), short: true, cell: ({ id }) => id },
                {
                  name: word('version'),
                  cell: ({ version, publishedBy }) => (
                    <WholeWords>
                      {word('versionBy', { version, by: nameOf(publishedBy) })}
                    </WholeWords>
                  ),
                },
              ]}
            />
          )
        }
      </Read>
    </Section>
  );
};
