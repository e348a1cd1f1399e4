import { DataTable, List, Pagination, useTranslate, type SortPayload } from 'react-admin';
import type { ReactElement, ReactNode } from 'react';

import { columnsOf, ListTools } from '../lists/ListTools';
import { PageTitle } from './PageTitle';
import { ScrollRegion } from './ScrollRegion';
import { EmptyList, ListError } from './states';

/** The list itself says what went wrong, in words; the framework would add the code of it. */
const toldByThePage = (): void => undefined;

/** A list of the API with its search in the address: filters, rows, pages. */
export const ListPage = ({
  titleKey,
  filters,
  filter = {},
  sort,
  hidden = [],
  above,
  children,
}: {
  readonly titleKey: string;
  readonly filters: ReactElement[];
  /** What is searched for unless the reader says something else. */
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly sort: SortPayload;
  /** Columns, by their source, that are shown only to those who choose them. */
  readonly hidden?: readonly string[];
  /** Stands between the search and the rows. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}) => {
  const title = useTranslate()(titleKey);
  return (
    <>
      <PageTitle title={title} />
      <List
        actions={<ListTools columns={columnsOf(children)} hidden={hidden} />}
        empty={false}
        error={<ListError />}
        exporter={false}
        filterDefaultValues={filter}
        filters={filters}
        pagination={<Pagination rowsPerPageOptions={[25, 50, 100]} />}
        perPage={25}
        queryOptions={{ onError: toldByThePage }}
        sort={sort}
        title={false}
      >
        {above}
        <ScrollRegion name={title}>
          <DataTable
            bulkActionButtons={false}
            empty={<EmptyList />}
            hiddenColumns={[...hidden]}
            rowClick={false}
          >
            {children}
          </DataTable>
        </ScrollRegion>
      </List>
    </>
  );
};
