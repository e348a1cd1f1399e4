import MuiLink from '@mui/material/Link';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';

import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { Section } from '../../parts/Section';
import { SimpleTable } from '../../parts/SimpleTable';
import { StateChip } from '../../parts/StateChip';
import { EmptyState, ErrorState, LoadingState } from '../../parts/states';
import { BusinessDay, Jst } from '../../parts/values';
import { isAtWork, type Upload } from './answers';
import { DropZone } from './DropZone';
import { SendingList } from './SendingList';
import { send } from './sendings';
import { useProgressText } from './UploadProgress';
import { useNamed } from '../catalogue/useNamed';
import { useLatestUploads } from './useUploads';

const Latest = () => {
  const translate = useTranslate();
  const { nameOf } = useNamed('source');
  const progressOf = useProgressText();
  const { data, error, refetch } = useLatestUploads();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const again = (): void => void refetch();
  if (data === undefined) {
    return error === null ? (
      <LoadingState onRetry={again} />
    ) : (
      <ErrorState error={error} onRetry={again} />
    );
  }
  if (data.data.length === 0) return <EmptyState text={word('upload.none')} />;
  return (
    <SimpleTable<Upload>
      columns={[
        {
          name: word('fileName'),
          cell: ({ id, fileName }) => (
            <MuiLink component={Link} to={`/statements/upload/${encodeURIComponent(id)}`}>
              {fileName}
            </MuiLink>
          ),
        },
        {
          name: word('state'),
          cell: (upload) => (
            <StateChip label={word(`uploadStates.${upload.state}`)} state={upload.state} />
          ),
        },
        {
          name: word('upload.progress'),
          cell: (upload) => (isAtWork(upload) ? progressOf(upload) : '–'),
        },
        {
          name: word('source'),
          cell: ({ source, preview }) => {
            const of = source ?? preview?.source ?? null;
            return of === null ? '–' : nameOf(of);
          },
        },
        {
          name: word('date'),
          cell: ({ date, preview }) => <BusinessDay value={date ?? preview?.date ?? null} />,
        },
        { name: word('upload.by'), cell: ({ handedInBy }) => <Person actor={handedInBy} /> },
        { name: word('upload.at'), cell: ({ handedInAt }) => <Jst value={handedInAt} /> },
      ]}
      idOf={({ id }) => id}
      name={word('upload.latest')}
      rows={data.data}
    />
  );
};

/** Handing a file in: dropped or chosen, then looked at on a page of its own. */
export const UploadPage = () => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const word = (key: string): string => translate(`chobo.statements.upload.${key}`);

  const hand = async (file: File): Promise<void> => {
    const upload = await send(file);
    // Whoever went on to another page meanwhile finds it in the list.
    if (upload !== null && isOpen.current) await navigate(`/statements/upload/${upload.id}`);
  };

  return (
    <>
      <PageTitle title={word('title')} />
      <DropZone onFile={(file) => void hand(file)} />
      <SendingList onRetry={(file) => void hand(file)} />
      <Section title={word('latest')}>
        <Latest />
      </Section>
    </>
  );
};
