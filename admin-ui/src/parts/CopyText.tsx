import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useNotify, useTranslate } from 'react-admin';
import { useEffect, useState } from 'react';

/** How long the button says that it has copied, in ms. */
const SAID_MS = 2_000;

/** A number or reference with a button that copies it; `label` says what it is. */
export const CopyText = ({
  value,
  label,
  shown = value,
}: {
  readonly value: string;
  readonly label: string;
  /** What stands for a value that nobody reads as a whole. */
  readonly shown?: string;
}) => {
  const translate = useTranslate();
  const notify = useNotify();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = translate(copied ? 'chobo.frame.copied' : 'chobo.frame.copy', { name: label });

  const copy = (): void => {
    // Browsers know no clipboard at plain addresses of other machines.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const written = clipboard?.writeText(value) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setCopied(true),
      () => notify('chobo.frame.copyFailed', { type: 'warning' }),
    );
  };

  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', maxWidth: '100%' }}>
      <Box
        component="span"
        {...(shown !== value && { title: value })}
        sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere', minWidth: 0 }}
      >
        {shown}
      </Box>
      <Tooltip title={name}>
        <IconButton aria-label={name} className="no-print" onClick={copy} size="small">
          {copied ? (
            <CheckOutlined fontSize="inherit" />
          ) : (
            <ContentCopyOutlined fontSize="inherit" />
          )}
        </IconButton>
      </Tooltip>
    </Box>
  );
};
