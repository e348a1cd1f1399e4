import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';

import { ScrollRegion } from './ScrollRegion';

export type Column<Row> = {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** A word or two, which stay on one line: Japanese and Chinese break anywhere. */
  readonly short?: boolean;
};

/** Rows that are read, not worked on. */
export const SimpleTable = <Row,>({
  name,
  columns,
  rows,
  idOf,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
}) => (
  <ScrollRegion name={name}>
    <Table size="small">
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableCell key={column.name} align={column.numeric === true ? 'right' : 'left'}>
              {column.name}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={idOf(row)} hover>
            {columns.map((column) => (
              <TableCell
                key={column.name}
                align={column.numeric === true ? 'right' : 'left'}
                {...(column.short === true && { sx: { whiteSpace: 'nowrap' } })}
              >
                {column.cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </ScrollRegion>
);
