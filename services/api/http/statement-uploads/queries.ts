import {
  createConditions,
  readPage,
  type Database,
  type Page,
  type PageRequest,
} from '@chobo/projections/lists/keyset';
import type { Upload } from '@chobo/statement-store/uploads/upload';
import { UPLOAD_COLUMNS } from '@chobo/statement-store/uploads/uploads';

export type UploadFilter = {
  /** True for what is not at an end. */
  readonly open?: boolean;
  readonly handedInBy?: string;
};

/** Files handed in, newest first. */
export const listUploads = (
  database: Database,
  filter: UploadFilter,
  page: PageRequest<'handedInAt'>,
): Promise<Page<Upload>> => {
  const { conditions, values, add } = createConditions();
  add(`(state in ('previewing', 'previewed', 'receiving')) = ?`, filter.open);
  add('handed_in_by = ?', filter.handedInBy);
  return readPage<Upload, 'handedInAt'>(
    database,
    {
      select: UPLOAD_COLUMNS,
      from: 'app.statement_uploads',
      conditions,
      values,
      sorts: { handedInAt: ['handed_in_at', 'upload_id'] },
      defaultSort: { field: 'handedInAt', direction: 'desc' },
    },
    page,
  );
};
