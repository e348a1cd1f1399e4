import { useLocaleState, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';

import { FileHash } from '../../parts/FileHash';
import { FactTable } from '../../parts/FactTable';
import { useMay } from '../../parts/May';
import { PageTitle } from '../../parts/PageTitle';
import { Person } from '../../parts/Person';
import { Section } from '../../parts/Section';
import { ErrorState, LoadingState } from '../../parts/states';
import { Jst } from '../../parts/values';
import { isAtWork, type Upload } from './answers';
import { PreviewSection } from './PreviewSection';
import { Confirm, LookAgain } from './UploadDecisions';
import { End, Result } from './UploadOutcome';
import { UploadProgress } from './UploadProgress';
import { useUpload } from './useUploads';

const Body = ({ upload }: { readonly upload: Upload }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const may = useMay();
  const word = (key: string): string => translate(`chobo.statements.${key}`);
  const { state, preview, result } = upload;
  const lookAgain =
    preview !== null && may('statements:receive') ? (
      <LookAgain
        key={`${preview.source ?? ''} ${preview.date ?? ''}`}
        preview={preview}
        upload={upload}
      />
    ) : null;
  const isUnclear = preview?.state === 'refused' || preview?.date === null;
  return (
    <>
      {isAtWork(upload) && (
        <Section title={word('upload.progress')}>
          <UploadProgress upload={upload} />
        </Section>
      )}
      {result !== null && <Result result={result} />}
      {(state === 'failed' || state === 'discarded') && <End upload={upload} />}
      {state === 'previewed' && preview !== null && (
        <>
          {may('statements:receive') && <Confirm preview={preview} upload={upload} />}
          <PreviewSection preview={preview}>{isUnclear && lookAgain}</PreviewSection>
          {!isUnclear && lookAgain}
        </>
      )}
      <Section title={word('facts')}>
        <FactTable
          facts={[
            { label: word('fileName'), value: upload.fileName },
            { label: word('upload.by'), value: <Person actor={upload.handedInBy} /> },
            { label: word('upload.at'), value: <Jst value={upload.handedInAt} /> },
            { label: word('bytes'), value: upload.bytes.toLocaleString(locale) },
            { label: 'SHA-256', value: <FileHash sha256={upload.sha256} /> },
          ]}
        />
      </Section>
    </>
  );
};

/** One file on its way in: its preview, its progress, what became of it. */
export const UploadShow = () => {
  const translate = useTranslate();
  const { id = '' } = useParams();
  const { data, error, refetch } = useUpload(id);
  const again = (): void => void refetch();
  return (
    <>
      <PageTitle
        title={
          data === undefined
            ? translate('chobo.statements.upload.title')
            : translate('chobo.statements.upload.one', { name: data.fileName })
        }
      />
      {data !== undefined ? (
        <Body upload={data} />
      ) : error === null ? (
        <LoadingState onRetry={again} />
      ) : (
        <ErrorState error={error} onRetry={again} />
      )}
    </>
  );
};
