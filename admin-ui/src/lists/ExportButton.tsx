import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useDataProvider, useListContext, useNotify, useTranslate } from 'react-admin';
import { useState } from 'react';

import { ask } from '../api/client';
import type { ExportingDataProvider } from '../api/dataProvider';
import { useProblemMessage } from '../parts/problemMessage';
import { download } from './download';

/** All rows of the list, as it is searched and sorted, as a file. */
export const ExportButton = () => {
  const translate = useTranslate();
  const notify = useNotify();
  const messageOf = useProblemMessage();
  const list = useListContext();
  const dataProvider = useDataProvider<ExportingDataProvider>();
  const [asking, setAsking] = useState(false);

  const begin = async (): Promise<void> => {
    setAsking(true);
    try {
      // A session that has ended is begun again here: a download could not ask for it.
      await ask('me');
      const filter = list.filterValues as Record<string, unknown>;
      const asked = { filter, sort: list.sort };
      download(await dataProvider.exportAddress(list.resource, asked));
      notify('chobo.lists.exportBegun', { type: 'info' });
    } catch (error) {
      notify(messageOf(error), { type: 'error' });
    } finally {
      setAsking(false);
    }
  };

  return (
    <Button
      disabled={asking}
      onClick={() => void begin()}
      size="small"
      startIcon={<FileDownloadOutlined />}
    >
      {translate('chobo.lists.export')}
    </Button>
  );
};
