import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';

import { MAX_BYTES } from './sendFile';

const hidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

type Fault = { readonly key: string; readonly facts: Readonly<Record<string, string | number>> };

const isFolder = ({ items }: DataTransfer): boolean =>
  [...items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);

/** Takes one file, dropped or chosen by the button; anything else is said to be none. */
export const DropZone = ({ onFile }: { readonly onFile: (file: File) => void }) => {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const word = (key: string): string => translate(`chobo.statements.upload.${key}`);

  const take = (files: readonly File[]): void => {
    const [file, ...others] = files;
    if (file === undefined) setFault({ key: 'noFile', facts: {} });
    else if (others.length > 0) setFault({ key: 'severalFiles', facts: { count: files.length } });
    else if (file.size > MAX_BYTES) {
      const facts = {
        name: file.name,
        bytes: file.size.toLocaleString(locale),
        most: MAX_BYTES.toLocaleString(locale),
      };
      setFault({ key: 'tooLarge', facts });
    } else {
      setFault(null);
      onFile(file);
    }
  };

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (isFolder(event.dataTransfer)) setFault({ key: 'folder', facts: {} });
    else take([...event.dataTransfer.files]);
  };

  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(target.files ?? [])];
    // The same file chosen again is a choice again.
    target.value = '';
    if (files.length > 0) take(files);
  };

  return (
    <>
      <Box
        onDragLeave={() => setOver(false)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDrop={drop}
        sx={{
          position: 'relative',
          p: { xs: 3, sm: 5 },
          mb: 2,
          border: '2px dashed',
          borderColor: over ? 'primary.main' : 'text.secondary',
          borderRadius: 1,
          bgcolor: over ? 'action.hover' : 'background.paper',
          textAlign: 'center',
        }}
      >
        <UploadFileOutlined color="primary" sx={{ fontSize: 48 }} />
        <Typography sx={{ mb: 2 }}>{word('drop')}</Typography>
        <Box
          aria-label={word('choose')}
          component="input"
          onChange={choose}
          ref={input}
          sx={hidden}
          tabIndex={-1}
          type="file"
        />
        <Button onClick={() => input.current?.click()} variant="contained">
          {word('choose')}
        </Button>
        <Typography color="text.secondary" sx={{ mt: 2 }} variant="body2">
          {word('hint')}
        </Typography>
      </Box>
      {fault !== null && (
        <Alert onClose={() => setFault(null)} severity="error" sx={{ mb: 2 }}>
          {translate(`chobo.statements.upload.${fault.key}`, fault.facts)}
        </Alert>
      )}
    </>
  );
};
