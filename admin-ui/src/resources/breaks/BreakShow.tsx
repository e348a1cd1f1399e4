import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLocaleState } from 'react-admin';
import { Link, useNavigate, useParams } from 'react-router-dom';

import { FileHash } from '../../parts/FileHash';
import { FactTable } from '../../parts/FactTable';
import { formatBusinessDate } from '../../parts/formatting';
import { useMay } from '../../parts/May';
import { PageTitle } from '../../parts/PageTitle';
import { Read } from '../../parts/Read';
import { Section } from '../../parts/Section';
import { Amount } from '../../parts/values';
import { Shortcut } from '../../shortcuts/Shortcut';
import { DayLink } from '../days/DayLink';
import type { BreakDetail, GoneBreak } from './answers';
import { Choices } from './Choices';
import { Gone } from './Gone';
import { History } from './History';
import { neighboursOf } from './neighbours';
import { NextStep } from './NextStep';
import { RawLines } from './RawLines';
import { SideBySide } from './SideBySide';
import { useReason } from './useSentences';
import { useKindName, useWord } from './useWord';
import { Work } from './Work';

/** The fields of `alsoDiffers` as the table of the two sides names them. */
const FIELD_OF: Readonly<Record<string, string>> = { wrong_card: 'card', fee: 'charge' };

const Reason = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const reasonOf = useReason();
  const [locale] = useLocaleState();
  const also = found.alsoDiffers.map((name) => word(`fields.${FIELD_OF[name] ?? name}`));
  return (
    <>
      <Typography sx={{ overflowWrap: 'anywhere' }}>{reasonOf(found)}</Typography>
      {also.length > 0 && (
        <Typography>
          {word('alsoDiffers', { fields: new Intl.ListFormat(locale).format(also) })}
        </Typography>
      )}
      <Box sx={{ mt: 2 }}>
        <FactTable
          facts={[
            { label: word('difference'), value: <Amount signed value={found.difference} /> },
            {
              label: word('date'),
              value: <DayLink date={found.date} source={found.source} />,
            },
          ]}
        />
      </Box>
    </>
  );
};

const Neighbours = ({ id }: { readonly id: string }) => {
  const word = useWord();
  const navigate = useNavigate();
  const { previous, following } = neighboursOf(id);
  const step = (to: string | null, name: string, key: string) =>
    to === null ? (
      <Button disabled>{name}</Button>
    ) : (
      <>
        <Button component={Link} to={`/breaks/${to}/show`}>
          {name}
        </Button>
        <Shortcut keys={key} label={name} onTrigger={() => void navigate(`/breaks/${to}/show`)} />
      </>
    );
  return (
    <Box className="no-print" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mb: 1 }}>
      <Button component={Link} to="/breaks">
        {word('toList')}
      </Button>
      {step(previous, word('previous'), 'k')}
      {step(following, word('following'), 'j')}
    </Box>
  );
};

const FileFacts = ({ file }: { readonly file: NonNullable<BreakDetail['file']> }) => {
  const word = useWord();
  return (
    <FactTable
      facts={[
        { label: word('fileName'), value: file.name },
        {
          label: word('fileHash'),
          value: <FileHash sha256={file.sha256} />,
        },
      ]}
    />
  );
};

const Content = ({ found }: { readonly found: BreakDetail }) => {
  const word = useWord();
  const may = useMay();
  const kindName = useKindName();
  const [locale] = useLocaleState();
  return (
    <>
      <PageTitle
        title={word('one', {
          kind: kindName(found.kind),
          date: formatBusinessDate(found.date, locale),
        })}
      />
      <NextStep found={found} />
      <Section title={word('reason')}>
        <Reason found={found} />
      </Section>
      <Section title={word('sides')}>
        <SideBySide found={found} />
      </Section>
      <Section title={word('work')}>
        <Work found={found} />
      </Section>
      <Section title={word('toDo')}>
        <Typography sx={{ mb: 2 }}>{word(`advice.${found.kind}`)}</Typography>
        <Choices found={found} mayWork={may('breaks:work')} />
      </Section>
      <Section title={word('history')}>
        <History found={found} />
      </Section>
      <Section title={word('file')}>
        {found.file !== null && <FileFacts file={found.file} />}
        <Typography component="h3" sx={{ mt: 2, mb: 1 }} variant="body1">
          {word('rawLines')}
        </Typography>
        <RawLines found={found} />
      </Section>
    </>
  );
};

/** One break: why it is one, both sides, what can be done about it, and what was done. */
export const BreakShow = () => {
  const { id = '' } = useParams();
  return (
    <>
      <Neighbours id={id} />
      <Read<BreakDetail | GoneBreak> key={id} path={`breaks/${encodeURIComponent(id)}`}>
        {(found) => (found.isGone ? <Gone gone={found} /> : <Content found={found} />)}
      </Read>
    </>
  );
};
